package import Portfolio

/// Everything a night obeys: one agency file and the policies of its portfolios, as checked and approved together.
package struct PolicySet: Sendable, Equatable {
  /// What holds whatever policy covers a case.
  package var agency: AgencyPolicy
  /// In ascending order of name; a decision names its policy by position here.
  package private(set) var policies: [CasePolicy]

  /// Sorts `policies` by name (byte order of UTF-8); the position is the policy's number in every decision.
  package init(agency: AgencyPolicy, policies: [CasePolicy]) {
    self.agency = agency
    self.policies = policies.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Positions in `policies` of those valid on a day, ascending. A case belongs to the first that covers it.
  package func active(on day: Day) -> [Int] {
    policies.indices.filter { policies[$0].valid.contains(day) }
  }

  /// When nights run on a day: one run serves all policies, so the first valid one that says something decides, else the shipped times.
  /// `PolicyFile.check` refuses sets whose policies disagree on days they share.
  package func runs(on day: Day) -> RunTimes {
    active(on: day).lazy.compactMap { self.policies[$0].runs }.first ?? RunTimes()
  }
}
