import Discretion
package import Speech

/// What may be said of a file's columns: the first line of a file without header is somebody's data.
package enum ColumnNames {
  /// The columns of a line that may be a header or a row of data: those that are known by name (`known`, folded by ``Folding/name(_:)``), the others by their number.
  package static func told(_ names: [String], known: Set<String>) -> Wording {
    let shown = names.filter { known.contains(Folding.name($0)) }
    let list = Wording.listed(shown.prefix(20).map { "“\(Shown.written($0))”" })
    let others = names.count - min(shown.count, 20)
    if list.isEmpty {
      return others == 1
        ? Wording("one column, of no known name", "一列，列名不认识") : Wording("\(others) columns, none of a known name", " \(others) 列，列名都不认识")
    }
    if others == 0 { return list }
    return list + Wording(" and \(others) other\(others == 1 ? "" : "s")", "及另外 \(others) 列")
  }
}
