import Portfolio
import Postgres
import Speech

extension FeedChunk {
  /// Without rows of new collectors whose code is another's but for leading zeros, width or case: `1` beside `001` is hardly ever somebody else. Rows
  /// whose code is in `taken` are. Of two that are both new the first stands.
  mutating func withoutTwins(_ rows: [CollectorRow], taken: Set<String>) throws -> [CollectorRow] {
    let known = try connection.query("SELECT code FROM allot.collector WHERE agency_id = \(agency) ORDER BY collector_id").decode(
      String.self)
    var codes = Set(known)
    var first: [String: String] = [:]
    for code in known where first[Self.alike(code)] == nil { first[Self.alike(code)] = code }
    var kept: [CollectorRow] = []
    for row in rows {
      let alike = Self.alike(row.code)
      if !codes.contains(row.code), !taken.contains(row.code), let other = first[alike] {
        let meant = Suggestion.meant(other)
        reject(
          line: row.line, column: "code", value: row.code,
          Wording(
            "is new and differs from a code on record in zeros, width or capitals only; \(meant.en) If it is somebody else, import with --new-collector and this code",
            "是新编号，与已有编号只差前导零、全半角或大小写；\(meant.zh)若确是另一人，请加 --new-collector 和此编号再导入"))
        continue
      }
      codes.insert(row.code)
      if first[alike] == nil { first[alike] = row.code }
      kept.append(row)
    }
    return kept
  }

  /// A code without what is often lost on its way through a spreadsheet: half-width, in small letters, numbers without leading zeros.
  static func alike(_ code: String) -> String {
    var result = String.UnicodeScalarView()
    var zeros = 0
    var isInNumber = false
    for scalar in code.unicodeScalars {
      let narrow = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      if narrow == "0", !isInNumber {
        zeros += 1
        continue
      }
      let isDigit = ("0"..."9").contains(narrow)
      if zeros > 0, !isDigit { result.append("0") }
      (zeros, isInNumber) = (0, isDigit)
      result.append(narrow)
    }
    if zeros > 0 { result.append("0") }
    return String(result).lowercased()
  }
}
