package import Portfolio
import Postgres
package import Schema

/// A question to the database about one client's part of a run, as it is asked, and what came of it.
package struct ClientControl: Sendable, Hashable {
  /// What is looked for, in a word that never changes.
  package var name: Name
  /// The statement, with the numbers of agency, run and client in it.
  package var query: String
  package var checked: Int64
  /// 0 is well.
  package var violations: Int64

  /// What is looked for.
  package enum Name: String, CaseIterable, Sendable {
    /// Every case was decided once in the run.
    case once
    /// Nobody got a case for which a skill or licence was missing.
    case authorisations
    /// Nobody got a case with whose debtor he is in conflict.
    case conflicts
    /// Nobody got a case while closed for new ones; a person's pin may.
    case openCollectors = "open_collectors"
    /// No held case was dealt.
    case heldNotDealt = "held_not_dealt"
    /// What was planned and not done says why.
    case lostSayWhy = "lost_say_why"
  }
}

extension Handouts {
  /// Asks every control about one client.
  package func clientControls(run: RunID, client: Int32, agency: Agency) async throws -> [ClientControl] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      try ClientControl.Name.allCases.map { name in
        let query = Self.query(name, run: run, client: client, agency: agency.id)
        let (checked, violations) = try connection.query(SQL(raw: query)).only().decode(Int64.self, Int64.self)
        return ClientControl(name: name, query: query, checked: checked, violations: violations)
      }
    }
  }

  private static func query(_ name: ClientControl.Name, run: RunID, client: Int32, agency: Int64) -> String {
    let his = """
      FROM allot.run r JOIN allot.decision d ON d.agency_id = r.agency_id AND d.run_id = r.run_id AND d.day = r.slot \
      JOIN allot.case_record c ON c.agency_id = d.agency_id AND c.case_id = d.case_id AND c.client_id = \(client)
      """
    let condition = "WHERE r.agency_id = \(agency) AND r.run_id = \(run)"
    let given = "AND d.kind IN (\(DecisionKind.assigned.rawValue), \(DecisionKind.moved.rawValue)) AND NOT d.lost"
    let pinned = ReasonCode.assignedPinned.rawValue
    switch name {
    case .once: return "SELECT count(*), count(*) - count(DISTINCT d.case_id) \(his) \(condition)"
    case .authorisations:
      return """
        SELECT count(*), count(*) FILTER (WHERE s.required_skills & ~p.skills <> 0) \(his) \
        JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id \
        JOIN allot.collector p ON p.agency_id = d.agency_id AND p.collector_id = d.to_id \(condition) \(given) \
        AND \(KnownThen.skills("s", "p", "r"))
        """
    case .conflicts:
      return """
        SELECT count(*), count(k.case_id) \(his) \
        LEFT JOIN allot.conflict k ON k.agency_id = d.agency_id AND k.case_id = d.case_id AND k.collector_id = d.to_id \
        AND \(KnownThen.conflict("k", "r")) \(condition) \(given)
        """
    case .openCollectors:
      return """
        SELECT count(*), count(*) FILTER (WHERE o.closed_by <> \(CloseReason.open.rawValue) AND d.code <> \(pinned)) \(his) \
        LEFT JOIN allot.run_collector o ON o.agency_id = d.agency_id AND o.run_id = d.run_id AND o.collector_id = d.to_id \(condition) \(given)
        """
    case .heldNotDealt:
      return """
        SELECT count(*), count(*) FILTER (WHERE \(KnownThen.binds("h", "d", "r")) AND d.code <> \(pinned)) \(his) \
        LEFT JOIN \(KnownThen.holds(run: run, agency: agency)) h ON h.case_id = d.case_id \(condition) \
        AND d.kind = \(DecisionKind.assigned.rawValue) AND NOT d.lost
        """
    case .lostSayWhy: return "SELECT count(*), count(*) FILTER (WHERE d.lost <> (d.code IN (80, 81, 82))) \(his) \(condition)"
    }
  }
}
