/// The range analysis: how far loads, accounts and quotas of an instance can go, and the scales that keep every product in range and every
/// level above the next. Ordinary nights need no scaling at all; absurd numbers lose low digits instead of overflowing.
///
/// With E the largest effort of a unit and x the highest load anybody can reach, E · (2x + E) < 2^62 is kept by dropping `loadDigits` low
/// digits of both; likewise for accounts. A step changes one unit, or two; `stepRange` bounds what the terms below the quotas can change by
/// one unit anywhere, so a quota step, which costs `quotaWeight` > 4 · stepRange a quantum, is never traded for what lies below.
struct Ranges: Sendable {
  /// Low binary digits dropped from seconds, from account values and from quota values.
  private(set) var loadDigits: Int64 = 0
  private(set) var cellDigits: Int64 = 0
  private(set) var quotaDigits: Int64 = 0
  /// Capacities below this count as this, so that no term of one unit exceeds 2^56.
  private(set) var capacityFloor: Int64 = 1
  /// The steepest reciprocal of a fairness account, for the same reason.
  private(set) var cellCeiling: Int64 = 1 << 62
  /// The most that the terms below the quotas can change by one unit's move.
  private(set) var stepRange: Int64 = 0
  /// Cost of one quantum of a quota that goes before everything below it.
  private(set) var quotaWeight: Int64 = 0
  /// Binary digits of a quantum: a quota's (T − β)² / (2β) in cases is counted in 2^-quantumDigits.
  private(set) var quantumDigits: Int64 = 0

  /// No term of one unit grows beyond this.
  static let largestTerm: Int64 = 1 << 56

  init(_ instance: Instance, _ settings: AllocationSettings) {
    let units = instance.units
    let room = instance.receivers.caseRoom.reduce(Int64(0)) { max($0, Int64($1)) }
    let effort = Self.extent(units.effort.lazy.map(\.rawValue))
    let load0 = instance.receivers.load0.max()?.rawValue ?? 0
    // Nobody gets more than everything, nor more units than he has places.
    let highest = load0 + min(effort.sum, Int64(clamping: Int128(effort.most) * Int128(room)))
    loadDigits = Self.excess(effort.most, highest)
    let (e, x) = (effort.most >> loadDigits, highest >> loadDigits)
    capacityFloor = max(
      1, Int64(clamping: Fixed.growth(of: Int128(x), by: Int128(e)) * Int128(Cost.perSecond / 2) / Int128(Self.largestTerm)))
    let least = instance.receivers.capacity.reduce(Int64.max) { min($0, max($1.rawValue >> loadDigits, capacityFloor)) }
    let loadStep = Fixed.growth(of: Int128(x), by: Int128(e)) * 512 / Int128(max(1, min(least, Instance.largestValue)))

    let values = Self.extent(units.fairness.values.lazy.map(\.raw))
    var (account, cellStep) = (Int64(0), Int128(0))
    for cell in instance.cells {
      account = max(account, cell.before.max()?.rawValue ?? 0, cell.target.max()?.rawValue ?? 0)
      account = max(account, Int64(clamping: cell.before.exactSum + Int128(values.sum)))
    }
    account = min(account, Instance.largestValue << 1)
    cellDigits = Self.excess(values.most, account)
    let change = Int128(values.most >> cellDigits) * Int128(2 * (account >> cellDigits) + values.most)
    cellCeiling = Int64(min(Int128(1) << 62, (Int128(Self.largestTerm) << 48) / max(1, change)))
    for cell in instance.cells {
      cellStep +=
        change * Int128(cell.weight.rawValue) / Int128(max(1, (2 * AccountValue.perCase * AccountValue.perCase) >> (2 * cellDigits)))
    }
    let loss =
      (Int128(instance.match.loss.max() ?? 0) * Int128(Self.extent(units.match.values.lazy.map(\.raw)).most)) >> Int128(MatchTable.shift)
    stepRange = Int64(clamping: min(Int128(Self.largestTerm), loadStep) + min(Int128(Self.largestTerm), cellStep) + loss)
    stepRange = min(Self.largestTerm, stepRange) + max(0, min(settings.moveCost.rawValue, Self.largestTerm))
    separateQuotas(instance)
  }

  /// Chooses the finest quantum at which one step's quota cost stays within 2^61.
  private mutating func separateQuotas(_ instance: Instance) {
    let values = Self.extent(instance.units.quota.values.lazy.map(\.raw))
    var account: Int64 = 0
    for quota in instance.quotas {
      let before = quota.before.exactSum
      account = max(
        account, Int64(clamping: min(Int128(Instance.largestValue) * 2, before + Int128(values.sum))), quota.target.max()?.rawValue ?? 0)
    }
    quotaDigits = Self.excess(account, account)
    quotaWeight = 4 * min(stepRange, Self.largestTerm) + 1
    let (v, x) = (values.most >> quotaDigits, account >> quotaDigits)
    // The dearest step: a team whose target is a case or less already has everything.
    let divisor = max(1, (2 * AccountValue.perCase * AccountValue.perCase) >> (2 * quotaDigits))
    let dearest = max(1, Int64(clamping: Fixed.growth(of: Int128(x), by: Int128(v)) / Int128(divisor)))
    quantumDigits = max(-20, min(24, 61 - Fixed.bits(quotaWeight) - Fixed.bits(dearest)))
  }

  private static func extent(_ values: some Sequence<Int64>) -> (most: Int64, sum: Int64) {
    var (most, sum) = (Int64(0), Int128(0))
    for value in values { (most, sum) = (max(most, value), sum + Int128(value)) }
    return (most, Int64(clamping: min(sum, Int128(Instance.largestValue) << 1)))
  }

  /// Low digits to drop so that v · (2x + v) stays below 2^62.
  private static func excess(_ v: Int64, _ x: Int64) -> Int64 {
    let bits = Fixed.bits(v) + Fixed.bits(x) + 2
    return max(0, (bits - 62 + 1) / 2)
  }
}
