/// From database ids to dense positions: a table where the ids lie close together, else a search. 0 and unknown ids have no position.
struct IDMap {
  private let ids: [Int64]
  private let first: Int64
  private let table: [Int32]

  /// `ids` ascending, each once, not 0.
  init(_ ids: [Int64]) {
    self.ids = ids
    first = ids.first ?? 0
    let span = (ids.last ?? 0) - first + 1
    guard !ids.isEmpty, span <= Int64(ids.count) * 64 + 4096 else {
      table = []
      return
    }
    var table = [Int32](repeating: -1, count: Int(span))
    for (position, id) in ids.enumerated() { table[Int(id - first)] = Int32(position) }
    self.table = table
  }

  /// −1 when there is none.
  subscript(_ id: Int64) -> Int32 {
    if !table.isEmpty {
      let offset = id &- first
      return offset >= 0 && offset < Int64(table.count) ? table[Int(offset)] : -1
    }
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? Int32(low) : -1
  }
}

/// Builds rows of different lengths beside a column of ascending ids, from rows that come in ascending order of id.
struct RaggedBuilder<Element> {
  private let ids: [Int64]
  private(set) var starts: [Int32] = [0]
  var values: [Element] = []
  private var row = 0

  init(beside ids: [Int64]) {
    self.ids = ids
    starts.reserveCapacity(ids.count + 1)
  }

  /// Moves to the row of `id`; false when there is none (a closed case), then the value is to be left out.
  mutating func move(to id: Int64) -> Bool {
    while row < ids.count, ids[row] < id {
      row += 1
      starts.append(Int32(values.count))
    }
    return row < ids.count && ids[row] == id
  }

  /// Closes all rows.
  mutating func finish() {
    while starts.count <= ids.count { starts.append(Int32(values.count)) }
  }
}
