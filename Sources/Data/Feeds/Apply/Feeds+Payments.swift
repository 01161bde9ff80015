package import Portfolio
import Postgres
package import Schema

extension Feeds {
  /// Applies payments. What is outstanding comes from the client's file; between two files a payment lowers it: one dated on or after the day
  /// of the client's last statement is subtracted from an open case, never below zero, and booked as a revaluation. Earlier ones are in the
  /// client's figure already. A corrected payment books the difference.
  package func apply(_ rows: [PaymentRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }

  /// Applies promises and instalments. The same id again corrects the promise.
  package func apply(_ rows: [PromiseRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }
}

extension FeedChunk {
  /// As `Feeds.apply`; rows of unknown cases or in another currency than the case's become rejects.
  /// Moves the revisions of cases whose payments are new or changed.
  package mutating func apply(_ all: [PaymentRow]) throws {
    let cases = try resolve(all.map { ($0.line, $0.key) })
    var last: [SourceKey: PaymentRow] = [:]
    var accepted = 0
    for (row, found) in zip(all, cases) {
      guard let found else { continue }
      if let currency = row.currency, currency != found.currency {
        reject(
          line: row.line, column: "currency", value: currency.description, "the case is in \(found.currency); expected \(found.currency)")
        continue
      }
      accepted += 1
      last[SourceKey(caseID: found.id, sourceID: row.sourceID)] = row
    }
    let rows = last.sorted { $0.key < $1.key }
    guard !rows.isEmpty else { return }
    let written = try writePayments(rows)
    report.inserted = written.count { $0.isNew }
    report.changed = written.count { !$0.isNew }
    report.unchanged = accepted - written.count
    try lowerOutstanding(written.map { ($0.caseID, $0.paid) })
    try moveRevisions(ofCases: Set(written.map(\.caseID)))
  }

  /// Writes what is new or another. `paid`: by how much the payments since the client's last statement grew.
  private func writePayments(_ rows: [(key: SourceKey, value: PaymentRow)]) throws -> [(caseID: Int64, paid: Int64, isNew: Bool)] {
    let differing = try connection.query(
      """
      SELECT n.ordinality::int4,
        CASE WHEN n.day >= r.stated_on THEN n.amount ELSE 0 END - CASE WHEN p.day >= r.stated_on THEN p.amount ELSE 0 END, p.day IS NULL
      FROM unnest(\(rows.map(\.key.caseID)), \(rows.map(\.key.sourceID)), \(rows.map(\.value.day.date)), \(rows.map(\.value.amount)))
        WITH ORDINALITY AS n (case_id, source_id, day, amount, ordinality)
      JOIN allot.case_record r ON r.agency_id = \(agency) AND r.case_id = n.case_id
      LEFT JOIN allot.payment p ON p.agency_id = \(agency) AND p.case_id = n.case_id AND p.source_id = n.source_id
      WHERE ROW(p.amount, p.day) IS DISTINCT FROM ROW(n.amount, n.day)
      ORDER BY n.ordinality
      """
    ).decode(Int32.self, Int64.self, Bool.self).map { (row: rows[Int($0.0) - 1], paid: $0.1, isNew: $0.2) }
    try connection.execute(
      """
      INSERT INTO allot.payment (agency_id, case_id, source_id, day, amount, at)
      SELECT \(agency), n.case_id, n.source_id, n.day, n.amount, clock_timestamp()
      FROM unnest(\(differing.map(\.row.key.caseID)), \(differing.map(\.row.key.sourceID)), \(differing.map(\.row.value.day.date)),
        \(differing.map(\.row.value.amount))) AS n (case_id, source_id, day, amount)
      ON CONFLICT (agency_id, case_id, source_id) DO UPDATE SET day = excluded.day, amount = excluded.amount, at = excluded.at
      """)
    return differing.map { ($0.row.key.caseID, $0.paid, $0.isNew) }
  }

  private func lowerOutstanding(_ payments: [(caseID: Int64, paid: Int64)]) throws {
    var sums: [Int64: Int64] = [:]
    for (id, paid) in payments where paid != 0 { sums[id, default: 0] += paid }
    let sorted = sums.sorted { $0.key < $1.key }
    guard !sorted.isEmpty else { return }
    try connection.script("CREATE TEMP TABLE feed_paid (case_id bigint, paid bigint) ON COMMIT DROP; \(FeedDelta.table)")
    try connection.execute("INSERT INTO feed_paid SELECT * FROM unnest(\(sorted.map(\.key)), \(sorted.map(\.value)))")
    try lock(cases: "SELECT case_id FROM feed_paid")
    try connection.execute(
      """
      INSERT INTO feed_delta
      SELECT s.case_id, true, s.holder_id, s.outstanding, true, s.holder_id, greatest(0, s.outstanding - p.paid), \(stored: CaseStatus.open), s.currency
      FROM feed_paid p JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = p.case_id
      WHERE s.status = \(stored: CaseStatus.open)
      """)
    try connection.execute(
      """
      UPDATE allot.case_state s SET outstanding = d.new_amount FROM feed_delta d
      WHERE s.agency_id = \(agency) AND s.case_id = d.case_id AND s.outstanding <> d.new_amount
      """)
    try bookDelta()
  }

  /// Tells a plan under way that what it knew of these cases is no longer true.
  func moveRevisions(ofCases cases: Set<Int64>) throws {
    guard !cases.isEmpty else { return }
    try connection.execute(
      """
      WITH held AS (
        SELECT case_id FROM allot.case_state WHERE agency_id = \(agency) AND case_id = ANY (\(cases.sorted())) ORDER BY case_id FOR UPDATE)
      UPDATE allot.case_state s SET rev = s.rev + 1 FROM held WHERE s.agency_id = \(agency) AND s.case_id = held.case_id
      """)
  }

  /// As `Feeds.apply`; rows of unknown cases become rejects. Of one id twice the later row counts.
  /// Moves the revisions of cases whose promises are new or changed.
  package mutating func apply(_ all: [PromiseRow]) throws {
    let cases = try resolve(all.map { ($0.line, $0.key) })
    var last: [SourceKey: PromiseRow] = [:]
    var accepted = 0
    for (row, found) in zip(all, cases) {
      guard let found else { continue }
      accepted += 1
      last[SourceKey(caseID: found.id, sourceID: row.sourceID)] = row
    }
    let rows = last.sorted { $0.key < $1.key }
    guard !rows.isEmpty else { return }
    let written = try connection.query(
      """
      INSERT INTO allot.promise AS p (agency_id, case_id, source_id, made_on, due_on, amount, plan, at)
      SELECT \(agency), n.case_id, n.source_id, n.made_on, n.due_on, n.amount, n.plan, clock_timestamp()
      FROM unnest(\(rows.map(\.key.caseID)), \(rows.map(\.key.sourceID)), \(rows.map(\.value.madeOn.date)), \(rows.map(\.value.dueOn.date)),
        \(rows.map(\.value.amount)), \(rows.map(\.value.plan))) AS n (case_id, source_id, made_on, due_on, amount, plan)
      ON CONFLICT (agency_id, case_id, source_id) DO UPDATE
        SET made_on = excluded.made_on, due_on = excluded.due_on, amount = excluded.amount, plan = excluded.plan, at = excluded.at
        WHERE (p.made_on, p.due_on, p.amount, p.plan) <> (excluded.made_on, excluded.due_on, excluded.amount, excluded.plan)
      RETURNING p.case_id, p.xmax = 0
      """
    ).decode(Int64.self, Bool.self)
    report.inserted = written.count { $0.1 }
    report.changed = written.count { !$0.1 }
    report.unchanged = accepted - written.count
    try moveRevisions(ofCases: Set(written.map(\.0)))
  }
}
