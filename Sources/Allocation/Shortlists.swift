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
  private var costs: [[Int64]]
  private var costStamp: [Int32]
  /// By type: what the last of its list cost the representative when the list was made; `.max` when nobody was left out.
  private var mark: [Int64]
  private var epoch: Int32 = 1

  init(_ ledger: Ledger, length: Int) {
    types = UnitTypes(ledger.units)
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
    costs = [[Int64]](repeating: [], count: types.representative.count)
    costStamp = [Int32](repeating: 0, count: types.representative.count)
    if isComplete {
      for t in 0..<n {
        let row = signatures[Int(types.signature[t])]
        count[t] = Int32(row.count)
        for (i, r) in row.enumerated() { listed[t * self.length + i] = r }
      }
    }
  }

  /// Prices have changed: rank anew when asked.
  mutating func renew() { epoch += 1 }

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
    let profile = Int(types.profile[type])
    if costStamp[profile] != epoch { price(profile, ledger) }
    let key = ledger.units.key[Int(types.representative[profile])]
    count[type] = Int32(length)
    mark[type] = Self.cheapest(length, ledger.signatures.values[row], costs[profile], key, ledger.seats) { i, r in listed[start + i] = r }
  }

  /// Prices the profile at everybody. Only the ranking hangs on it, so the last digits do not matter.
  private mutating func price(_ profile: Int, _ ledger: Ledger) {
    costStamp[profile] = epoch
    let u = Int(types.representative[profile])
    let units = ledger.units
    let count = ledger.seats.count
    var out = [Int64](repeating: 0, count: count)
    let effort = units.effort[u] >> ledger.ranges.loadDigits
    for r in 0..<count {
      let seat = ledger.seats[r]
      out[r] = Fixed.product(effort &* (2 &* seat.load &+ effort), seat.reciprocal)
    }
    for r in 0..<count { out[r] &+= ledger.placePrice(u, at: r) }
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      let value = entry.value >> ledger.ranges.cellDigits
      let base = Int(entry.account) &* count
      for r in 0..<count {
        let account = ledger.cells[base &+ r]
        out[r] &+= Fixed.product(value &* (2 &* account.deviation &+ value), account.reciprocal)
      }
    }
    for i in units.match.range(u) {
      let entry = units.match.values[i]
      let base = Int(entry.account) &* count
      let value = entry.value
      for r in 0..<count { out[r] &+= (value &* Int64(ledger.loss[base &+ r])) >> MatchTable.shift }
    }
    if ledger.teams > 0, !units.quota.range(u).isEmpty {
      let ofTeam = (0..<ledger.teams).map { ledger.quotaCost(u, team: $0) }
      for r in 0..<count where ledger.seats[r].team >= 0 { out[r] &+= ofTeam[Int(ledger.seats[r].team)] }
    }
    costs[profile] = out
  }

  /// The `length` cheapest of `row`, cheapest first; ties by the hash of both keys.
  static func cheapest(
    _ length: Int, _ row: ArraySlice<Int32>, _ costs: [Int64], _ key: UInt64, _ seats: [Ledger.Seat], _ put: (Int, Int32) -> Void
  ) -> Int64 {
    var best = [(cost: Int64, receiver: Int32)](repeating: (.max, -1), count: length)
    var filled = 0
    var worst = Int64.max
    for r in row {
      let cost = costs[Int(r)]
      if cost > worst { continue }
      if cost == worst, !isBefore(r, best[length - 1].receiver, key, seats) { continue }
      var at = filled < length ? filled : length - 1
      while at > 0, cost < best[at - 1].cost || (cost == best[at - 1].cost && isBefore(r, best[at - 1].receiver, key, seats)) {
        best[at] = best[at - 1]
        at -= 1
      }
      best[at] = (cost, r)
      if filled < length { filled += 1 }
      if filled == length { worst = best[length - 1].cost }
    }
    for i in 0..<length { put(i, best[i].receiver) }
    return worst
  }

  private static func isBefore(_ r: Int32, _ other: Int32, _ key: UInt64, _ seats: [Ledger.Seat]) -> Bool {
    Fixed.mix(key, seats[Int(r)].key) < Fixed.mix(key, seats[Int(other)].key)
  }
}
