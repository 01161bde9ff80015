/// Who has what so far, and what it costs: loads, places, fairness accounts and quotas, so that the change a unit makes is one difference
/// per account.
///
/// A kernel: everything in it is a raw integer. Costs and prices are cost units; efforts and values have lost the low digits that `Ranges` drops, so
/// that they are on no scale that outlives the run. Units and receivers keep their measures.
struct Ledger: Sendable {
  let units: Units
  let signatures: Rows<Int32>
  let loss: [Int32]
  let ranges: Ranges
  let moveCost: Int64
  /// Whether leaving a unit out has a price.
  let isPriced: Bool
  var seats: [Seat]
  /// Fairness accounts at `cell * seats.count + receiver`.
  var cells: [Account] = []
  /// Quota accounts at `quota * teams + team`.
  var quotas: [TeamAccount] = []
  let teams: Int
  /// Stiffness of overbooked places: what each case over the limit adds to the price of a place, and the same for amounts.
  var caseStiffness: Int64 = 0
  var amountStiffness: Int64 = 0
  let amountUnit: AmountUnit
  var place: [Int32]
  /// Units at each receiver, in no meaningful but a reproducible order; only after `openMembers`.
  private(set) var members: [[Int32]] = []
  private var slot: [Int32] = []

  init(_ instance: Instance, _ settings: AllocationSettings) {
    units = instance.units
    signatures = instance.signatures
    loss = instance.match.loss
    ranges = Ranges(instance, settings)
    moveCost = max(0, min(settings.moveCost.rawValue, Ranges.largestTerm))
    isPriced = instance.objective == .priced
    let receivers = instance.receivers
    let (digits, floor) = (ranges.loadDigits, ranges.capacityFloor)
    seats = (0..<receivers.count).map { r in
      Seat(
        load: receivers.load0[r].rawValue >> digits,
        // Both factors of x² lose their low digits; the capacity pays one of them back.
        reciprocal: Fixed.reciprocal(Cost.perSecond / 2 << digits, max(receivers.capacity[r].rawValue >> digits, floor)),
        amountLeft: receivers.amountRoom[r].rawValue, scaledLeft: 0, casesLeft: receivers.caseRoom[r], team: receivers.team[r],
        casePrice: 0, amountPrice: 0, key: receivers.key[r])
    }
    teams = Int(receivers.team.max() ?? -1) + 1
    amountUnit = AmountUnit(mean: AmountScale.mean(instance.units.amount))
    place = [Int32](repeating: -1, count: units.count)
    for r in seats.indices { seats[r].scaledLeft = amountUnit.scaled(seats[r].amountLeft) }
    openCells(instance)
    openQuotas(instance)
  }

  private mutating func openCells(_ instance: Instance) {
    let totals = Self.totals(units, units.fairness, signatures, instance.cells.count)
    cells.reserveCapacity(instance.cells.count * seats.count)
    let digits = ranges.cellDigits
    for (k, cell) in instance.cells.enumerated() {
      let total = Int128(totals[k]) + cell.before.exactSum
      let shares = cell.share.reduce(Int128(0)) { $0 + Int128($1) }
      for r in seats.indices {
        // Nobody has a share: the account is off, nobody is cheaper or dearer by it.
        let off = shares == 0 && cell.target.isEmpty
        let target = !cell.target.isEmpty ? cell.target[r].rawValue : off ? 0 : Int64(clamping: total * Int128(cell.share[r]) / shares)
        let reciprocal = min(ranges.cellCeiling, Self.reciprocal(cell.weight.rawValue, target, digits))
        cells.append(Account(deviation: (cell.before[r].rawValue - target) >> digits, reciprocal: off ? 0 : reciprocal))
      }
    }
  }

  /// weight / (2β) with values in 1/1024 cases of which `digits` were dropped.
  private static func reciprocal(_ weight: Int64, _ target: Int64, _ digits: Int64) -> Int64 {
    let numerator = Int128(weight) << Int128(48 + 2 * digits)
    return Int64(clamping: min(Int128(1) << 62, numerator / (2 * Int128(AccountValue.perCase) * Int128(max(target, AccountValue.perCase)))))
  }

  private mutating func openQuotas(_ instance: Instance) {
    let totals = Self.totals(units, units.quota, signatures, instance.quotas.count)
    let digits = ranges.quotaDigits
    for (k, quota) in instance.quotas.enumerated() {
      let total = Int128(totals[k]) + quota.before.exactSum
      let shares = quota.sharePPM.reduce(Int128(0)) { $0 + Int128($1) }
      let given = !quota.target.isEmpty
      for t in 0..<teams {
        guard t < quota.before.count, given || shares > 0 else {
          quotas.append(TeamAccount(deviation: 0, tolerance: 0, reciprocal: 0, weight: 0))
          continue
        }
        let target = given ? quota.target[t].rawValue : Int64(clamping: total * Int128(quota.sharePPM[t]) / shares)
        let tolerance = Int64(clamping: Int128(target) * Int128(quota.tolerancePPM) / 1_000_000)
        let priced = quota.weight > .zero
        let weight = priced ? quota.weight.rawValue : 1 << max(0, ranges.quantumDigits)
        let reciprocal = Self.reciprocal(weight, target, digits) >> (priced ? 0 : max(0, -ranges.quantumDigits))
        quotas.append(
          TeamAccount(
            deviation: (quota.before[t].rawValue - target) >> digits, tolerance: tolerance >> digits, reciprocal: reciprocal,
            weight: priced ? 1 : ranges.quotaWeight))
      }
    }
  }

