package import Faults
package import Portfolio
import Speech

/// The files of a folder that are named after their feeds: `cases.csv`, `案件.csv`, `cases-cmb.xlsx`, `attempts_2026-11-20.tsv`, `payments/november.csv`;
/// and collectors' lists that came back.
package struct FeedFolder: Sendable {
  /// In the order in which they must be loaded, and by name within a feed, numbers by their value.
  package let files: [(feed: Feed, path: String)]
  /// Paths of collectors' lists that came back, by name: told by their columns, whatever they are called.
  package let returned: [String]
  /// Names of other tables, which nobody knows what to do with.
  package let others: [String]

  /// Texts and workbooks; a spreadsheet's own notes beside an open file (`~$cases.xlsx`) are neither.
  private static let endings = [".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xls"]

  /// What must be there before what refers to it, with the Chinese names of such files.
  private static let order: [(feed: Feed, names: [String])] = [
    (.collectors, ["催收员", "人员"]), (.hours, ["工时", "排班"]), (.leave, ["请假", "休假"]), (.cases, ["案件"]),
    (.attempts, ["催记", "通话记录", "联系记录", "外呼记录"]), (.conversations, ["沟通记录"]), (.payments, ["还款"]), (.promises, ["承诺", "还款承诺"]),
    (.flags, ["标记"]), (.holds, ["停催"]),
  ]
  /// Folders in which lists come back as they went out.
  private static let listFolders = ["lists", "清单"]
  /// What a Chinese name may have behind it before its suffix begins.
  private static let forms = ["记录", "名单", "明细", "清单", "列表", "表", ""]
  private static let words: [(word: String, feed: Feed)] =
    order.flatMap { entry in
      [(entry.feed.rawValue, entry.feed)] + entry.names.flatMap { name in forms.map { (name + $0, entry.feed) } }
    }.sorted { ($1.0.count, $0.0) < ($0.0.count, $1.0) }

  /// Throws with `EX_NOINPUT` when there is no such folder, or no file of a feed in it.
  package init(_ path: String) throws(OperationError) {
    let folder = path.hasSuffix("/") ? path : path + "/"
    var (found, others): ([(feed: Feed, name: String)], [String]) = ([], [])
    for name in try FileAccess.names(in: path) {
      if Self.isTable(name) {
        if let feed = Self.feed(name) { found.append((feed, name)) } else { others.append(name) }
      } else if let feed = Self.feed(name), FileAccess.isFolder(folder + name) {
        // A folder named after a feed: of whatever name, its tables are of that feed, unless they say that they are of another.
        for file in try FileAccess.names(in: folder + name) where Self.isTable(file) {
          let inside = "\(name)/\(file)"
          if (Self.feed(file) ?? feed) == feed { found.append((feed, inside)) } else { others.append(inside) }
        }
      } else if Self.listFolders.contains(name.lowercased()), FileAccess.isFolder(folder + name) {
        others += try FileAccess.names(in: folder + name).filter(Self.isTable).map { "\(name)/\($0)" }
      }
    }
    let lists = others.filter { ReturnedList.isOne(folder + $0) }
    others.removeAll { lists.contains($0) }
    returned = lists.sorted { Self.stands($0, before: $1) }.map { folder + $0 }
    found.sort { Self.stands($0.name, before: $1.name) }
    files = Self.order.flatMap { entry in found.filter { $0.feed == entry.feed }.map { ($0.feed, folder + $0.name) } }
    self.others = others
    guard !files.isEmpty || !returned.isEmpty else {
      throw OperationError(
        .noInput, Wording("no file in \(path) is named after a feed", "\(path) 里没有以数据种类命名的文件"),
        remedy: Wording(
          "expected names such as cases.csv, cases-cmb.csv, attempts-2026-11-20.csv or 案件.csv; or name feed and file: allot import cases FILE",
          "文件名应如 案件.csv、催记-2026-11-20.csv、cases.csv 或 cases-cmb.csv；也可写出种类和文件：allot import cases FILE"))
    }
  }

  private static func isTable(_ name: String) -> Bool {
    let name = name.lowercased()
    return endings.contains { name.hasSuffix($0) } && !name.hasSuffix(".rejects.csv") && !name.hasPrefix("~$")
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

  /// The feed whose word the name begins with; behind the word may come nothing, a number or what begins with a sign: `-`, `_`, `.`, `(`, a blank.
  private static func feed(_ name: String) -> Feed? {
    let name = name.lowercased()
    return words.first { word, _ in
      guard name.hasPrefix(word) else { return false }
      return name.dropFirst(word.count).first.map { !$0.isLetter } ?? true
    }?.feed
  }
}
