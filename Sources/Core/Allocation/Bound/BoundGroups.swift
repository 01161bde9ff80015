/// Units whose priced lines differ only in values: same signature, effort, cases, accounts and quota values.
struct BoundGroups: Sendable {
  private(set) var members: Rows<Int32>
  private(set) var isHopeless: [Bool]
  /// Everything there is to share: effort, by fairness cell and by quota.
  private(set) var effortTotal: Int64 = 0
  private(set) var accountTotals: [Int64]
  private(set) var quotaTotals: [Int64]
  var count: Int { members.count }

  private struct Key: Hashable {
    var signature: Int32
    var shape: UInt64
  }

  /// - Parameter counts: whether a unit has to be counted at all.
  init(_ ledger: Ledger, cells: Int, quotas: Int, counts: (Int) -> Bool) {
    let units = ledger.units
    var numbers: [Key: Int32] = [:]
    var group = [Int32](repeating: -1, count: units.count)
    isHopeless = [Bool](repeating: false, count: units.count)
    accountTotals = [Int64](repeating: 0, count: cells)
    quotaTotals = [Int64](repeating: 0, count: quotas)
    var sizes: [Int32] = []
    for u in 0..<units.count {
      effortTotal += units.effort[u].rawValue
      for i in units.fairness.range(u) { accountTotals[Int(units.fairness.values[i].account)] += units.fairness.values[i].raw }
      for i in units.quota.range(u) { quotaTotals[Int(units.quota.values[i].account)] += units.quota.values[i].raw }
      guard counts(u) else { continue }
      isHopeless[u] = ledger.isHopeless(u)
      var shape = Fixed.mix(UInt64(units.effort[u].rawValue), UInt64(units.cases[u]))
      for i in units.quota.range(u) {
        shape = Fixed.mix(shape, UInt64(units.quota.values[i].account) << 32 | UInt64(units.quota.values[i].raw))
      }
      for i in units.fairness.range(u) { shape = Fixed.mix(shape, 1 << 48 | UInt64(units.fairness.values[i].account)) }
      let key = Key(signature: units.signature[u], shape: shape)
      if let known = numbers[key] {
        group[u] = known
        sizes[Int(known)] += 1
      } else {
        group[u] = Int32(sizes.count)
        numbers[key] = Int32(sizes.count)
        sizes.append(1)
      }
    }
    var starts: [Int32] = [0]
    starts.reserveCapacity(sizes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var fill = starts
    var values = [Int32](repeating: 0, count: Int(starts[starts.count - 1]))
    for u in 0..<units.count where group[u] >= 0 {
      values[Int(fill[Int(group[u])])] = Int32(u)
      fill[Int(group[u])] += 1
    }
    members = Rows(starts: starts, values: values)
  }
}
