/// Who has what so far, and what it costs: loads, places, fairness accounts and quotas, each with its present cost, so that the change a
/// unit makes is one difference per account. All costs are exact floors of the convex terms, so differences add up to the objective.
struct Ledger {
  struct Seat {
    /// Seconds, tonight's units included.
    var load: UInt64
    var capacity: UInt64
    var cost: Int64
    var casesLeft: Int32
    var team: Int32
    var amountLeft: Int64
    var key: UInt64
  }
  struct Account {
    /// What is there less the target, in 1/1024 cases.
    var deviation: Int64
    /// Free deviation (quotas).
    var tolerance: Int64
    var divisor: UInt64
    var weight: UInt64
    var cost: Int64

    init(before: Int64, target: Int64, tolerance: Int64, weight: Int64) {
      deviation = before - target
      self.tolerance = tolerance
      divisor = 2048 * UInt64(max(target, Entry.oneCase))
      self.weight = UInt64(weight)
      cost = 0
      cost = costAt(deviation)
    }
    func costAt(_ x: Int64) -> Int64 { Cost.scaledSquare(UInt64(max(0, Int64(x.magnitude) - tolerance)), weight, divisor) }
  }

  let units: Units
  let signatures: Rows<Int32>
  let moveCost: Int64
  private(set) var seats: [Seat]
  /// Fairness accounts at `cell * seats.count + receiver`; empty rows for cells that are off.
  private(set) var cells: [Account] = []
  /// Quota accounts at `quota * teams + team`.
  private(set) var quotas: [Account] = []
  let teams: Int
  private(set) var place: [Int32]
  /// Units at each receiver, in no meaningful but a reproducible order.
  private(set) var members: [[Int32]]
  private var slot: [Int32]

  init(_ instance: Instance, _ settings: AllocationSettings) {
    units = instance.units
    signatures = instance.signatures
    moveCost = max(0, settings.moveCost)
    let receivers = instance.receivers
    seats = (0..<receivers.count).map { r in
      let load = UInt64(receivers.load0[r])
      let capacity = UInt64(max(1, receivers.capacity[r]))
      return Seat(
        load: load, capacity: capacity, cost: Cost.scaledSquare(load, Cost.loadWeight, capacity), casesLeft: receivers.caseRoom[r],
        team: receivers.team[r], amountLeft: receivers.amountRoom[r], key: receivers.key[r])
    }
    teams = Int(receivers.team.max() ?? -1) + 1
    place = [Int32](repeating: -1, count: units.count)
    slot = place
    members = [[Int32]](repeating: [], count: receivers.count)
    openCells(instance)
    openQuotas(instance, settings)
  }

  private mutating func openCells(_ instance: Instance) {
    let totals = Self.totals(units, units.fairness, signatures, instance.cells.count)
    cells.reserveCapacity(instance.cells.count * seats.count)
    for (k, cell) in instance.cells.enumerated() {
      let total = cell.before.reduce(Int128(totals[k])) { $0 + Int128($1) }
      let shares = cell.share.reduce(Int128(0)) { $0 + Int128($1) }
      for r in seats.indices {
        // Nobody has a share: the account is off, nobody is cheaper or dearer by it.
        let target = shares == 0 ? 0 : Int64(clamping: total * Int128(cell.share[r]) / shares)
        cells.append(Account(before: cell.before[r], target: target, tolerance: 0, weight: shares == 0 ? 0 : cell.weight))
      }
    }
  }

  private mutating func openQuotas(_ instance: Instance, _ settings: AllocationSettings) {
    let totals = Self.totals(units, units.quota, signatures, instance.quotas.count)
    for (k, quota) in instance.quotas.enumerated() {
      let total = quota.before.reduce(Int128(totals[k])) { $0 + Int128($1) }
      let shares = quota.sharePPM.reduce(Int128(0)) { $0 + Int128($1) }
      for t in 0..<teams {
        let known = t < quota.sharePPM.count && shares > 0
        let target = known ? Int64(clamping: total * Int128(quota.sharePPM[t]) / shares) : 0
        let tolerance = Int64(clamping: Int128(target) * Int128(quota.tolerancePPM) / 1_000_000)
        quotas.append(
          Account(
            before: known ? quota.before[t] : 0, target: target, tolerance: tolerance, weight: known ? max(0, settings.quotaWeight) : 0))
      }
    }
  }

  /// What tonight adds to each account if everything that anybody may take is placed.
  private static func totals(_ units: Units, _ entries: Rows<Entry>, _ signatures: Rows<Int32>, _ count: Int) -> [Int64] {
    var totals = [Int64](repeating: 0, count: count)
    for u in 0..<units.count where !signatures.range(Int(units.signature[u])).isEmpty {
      for entry in entries[u] { totals[Int(entry.account)] += entry.value }
    }
    return totals
  }

