package import Portfolio
import Postgres
import Runs
package import Schema

/// Which decisions of a run to show; parts that are nil leave nothing out.
package struct DecisionFilter: Sendable {
  /// What became of the case, or was planned: one of these; nil for whatever it is.
  package var kinds: [DecisionKind]?
  /// Code of the collector who gives or gets the case.
  package var collector: String?
  /// True: only planned moves that the publish left out; false: all others.
  package var isLost: Bool?
  /// Every decision; the properties narrow it down.
  package init() {}
}

extension Views {
  /// Decisions of a run, or of its plan while it waits, in order of case, at most `limit`.
  package func showDecisions(run: RunID, _ filter: DecisionFilter = DecisionFilter(), limit: Int, agency: Agency) async throws
    -> [ShownDecision]
  {
    try await database.transaction(agency: agency.id) { connection in
      let decisions = try KeptPlan.decisions(of: run, agency: agency.id, connection)
      var source: SQL = """
        FROM allot.run u JOIN \(raw: decisions) d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot
          AND u.agency_id = \(agency.id) AND u.run_id = \(run)
        """
      if let kinds = filter.kinds { source = source + " AND d.kind = ANY (\(kinds.map { Int16($0.rawValue) }))" }
      if let isLost = filter.isLost { source = source + " AND d.lost = \(isLost)" }
      if let collector = filter.collector {
        source =
          source
            + """
             AND (SELECT k.collector_id FROM allot.collector k WHERE k.agency_id = \(agency.id) AND k.code = \(collector)) IN (d.from_id, d.to_id)
            """
      }
      return try Self.decisions(connection, agency.id, source, order: "d.case_id", limit)
    }
  }

  /// Streams every decision of a run, in order of case, without keeping them: for files of any size.
  package func forEachDecision(run: RunID, agency: Agency, _ body: @escaping @Sendable (ShownDecision) throws -> Void) async throws {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      let decisions = try KeptPlan.decisions(of: run, agency: agency.id, connection)
      let source: SQL = """
        FROM allot.run u JOIN \(raw: decisions) d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot
          AND u.agency_id = \(agency.id) AND u.run_id = \(run)
        """
      try connection.stream(Self.decisionQuery(agency.id, source, order: "d.case_id")) { try body(try Self.shownDecision($0)) }
    }
  }

  static func decisions(_ connection: Connection, _ agency: Int64, _ source: SQL, order: String, _ limit: Int) throws -> [ShownDecision] {
    try connection.query(decisionQuery(agency, source, order: order) + " LIMIT \(limit)").map(shownDecision)
  }

  /// `source` gives run u and decision d.
  private static func decisionQuery(_ agency: Int64, _ source: SQL, order: String) -> SQL {
    """
    SELECT d.run_id, d.day, d.case_id, r.case_no, cl.name, d.kind, f.code, t.code, d.amount, d.currency, d.class,
      u.policies -> d.policy::int4 ->> 'name', u.policies -> d.policy::int4 -> 'routes' ->> d.route::int4,
      d.code, d.n1, d.n2, d.n3, d.n4, d.recall_code, d.recall_n1, d.recall_n2, d.recall_n3, d.recall_n4, d.lost, d.policy, d.route, u.state
    \(source)
    JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
    JOIN allot.client cl ON cl.agency_id = r.agency_id AND cl.client_id = r.client_id
    LEFT JOIN allot.collector f ON f.agency_id = d.agency_id AND f.collector_id = d.from_id
    LEFT JOIN allot.collector t ON t.agency_id = d.agency_id AND t.collector_id = d.to_id
    ORDER BY \(raw: order)
    """
  }

  private static func shownDecision(_ row: Row) throws -> ShownDecision {
    func reason(at column: Int) throws -> Reason? {
      guard let code = try row[column, as: Int16?.self] else { return nil }
      let numbers = ReasonNumbers(
        try row[column + 1, as: Int64.self], try row[column + 2, as: Int64.self], try row[column + 3, as: Int64.self],
        try row[column + 4, as: Int64.self])
      return try Reason.stored(code, numbers, of: .run(try row[0, as: Int64.self]))
    }
    guard let kind = DecisionKind(rawValue: UInt8(clamping: try row[5, as: Int16.self])), let why = try reason(at: 13) else {
      throw StoreError.newer(run: try row[0, as: Int64.self])
    }
    // A JSON array counts −1 from its end: no policy is not the last policy.
    let hasPolicy = try row[24, as: Int16.self] >= 0
    let hasRoute = try hasPolicy && row[25, as: Int16.self] >= 0
    return ShownDecision(
      run: try row[0, as: Int64.self], slot: Day(try row[1, as: PostgresDate.self]), caseID: try row[2, as: Int64.self],
      caseNo: try row[3, as: String.self], client: try row[4, as: String.self], kind: kind, from: try row[6, as: String?.self],
      to: try row[7, as: String?.self], amount: try row[8, as: Int64.self], currency: try Currency(stored: row[9, as: String.self]),
      caseClass: CaseClass(rawValue: UInt8(clamping: try row[10, as: Int16.self])) ?? .unknown,
      policy: hasPolicy ? try row[11, as: String?.self] : nil, route: hasRoute ? try row[12, as: String?.self] : nil, reason: why,
      recallReason: try reason(at: 18), isLost: try row[23, as: Bool.self],
      isWaiting: try row[26, as: String.self] == RunState.waiting.rawValue)
  }
}
