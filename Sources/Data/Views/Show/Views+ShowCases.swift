import Portfolio
import Postgres
import Runs
package import Schema

extension Views {
  /// Cases by client and number, at most `limit`.
  package func showCases(_ filter: CaseFilter, limit: Int, agency: Agency) async throws -> [ShownCase] {
    try await database.transaction(agency: agency.id) { connection in try Self.cases(connection, agency.id, filter, limit) }
  }

  /// Everything about one case: by number, and client where the number stands for several. Throws `notFound`, `ambiguous`.
  package func explainCase(_ caseNo: String, client: String? = nil, decisions: Int = 20, agency: Agency) async throws -> CaseExplanation {
    try await database.transaction(agency: agency.id) { connection in
      var filter = CaseFilter()
      filter.caseNo = caseNo
      filter.client = client
      filter.status = nil
      let found = try Self.cases(connection, agency.id, filter, 20)
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
        \(raw: EffectiveMoney.paid(agency: "p.agency_id", caseID: "p.case_id", from: "p.made_on", through: "p.due_on", where: "true")),
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

  /// Which rows of `allot.case_state s` are meant, and of `allot.case_record r` where a number is. Names become numbers first: whoever plans the statement
  /// then sees columns that have an index.
  static func conditions(_ filter: CaseFilter, _ agency: Int64) -> SQL {
    func number(_ table: String, _ column: String, _ name: String, _ value: String) -> SQL {
      "(SELECT x.\(raw: column) FROM allot.\(raw: table) x WHERE x.agency_id = \(agency) AND x.\(raw: name) = \(value))"
    }
    var sql: SQL = ""
    if let caseNo = filter.caseNo { sql = sql + " AND r.case_no = \(caseNo)" }
    if let client = filter.client { sql = sql + " AND s.client_id = " + number("client", "client_id", "name", client) }
    if let stage = filter.stage { sql = sql + " AND s.stage_id = " + number("stage", "stage_id", "name", stage) }
    if let batch = filter.batch { sql = sql + " AND s.batch_id = " + number("batch", "batch_id", "name", batch) }
    if let holder = filter.holder { sql = sql + " AND s.holder_id = " + number("collector", "collector_id", "code", holder) }
    if let team = filter.team {
      sql =
        sql + """
           AND s.holder_id IN (SELECT x.collector_id FROM allot.collector x JOIN allot.team t ON t.agency_id = x.agency_id AND t.team_id = x.team_id
            WHERE x.agency_id = \(agency) AND t.name = \(team))
          """
    }
    if let caseClass = filter.caseClass { sql = sql + " AND s.class = \(Int16(caseClass.rawValue))" }
    if let status = filter.status { sql = sql + " AND s.status = \(Int16(status.rawValue))" }
    if let inPool = filter.inPool { sql = sql + " AND (s.holder_id IS NULL) = \(inPool)" }
    if let unattended = filter.unattended { sql = sql + " AND " + unattended.condition(agency) }
    if let flags = filter.flags { sql = sql + " AND s.flags & \(flags.rawValue) <> 0" }
    return sql
  }

  /// Client by client in order of their names, and of each as many as are wanted in order of the numbers: an index has them so, and what is shown beside a
  /// case is looked up for those that are shown only.
  private static func cases(_ connection: Connection, _ agency: Int64, _ filter: CaseFilter, _ limit: Int) throws -> [ShownCase] {
    var (clients, numbers): (SQL, SQL) = ("", "")
    if let client = filter.client { clients = " AND cl.name = \(client)" }
    if let after = filter.after {
      clients = clients + " AND cl.name COLLATE \"C\" >= \(after.client)"
      numbers = " AND (cl.name COLLATE \"C\" > \(after.client) OR r.case_no COLLATE \"C\" > \(after.caseNo))"
    }
    let rows = try connection.query(
      """
      SELECT s.case_id, s.case_no, s.client, b.name, p.name, st.name, g.name, s.outstanding, s.currency, s.status, s.class, s.class_since,
        s.class_code, s.class_n1, s.class_n2, s.class_n3, s.class_n4, h.code, s.held_since, s.hand, s.flags, s.hold, s.hold_until,
        s.retained_until, pin.code, s.pinned_until, s.entrusted_on, s.overdue_on, s.due_back_on
      FROM (
        SELECT m.*, cl.name AS client
        FROM (SELECT cl.client_id, cl.name FROM allot.client cl WHERE cl.agency_id = \(agency) \(clients) ORDER BY cl.name COLLATE "C") cl
        CROSS JOIN LATERAL (
          SELECT r.case_no, s.* FROM allot.case_record r
          JOIN allot.case_state s ON s.agency_id = r.agency_id AND s.case_id = r.case_id
          WHERE r.agency_id = \(agency) AND r.client_id = cl.client_id \(Self.conditions(filter, agency)) \(numbers)
          ORDER BY r.case_no COLLATE "C" LIMIT \(limit)) m
        ORDER BY cl.name COLLATE "C", m.case_no COLLATE "C" LIMIT \(limit)) s
      LEFT JOIN allot.batch b ON b.agency_id = s.agency_id AND b.batch_id = s.batch_id
      LEFT JOIN allot.product p ON p.agency_id = s.agency_id AND p.product_id = s.product_id
      LEFT JOIN allot.stage st ON st.agency_id = s.agency_id AND st.stage_id = s.stage_id
      LEFT JOIN allot.region g ON g.agency_id = s.agency_id AND g.region_id = s.region_id
      LEFT JOIN allot.collector h ON h.agency_id = s.agency_id AND h.collector_id = s.holder_id
      LEFT JOIN allot.collector pin ON pin.agency_id = s.agency_id AND pin.collector_id = s.pinned_to
      ORDER BY s.client COLLATE "C", s.case_no COLLATE "C"
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
