import Portfolio
import Postgres
import Runs
package import Schema

extension Views {
  /// Cases by client and number, at most `limit`.
  package func showCases(_ filter: CaseFilter, limit: Int, agency: Agency) async throws -> [ShownCase] {
    try await database.transaction(agency: agency.id) { connection in try Self.cases(connection, agency.id, Self.conditions(filter), limit)
    }
  }

  /// Everything about one case: by number, and client where the number stands for several. Throws `notFound`, `ambiguous`.
  package func explainCase(_ caseNo: String, client: String? = nil, decisions: Int = 20, agency: Agency) async throws -> CaseExplanation {
    try await database.transaction(agency: agency.id) { connection in
      var filter = CaseFilter()
      filter.caseNo = caseNo
      filter.client = client
      filter.status = nil
      let found = try Self.cases(connection, agency.id, Self.conditions(filter), 20)
      guard let shown = found.first else { throw StoreError.notFound(kind: .case, name: caseNo) }
      guard found.count == 1 else { throw StoreError.ambiguous(kind: .case, name: caseNo, candidates: found.map(\.client)) }
      let former = try connection.query(
        """
        SELECT c.code, h.until_day FROM allot.former_holder h
        JOIN allot.collector c ON c.agency_id = h.agency_id AND c.collector_id = h.collector_id
        WHERE h.agency_id = \(agency.id) AND h.case_id = \(shown.id) ORDER BY h.until_day DESC, c.code COLLATE "C"
        """
      ).decode(String.self, PostgresDate.self)
      // The decisions of one case are found run by run: their key begins with the run.
      let rows = try Self.decisions(
        connection, agency.id,
        """
        FROM (SELECT * FROM allot.run WHERE agency_id = \(agency.id) AND state = 'published' ORDER BY published_at DESC LIMIT 400) u
        JOIN allot.decision d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot AND d.case_id = \(shown.id)
        """, order: "u.published_at DESC, u.run_id DESC", decisions)
      // What waits comes first: it would be the latest.
      let waiting = try Self.runs(connection, agency.id, "AND state = 'waiting' ORDER BY started_at DESC, run_id DESC LIMIT 10").flatMap {
        let plan = try KeptPlan.decisions(of: $0.id, agency: agency.id, connection)
        return try Self.decisions(
          connection, agency.id,
          """
          FROM allot.run u JOIN \(raw: plan) d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot AND d.case_id = \(shown.id)
            AND u.agency_id = \(agency.id) AND u.run_id = \($0.id)
          """, order: "d.case_id", 1)
      }
      var explanation = CaseExplanation(shown: shown, decisions: waiting + rows, formerHolders: former.map { ($0.0, Day($0.1)) })
      explanation.promises = try Self.promises(of: shown.id, agency.id, connection)
      return explanation
    }
  }

  /// The latest promises of a case, at most twelve, the latest first; what is no longer heard is left out.
  private static func promises(of caseID: Int64, _ agency: Int64, _ connection: Connection) throws -> [ShownPromise] {
    try connection.query(
      """
      SELECT p.spoken, p.made_on, coalesce(p.from_on, p.due_on), p.due_on, p.amount, p.most, p.plan,
        (SELECT coalesce(sum(y.amount), 0)::int8 FROM allot.payment y WHERE y.agency_id = p.agency_id AND y.case_id = p.case_id
          AND y.day BETWEEN p.made_on AND p.due_on),
        EXISTS (SELECT FROM allot.standing_promise s WHERE s.agency_id = p.agency_id AND s.case_id = p.case_id AND s.source_id = p.source_id)
      FROM allot.promise p WHERE p.agency_id = \(agency) AND p.case_id = \(caseID) AND p.ordinal > 0
      ORDER BY p.made_on DESC, p.ordinal, p.due_on, p.source_id LIMIT 12
      """
    ).decode(
      Bool.self, PostgresDate.self, PostgresDate.self, PostgresDate.self, Int64.self, Int64?.self, Int32.self, Int64.self, Bool.self
    ).map {
      ShownPromise(
        isSpoken: $0.0, madeOn: Day($0.1), from: Day($0.2), dueOn: Day($0.3), amount: $0.4, most: $0.5, plan: $0.6, paid: $0.7, counts: $0.8
      )
    }
  }

