package import Policy
package import Portfolio

extension Night {
  /// The snapshot with every case held that an emergency stop is about, and no stops left to be looked at: what is kept of a run, so that it is
  /// decided again alike. Nothing changes where nobody is stopped.
  package static func stopping(_ snapshot: Snapshot, _ written: PolicySet) -> Snapshot {
    guard !snapshot.stops.isEmpty else { return snapshot }
    let policies = written.naming(snapshot)
    return stopping(snapshot, policies, Coverage(snapshot, policies, policies.asksDebtor ? DebtorCounts(snapshot) : nil))
  }

  static func stopping(_ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage) -> Snapshot {
    let stops = snapshot.stops
    guard !stops.isEmpty else { return snapshot }
    var stopped = snapshot
    stopped.stops = EmergencyStops()
    let clients = snapshot.clients.names.map(stops.clients.contains)
    let covered = policies.policies.map { stops.policies.contains($0.name) }
    for i in snapshot.cases.indices {
      let (client, policy) = (Int(snapshot.cases.client[i]), Int(coverage.policy[i]))
      let isStopped =
        clients.indices.contains(client) && clients[client] || policy >= 0 && covered[policy]
        || snapshot.cases.debtor[i] != 0 && stops.debtors.contains(snapshot.cases.debtor[i]) || stops.cases.contains(snapshot.cases.id[i])
      if isStopped { (stopped.cases.hold[i], stopped.cases.holdUntil[i]) = (.emergency, .never) }
    }
    return stopped
  }
}
