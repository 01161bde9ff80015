/// One unit's numbers, looked up once and compared with many receivers.
struct Probe {
  let unit: Int
  let key: UInt64
  let effort: Int64
  let cases: Int64
  let places: Int32
  /// As limits count it, and in 1/1024 of the mean.
  let amount: Int64
  let scaled: Int64
  let current: Int32
  /// Where its entries are.
  let fairness: Range<Int>
  let match: Range<Int>
  let quota: Range<Int>

  /// - Parameter moves: whether it counts who holds the unit now.
  @inline(__always) init(_ u: Int, _ ledger: borrowing Ledger, moves: Bool = true) {
    unit = u
    key = ledger.units.key[u]
    effort = ledger.units.effort[u].rawValue >> ledger.ranges.loadDigits
    places = ledger.units.cases[u]
    cases = Int64(places)
    amount = ledger.units.amount[u].rawValue
    scaled = ledger.amountUnit.scaled(amount)
    current = moves ? ledger.units.current[u] : -1
    fairness = ledger.units.fairness.range(u)
    match = ledger.units.match.range(u)
    quota = ledger.units.quota.range(u)
  }
}
