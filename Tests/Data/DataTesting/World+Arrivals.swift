package import Portfolio
package import Runs

extension World {
  /// Looks at the inbox once, all that is new to the first collector.
  package func dealInboxToTheFirst(on slot: Day) async throws -> LiveResult {
    let desk = try await store.runs.openLiveDesk(slot: slot, agency: agency)
    return try await store.runs.dealInbox(desk, policies: testPolicies, agencyVersion: 1, agency: agency) { snapshot, _ in
      var outcome = Outcome.idle(snapshot)
      for index in snapshot.cases.indices { outcome.move(snapshot, index, to: CollectorIndex(0)) }
      return LiveDecisions(outcome)
    }.0
  }
}
