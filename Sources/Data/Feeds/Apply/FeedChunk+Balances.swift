import Portfolio
import Postgres
package import Schema

extension Feeds {
  /// Counts the payments whose day has come since they were read; gives their number. For every run before it looks, and once an hour.
  @discardableResult
  package func settle(agency: Agency) async throws -> Int {
    // Nearly always there is none, and then nothing is locked: an import under way is not waited for.
    let waits = try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT EXISTS (SELECT FROM allot.payment p JOIN allot.agency a ON a.agency_id = p.agency_id
          WHERE p.agency_id = \(agency.id) AND p.ahead AND p.day <= (clock_timestamp() AT TIME ZONE a.zone)::date)
        """
      ).only()[0, as: Bool.self]
    }
    guard waits else { return 0 }
    return try await applyChunk(agency, file: "payments") { chunk in
      let cases = try chunk.payAhead()
      chunk.report.changed = cases.count
      try chunk.countBalances(of: Set(cases))
      try chunk.moveRevisions(ofCases: Set(cases))
    }.changed
  }
}

extension FeedChunk {
  /// Payments dated ahead whose day has come; gives their cases, one a payment.
  func payAhead() throws -> [Int64] {
    try connection.query(
      "UPDATE allot.payment SET ahead = false WHERE agency_id = \(agency) AND ahead AND day <= \(today.date) RETURNING case_id"
    ).map { try $0[0, as: Int64.self] }
  }

  /// Counts what is owed of these cases anew, and books what differs as a revaluation where the case lies. From here on the day of the client's
  /// figure is said.
  func countBalances(of cases: Set<Int64>) throws {
    guard !cases.isEmpty else { return }
    try connection.script("CREATE TEMP TABLE feed_paid (case_id bigint) ON COMMIT DROP; \(FeedDelta.table)")
    try connection.execute("INSERT INTO feed_paid SELECT * FROM unnest(\(cases.sorted()))")
    try lock(cases: "SELECT case_id FROM feed_paid")
    try connection.execute(
      """
      UPDATE allot.case_record r SET balance_on = \(raw: Balance.since("r")) FROM feed_paid f
      WHERE r.agency_id = \(agency) AND r.case_id = f.case_id AND r.balance_on IS NULL
      """)
    let owed = Balance.of(stated: "r.stated_outstanding", since: "r.balance_on", case: "r.case_id", agency: agency)
    try connection.execute(
      """
      INSERT INTO feed_delta
      SELECT s.case_id, s.status = \(stored: CaseStatus.open), s.holder_id, s.outstanding, s.status = \(stored: CaseStatus.open), s.holder_id,
        \(raw: owed), s.status, s.currency
      FROM feed_paid f JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = f.case_id
      JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id
      """)
    try connection.execute(
      """
      UPDATE allot.case_state s SET outstanding = d.new_amount FROM feed_delta d
      WHERE s.agency_id = \(agency) AND s.case_id = d.case_id AND s.outstanding <> d.new_amount
      """)
    try bookDelta()
    try connection.script("DROP TABLE feed_paid; DROP TABLE feed_delta")
  }
}
