package import Portfolio
import Postgres
package import Schema
import Speech

extension Feeds {
  /// Applies payments. What is outstanding is what the client stated last, less the payments after the day as of which it was stated, never below
  /// zero: counted anew, so that the order of payments, reversals, corrections and figures does not matter. Differences are booked as revaluations.
  /// A payment dated ahead counts from its day on (`settle`).
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
    var good: [(row: PaymentRow, caseID: Int64)] = []
    for (row, found) in zip(all, cases) {
      guard let found else { continue }
      if rejectCurrency(line: row.line, row.currency, of: found) { continue }
      // A cheque may be dated ahead, not by years.
      if rejectAhead(line: row.line, column: "day", row.day, most: today + 366, .payday) { continue }
      good.append((row, found.id))
    }
    let keys = try namesOnRecord("payment", good.map { ($0.caseID, $0.row.sourceID, $0.row.idWithClient) })
    var last: [SourceKey: PaymentRow] = [:]
    var replaced: [Int] = []
    for (key, one) in zip(keys, good) {
      if let earlier = last[key], (earlier.day, earlier.amount) != (one.row.day, one.row.amount) { replaced.append(earlier.line) }
      last[key] = one.row
    }
    report.superseded.add(replaced)
    let rows = last.sorted { $0.key < $1.key }
    guard !rows.isEmpty else { return }
    let figures = try doubt(rows.map { Stated(caseID: $0.key.caseID, line: $0.value.line, amount: $0.value.amount, day: $0.value.day) })
    let written = try writePayments(rows)
    tellWithoutEffect(written.compactMap { one in last[one.key].map { (one.key.caseID, $0) } }, figures)
    report.inserted = written.count { $0.isNew }
    report.changed = written.count { !$0.isNew }
    report.unchanged = good.count - written.count
    try countBalances(of: Set(written.map(\.key.caseID)))
    report.reversedBeyondPaid = try reversedBeyondPaid(of: Set(rows.filter { $0.value.amount < 0 }.map(\.key.caseID)))
    try moveRevisions(ofCases: Set(written.map(\.key.caseID)))
  }

  /// Of cases with reversals those of which more was taken back than was ever paid, by number.
  private func reversedBeyondPaid(of cases: Set<Int64>) throws -> [String] {
    guard !cases.isEmpty else { return [] }
    return try connection.query(
      """
      SELECT r.case_no FROM allot.payment p JOIN allot.case_record r USING (agency_id, case_id)
      WHERE p.agency_id = \(agency) AND p.case_id = ANY (\(cases.sorted()))
      GROUP BY r.case_no, p.case_id HAVING sum(p.amount) < 0 ORDER BY r.case_no
      """
    ).decode(String.self)
  }

  /// Writes what is new or another.
  private func writePayments(_ rows: [(key: SourceKey, value: PaymentRow)]) throws -> [(key: SourceKey, isNew: Bool)] {
    try connection.query(
      """
      INSERT INTO allot.payment AS p (agency_id, case_id, source_id, day, amount, at, ahead)
      SELECT \(agency), n.case_id, n.source_id, n.day, n.amount, clock_timestamp(), n.day > \(today.date)
      FROM unnest(\(rows.map(\.key.caseID)), \(rows.map(\.key.sourceID)), \(rows.map(\.value.day.date)), \(rows.map(\.value.amount)))
        AS n (case_id, source_id, day, amount)
      ON CONFLICT (agency_id, case_id, source_id) DO UPDATE
        SET day = excluded.day, amount = excluded.amount, at = excluded.at, ahead = excluded.ahead,
          in_figure = p.in_figure AND p.day = excluded.day
        WHERE ROW(p.amount, p.day) IS DISTINCT FROM ROW(excluded.amount, excluded.day)
      RETURNING p.case_id, p.source_id, p.xmax = 0
      """
    ).decode(Int64.self, String.self, Bool.self).map { (key: SourceKey(caseID: $0.0, sourceID: $0.1), isNew: $0.2) }
  }

  /// Notes the payments that lower nothing: those of a day to come, and those that the figure of their case has. `figures`: the days of figures.
  private mutating func tellWithoutEffect(_ rows: [(caseID: Int64, row: PaymentRow)], _ figures: [Int64: Day]) {
    report.ahead.add(rows.filter { $0.row.day > today }.map(\.row.line))
    let within = rows.filter { one in figures[one.caseID].map { one.row.day <= $0 } ?? false }
    report.inFigure.add(within.map(\.row.line))
    report.onFigureDay += within.count { figures[$0.caseID] == $0.row.day }
  }

  /// Rejects a row in another currency than its case, and one without a currency where the agency's has other decimals than the case's.
  private mutating func rejectCurrency(line: Int, _ currency: Currency?, of found: ResolvedCase) -> Bool {
    guard let currency else {
      guard found.currency.minorDigits != base.minorDigits else { return false }
      reject(
        line: line, column: "currency",
        Wording(
          "is not said, and the case is in \(found.currency), which has other decimals than the agency's \(base); expected a column currency with \(found.currency)",
          "未写币种，而案件币种为 \(found.currency)，其小数位数与机构币种 \(base) 不同；应有币种列，写明 \(found.currency)"))
      return true
    }
    guard currency != found.currency else { return false }
    reject(
      line: line, column: "currency", value: currency.description,
      Wording("the case is in \(found.currency); expected \(found.currency)", "案件币种为 \(found.currency)；应为 \(found.currency)"))
    return true
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
    var good: [(row: PromiseRow, caseID: Int64)] = []
    for (row, found) in zip(all, cases) {
      guard let found, !rejectCurrency(line: row.line, row.currency, of: found),
        !rejectAhead(line: row.line, column: "made_on", row.madeOn, most: today + 1, .pastDay)
      else { continue }
      good.append((row, found.id))
    }
    let keys = try namesOnRecord("promise", good.map { ($0.caseID, $0.row.sourceID, $0.row.idWithClient) })
    var last: [SourceKey: PromiseRow] = [:]
    var replaced: [Int] = []
    for (key, one) in zip(keys, good) {
      if let earlier = last[key],
        (earlier.madeOn, earlier.dueOn, earlier.amount, earlier.plan) != (one.row.madeOn, one.row.dueOn, one.row.amount, one.row.plan)
      {
        replaced.append(earlier.line)
      }
      last[key] = one.row
    }
    report.superseded.add(replaced)
    let rows = last.sorted { $0.key < $1.key }
    guard !rows.isEmpty else { return }
    try doubt(rows.map { Stated(caseID: $0.key.caseID, line: $0.value.line, amount: $0.value.amount, day: $0.value.madeOn) })
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
    report.unchanged = good.count - written.count
    try moveRevisions(ofCases: Set(written.map(\.0)))
  }
}

extension Wording {
  fileprivate static let payday = Wording("the day the money arrives, within a year", "款项到账日，一年以内")
}
