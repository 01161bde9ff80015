package import Portfolio
import Postgres
package import Schema
import Speech

extension Feeds {
  /// Applies flags that people set or lift. For each flag of a case the event of the latest day decides, on one day the one that came in last.
  package func apply(_ rows: [FlagRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }

  /// Applies holds that people set or lift. The hold with the latest first day is in force, on one day the one that came in last.
  package func apply(_ rows: [HoldRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }
}

extension FeedChunk {
  /// As `Feeds.apply`; rows of unknown cases become rejects. Moves the revision of cases whose flags change.
  package mutating func apply(_ all: [FlagRow]) throws {
    let cases = try resolve(all.map { ($0.line, $0.key) })
    var rows: [(caseID: Int64, flag: Int32, day: Day, isSet: Bool)] = []
    var accepted = 0
    for (row, found) in zip(all, cases) {
      guard let found, !rejectAhead(line: row.line, column: "day", row.day, most: today + 1, .pastDay) else { continue }
      accepted += 1
      // A row may name several flags; each has its own history.
      for (flag, _) in CaseFlags.words where row.flag.contains(flag) { rows.append((found.id, flag.rawValue, row.day, row.set)) }
    }
    guard !rows.isEmpty else { return }
    let written = try connection.query(
      """
      INSERT INTO allot.flag_event (agency_id, case_id, flag, day, is_set, at)
      SELECT \(agency), n.case_id, n.flag, n.day, n.is_set, clock_timestamp()
      FROM unnest(\(rows.map(\.caseID)), \(rows.map(\.flag)), \(rows.map(\.day.date)), \(rows.map(\.isSet))) WITH ORDINALITY
        AS n (case_id, flag, day, is_set, ordinality)
      ORDER BY n.ordinality
      ON CONFLICT DO NOTHING RETURNING case_id
      """)
    let touched = Set(try written.map { try $0[0, as: Int64.self] })
    try lock(cases: "SELECT unnest(\(Self.array(touched)))")
    try connection.execute(
      """
      WITH latest AS (
        SELECT DISTINCT ON (case_id, flag) case_id, flag, is_set FROM allot.flag_event
        WHERE agency_id = \(agency) AND case_id = ANY (\(touched.sorted())) ORDER BY case_id, flag, day DESC, seq DESC),
      flags AS (SELECT case_id, coalesce(bit_or(flag) FILTER (WHERE is_set), 0) AS flags FROM latest GROUP BY case_id)
      UPDATE allot.case_state s SET flags = f.flags, rev = s.rev + 1 FROM flags f
      WHERE s.agency_id = \(agency) AND s.case_id = f.case_id AND s.flags <> f.flags
      """)
    report.inserted = min(written.count, accepted)
    report.unchanged = accepted - report.inserted
  }

  /// As `Feeds.apply`; rows of unknown cases become rejects. Moves the revision of cases whose hold changes.
  package mutating func apply(_ all: [HoldRow]) throws {
    let cases = try resolve(all.map { ($0.line, $0.key) })
    let rows = zip(all, cases).compactMap { row, found -> (caseID: Int64, row: HoldRow)? in
      guard let found, !rejectAhead(line: row.line, column: "from", row.from, most: today + 366, .firstDay) else { return nil }
      return (found.id, row)
    }
    guard !rows.isEmpty else { return }
    let written = try connection.query(
      """
      INSERT INTO allot.hold_event (agency_id, case_id, from_day, kind, until_day, at)
      SELECT \(agency), n.case_id, n.from_day, n.kind, n.until_day, clock_timestamp()
      FROM unnest(\(rows.map(\.caseID)), \(rows.map(\.row.from.date)), \(rows.map { Int16($0.row.kind.rawValue) }),
        \(rows.map(\.row.until.date))) WITH ORDINALITY AS n (case_id, from_day, kind, until_day, ordinality)
      ORDER BY n.ordinality
      ON CONFLICT DO NOTHING RETURNING case_id
      """)
    let touched = Set(try written.map { try $0[0, as: Int64.self] })
    try lock(cases: "SELECT unnest(\(Self.array(touched)))")
    let none = Int16(HoldKind.none.rawValue)
    try connection.execute(
      """
      WITH event AS (
        SELECT case_id, kind, from_day, until_day, seq FROM allot.hold_event WHERE agency_id = \(agency) AND case_id = ANY (\(touched.sorted()))),
      present AS (
        SELECT DISTINCT ON (case_id) *, kind > \(none) AND until_day > \(today.date) AS binds FROM event WHERE from_day <= \(today.date) ORDER BY case_id, from_day DESC, seq DESC),
      coming AS (
        SELECT DISTINCT ON (case_id) * FROM event WHERE from_day > \(today.date) ORDER BY case_id, from_day DESC, seq DESC),
      longest AS (
        SELECT case_id, max(until_day) AS until_day FROM event WHERE from_day > \(today.date) AND kind > \(none) GROUP BY case_id),
      -- A case keeps one hold: one that is in force is not lost to one that begins later, which makes it longer, or ends it.
      one AS (
        SELECT coalesce(p.case_id, c.case_id) AS case_id,
          CASE WHEN p.binds THEN p.kind ELSE coalesce(c.kind, p.kind) END AS kind,
          CASE WHEN p.binds THEN p.from_day ELSE coalesce(c.from_day, p.from_day) END AS from_day,
          CASE WHEN NOT coalesce(p.binds, false) THEN coalesce(c.until_day, p.until_day)
            WHEN c.kind = \(none) THEN least(greatest(p.until_day, l.until_day), c.from_day) ELSE greatest(p.until_day, l.until_day) END AS until_day
        FROM present p FULL JOIN coming c ON c.case_id = p.case_id LEFT JOIN longest l ON l.case_id = p.case_id),
      latest AS (
        SELECT case_id, kind, CASE WHEN kind > \(none) THEN from_day END AS hold_from, CASE WHEN kind > \(none) THEN until_day END AS hold_until FROM one)
      UPDATE allot.case_state s SET hold = l.kind, hold_from = l.hold_from, hold_until = l.hold_until, rev = s.rev + 1 FROM latest l
      WHERE s.agency_id = \(agency) AND s.case_id = l.case_id
        AND ROW(s.hold, s.hold_from, s.hold_until) IS DISTINCT FROM ROW(l.kind, l.hold_from, l.hold_until)
      """)
    report.inserted = written.count
    report.unchanged = rows.count - written.count
  }

  /// Ids as an array in a statement's text.
  private static func array(_ ids: Set<Int64>) -> String {
    "'{" + ids.sorted().map(String.init).joined(separator: ",") + "}'::bigint[]"
  }
}

extension Wording {
  fileprivate static let firstDay = Wording("the first day of a hold, within a year", "停催的第一天，一年以内")
  /// What has happened has a day that has come.
  static let pastDay = Wording("a day that has come", "已到来的日期")
}
