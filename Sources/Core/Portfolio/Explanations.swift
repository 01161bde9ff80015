/// The numbers behind a night's plan that a decision's four do not hold: who was left after each filter, what the place cost and why, who came
/// next, and who would have been cheaper had there been room. Equal things are held once.
package struct Explanations: Sendable, Equatable {
  /// How many were left after each filter, for a route, its skills and a deadline; many cases share one.
  package struct Funnel: Hashable, Sendable {
    package var policy: Int16
    package var route: Int16
    /// In the route's teams and working here; holding the skills and allowed the class; present within the service time.
    package var inTeams: Int32
    package var withSkills: Int32
    package var present: Int32
    package var requiredSkills: UInt64
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
    package var load: Int64 = 0
    /// The month's account of new cases, of new amount, and the teams' quotas.
    package var number: Int64 = 0
    package var amount: Int64 = 0
    package var quota: Int64 = 0
    package var total: Int64 { load &+ number &+ amount &+ quota }
    package init() {}
  }

  /// One case that was offered to people.
  package struct Placement: Hashable, Sendable {
    package var caseIndex: CaseIndex
    /// Position in `funnels`.
    package var funnel: Int32
    /// After former holders and conflicts, and of these with room; the chosen one included.
    package var eligible: Int32
    package var withRoom: Int32
    /// Cases that went together, this one included.
    package var together: Int32
    package var cost = Cost()
    package var runnerUp = CollectorIndex.none
    package var runnerUpCost = Cost()
    /// A colleague with no room who would have cost less, what it would have cost there, and what one more place there would have saved the
    /// case that missed it most.
    package var full = CollectorIndex.none
    package var fullCost: Int64 = 0
    package var placeWorth: Int64 = 0
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
    package var second: Int32 = 0
    package var missed: Int32 = 0
    /// What one more place would have saved the case that missed it most, in cost units.
    package var placeWorth: Int64 = 0
    /// The month's new cases after the plan and the share of them, over the person's accounts, in 1/1024 case.
    package var monthAfter: Int64 = 0
    package var monthShare: Int64 = 0
    package init() {}
  }

  package var funnels: [Funnel] = []
  /// In ascending order of case.
  package var placements: [Placement] = []
  /// Reasons for which cases stayed with their holder, each once, and by case in ascending order the position of its reason.
  package var stayReasons: [Reason] = []
  package var stayed: [CaseIndex] = []
  package var stayedBy: [Int32] = []
  /// By collector; empty when nothing was explained.
  package var fared: [Fared] = []
  /// Cases that were offered tonight.
  package var offered: Int32 = 0
  package init() {}
}
