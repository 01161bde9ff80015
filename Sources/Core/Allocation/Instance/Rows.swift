/// Rows of different lengths in one flat array.
package struct Rows<Element: Sendable>: Sendable {
  /// By row: position in `values` of its first; one more at the end.
  package private(set) var starts: [Int32] = [0]
  /// All rows, one after the other.
  package private(set) var values: [Element] = []

  /// No rows yet.
  package init() {}
  /// These rows, in this order; at most 2^31 − 1 values together.
  package init(_ rows: [[Element]]) { for row in rows { append(row) } }

  /// Rows laid out already: row `i` is `values[starts[i]..<starts[i + 1]]`. Traps unless `starts` ascends from 0 to the number of values.
  package init(starts: [Int32], values: [Element]) {
    precondition(starts.first == 0 && Int(starts[starts.count - 1]) == values.count, "rows must cover their values")
    for i in 1..<max(1, starts.count) { precondition(starts[i] >= starts[i - 1], "rows must ascend") }
    self.starts = starts
    self.values = values
  }

  /// `count` empty rows.
  package init(empty count: Int) { starts = [Int32](repeating: 0, count: count + 1) }

  /// How many rows.
  package var count: Int { starts.count - 1 }
  /// Adds a row at the end.
  package mutating func append(_ row: some Sequence<Element>) {
    values.append(contentsOf: row)
    starts.append(Int32(values.count))
  }
  /// Makes room for so many rows and values in all.
  package mutating func reserve(rows: Int, values count: Int) {
    starts.reserveCapacity(rows + 1)
    values.reserveCapacity(count)
  }
  /// Positions of the row in `values`. Traps when there is no such row.
  package func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
  /// The row itself; its indices are those of `values`.
  package subscript(_ row: Int) -> ArraySlice<Element> { values[range(row)] }
  /// The rows in another order: row `i` is what `order[i]` was.
  func ordered(by order: [Int32]) -> Rows {
    var rows = Rows()
    rows.reserve(rows: order.count, values: values.count)
    for row in order { rows.append(self[Int(row)]) }
    return rows
  }
}
