package import Faults
package import Portfolio
import Speech

/// The files of a folder that are named after their feeds: `cases.csv`, `cases-cmb.xlsx`, `attempts-2026-11-20.tsv`.
package struct FeedFolder: Sendable {
  /// In the order in which they must be loaded, and by name within a feed, numbers by their value.
  package let files: [(feed: Feed, path: String)]
  /// Names of other tables, which nobody knows what to do with.
  package let others: [String]

  /// Texts and workbooks; a spreadsheet's own notes beside an open file (`~$cases.xlsx`) are neither.
  private static let endings = [".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xls"]

  /// What must be there before what refers to it.
  private static let order: [Feed] = [.collectors, .hours, .leave, .cases, .attempts, .conversations, .payments, .promises, .flags, .holds]

  /// Throws with `EX_NOINPUT` when there is no such folder, or no file of a feed in it.
  package init(_ path: String) throws(OperationError) {
    let tables = try FileAccess.names(in: path).filter { name in
      let name = name.lowercased()
      return Self.endings.contains { name.hasSuffix($0) } && !name.hasSuffix(".rejects.csv") && !name.hasPrefix("~$")
    }.sorted(by: Self.stands)
    let folder = path.hasSuffix("/") ? path : path + "/"
    files = Self.order.flatMap { feed in tables.filter { Self.feed($0) == feed }.map { (feed, folder + $0) } }
    others = tables.filter { Self.feed($0) == nil }
    guard !files.isEmpty else {
      throw OperationError(
        .noInput, Wording("no file in \(path) is named after a feed", "\(path) 里没有以数据种类命名的文件"),
        remedy: Wording(
          "expected names such as cases.csv, cases-cmb.csv or attempts-2026-11-20.csv; or name feed and file: allot import cases FILE",
          "文件名应如 cases.csv、cases-cmb.csv 或 attempts-2026-11-20.csv；也可写出种类和文件：allot import cases FILE"))
    }
  }

  /// Numbers in names by their value: what a later file says counts, and `cases-10.csv` is later than `cases-2.csv`.
  private static func stands(_ name: String, before other: String) -> Bool {
    func parts(_ name: String) -> [(text: [UInt8], number: [UInt8])] {
      var parts: [(text: [UInt8], number: [UInt8])] = [([], [])]
      for byte in name.utf8 {
        if (48...57).contains(byte) {
          parts[parts.count - 1].number.append(byte)
        } else {
          if !parts[parts.count - 1].number.isEmpty { parts.append(([], [])) }
          parts[parts.count - 1].text.append(byte)
        }
      }
      return parts
    }
    for (one, two) in zip(parts(name), parts(other)) {
      if one.text != two.text { return one.text.lexicographicallyPrecedes(two.text) }
      let (a, b) = (one.number.drop { $0 == 48 }, two.number.drop { $0 == 48 })
      if a.count != b.count { return a.count < b.count }
      if !a.elementsEqual(b) { return a.lexicographicallyPrecedes(b) }
    }
    return name < other
  }

  /// The word before the first `-` or `.`.
  private static func feed(_ name: String) -> Feed? {
    Feed(rawValue: name.prefix { $0 != "-" && $0 != "." }.lowercased()).flatMap { order.contains($0) ? $0 : nil }
  }
}
