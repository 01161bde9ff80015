import Allocation
import Policy
import Portfolio
import Workload

/// The night as the solver sees it: numbers only.
struct Question {
  let instance: Instance
  /// The same, with what was placed before the plan counted as given: what people are told of fairness and quotas is counted on it.
  let told: Instance
  let groups: [Group]
  /// By cell of the instance.
  let shares: [Sharing]
  /// By quota of the instance: the policy whose it is.
  let quotaPolicies: [Int: CasePolicy]
  /// Everybody's share of the month.
  let month: MonthShares

  /// What a fairness cell shares out: amounts or numbers, of a route as a whole or of a part of it.
  struct Sharing: Equatable {
    var amounts: Bool
    var isWhole: Bool
    /// Positions in `PolicySet.policies` and in the policy's routes.
    var policy: Int16 = 0
    var route: Int16 = 0
    /// The policy's wish: cases, or per mille of a person's share.
    var within: Int64 = 0
  }

  /// `groups` are those of the offer, or parts of them.
  init(_ groups: [Group], _ offer: Offer, _ standing: Standing) throws(NightError) {
    self.groups = groups
    let (snapshot, coverage, loads) = (standing.snapshot, standing.coverage, standing.loads)
    let (requests, placement) = (offer.requests, offer.placement)
    let accounts = Accounts(groups, offer, standing)
    (shares, month) = (accounts.shares, accounts.month)
    quotaPolicies = accounts.quotaPolicies.mapValues { standing.policies.policies[$0] }
    var receivers = Receivers()
    for c in snapshot.collectors.indices {
      let closed = loads.closedBy[c] != .open
      receivers.append(
        load0: Effort(max(0, min(placement.load[c], Instance.largestValue))), capacity: Effort(loads.capacitySeconds[c]),
        caseRoom: closed ? 0 : placement.room[c],
        amountRoom: Amount(placement.amountRoom[c]), team: snapshot.collectors.team[c],
        key: Tie.hash(snapshot.seed, snapshot.collectors.id[c]))
    }
    var units = Units()
    for group in groups {
      let first = requests.requests[group.members[0]]
      var seconds: Int64 = 0
      var amount: Int64 = 0
      var priority = first.priority
      for member in group.members {
        let i = requests.requests[member].caseIndex.position
        seconds += standing.effort(i)
        amount = Int64(clamping: Int128(amount) + Int128(max(0, coverage.amount[i])))
        priority = min(priority, requests.requests[member].priority)
      }
      units.append(
        signature: group.signature, cases: Int32(group.members.count), effort: Effort(seconds), amount: Amount(amount), priority: priority,
        key: Tie.hash(snapshot.seed, snapshot.cases.id[first.caseIndex.position]), exclusions: group.exclusions,
        fairness: accounts.fairness(group, requests, coverage), quota: accounts.quota(group, requests, coverage))
    }
    do {
      instance = try Instance(
        receivers: receivers, signatures: requests.eligibility.signatures, units: units, cells: accounts.cells, quotas: accounts.quotas)
      if standing.rules.tellsWholeMonth, placement.fixed.contains(where: { $0 != nil }) {
        let (cells, quotas) = accounts.told(offer, standing)
        told = try Instance(
          receivers: receivers, signatures: requests.eligibility.signatures, units: units, cells: cells, quotas: quotas)
      } else {
        told = instance
      }
    } catch {
      throw NightError("the night does not make an instance: \(error)")
    }
  }
}

/// Ties go by a hash of run and id, never by id alone: nobody is systematically first.
enum Tie {
  static func hash(_ seed: UInt64, _ id: Int64) -> UInt64 {
    var z = seed &+ UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
