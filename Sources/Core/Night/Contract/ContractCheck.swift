package import Policy
package import Portfolio

/// Looks whether a plan keeps what is agreed with the clients: a plain pass over what would be published, which shares nothing with what made it.
package enum ContractCheck {
  /// A clause that a plan breaks.
  package struct Breach: Sendable, Equatable {
    /// The client whose contract it is.
    package var client: String
    /// What is agreed.
    package var term: ContractClause.Term
    /// Cases given to somebody who must not have them, ascending; none where the number of people is the matter.
    package var cases: [CaseIndex]
    /// People who would hold the client's cases.
    package var seats: Int
  }

  /// Of every client with a clause, in the order of the agency file, then of the policies valid on the slot; a clause that stands twice counts once.
  /// `keepsSeats`: false where the snapshot has not all the client's cases.
  package static func breaches(
    _ snapshot: Snapshot, _ policies: PolicySet, holderAfter: [CollectorIndex], keepsSeats: Bool = true
  ) -> [Breach] {
    let clauses = policies.agency.contract + policies.active(on: snapshot.slot).flatMap { policies.policies[$0].contract }
    guard !clauses.isEmpty, holderAfter.count == snapshot.cases.count else { return [] }
    var found: [Breach] = []
    for clause in clauses {
      for (place, client) in snapshot.clients.names.enumerated() where Glob.matches(clause.client, client) {
        guard !found.contains(where: { $0.client == client && $0.term == clause.term }) else { continue }
        let breach = breach(clause.term, client, Int32(place), snapshot, holderAfter)
        if case .seats = clause.term, !keepsSeats { continue }
        if let breach { found.append(breach) }
      }
    }
    return found
  }

  /// The outcome of single arrivals without what would break a contract: such a case stays in the pool until a run looks at it.
  package static func keeping(_ outcome: Outcome, _ snapshot: Snapshot, _ policies: PolicySet) -> Outcome {
    let wrong = Set(breaches(snapshot, policies, holderAfter: outcome.holderAfter, keepsSeats: false).flatMap(\.cases))
    guard !wrong.isEmpty else { return outcome }
    var kept = outcome
    kept.decisions.removeAll { wrong.contains($0.caseIndex) }
    kept.explanations.placements.removeAll { wrong.contains($0.caseIndex) }
    for index in wrong { kept.holderAfter[index.position] = snapshot.cases.holder[index.position] }
    return kept
  }

  private static func breach(
    _ term: ContractClause.Term, _ client: String, _ place: Int32, _ snapshot: Snapshot, _ after: [CollectorIndex]
  ) -> Breach? {
    var (held, people, wrong) = (0, Set<CollectorIndex>(), [CaseIndex]())
    for i in snapshot.cases.indices where snapshot.cases.client[i] == place && after[i] != .none {
      held += 1
      people.insert(after[i])
      // Whoever has the case already got it under the contract of then, or by hand.
      if after[i] != snapshot.cases.holder[i], !isAllowed(after[i].position, term, snapshot) { wrong.append(CaseIndex(i)) }
    }
    if case .seats(let least) = term {
      guard held >= least, people.count < least else { return nil }
    } else if wrong.isEmpty {
      return nil
    }
    return Breach(client: client, term: term, cases: wrong, seats: people.count)
  }

  private static func isAllowed(_ c: Int, _ term: ContractClause.Term, _ snapshot: Snapshot) -> Bool {
    switch term {
    case .seats: return true
    case .noNewcomers(let months):
      let joined = snapshot.collectors.joinedOn[c]
      return !joined.isKnown || snapshot.slot >= joined.adding(months: months)
    case .onlyTeams(let patterns):
      let team = snapshot.collectors.team[c]
      guard team >= 0 else { return false }
      let name = snapshot.teams.names[Int(team)]
      return patterns.contains { Glob.matches($0, name) }
    }
  }
}

extension Day {
  /// The same day of the month so many months later, the last day of a shorter month.
  fileprivate func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + month - 1 + months
    let (later, its) = (total / 12, total % 12 + 1)
    return Day(year: later, month: its, day: min(day, Day.length(ofMonth: its, in: later))) ?? .never
  }
}
