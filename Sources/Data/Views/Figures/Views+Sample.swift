package import Figures
package import Portfolio
import Postgres
package import Schema

/// A decision of a run as a sample is drawn from it.
package struct SampledCase: Sendable, Hashable {
  package var caseID: Int64
  package var client: String
  /// Policy and route by name; empty where none covered the case or matched.
  package var policy: String
  package var route: String
  package var kind: DecisionKind
}

/// A seed that somebody named for the samples of runs to come.
package struct NamedSeed: Sendable, Hashable {
  package var seed: String
  package var by: String
  /// On the agency's wall, `2026-11-21 08:05:30`.
  package var at: String
}

extension Views {
  /// Every decision of a published run, ascending by case.
  package func decidedCases(run: RunID, slot: Day, agency: Agency) async throws -> [SampledCase] {
    try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      var cases: [SampledCase] = []
      try connection.stream(
        """
        SELECT d.case_id, k.name, CASE WHEN d.policy >= 0 THEN coalesce(u.policies -> d.policy::int4 ->> 'name', '') ELSE '' END,
          CASE WHEN d.policy >= 0 AND d.route >= 0
            THEN coalesce(u.policies -> d.policy::int4 -> 'routes' ->> d.route::int4, '') ELSE '' END, d.kind
        FROM allot.decision d
        JOIN allot.run u ON u.agency_id = d.agency_id AND u.run_id = d.run_id AND u.state = 'published'
        JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
        JOIN allot.client k ON k.agency_id = d.agency_id AND k.client_id = r.client_id
        WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) ORDER BY d.case_id
        """
      ) { row in
        guard let kind = DecisionKind(rawValue: UInt8(clamping: try row[4, as: Int16.self])) else { throw StoreError.newer(run: run) }
        cases.append(
          SampledCase(
            caseID: try row[0, as: Int64.self], client: try row[1, as: String.self], policy: try row[2, as: String.self],
            route: try row[3, as: String.self], kind: kind))
      }
      return cases
    }
  }

  /// What was decided of some cases of a run; `stratum` and `rank` are left for whoever drew them.
  package func drawn(_ cases: [Int64], run: RunID, slot: Day, agency: Agency) async throws -> [Int64: AuditedSample.Row] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT d.case_id, r.case_no, coalesce(f.code, ''), coalesce(t.code, ''), d.class, d.amount, d.currency, d.code, d.lost
        FROM allot.decision d
        JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
        LEFT JOIN allot.collector f ON f.agency_id = d.agency_id AND f.collector_id = d.from_id
        LEFT JOIN allot.collector t ON t.agency_id = d.agency_id AND t.collector_id = d.to_id
        WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.case_id = ANY (\(cases))
        """
      ).decode(Int64.self, String.self, String.self, String.self, Int16.self, Int64.self, String.self, Int16.self, Bool.self)
      var found: [Int64: AuditedSample.Row] = [:]
      for (id, number, from, to, raw, amount, currency, code, lost) in rows {
        guard let caseClass = UInt8(exactly: raw).flatMap(CaseClass.init(rawValue:)), let reason = ReasonCode(rawValue: code) else {
          throw StoreError.newer(run: run)
        }
        found[id] = AuditedSample.Row(
          stratum: 0, rank: "", caseID: id, reference: Masking.reference(number), from: from, to: to, caseClass: caseClass, amount: amount,
          currency: try Currency(stored: currency), code: reason, lost: lost)
      }
      return found
    }
  }

  /// Seeds that were named before a run began, the latest first.
  package func seedsNamed(before run: RunID, agency: Agency) async throws -> [NamedSeed] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT a.subject, a.actor, to_char(a.at AT TIME ZONE \(agency.zone), 'YYYY-MM-DD HH24:MI:SS') FROM allot.audit a
        JOIN allot.run u ON u.agency_id = a.agency_id AND u.run_id = \(run) AND a.at < u.started_at
        WHERE a.agency_id = \(agency.id) AND a.action = 'sample.seed_named' ORDER BY a.audit_id DESC LIMIT 1000
        """
      ).decode(String.self, String.self, String.self).map { NamedSeed(seed: $0.0, by: $0.1, at: $0.2) }
    }
  }
}
