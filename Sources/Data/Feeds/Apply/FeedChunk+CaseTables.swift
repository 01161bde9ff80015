package import Portfolio
import Postgres
import Schema
import Speech

// The statements of the case feed, in the order in which they run.
extension FeedChunk {
  /// The rows in the temporary table `feed_case`.
  func copy(_ rows: [TypedCase]) throws {
    try connection.script(
      """
      CREATE TEMP TABLE feed_case (
        position integer, case_id bigint, is_new boolean NOT NULL DEFAULT false, case_no text, client_id integer, contract text, debtor_id bigint,
        batch_id integer, product_id integer, stage_id integer, region_id integer, hand smallint, currency text, entrusted_amount bigint,
        outstanding bigint, principal bigint, interest bigint, fees bigint, overdue_on date, entrusted_on date, due_back_on date,
        holder_id bigint, status smallint, hold smallint, retained_until date, required_skills bigint, extra jsonb,
        balance_on date, stated_days integer, is_said boolean, is_dated boolean, taken boolean, as_of date
      ) ON COMMIT DROP;
      \(FeedDelta.table);
      """)
    let columns = [
      "position", "case_no", "client_id", "contract", "debtor_id", "batch_id", "product_id", "stage_id", "region_id", "hand", "currency",
      "entrusted_amount", "outstanding", "principal", "interest", "fees", "overdue_on", "entrusted_on", "due_back_on", "holder_id",
      "status",
      "hold", "retained_until", "required_skills", "extra", "balance_on", "stated_days", "is_said", "is_dated", "as_of",
    ]
    try connection.copyIn("feed_case", columns: columns) { writer in
      for (position, typed) in rows.enumerated() {
        let row = typed.row
        try writer.row { r in
          r.int32(Int32(position))
          r.text(row.caseNo)
          r.int32(typed.client)
          r.text(row.contract)
          r.int64(typed.debtor)
          r.int32(typed.batch)
          r.int32(typed.product)
          r.int32(typed.stage)
          r.int32(typed.region)
          r.int16(row.hand)
          r.text(row.currency.description)
          r.int64(row.entrusted)
          r.int64(row.outstanding)
          r.int64(row.principal)
          r.int64(row.interest)
          r.int64(row.fees)
          r.date(row.overdueOn?.copied)
          r.date(row.entrustedOn?.copied)
          r.date(row.dueBackOn?.copied)
          r.int64(typed.holder)
          r.int16(row.status.map { Int16($0.rawValue) })
          r.int16(row.hold.map { Int16($0.rawValue) })
          r.date(row.retainedUntil?.copied)
          r.int64(typed.skills)
          r.jsonb(row.extra.isEmpty ? nil : Self.json(row.extra))
          r.date(row.balanceOn?.copied)
          r.int32(row.daysPastDue)
          // What was written on an earlier day has no payment of a later one.
          r.bool(row.balanceOn != nil || row.isAsOfToday != nil || row.writtenOn.map { $0 < today } ?? false)
          r.bool(row.balanceOn != nil || row.writtenOn != nil)
          r.date((row.balanceOn ?? (row.isAsOfToday == true ? today : (row.writtenOn ?? today) - 1)).copied)
        }
      }
    }
  }

  private static func json(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { jsonString($0.0) + ":" + jsonString($0.1) }.joined(separator: ",") + "}"
  }

  /// Ids of the debtors with these references under the present key; unknown ones are made, in the order given.
  package func debtorIDs(of references: [OpaqueReference]) throws -> [OpaqueReference: Int64] {
    var seen: Set<OpaqueReference> = []
    let wanted = references.filter { seen.insert($0).inserted }.map(\.bytes)
    guard !wanted.isEmpty else { return [:] }
    // Two statements: one that looks into the table it fills reads its own new rows again and again.
    let known = try connection.query(
      "SELECT reference, debtor_id FROM allot.debtor WHERE agency_id = \(agency) AND key_id = \(keyID) AND reference = ANY (\(wanted))")
    var ids: [OpaqueReference: Int64] = [:]
    for (reference, id) in try known.decode([UInt8].self, Int64.self) { ids[OpaqueReference(bytes: reference)] = id }
    let missing = wanted.filter { ids[OpaqueReference(bytes: $0)] == nil }
    guard !missing.isEmpty else { return ids }
    let made = try connection.query(
      """
      INSERT INTO allot.debtor (agency_id, reference, key_id)
      SELECT \(agency), n.reference, \(keyID) FROM unnest(\(missing)) WITH ORDINALITY AS n (reference, ordinality) ORDER BY n.ordinality
      RETURNING reference, debtor_id
      """)
    for (reference, id) in try made.decode([UInt8].self, Int64.self) { ids[OpaqueReference(bytes: reference)] = id }
    return ids
  }

  func findCases() throws {
    try connection.execute(
      """
      UPDATE feed_case f SET case_id = r.case_id FROM allot.case_record r
      WHERE r.agency_id = \(agency) AND r.case_no = f.case_no AND r.client_id = f.client_id
      """)
  }

