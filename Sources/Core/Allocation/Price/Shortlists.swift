/// For each type of unit the cheapest receivers at the prices of the moment. Rankings are made when first asked for after `renew` and stand
/// until the next; exact costs decide among those listed.
struct Shortlists: Sendable {
  let types: UnitTypes
  let length: Int
  /// Whether every list holds its whole signature, so that nothing is ever overlooked.
  let isComplete: Bool
  private var listed: [Int32]
  private var count: [Int32]
  private var stamp: [Int32]
  /// By type: what the last of its list cost the representative when the list was made; `.max` when nobody was left out.
  private var mark: [Int64]
  private var epoch: Int32 = 1
  /// Prices of one profile at everybody, for its types one after the other.
  private var columns: PriceColumns
  private var priced: Int32 = -1
  private var hasRead = false
  /// By profile: whether its types ask about so many that pricing everybody once is cheaper.
  private let isShared: [Bool]

  init(_ ledger: Ledger, _ types: UnitTypes, length: Int) {
    self.types = types
    let signatures = ledger.signatures
    var longest = 0
    for s in 0..<signatures.count { longest = max(longest, signatures.range(s).count) }
    self.length = min(max(2, length), max(1, longest))
    isComplete = longest <= self.length
    let n = types.signature.count
    listed = [Int32](repeating: 0, count: n * self.length)
    count = [Int32](repeating: 0, count: n)
    stamp = count
    mark = [Int64](repeating: .max, count: n)
    columns = PriceColumns(receivers: ledger.seats.count, teams: ledger.teams)
    var asked = [Int](repeating: 0, count: types.representative.count)
    for t in 0..<n { asked[Int(types.profile[t])] += signatures.range(Int(types.signature[t])).count }
    isShared = asked.map { $0 > Self.worthSharing * ledger.seats.count }
    if isComplete {
      for t in 0..<n {
        let row = signatures[Int(types.signature[t])]
        count[t] = Int32(row.count)
        for (i, r) in row.enumerated() { listed[t * self.length + i] = r }
      }
    }
  }

  /// A profile's types seldom all come in one portion, and pricing in columns takes a fraction of pricing exactly.
  private static let worthSharing = 4

  /// Prices have changed: rank anew when asked.
  mutating func renew() {
    renewLists()
    hasRead = false
  }

  /// The same where every change since `renew` has been told.
  mutating func renewLists() {
    epoch += 1
    priced = -1
  }

  /// The receiver's prices have changed.
  @inline(__always) mutating func changed(_ r: Int, _ ledger: borrowing Ledger) {
    if hasRead { columns.read(r, ledger) }
  }

  /// Positions of the type's list in `receivers`, ranked if that has not been done.
  @inline(__always) mutating func range(_ type: Int, _ ledger: Ledger) -> Range<Int> {
    if stamp[type] != epoch, !isComplete { rank(type, ledger) }
    return type * length..<type * length + Int(count[type])
  }
  @inline(__always) subscript(_ i: Int) -> Int32 { listed[i] }

  /// Whether somebody outside the list may by now be cheaper than `choice`.
  func isWorn(_ type: Int, _ choice: Choice, _ ledger: Ledger) -> Bool {
    mark[type] != .max && ledger.cost(Int(types.representative[Int(types.profile[type])]), at: Int(choice.receiver)) > mark[type]
  }

  private mutating func rank(_ type: Int, _ ledger: Ledger) {
    stamp[type] = epoch
    let row = ledger.signatures.range(Int(types.signature[type]))
    let start = type * length
    if row.count <= length {
      for (i, k) in row.enumerated() { listed[start + i] = ledger.signatures.values[k] }
      count[type] = Int32(row.count)
      return
    }
    count[type] = Int32(length)
    let profile = Int(types.profile[type])
    let probe = Probe(Int(types.representative[profile]), ledger, moves: false)
    let shares = isShared[profile]
    if shares, priced != Int32(profile) {
      if !hasRead { columns.read(ledger) }
      columns.price(probe.unit, ledger)
      (priced, hasRead) = (Int32(profile), true)
    }
    let length = length
    mark[type] = listed.withUnsafeMutableBufferPointer { listed in
      let list = UnsafeMutableBufferPointer(rebasing: listed[start..<start + length])
      return ledger.signatures.values.withUnsafeBufferPointer { receivers in
        let row = UnsafeBufferPointer(rebasing: receivers[row])
        return ledger.open { open in
          guard shares else { return Self.cheapest(of: row, probe.key, open, list) { open.pricedCost(probe, at: $0) } }
          return columns.costs.withUnsafeBufferPointer { costs in Self.cheapest(of: row, probe.key, open, list) { costs[$0] } }
        }
      }
    }
  }

  /// The cheapest of a row, as many as the list holds, cheapest first; ties by the hash of both keys. Returns what the last of them costs.
  @inline(__always)
  private static func cheapest(
    of row: UnsafeBufferPointer<Int32>, _ key: UInt64, _ ledger: OpenLedger, _ list: UnsafeMutableBufferPointer<Int32>,
    _ price: (Int) -> Int64
  ) -> Int64 {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: list.count) { costs in
      var filled = 0
      var worst = Int64.max
      for r in row {
        let cost = price(Int(r))
        if cost > worst { continue }
        if cost == worst, !isBefore(r, list[list.count - 1], key, ledger) { continue }
        var at = filled < list.count ? filled : list.count - 1
        while at > 0, cost < costs[at - 1] || (cost == costs[at - 1] && isBefore(r, list[at - 1], key, ledger)) {
          (costs[at], list[at]) = (costs[at - 1], list[at - 1])
          at -= 1
        }
        (costs[at], list[at]) = (cost, r)
        if filled < list.count { filled += 1 }
        if filled == list.count { worst = costs[filled - 1] }
      }
      return worst
    }
  }

  private static func isBefore(_ r: Int32, _ other: Int32, _ key: UInt64, _ ledger: OpenLedger) -> Bool {
    Fixed.mix(key, ledger.seats[Int(r)].key) < Fixed.mix(key, ledger.seats[Int(other)].key)
  }
}
