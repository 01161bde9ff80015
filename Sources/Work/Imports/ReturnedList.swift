import Discretion
import Speech
package import Tables

/// What a collector's list that came back says of itself: of which run and whose it is. A file with these two columns and nothing else says as much.
package struct ReturnedList: Sendable {
  /// Number of the run.
  package var run: String
  /// Codes of those whose list it is.
  package var collectors: Set<String>

  private static let names = (run: ["run", "运行"], collector: ["collector", "催收员"])

  /// Throws `FileFault` for a file that is no list, or of several runs.
  package init(path: String) throws(FileFault) {
    let table = try TextTable(path: path, known: ["run", "collector", "case_id"])
    let (run, collector) = (try table.required("run", "运行"), try table.required("collector", "催收员"))
    let runs = Set(table.rows.map { $0[run] })
    collectors = Set(table.rows.map { $0[collector] }.map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 })
    guard let only = runs.first, runs.count == 1, Int64(only) != nil, !collectors.contains("") else {
      throw FileFault(
        .header, file: path, line: 2,
        Wording("the file does not say in every row of one run and whose it is", "文件没有在每一行写明同一次运行与催收员"),
        hint: Wording(
          "hand back the list as it was written; for an empty list write --collector CODE", "请交回原样的清单；空清单请写 --collector 工号"))
    }
    self.run = only
  }

  /// Whether the header of a file is that of a list; of one that cannot be read it is not.
  static func isOne(_ path: String) -> Bool {
    do {
      var records = try Records.open(.file(path: path))
      var record = Record()
      guard try records.next(&record), record.fault == nil else { return false }
      let header = Set(record.trimmedTexts.map { Folding.name($0) })
      return [names.run, names.collector].allSatisfy { some in some.contains { header.contains(Folding.name($0)) } }
    } catch {
      // It is told of as left alone, with its name.
      return false
    }
  }

  /// Whose lists they are, by run.
  package static func byRun(_ lists: [ReturnedList]) -> [String: Set<String>] {
    lists.reduce(into: [:]) { $0[$1.run, default: []].formUnion($1.collectors) }
  }
}
