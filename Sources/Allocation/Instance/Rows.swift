/// Rows of different lengths in one flat array.
package struct Rows<Element: Sendable>: Sendable {
  package private(set) var starts: [Int32] = [0]
  package private(set) var values: [Element] = []

  /// No rows yet.
  package init() {}
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

  package var count: Int { starts.count - 1 }
  package mutating func append(_ row: some Sequence<Element>) {
    values.append(contentsOf: row)
    starts.append(Int32(values.count))
  }
  package mutating func reserve(rows: Int, values count: Int) {
    starts.reserveCapacity(rows + 1)
    values.reserveCapacity(count)
  }
  package func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
  package subscript(_ row: Int) -> ArraySlice<Element> { values[range(row)] }
  /// The rows in another order: row `i` is what `order[i]` was.
  func ordered(by order: [Int32]) -> Rows {
    var rows = Rows()
    rows.reserve(rows: order.count, values: values.count)
    for row in order { rows.append(self[Int(row)]) }
    return rows
  }
}
