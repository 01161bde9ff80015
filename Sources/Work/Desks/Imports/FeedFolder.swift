package import Faults
package import Portfolio
import Speech

/// The files of a folder that are named after their feeds: `cases.csv`, `cases-cmb.xlsx`, `attempts-2026-11-20.tsv`.
package struct FeedFolder: Sendable {
  /// In the order in which they must be loaded, and by name within a feed.
  package let files: [(feed: Feed, path: String)]
  /// Names of other tables, which nobody knows what to do with.
  package let others: [String]

  /// Texts and workbooks; a spreadsheet's own notes beside an open file (`~$cases.xlsx`) are neither.
  private static let endings = [".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xls"]

  /// What must be there before what refers to it.
  private static let order: [Feed] = [.collectors, .hours, .cases, .attempts, .conversations, .payments, .promises, .flags, .holds]

  /// Throws with `EX_NOINPUT` when there is no such folder, or no file of a feed in it.
  package init(_ path: String) throws(OperationError) {
    let tables = try FileAccess.names(in: path).filter {
      name in Self.endings.contains { name.hasSuffix($0) } && !name.hasSuffix(".rejects.csv") && !name.hasPrefix("~$") && !name.hasPrefix(".~lock")
    }
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

  /// The word before the first `-` or `.`.
  private static func feed(_ name: String) -> Feed? {
    Feed(rawValue: String(name.prefix { $0 != "-" && $0 != "." })).flatMap { order.contains($0) ? $0 : nil }
  }
}