  static func conditions(_ filter: CaseFilter) -> SQL {
    var sql: SQL = ""
    if let caseNo = filter.caseNo { sql = sql + " AND r.case_no = \(caseNo)" }
    if let client = filter.client { sql = sql + " AND cl.name = \(client)" }
    if let stage = filter.stage { sql = sql + " AND st.name = \(stage)" }
    if let batch = filter.batch { sql = sql + " AND b.name = \(batch)" }
    if let holder = filter.holder { sql = sql + " AND h.code = \(holder)" }
    if let team = filter.team {
      sql = sql + " AND h.team_id = (SELECT t.team_id FROM allot.team t WHERE t.agency_id = s.agency_id AND t.name = \(team))"
    }
    if let caseClass = filter.caseClass { sql = sql + " AND s.class = \(Int16(caseClass.rawValue))" }
    if let status = filter.status { sql = sql + " AND s.status = \(Int16(status.rawValue))" }
    if let inPool = filter.inPool { sql = sql + " AND (s.holder_id IS NULL) = \(inPool)" }
    if let after = filter.after {
      sql = sql + " AND (cl.name COLLATE \"C\", r.case_no COLLATE \"C\") > (\(after.client), \(after.caseNo))"
    }
    if let flags = filter.flags { sql = sql + " AND s.flags & \(flags.rawValue) <> 0" }
    return sql
  }

  private static func cases(_ connection: Connection, _ agency: Int64, _ conditions: SQL, _ limit: Int) throws -> [ShownCase] {
    let rows = try connection.query(
      """
      SELECT s.case_id, r.case_no, cl.name, b.name, p.name, st.name, g.name, s.outstanding, s.currency, s.status, s.class, s.class_since,
        s.class_code, s.class_n1, s.class_n2, s.class_n3, s.class_n4, h.code, s.held_since, s.hand, s.flags, s.hold, s.hold_until,
        s.retained_until, pin.code, s.pinned_until, s.entrusted_on, s.overdue_on, s.due_back_on
      FROM allot.case_state s
      JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id
      JOIN allot.client cl ON cl.agency_id = s.agency_id AND cl.client_id = s.client_id
      LEFT JOIN allot.batch b ON b.agency_id = s.agency_id AND b.batch_id = s.batch_id
      LEFT JOIN allot.product p ON p.agency_id = s.agency_id AND p.product_id = s.product_id
      LEFT JOIN allot.stage st ON st.agency_id = s.agency_id AND st.stage_id = s.stage_id
      LEFT JOIN allot.region g ON g.agency_id = s.agency_id AND g.region_id = s.region_id
      LEFT JOIN allot.collector h ON h.agency_id = s.agency_id AND h.collector_id = s.holder_id
      LEFT JOIN allot.collector pin ON pin.agency_id = s.agency_id AND pin.collector_id = s.pinned_to
      WHERE s.agency_id = \(agency) \(conditions)
      ORDER BY cl.name COLLATE "C", r.case_no COLLATE "C" LIMIT \(limit)
      """)
    return try rows.map(shownCase)
  }

  private static func shownCase(_ row: Row) throws -> ShownCase {
    let code = try row[12, as: Int16?.self]
    let numbers = ReasonNumbers(
      try row[13, as: Int64.self], try row[14, as: Int64.self], try row[15, as: Int64.self], try row[16, as: Int64.self])
    func day(_ column: Int) throws -> Day { Day(try row[column, as: PostgresDate?.self]) }
    return ShownCase(
      id: try row[0, as: Int64.self], caseNo: try row[1, as: String.self], client: try row[2, as: String.self],
      batch: try row[3, as: String?.self], product: try row[4, as: String?.self], stage: try row[5, as: String?.self],
      region: try row[6, as: String?.self], outstanding: try row[7, as: Int64.self],
      currency: try Currency(stored: row[8, as: String.self]),
      status: CaseStatus(rawValue: UInt8(clamping: try row[9, as: Int16.self])) ?? .open,
      caseClass: CaseClass(rawValue: UInt8(clamping: try row[10, as: Int16.self])) ?? .unknown, classSince: try day(11),
      classReason: try code.map { try Reason.stored($0, numbers, of: .classOfCase) }, holder: try row[17, as: String?.self],
      heldSince: try day(18), hand: Int(try row[19, as: Int16.self]), flags: CaseFlags(rawValue: try row[20, as: Int32.self]),
      hold: HoldKind(rawValue: UInt8(clamping: try row[21, as: Int16.self])) ?? .other, holdUntil: try day(22), retainedUntil: try day(23),
      pinnedTo: try row[24, as: String?.self], pinnedUntil: try day(25), entrustedOn: try day(26), overdueOn: try day(27),
      dueBackOn: try day(28))
  }
}
