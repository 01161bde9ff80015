import Allocation

/// Cases to units: a group is one unit, everything else stands alone. Units are in the order of their first case.
struct UnitBuilder {
  private(set) var unitOfCase: [Int32] = []
  /// By signature of the units: what is required.
  private(set) var masks: [UInt64]
  /// All value to be shared.
  private(set) var totalValue = AccountValue.zero
  private var count = 0

  init(_ cases: Cases) {
    masks = cases.masks
    var unitOfGroup: [Int32: Int32] = [:]
    unitOfCase.reserveCapacity(cases.count)
    for i in 0..<cases.count {
      let group = cases.group[i]
      if group >= 0 {
        if let known = unitOfGroup[group] {
          unitOfCase.append(known)
          continue
        }
        unitOfGroup[group] = Int32(count)
      }
      unitOfCase.append(Int32(count))
      count += 1
    }
  }

  mutating func units(_ cases: Cases, _ policy: InstancePolicy, _ exclusions: Exclusions, _ accounts: CellAccounts?, _ holder: [Int32])
    -> Units
  {
    let effortOfClass = policy.effort.map { fixed($0) }
    let unitPenalty = policy.unassignedPenalty * Double(SolverInstance.costScale)
    let penaltyOf = (0..<16).map { fixed(unitPenalty * (1 + policy.priorityStep * Double($0)), 1) }
    let most = Int128(fixed(policy.amountWinsorUnits))
    var signature = [Int32](repeating: -1, count: count)
    var size = [Int32](repeating: 0, count: count)
    var effort = [Effort](repeating: .zero, count: count)
    var amount = [Amount](repeating: .zero, count: count)
    var penalty = [Cost](repeating: .zero, count: count)
    var priority = [Int32](repeating: 15, count: count)
    var value = [AccountValue](repeating: .zero, count: count)
    var current = signature
    var key = [UInt64](repeating: 0, count: count)
    var joined: [UInt64: Int32] = [:]
    for (s, mask) in masks.enumerated() { joined[mask] = Int32(s) }
    for i in 0..<cases.count {
      let u = Int(unitOfCase[i])
      let k = Int(cases.caseClass[i])
      size[u] += 1
      effort[u].rawValue += effortOfClass[k]
      amount[u].rawValue += cases.cents[i]
      penalty[u].rawValue += penaltyOf[Int(cases.priority[i])]
      // Where leaving out has no price: 0 first.
      priority[u] = min(priority[u], 15 - Int32(cases.priority[i]))
      value[u] += Self.value(cases.cents[i], most, policy)
      if key[u] == 0 { key[u] = Tie.hash(UInt64(i)) | 1 }
      if !holder.isEmpty, current[u] < 0 { current[u] = holder[i] }
      let own = cases.signature[i]
      if signature[u] < 0 || signature[u] == own {
        signature[u] = own
      } else {
        let mask = masks[Int(signature[u])] | masks[Int(own)]
        if let known = joined[mask] {
          signature[u] = known
        } else {
          joined[mask] = Int32(masks.count)
          signature[u] = Int32(masks.count)
          masks.append(mask)
        }
      }
    }
    totalValue = value.reduce(.zero, +)
    let one = (0...Int32(count)).map { $0 }
    let fairness =
      accounts?.entries(units: count, unitOfCase: unitOfCase, cell: cases.cell) { Self.value(cases.cents[$0], most, policy) }
      ?? Rows(starts: one, values: value.map { Entry(account: 0, value: $0) })
    return Units(
      signature: signature, cases: size, effort: effort, amount: amount, priority: priority, penalty: penalty, current: current, key: key,
      exclusions: excluded(exclusions), fairness: fairness,
      quota: policy.hasQuotas ? Rows(starts: one, values: size.map { Entry(account: 0, value: .cases(Int64($0))) }) : Rows(empty: count),
      match: policy.utilisationWeight > 0 ? match(cases, most, policy) : Rows(empty: count))
  }

  /// The case's amount in amount units, rounded, winsorised.
  private static func value(_ cents: Int64, _ most: Int128, _ policy: InstancePolicy) -> AccountValue {
    let unit = Int128(policy.amountUnitCents)
    return AccountValue(Int64(min(most, (Int128(cents) * Int128(AccountValue.perCase) + unit / 2) / unit)))
  }

  private func excluded(_ exclusions: Exclusions) -> Rows<Int32> {
    var pairs: [UInt64] = []
    for i in unitOfCase.indices {
      for j in exclusions.rows.range(i) { pairs.append(UInt64(unitOfCase[i]) << 32 | UInt64(exclusions.rows.values[j])) }
    }
    pairs.sort()
    var starts = [Int32](repeating: 0, count: count + 1)
    var values: [Int32] = []
    var previous = UInt64.max
    for pair in pairs where pair != previous {
      previous = pair
      starts[Int(pair >> 32) + 1] += 1
      values.append(Int32(truncatingIfNeeded: pair & 0xFFFF_FFFF))
    }
    for u in 0..<count { starts[u + 1] += starts[u] }
    return Rows(starts: starts, values: values)
  }

  /// Value by class; one entry for most units.
  private func match(_ cases: Cases, _ most: Int128, _ policy: InstancePolicy) -> Rows<Entry> {
    let classes = policy.effort.count
    var bits = [UInt64](repeating: 0, count: count)
    for i in 0..<cases.count { bits[Int(unitOfCase[i])] |= 1 << UInt64(cases.caseClass[i]) }
    var starts = [Int32](repeating: 0, count: count + 1)
    for u in 0..<count { starts[u + 1] = starts[u] + Int32(bits[u].nonzeroBitCount) }
    var values = [Entry](repeating: Entry(account: 0, value: .zero), count: Int(starts[count]))
    for u in 0..<count {
      var at = Int(starts[u])
      for k in 0..<classes where bits[u] >> UInt64(k) & 1 == 1 {
        values[at].account = Int32(k)
        at += 1
      }
    }
    for i in 0..<cases.count {
      let u = Int(unitOfCase[i])
      let k = UInt64(cases.caseClass[i])
      let at = Int(starts[u]) + (bits[u] & (1 << k - 1)).nonzeroBitCount
      values[at].value += Self.value(cases.cents[i], most, policy)
    }
    return Rows(starts: starts, values: values)
  }
}