  // MARK: Rules

  /// Room for the unit at the receiver as things stand.
  func hasRoom(_ u: Int, _ r: Int) -> Bool { seats[r].casesLeft >= units.cases[u] && seats[r].amountLeft >= units.amount[u] }

  func anybodyHasRoom(_ u: Int) -> Bool {
    for i in signatures.range(Int(units.signature[u])) where hasRoom(u, Int(signatures.values[i])) { return true }
    return false
  }

  func isExcluded(_ u: Int, _ r: Int32) -> Bool {
    for i in units.exclusions.range(u) where units.exclusions.values[i] == r { return true }
    return false
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

  // MARK: Costs

  /// What the unit, which is nowhere now, would add to the objective at the receiver.
  func cost(_ u: Int, at r: Int) -> Int64 {
    let seat = seats[r]
    var sum = Cost.scaledSquare(seat.load + UInt64(units.effort[u]), Cost.loadWeight, seat.capacity) - seat.cost
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      let account = cells[Int(entry.account) * seats.count + r]
      sum += account.costAt(account.deviation + entry.value) - account.cost
    }
    if seat.team >= 0 {
      for i in units.quota.range(u) {
        let entry = units.quota.values[i]
        let account = quotas[Int(entry.account) * teams + Int(seat.team)]
        sum += account.costAt(account.deviation + entry.value) - account.cost
      }
    }
    if units.current[u] >= 0, units.current[u] != Int32(r) { sum += moveCost }
    return sum
  }

  // MARK: Changes

  /// Puts the unit, which is nowhere now, to the receiver.
  mutating func add(_ u: Int, to r: Int) {
    apply(u, r, sign: 1)
    place[u] = Int32(r)
    slot[u] = Int32(members[r].count)
    members[r].append(Int32(u))
  }

  /// Takes the unit from its receiver and returns what it cost there.
  @discardableResult
  mutating func remove(_ u: Int) -> Int64 {
    let r = Int(place[u])
    apply(u, r, sign: -1)
    let hole = Int(slot[u])
    let last = members[r].removeLast()
    if Int(last) != u {
      members[r][hole] = last
      slot[Int(last)] = Int32(hole)
    }
    place[u] = -1
    return cost(u, at: r)
  }

  private mutating func apply(_ u: Int, _ r: Int, sign: Int64) {
    let effort = units.effort[u]
    seats[r].load = UInt64(Int64(seats[r].load) + sign * effort)
    seats[r].cost = Cost.scaledSquare(seats[r].load, Cost.loadWeight, seats[r].capacity)
    seats[r].casesLeft -= Int32(sign) * units.cases[u]
    if seats[r].amountLeft != .max { seats[r].amountLeft -= sign * units.amount[u] }
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      let k = Int(entry.account) * seats.count + r
      cells[k].deviation += sign * entry.value
      cells[k].cost = cells[k].costAt(cells[k].deviation)
    }
    let team = Int(seats[r].team)
    guard team >= 0 else { return }
    for i in units.quota.range(u) {
      let entry = units.quota.values[i]
      let k = Int(entry.account) * teams + team
      quotas[k].deviation += sign * entry.value
      quotas[k].cost = quotas[k].costAt(quotas[k].deviation)
    }
  }
}

/// Integer arithmetic of the objective.
enum Cost {
  /// (L0 + L)² / 2W in 1/1024 seconds.
  static let loadWeight = UInt64(AllocationSettings.costPerSecond / 2)
  /// No single term grows beyond this, so that differences of a few stay in range.
  static let largest: UInt64 = 1 << 58

  /// x² · weight / divisor, rounded down, at most `largest`. `divisor` is 1 or more.
  static func scaledSquare(_ x: UInt64, _ weight: UInt64, _ divisor: UInt64) -> Int64 {
    let square = x.multipliedReportingOverflow(by: x)
    if !square.overflow {
      let product = square.partialValue.multipliedReportingOverflow(by: weight)
      if !product.overflow { return Int64(min(largest, product.partialValue / divisor)) }
      let wide = square.partialValue.multipliedFullWidth(by: weight)
      guard wide.high < divisor else { return Int64(largest) }
      return Int64(min(largest, divisor.dividingFullWidth(wide).quotient))
    }
    let quotient = UInt128(x) * UInt128(x) / UInt128(divisor)
    let product = quotient.multipliedReportingOverflow(by: UInt128(weight))
    return Int64(product.overflow ? largest : UInt64(min(UInt128(largest), product.partialValue)))
  }

  /// Two keys to one, every bit depending on every bit (the finaliser of SplitMix64).
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var z = a &+ b &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