  /// What tonight adds to each account if everything that anybody may take is placed.
  private static func totals(_ units: Units, _ entries: Rows<Entry>, _ signatures: Rows<Int32>, _ count: Int) -> [Int64] {
    var totals = [Int64](repeating: 0, count: count)
    for u in 0..<units.count where !signatures.range(Int(units.signature[u])).isEmpty {
      for i in entries.range(u) { totals[Int(entries.values[i].account)] += entries.values[i].raw }
    }
    return totals
  }

  // MARK: Rules

  /// Room for the unit at the receiver as things stand.
  @inline(__always) func hasRoom(_ u: Int, _ r: Int) -> Bool {
    seats[r].casesLeft >= units.cases[u] && seats[r].amountLeft >= units.amount[u].rawValue
  }

  @inline(__always) func isExcluded(_ u: Int, _ r: Int32) -> Bool {
    for i in units.exclusions.range(u) where units.exclusions.values[i] == r { return true }
    return false
  }

  /// Nobody may take the unit, by rule or exclusion.
  func isHopeless(_ u: Int) -> Bool {
    let excluded = units.exclusions.range(u)
    let row = signatures.range(Int(units.signature[u]))
    if excluded.count < row.count { return false }
    return row.allSatisfy { isExcluded(u, signatures.values[$0]) }
  }

  /// Allowed at all, room aside.
  func isEligible(_ u: Int, _ r: Int32) -> Bool { allows(Int(units.signature[u]), r) && !isExcluded(u, r) }

  func allows(_ signature: Int, _ r: Int32) -> Bool {
    let row = signatures.range(signature)
    var (low, high) = (row.lowerBound, row.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if signatures.values[middle] < r { low = middle + 1 } else { high = middle }
    }
    return low < row.upperBound && signatures.values[low] == r
  }

  // MARK: Changes

  /// Puts the unit, which is nowhere now, to the receiver.
  @inline(__always) mutating func add(_ u: Int, to r: Int) {
    apply(u, r, sign: 1)
    enter(u, r)
  }

  /// Takes the unit from its receiver.
  @inline(__always) mutating func remove(_ u: Int) {
    let r = Int(place[u])
    apply(u, r, sign: -1)
    leave(u, r)
  }

  /// The unit, whose accounts are right, sits at the receiver.
  @inline(__always) mutating func enter(_ u: Int, _ r: Int) {
    place[u] = Int32(truncatingIfNeeded: r)
    if slot.isEmpty { return }
    slot[u] = Int32(truncatingIfNeeded: members[r].count)
    members[r].append(Int32(truncatingIfNeeded: u))
  }

  /// The unit, whose accounts are right, sits there no more; the last one takes its chair.
  mutating func leave(_ u: Int, _ r: Int) {
    place[u] = -1
    if slot.isEmpty { return }
    let hole = slot[u]
    let last = members[r].removeLast()
    if Int(last) != u {
      members[r][Int(hole)] = last
      slot[Int(last)] = hole
    }
  }

  /// The unit, which was off its receiver's accounts for a look, stays: as after `leave` and `enter`, it is the last there now.
  mutating func stay(_ u: Int, at r: Int) {
    apply(u, r, sign: 1)
    let (hole, end) = (slot[u], members[r].count - 1)
    if Int(hole) == end { return }
    let last = members[r].withUnsafeMutableBufferPointer { row in
      row.swapAt(Int(hole), end)
      return Int(row[Int(hole)])
    }
    slot.withUnsafeMutableBufferPointer { ($0[last], $0[u]) = (hole, Int32(truncatingIfNeeded: end)) }
  }

  /// From now on it is known who sits where.
  mutating func openMembers() {
    guard slot.isEmpty else { return }
    slot = [Int32](repeating: 0, count: units.count)
    members = [[Int32]](repeating: [], count: seats.count)
    for u in 0..<units.count where place[u] >= 0 { enter(u, Int(place[u])) }
  }

  /// Forgets it, for passes that need it not.
  mutating func closeMembers() {
    slot = []
    members = []
  }

  /// The unit comes onto the receiver's accounts (`sign` 1) or off them (-1): for a look, until `enter`, `leave` or `stay` says what became of it.
  @inline(__always) mutating func apply(_ u: Int, _ r: Int, sign: Int64) {
    let effort = sign &* (units.effort[u].rawValue >> ranges.loadDigits)
    let (cases, amount) = (Int32(truncatingIfNeeded: sign) &* units.cases[u], sign &* units.amount[u].rawValue)
    // In one access: each would ask anew whether the array is ours alone.
    seats[r].take(effort, cases, amount, amountUnit)
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      cells[Int(entry.account) &* seats.count &+ r].deviation &+= sign &* (entry.raw >> ranges.cellDigits)
    }
    let team = Int(seats[r].team)
    guard team >= 0 else { return }
    for i in units.quota.range(u) {
      let entry = units.quota.values[i]
      quotas[Int(entry.account) &* teams &+ team].deviation &+= sign &* (entry.raw >> ranges.quotaDigits)
    }
  }
}
