import Night
package import Policy
package import Portfolio

/// A broken contract as a brake: the plan waits, with the clause named.
package enum ContractBrake {
  /// One for every clause of every client that the plan does not keep.
  package static func tripped(_ snapshot: Snapshot, _ policies: PolicySet, _ outcome: Outcome) -> [TrippedBrake] {
    ContractCheck.breaches(snapshot, policies, holderAfter: outcome.holderAfter).map { breach in
      let number: Int64
      var figure = Int64(breach.cases.count)
      switch breach.term {
      case .noNewcomers(let months): number = Int64(months)
      case .seats(let least): (number, figure) = (Int64(least), Int64(breach.seats))
      case .onlyTeams: number = 0
      }
      return TrippedBrake(.contract, figure: figure, input: breach.term.key + ":" + breach.client, low: number, high: number)
    }
  }
}