  /// A debt does not change its currency: such a row means another case. Gives the positions of those rows.
  mutating func refuseOtherCurrencies(_ rows: [TypedCase]) throws -> Set<Int> {
    var positions: Set<Int> = []
    let refused = try connection.query(
      """
      DELETE FROM feed_case f USING allot.case_state s
      WHERE s.agency_id = \(agency) AND s.case_id = f.case_id AND s.currency <> f.currency RETURNING f.position, f.currency, s.currency
      """)
    for (position, stated, known) in try refused.decode(Int32.self, String.self, String.self) {
      positions.insert(Int(position))
      reject(
        line: rows[Int(position)].row.line, column: "currency", value: stated,
        Wording("the case is in \(known); expected \(known)", "案件币种为 \(known)；应为 \(known)"))
    }
    return positions
  }

  /// Gives new cases their id. Gives their number.
  func makeCases() throws -> Int {
    try connection.execute(
      """
      WITH made AS (
        INSERT INTO allot.case_record (agency_id, client_id, case_no, contract, entrusted_amount, principal, interest, fees,
          stated_outstanding, stated_on, balance_on, stated_days, extra, created_at)
        SELECT \(agency), client_id, case_no, contract, entrusted_amount, principal, interest, fees, outstanding, \(today.date), as_of, stated_days,
          extra, clock_timestamp()
        FROM feed_case WHERE case_id IS NULL ORDER BY position
        RETURNING case_id, case_no, client_id)
      UPDATE feed_case f SET case_id = made.case_id, is_new = true FROM made WHERE made.case_no = f.case_no AND made.client_id = f.client_id
      """)
  }

  /// Says of each row whether its figure is taken: one with a day when it is later than the last, or another of the same day; one without when it is
  /// another than the last, so that a file read again undoes no payment; a row of the inbox was written on a day, and must not be older either.
  /// Figure and day are of one statement: a figure without a day that is taken brings its own, `as_of`, even where the last figure was of a later one.
  /// What the client says of an earlier day than he has spoken of since does not move the beginning of the arrears either, and days past due that are
  /// repeated let them go on.
  func judgeFigures() throws {
    let since = Balance.since("r")
    try connection.execute(
      """
      UPDATE feed_case f SET
        taken = f.is_new OR f.balance_on > \(raw: since) OR (f.outstanding <> r.stated_outstanding AND (NOT f.is_dated OR f.as_of >= \(raw: since))),
        overdue_on = CASE WHEN NOT f.is_new AND f.is_dated AND f.as_of < \(raw: since) THEN NULL
          WHEN f.overdue_on IS NOT NULL OR f.stated_days IS NULL THEN f.overdue_on
          WHEN f.balance_on IS NOT NULL THEN f.balance_on - f.stated_days
          WHEN NOT f.is_new AND f.stated_days IS NOT DISTINCT FROM r.stated_days THEN NULL
          WHEN f.is_said THEN f.as_of - f.stated_days
          ELSE \(today.date) - f.stated_days END
      FROM allot.case_record r WHERE r.agency_id = \(agency) AND r.case_id = f.case_id
      """)
    // A figure of which nobody says which day's payments it has, has those that were here when it came.
    try connection.execute(
      """
      UPDATE allot.payment p SET in_figure = NOT f.is_said FROM feed_case f
      WHERE p.agency_id = \(agency) AND p.case_id = f.case_id AND f.taken AND NOT f.is_new AND p.day > f.as_of AND NOT p.ahead
        AND p.in_figure = f.is_said
      """)
  }

  /// Locks cases and collectors, and puts what becomes of each case in `feed_delta`.
  func lockAndCompare() throws {
    try lock(
      cases: "SELECT case_id FROM feed_case WHERE NOT is_new", holders: "SELECT holder_id FROM feed_case WHERE holder_id IS NOT NULL")
    let owed = Balance.of(stated: "f.outstanding", since: "f.as_of", case: "f.case_id", agency: agency)
    try connection.execute(
      """
      INSERT INTO feed_delta
      SELECT f.case_id, s.status = \(stored: CaseStatus.open), s.holder_id, s.outstanding, n.status = \(stored: CaseStatus.open),
        CASE WHEN n.status <> \(stored: CaseStatus.open) THEN NULL
          WHEN f.is_new OR s.status <> \(stored: CaseStatus.open) THEN f.holder_id ELSE s.holder_id END,
        CASE WHEN f.taken THEN \(raw: owed) ELSE s.outstanding END,
        n.status, f.currency
      FROM feed_case f
      JOIN allot.case_record r ON r.agency_id = \(agency) AND r.case_id = f.case_id
      LEFT JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = f.case_id
      CROSS JOIN LATERAL (SELECT coalesce(f.status, s.status, 0::int2) AS status) n
      """)
    try connection.execute("ANALYZE feed_delta")
  }
}
