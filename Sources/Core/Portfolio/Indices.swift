/// A case's dense position in a `Snapshot`, in ascending order of its database id. Exists from freeze to publish.
package struct CaseIndex: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }
  package init(_ position: Int) { rawValue = Int32(position) }
  package var position: Int { Int(rawValue) }
  package static func < (a: CaseIndex, b: CaseIndex) -> Bool { a.rawValue < b.rawValue }
}

/// A collector's dense position in a `Snapshot`, in ascending order of its database id.
package struct CollectorIndex: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }
  package init(_ position: Int) { rawValue = Int32(position) }
  package var position: Int { Int(rawValue) }
  /// Nobody: the pool.
  package static let none = CollectorIndex(rawValue: -1)
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

  package var count: Int { starts.count - 1 }
  package mutating func reserve(rows: Int, values count: Int) {
    starts.reserveCapacity(rows + 1)
    values.reserveCapacity(count)
  }
  package mutating func append(_ value: Element) { values.append(value) }
  package mutating func append(contentsOf more: some Sequence<Element>) { values.append(contentsOf: more) }
  package mutating func closeRow() { starts.append(Int32(values.count)) }
  /// Closes empty rows until `count == rows`.
  package mutating func closeRows(upTo rows: Int) { while count < rows { closeRow() } }

  package func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
  package subscript(_ row: Int) -> ArraySlice<Element> { values[range(row)] }
  package subscript(_ row: CaseIndex) -> ArraySlice<Element> { values[range(row.position)] }
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

  package init(_ names: [String] = []) {
    self.names = []
    positions = [:]
    for name in names { _ = intern(name) }
  }
  package var count: Int { names.count }
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
