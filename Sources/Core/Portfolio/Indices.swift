/// A case's dense position in a `Snapshot`, in ascending order of its database id. Exists from freeze to publish.
package struct CaseIndex: RawRepresentable, Hashable, Comparable, Sendable {
  /// Position from 0.
  package let rawValue: Int32
  /// From a position from 0; nothing checks it against the snapshot.
  package init(rawValue: Int32) { self.rawValue = rawValue }
  /// From a position from 0, which must fit into 32 bits.
  package init(_ position: Int) { rawValue = Int32(position) }
  /// For subscripts of the columns.
  package var position: Int { Int(rawValue) }
  /// By position, which is by database id.
  package static func < (a: CaseIndex, b: CaseIndex) -> Bool { a.rawValue < b.rawValue }
}

/// A collector's dense position in a `Snapshot`, in ascending order of its database id.
package struct CollectorIndex: RawRepresentable, Hashable, Comparable, Sendable {
  /// Position from 0; −1 for nobody.
  package let rawValue: Int32
  /// From a position from 0, or −1 for nobody; nothing checks it against the snapshot.
  package init(rawValue: Int32) { self.rawValue = rawValue }
  /// From a position from 0, which must fit into 32 bits.
  package init(_ position: Int) { rawValue = Int32(position) }
  /// For subscripts of the columns; −1 for nobody, which is none of them.
  package var position: Int { Int(rawValue) }
  /// Nobody: the pool.
  package static let none = CollectorIndex(rawValue: -1)
  /// By position, which is by database id; nobody comes first.
  package static func < (a: CollectorIndex, b: CollectorIndex) -> Bool { a.rawValue < b.rawValue }
}

/// Rows of different lengths in one flat array: row `i` is `values[starts[i]..<starts[i + 1]]`.
package struct Ragged<Element: Sendable>: Sendable {
  package private(set) var starts: [Int32]
  package private(set) var values: [Element]

  /// No rows yet; build with `append(_:)` and `closeRow()` in row order.
  package init() {
    starts = [0]
    values = []
  }
  /// `rows` empty rows.
  package init(emptyRows rows: Int) {
    starts = [Int32](repeating: 0, count: rows + 1)
    values = []
  }
  /// Copies rows as they are; for few of them.
  package init(_ rows: [[Element]]) {
    self.init()
    for row in rows {
      for value in row { append(value) }
      closeRow()
    }
  }

  /// From finished columns: row `i` is `values[starts[i]..<starts[i + 1]]`; `starts` ascends from 0 to `values.count`.
  package init(starts: [Int32], values: [Element]) {
    precondition(starts.first == 0 && Int(starts[starts.count - 1]) == values.count, "starts must run from 0 to the number of values")
    self.starts = starts
    self.values = values
  }

  /// How many rows are closed.
  package var count: Int { starts.count - 1 }
  /// Room for so many rows and values in all, so that appending does not copy.
  package mutating func reserve(rows: Int, values count: Int) {
    starts.reserveCapacity(rows + 1)
    values.reserveCapacity(count)
  }
  /// Adds a value to the row that is open.
  package mutating func append(_ value: Element) { values.append(value) }
  /// Adds values to the row that is open.
  package mutating func append(contentsOf more: some Sequence<Element>) { values.append(contentsOf: more) }
  /// Ends the open row, which may be empty, and opens the next.
  package mutating func closeRow() { starts.append(Int32(values.count)) }
  /// Closes empty rows until `count == rows`.
  package mutating func closeRows(upTo rows: Int) { while count < rows { closeRow() } }

  /// Where in `values` the row lies; `row` is 0…`count` − 1.
  package func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
  /// The values of a row, 0…`count` − 1.
  package subscript(_ row: Int) -> ArraySlice<Element> { values[range(row)] }
  /// The values of a case's row.
  package subscript(_ row: CaseIndex) -> ArraySlice<Element> { values[range(row.position)] }
  /// The values of a collector's row; nobody has none, so the index must not be `.none`.
  package subscript(_ row: CollectorIndex) -> ArraySlice<Element> { values[range(row.position)] }

  /// Calls `body` with the row where it lies: no reference is counted.
  package func withRow<Result>(_ row: CaseIndex, _ body: (UnsafeBufferPointer<Element>) throws -> Result) rethrows -> Result {
    let range = range(row.position)
    return try values.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

/// Names of one kind (clients, teams, stages …), addressed by dense position. Order is the order of loading, always by database id or by text,
/// so it is the same in every run over the same inputs.
package struct SymbolTable: Sendable {
  package private(set) var names: [String]
  private var positions: [String: Int32]

  /// Names in their order; a name that comes again keeps its first position.
  package init(_ names: [String] = []) {
    self.names = []
    positions = [:]
    for name in names { _ = intern(name) }
  }
  /// How many different names there are.
  package var count: Int { names.count }
  /// The name at a position; empty for −1, that is for none.
  package subscript(_ position: Int32) -> String { position < 0 ? "" : names[Int(position)] }
  /// The position of `name`, or nil.
  package func find(_ name: String) -> Int32? { positions[name] }
  /// The position of `name`, added at the end if new.
  package mutating func intern(_ name: String) -> Int32 {
    if let known = positions[name] { return known }
    let position = Int32(names.count)
    names.append(name)
    positions[name] = position
    return position
  }
}
