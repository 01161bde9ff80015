import Allocation
import Policy
import Portfolio

/// The month's running accounts of new cases and new amount: a fairness cell per route and measure, a quota per policy.
struct Accounts {
  private struct Key: Hashable {
    var policy: Int16
    var route: Int16
    var amounts: Bool
  }
  private(set) var cells: [FairnessCell] = []
  private(set) var quotas: [Quota] = []
  private var cellOf: [Key: Int32] = [:]
  /// By cell: what it is for, and the signatures whose receivers are in it already.
  private var keys: [Key] = []
  private var seen: [Set<Int32>] = []
  private var quotaOf: [Int16: Int32] = [:]
  private let meanAmount: Int64
  private let quotaByAmount: [Bool]

  init(_ groups: [Group], _ requests: Requests, _ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage, _ loads: CollectorLoads) {
    let all = groups.flatMap { $0.members.map { requests.requests[$0] } }
    meanAmount = AmountScale.mean(all.map { coverage.amount[$0.caseIndex.position] })
    quotaByAmount = policies.policies.map { $0.quotas?.of == .newAmount }
    let shares = Self.scheduledShares(snapshot, loads)
    for request in all {
      let fair = policies.policies[Int(request.policy)].fair
      if let within = fair.newCasesWithin {
        let cell = open(Key(policy: request.policy, route: request.route, amounts: false), snapshot, Int64(within))
        add(request.signature, requests.eligibility, to: cell, snapshot, shares)
      }
      if let within = fair.newAmountWithinPermille {
        let cell = open(Key(policy: request.policy, route: request.route, amounts: true), snapshot, Int64(within))
        add(request.signature, requests.eligibility, to: cell, snapshot, shares)
      }
      if let quota = policies.policies[Int(request.policy)].quotas, quotaOf[request.policy] == nil {
        quotaOf[request.policy] = Int32(quotas.count)
        quotas.append(self.quota(quota, snapshot))
      }
    }
    finish(all)
  }

  func fairness(_ group: Group, _ requests: Requests, _ coverage: Coverage) -> [Entry] {
    var entries: [Entry] = []
    for member in group.members {
      let request = requests.requests[member]
      for amounts in [false, true] {
        guard let cell = cellOf[Key(policy: request.policy, route: request.route, amounts: amounts)] else { continue }
        let value = amounts ? AmountScale.scaled(coverage.amount[request.caseIndex.position], mean: meanAmount) : Entry.oneCase
        if let known = entries.firstIndex(where: { $0.account == cell }) { entries[known].value += value } else { entries.append(Entry(account: cell, value: value)) }
      }
    }
    return entries
  }

  func quota(_ group: Group, _ requests: Requests, _ coverage: Coverage) -> [Entry] {
    let policy = requests.requests[group.members[0]].policy
    guard let account = quotaOf[policy] else { return [] }
    let value = group.members.reduce(Int64(0)) { sum, member in
      sum + (quotaByAmount[Int(policy)] ? AmountScale.scaled(coverage.amount[requests.requests[member].caseIndex.position], mean: meanAmount) : Entry.oneCase)
    }
    return [Entry(account: account, value: value)]
  }

  /// `weight` holds the tolerance until `finish` knows how much there is to share.
  private mutating func open(_ key: Key, _ snapshot: Snapshot, _ tolerance: Int64) -> Int {
    if let known = cellOf[key] { return Int(known) }
    let zeros = [Int64](repeating: 0, count: snapshot.collectors.count)
    cellOf[key] = Int32(cells.count)
    cells.append(FairnessCell(before: zeros, share: zeros, weight: tolerance))
    keys.append(key)
    seen.append([])
    return cells.count - 1
  }

  private mutating func add(_ signature: Int32, _ eligibility: Eligibility, to cell: Int, _ snapshot: Snapshot, _ shares: [Int64]) {
    guard seen[cell].insert(signature).inserted else { return }
    let amounts = keys[cell].amounts
    for receiver in eligibility.signatures[Int(signature)] {
      let c = Int(receiver)
      cells[cell].share[c] = shares[c]
      cells[cell].before[c] = min(
        Instance.largestValue,
        amounts
          ? Int64(clamping: Int128(max(0, snapshot.collectors.newAmountThisMonth[c])) * 1024 / Int128(meanAmount))
          : Int64(snapshot.collectors.newThisMonth[c]) * Entry.oneCase)
    }
  }

  private mutating func finish(_ all: [Requests.Request]) {
    for (c, key) in keys.enumerated() {
      if key.amounts {
        cells[c].weight = AllocationSettings.weight(withinPermille: cells[c].weight)
      } else {
        let tonight = all.reduce(0) { $0 + ($1.policy == key.policy && $1.route == key.route ? 1 : 0) }
        let people = Int64(cells[c].share.reduce(0) { $0 + ($1 > 0 ? 1 : 0) })
        let total = cells[c].before.reduce(0, +) / Entry.oneCase + Int64(tonight)
        cells[c].weight = AllocationSettings.weight(withinCases: cells[c].weight, averageTarget: total / max(1, people))
      }
    }
  }

  private func quota(_ settings: QuotaSettings, _ snapshot: Snapshot) -> Quota {
    var before = [Int64](repeating: 0, count: snapshot.teams.count)
    for c in snapshot.collectors.indices where snapshot.collectors.team[c] >= 0 {
      let team = Int(snapshot.collectors.team[c])
      before[team] += settings.of == .newAmount
        ? Int64(clamping: Int128(max(0, snapshot.collectors.newAmountThisMonth[c])) * 1024 / Int128(meanAmount))
        : Int64(snapshot.collectors.newThisMonth[c]) * Entry.oneCase
    }
    var shares = [Int64](repeating: 0, count: snapshot.teams.count)
    for share in settings.shares { if let team = snapshot.teams.find(share.team) { shares[Int(team)] = Int64(share.ppm) } }
    return Quota(before: before, sharePPM: shares, tolerancePPM: Int64(settings.tolerancePPM))
  }

  /// Scheduled minutes from the month's first day to the next day of work: a returner has a share of the days he was there, not of the month.
  private static func scheduledShares(_ snapshot: Snapshot, _ loads: CollectorLoads) -> [Int64] {
    let (year, month, _) = snapshot.slot.civil
    let first = Day(year: year, month: month, day: 1) ?? snapshot.slot
    return snapshot.collectors.indices.map { c in
      guard loads.closedBy[c] != .inactive, loads.closedBy[c] != .left else { return 0 }
      let last = max(snapshot.slot, min(loads.nextPresent[c], snapshot.slot + 6))
      var minutes: Int64 = 0
      for day in snapshot.collectors.days[c] where day.day >= first && day.day <= last {
        minutes += Int64(max(0, day.scheduledMinutes - day.leaveMinutes))
      }
      return minutes
    }
  }
}
