import Digest
import Faults
import Handouts
import Portfolio
import Speech
import Tables

/// What a client says he has with the agency: his own file, a row a case.
struct ClientStatement: Sendable {
  struct Row: Sendable {
    var line: Int
    var caseNo: String
    var currency: Currency
    /// Minor units.
    var amount: Int64
  }

  /// SHA-256 of the file, in hexadecimal.
  let digest: String
  let rows: [Row]

  /// Reads case number, amount and currency (where the column or a cell is missing: `currency`). Throws `FileFault` with the line for what cannot be
  /// read: a difference that comes from a misread row would be worse than none.
  init(_ bytes: [UInt8], name: String, currency: Currency) throws {
    let table = try TextTable(.bytes(bytes, name: name), known: ["case_no", "outstanding", "currency"])
    let number = try table.required("case_no", "case_code", "seqNo", "案件编号", "个案序列号", "合同号", "案号")
    let amount = try table.required("outstanding", "amount", "balance", "最新欠款", "欠款余额", "委案金额", "金额")
    let unit = table.column("currency", "currencyType", "币种")
    var rows: [Row] = []
    var seen: Set<String> = []
    for (fields, line) in zip(table.rows, table.lines) {
      func fault(_ why: Wording) -> FileFault { FileFault(.header, file: name, line: line, why, hint: .none) }
      let caseNo = fields[number].trimmed
      let word = unit.map { fields[$0].trimmed } ?? ""
      guard let currency = word.isEmpty ? currency : Currency(word.uppercased()) else {
        throw fault(Wording("the currency is no code of three letters like CNY", "币种不是 CNY 这样的三位代码"))
      }
      guard !caseNo.isEmpty else { throw fault(Wording("the row has no case number", "该行没有案件编号")) }
      guard seen.insert(caseNo).inserted else { throw fault(Wording("the case number stands in the file twice", "案件编号在文件中出现两次")) }
      guard let minor = Self.minor(fields[amount].trimmed, currency) else {
        throw fault(Wording("the amount is no number like 1234.56", "金额不是 1234.56 这样的数字"))
      }
      rows.append(Row(line: line, caseNo: caseNo, currency: currency, amount: minor))
    }
    (digest, self.rows) = (Hex.encode(SHA256.hash(bytes)), rows)
  }

  /// `1,234.5` as minor units; nil for what is no number or has more digits than the currency.
  static func minor(_ text: String, _ currency: Currency) -> Int64? {
    var digits = text.filter { $0 != "," && $0 != " " }
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, digits.utf8.allSatisfy({ $0 == 46 || (48...57).contains($0) }) else {
      return nil
    }
    var rest = parts.count == 2 ? String(parts[1]) : ""
    while rest.utf8.count > currency.minorDigits, rest.hasSuffix("0") { rest.removeLast() }
    guard rest.utf8.count <= currency.minorDigits, parts.count == 1 || !parts[1].isEmpty else { return nil }
    rest += String(repeating: "0", count: currency.minorDigits - rest.utf8.count)
    return Int64((isNegative ? "-" : "") + whole + rest)
  }

  /// A row that does not agree.
  struct Difference: Equatable {
    enum Kind: String, CaseIterable {
      case weHold = "we_hold"
      case heHolds = "he_holds"
      case amount
      case currency
    }
    var kind: Kind
    /// nil where we do not hold it.
    var caseID: Int64?
    var caseNo: String
    /// Line of his file; nil where he does not hold it.
    var line: Int?
    var ours: (currency: Currency, amount: Int64)?
    var his: (currency: Currency, amount: Int64)?

    static func == (a: Difference, b: Difference) -> Bool {
      a.kind == b.kind && a.caseID == b.caseID && a.caseNo == b.caseNo && a.line == b.line && a.ours?.amount == b.ours?.amount
        && a.his?.amount == b.his?.amount
    }
  }

  /// His rows against what is open at the close: by kind, then in order of our case or his line.
  func differences(_ stock: ClientStock) -> [Difference] {
    let his = Dictionary(rows.map { ($0.caseNo, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [Difference] = []
    var held: Set<String> = []
    for line in stock.lines where line.closing.cases > 0 {
      held.insert(line.caseNo)
      let ours = (line.currency, line.closing.amount)
      guard let row = his[line.caseNo] else {
        found.append(Difference(kind: .weHold, caseID: line.caseID, caseNo: line.caseNo, ours: ours))
        continue
      }
      guard row.currency != line.currency || row.amount != line.closing.amount else { continue }
      found.append(
        Difference(
          kind: row.currency == line.currency ? .amount : .currency, caseID: line.caseID, caseNo: line.caseNo, line: row.line, ours: ours,
          his: (row.currency, row.amount)))
    }
    for row in rows where !held.contains(row.caseNo) {
      found.append(Difference(kind: .heHolds, caseNo: row.caseNo, line: row.line, his: (row.currency, row.amount)))
    }
    return Difference.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
