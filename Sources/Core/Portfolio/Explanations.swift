/// The numbers behind a night's plan that a decision's four do not hold: who was left after each filter, what the place cost and why, who came
/// next, and who would have been cheaper had there been room. Equal things are held once.
package struct Explanations: Sendable, Equatable {
  /// How many were left after each filter, for a route, its skills and a deadline; many cases share one.
  package struct Funnel: Hashable, Sendable {
    /// Position in `PolicySet.policies`.
    package var policy: Int16
    /// Position of the route in its policy, from 0.
    package var route: Int16
    /// In the route's teams and working here; holding the skills and allowed the class; present within the service time.
    package var inTeams: Int32
    /// Of `inTeams`, those who hold every required skill and whose ramp allows the class.
    package var withSkills: Int32
    /// Of `withSkills`, those with working time before the first contact is due.
    package var present: Int32
    /// Skills that case and route require together, bit per `Snapshot.skills`.
    package var requiredSkills: UInt64
    /// Made from the filters of the gate, one for each demand that occurs.
    package init(policy: Int16, route: Int16, inTeams: Int32, withSkills: Int32, present: Int32, requiredSkills: UInt64) {
      self.policy = policy
      self.route = route
      self.inTeams = inTeams
      self.withSkills = withSkills
      self.present = present
      self.requiredSkills = requiredSkills
    }
  }

  /// A marginal cost by component, in cost units: 1024 are a second of effort at somebody whose load equals the working time.
  package struct Cost: Hashable, Sendable {
    /// What the effort adds to the load of whoever has the case, against his working time.
    package var load: Int64 = 0
    /// The month's account of new cases, of new amount, and the teams' quotas.
    package var number: Int64 = 0
    /// The month's account of new amount.
    package var amount: Int64 = 0
    /// The teams' quotas.
    package var quota: Int64 = 0
    /// What the solver compared: the sum of the four.
    package var total: Int64 { load &+ number &+ amount &+ quota }
    /// All 0: nobody got the case.
    package init() {}
  }

  /// One case that was offered to people.
  package struct Placement: Hashable, Sendable {
    /// The case, also where several went together: each has its own entry.
    package var caseIndex: CaseIndex
    /// Position in `funnels`.
    package var funnel: Int32
    /// After former holders and conflicts, and of these with room; the chosen one included.
    package var eligible: Int32
    /// Of `eligible`, those with room; the chosen one included.
    package var withRoom: Int32
    /// Cases that went together, this one included.
    package var together: Int32
    /// What the place costs in the finished plan; all 0 when nobody got the case.
    package var cost = Cost()
    /// Who would have been next; `.none` = nobody.
    package var runnerUp = CollectorIndex.none
    /// What the case would have cost there; all 0 without a runner-up.
    package var runnerUpCost = Cost()
    /// A colleague with no room who would have cost less, what it would have cost there, and what one more place there would have saved the
    /// case that missed it most.
    package var full = CollectorIndex.none
    /// What the case would have cost at `full`, in cost units; 0 without one.
    package var fullCost: Int64 = 0
    /// In cost units; 0 without a full colleague.
    package var placeWorth: Int64 = 0
    /// Made with 0 for `eligible` and `withRoom`, which are counted afterwards.
    package init(caseIndex: CaseIndex, funnel: Int32, eligible: Int32, withRoom: Int32, together: Int32) {
      self.caseIndex = caseIndex
      self.funnel = funnel
      self.eligible = eligible
      self.withRoom = withRoom
      self.together = together
    }
  }

  /// How one collector fared in the plan.
  package struct Fared: Hashable, Sendable {
    /// Cases the person was eligible for tonight; of all that were offered.
    package var eligibleFor: Int32 = 0
    /// Cases of the plan the person got, cases where the person came second, and cases that would have been cheaper there had there been room.
    package var got: Int32 = 0
    /// Cases of the plan for which the person came second.
    package var second: Int32 = 0
    /// Cases that would have been cheaper with the person, had there been room.
    package var missed: Int32 = 0
    /// What one more place would have saved the case that missed it most, in cost units.
    package var placeWorth: Int64 = 0
    /// The month's new cases after the plan and the share of them, over the person's accounts, in 1/1024 case.
    package var monthAfter: Int64 = 0
    /// The person's share of the month's new cases by scheduled hours, in 1/1024 case.
    package var monthShare: Int64 = 0
    /// Somebody who was eligible for nothing.
    package init() {}
  }

  /// By position, as placements name them; each once.
  package var funnels: [Funnel] = []
  /// In ascending order of case.
  package var placements: [Placement] = []
  /// Reasons for which cases stayed with their holder, each once, and by case in ascending order the position of its reason.
  package var stayReasons: [Reason] = []
  /// Cases that a rule keeps with their holder or whose recall was put off, in ascending order.
  package var stayed: [CaseIndex] = []
  /// Position in `stayReasons`, as long as `stayed`.
  package var stayedBy: [Int32] = []
  /// By case: position of the policy that covers it, −1 where none does. Empty where not every case was looked at, as by day.
  package var coveredBy: [Int16] = []
  /// By collector; empty when nothing was explained.
  package var fared: [Fared] = []
  /// Cases that were offered tonight.
  package var offered: Int32 = 0
  /// Nothing explained.
  package init() {}
}
