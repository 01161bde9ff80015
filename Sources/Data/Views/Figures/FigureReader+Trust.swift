import Figures
import Portfolio
import Postgres
import Schema

/// Whether the night can be trusted: what came in since the night before, what was left out, and how much is known of the open cases.
extension FigureReader {
  /// Everything of `Figures.morning`.
  mutating func readMorning() throws {
    try readArrivals()
    try readLate()
    try readOpenCases()
    try readPresence()
    try readPickups()
    try readMoney()
    try readHolds()
  }

  /// Files by feed between the beginning of the night before and that of this run; a replay, a batch and a plan that waits ask the same.
  private mutating func readArrivals() throws {
    guard let shown = try Views.runs(connection, agency.id, "AND run_id = \(run)").first else { return }
    (figures.morning.leftOut, figures.morning.brakes) = (Int64(shown.lost), isWaiting ? [] : shown.tripped)
    figures.header.earlier = shown.earlier
    let nights = try connection.query(
      """
      SELECT started_at, to_char(started_at AT TIME ZONE \(agency.zone), 'YYYY-MM-DD HH24:MI') FROM allot.run
      WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published' AND run_id <> \(run) AND slot < \(slot.date)
      ORDER BY slot DESC, started_at DESC LIMIT 8
      """
    ).decode(PostgresTimestamp.self, String.self)
    figures.morning.since = nights.first?.1 ?? ""
    let bounds = nights.map(\.0)
    let rows = try connection.query(
      """
      WITH file AS (
        SELECT feed, inserted, changed, unchanged, rejected, at, at >= coalesce(\(bounds.first)::timestamptz, '-infinity') AS is_new
        FROM allot.import_file WHERE agency_id = \(agency.id) AND at <= \(shown.startedAt.timestamp))
      SELECT feed, count(*) FILTER (WHERE is_new), to_char(max(at) AT TIME ZONE \(agency.zone), 'YYYY-MM-DD HH24:MI'),
        coalesce(sum(inserted) FILTER (WHERE is_new), 0)::int8, coalesce(sum(changed) FILTER (WHERE is_new), 0)::int8,
        coalesce(sum(unchanged) FILTER (WHERE is_new), 0)::int8, coalesce(sum(rejected) FILTER (WHERE is_new), 0)::int8,
        (SELECT count(DISTINCT b.place) FROM file o JOIN (
          SELECT place, started, lead(started) OVER (ORDER BY place) AS before
          FROM unnest(\(bounds)::timestamptz[]) WITH ORDINALITY n (started, place)) b ON o.at >= b.before AND o.at < b.started
        WHERE o.feed = file.feed)
      FROM file GROUP BY feed
      """
    ).decode(String.self, Int64.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self, Int.self)
    let open = try connection.query("SELECT feed FROM allot.import_open WHERE agency_id = \(agency.id)").decode(String.self)
    figures.morning.feeds = Feed.allCases.map { feed in
      var arrival = FeedArrival(feed)
      if let row = rows.first(where: { $0.0 == feed.rawValue }) {
        (arrival.files, arrival.lastAt, arrival.inserted, arrival.changed) = (row.1, row.2, row.3, row.4)
        (arrival.known, arrival.rejected, arrival.usual) = (row.5, row.6, row.7)
      }
      arrival.isOpen = open.contains(feed.rawValue)
      return arrival
    }
  }

  /// Facts that came since the night before and are of a day before the facts that it should have known. Of attempts only the day of reading is kept:
  /// they are late when they are of the day before that, too, and it cannot be told when both nights began on one day.
  private mutating func readLate() throws {
    guard
      let night = try connection.query(
        """
        SELECT slot, started_at, (started_at AT TIME ZONE \(agency.zone))::date,
          (SELECT (u.started_at AT TIME ZONE \(agency.zone))::date FROM allot.run u WHERE u.agency_id = \(agency.id) AND u.run_id = \(run)),
          (SELECT u.started_at FROM allot.run u WHERE u.agency_id = \(agency.id) AND u.run_id = \(run))
        FROM allot.run
        WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published' AND run_id <> \(run) AND slot < \(slot.date)
        ORDER BY run.slot DESC, run.started_at DESC LIMIT 1
        """
      ).first
    else { return }
    let (before, began, from, until, now) = try night.decode(
      PostgresDate.self, PostgresTimestamp.self, PostgresDate.self, PostgresDate.self, PostgresTimestamp.self)
    let facts: [(feed: Feed, sql: SQL)] = [
      (
        .payments,
        "SELECT count(*) FROM allot.payment WHERE agency_id = \(agency.id) AND at >= \(began) AND at < \(now) AND day < \(before)"
      ),
      (
        .promises,
        """
        SELECT count(*) FROM allot.promise
        WHERE agency_id = \(agency.id) AND NOT spoken AND at >= \(began) AND at < \(now) AND made_on < \(before)
        """
      ),
    ]
    for fact in facts { try setLate(fact.feed, try connection.query(fact.sql).only()[0, as: Int64.self]) }
    guard Day(from) < Day(until) else { return }
    let attempts = try connection.query(
      """
      SELECT count(*) FROM allot.attempt WHERE agency_id = \(agency.id) AND ingested_on BETWEEN \(from) AND \(until)
        AND day < \((Day(before) - 1).date)
      """)
    try setLate(.attempts, try attempts.only()[0, as: Int64.self])
  }

  private mutating func setLate(_ feed: Feed, _ count: Int64) throws {
    guard let place = figures.morning.feeds.firstIndex(where: { $0.feed == feed }) else { return }
    figures.morning.feeds[place].late = count
  }

  /// One pass over the open cases: how much is known of them, and which clocks run out. Held tonight, they have no clock of contact. The clock of a
  /// first contact begins when the case came in: at the hour where it was read on the day of its entrustment, else only the day is known, and its hours
  /// are rounded up to days. Whole days need no hour: what came in at ten and is due in 48 h is due on the second day after, whatever the hour.
  private mutating func readOpenCases() throws {
    let clock = terms.firstContactHours.sorted { $0.key < $1.key }
    let row = try connection.query(
      """
      WITH held AS MATERIALIZED (SELECT h.case_id FROM (\(held)) h),
      open AS MATERIALIZED (
        SELECT s.case_id, s.holder_id, s.due_back_on, s.entrusted_on, c.last_day >= \((slot - 7).date) AS attempted,
          (c.last_day IS NULL OR c.last_day < s.entrusted_on) AND h.case_id IS NULL AS untouched, \(slot.date) - s.entrusted_on AS age
        FROM allot.case_state s
        LEFT JOIN allot.contacts c ON c.agency_id = s.agency_id AND c.case_id = s.case_id
        LEFT JOIN held h ON h.case_id = s.case_id
        WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open)),
      ruled AS MATERIALIZED (
        SELECT DISTINCT ON (d.case_id) d.case_id, n.hours
        FROM (
          SELECT case_id, run_id, policy FROM allot.decision
          WHERE agency_id = \(agency.id) AND day >= (SELECT coalesce(min(entrusted_on), 'infinity') FROM open WHERE untouched)
            AND day < \(slot.date) AND run_id < \(run) AND policy >= 0
          UNION ALL
          SELECT case_id, run_id, policy FROM \(raw: decisions) d
          WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND policy >= 0) d
        JOIN open o ON o.case_id = d.case_id AND o.untouched
        JOIN allot.run u ON u.agency_id = \(agency.id) AND u.run_id = d.run_id
        JOIN unnest(\(clock.map(\.key)), \(clock.map { Int32(clamping: $0.value) })) n (name, hours) ON n.name = u.policies -> d.policy::int4 ->> 'name'
        ORDER BY d.case_id, d.run_id DESC),
      promised AS MATERIALIZED (
        SELECT case_id, max(due_on) AS due_on FROM allot.standing_promise
        WHERE agency_id = \(agency.id) AND due_on >= \(slot.date) AND made_on < \(slot.date) GROUP BY case_id),
      told AS (
        SELECT o.*, p.due_on AS promised_on,
          CASE WHEN NOT o.untouched OR r.hours IS NULL THEN NULL WHEN r.hours % 24 = 0 THEN o.entrusted_on + r.hours / 24
          ELSE coalesce((
            SELECT ((a.created_at + r.hours * INTERVAL '1 hour') AT TIME ZONE \(agency.zone))::date FROM allot.case_record a
            WHERE a.agency_id = \(agency.id) AND a.case_id = o.case_id AND (a.created_at AT TIME ZONE \(agency.zone))::date = o.entrusted_on),
            o.entrusted_on + (r.hours + 23) / 24) END AS contact_by
        FROM open o LEFT JOIN ruled r ON r.case_id = o.case_id LEFT JOIN promised p ON p.case_id = o.case_id)
      SELECT count(*), count(*) FILTER (WHERE attempted),
        count(*) FILTER (WHERE untouched AND age >= 2), count(*) FILTER (WHERE untouched AND age >= 3),
        count(*) FILTER (WHERE untouched AND age >= 2 AND holder_id IS NULL),
        count(*) FILTER (WHERE contact_by = \(slot.date)), count(*) FILTER (WHERE contact_by < \(slot.date)),
        count(*) FILTER (WHERE due_back_on BETWEEN \(slot.date) AND \((slot + 6).date)),
        count(*) FILTER (WHERE due_back_on BETWEEN \(slot.date) AND \((slot + 6).date) AND promised_on IS NOT NULL),
        count(*) FILTER (WHERE due_back_on BETWEEN \(slot.date) AND \((slot + 6).date) AND promised_on >= due_back_on)
      FROM told
      """
    ).only()
    func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
    var (coverage, clocks) = (Coverage(), Clocks())
    (coverage.open, coverage.attempted) = (try number(0), try number(1))
    (clocks.untouched24, clocks.untouched48, clocks.untouchedInPool) = (try number(2), try number(3), try number(4))
    (clocks.firstContactToday, clocks.firstContactMissed) = (try number(5), try number(6))
    (clocks.dueBack, clocks.dueBackPromised, clocks.promisedTooLate) = (try number(7), try number(8), try number(9))
    // Apart from the pass above: each is read and hashed by itself, not once a case.
    let known = try connection.query(
      """
      SELECT (SELECT count(*) FROM allot.case_state s
          WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open) AND EXISTS (
            SELECT FROM allot.contact_point t WHERE t.agency_id = \(agency.id) AND t.case_id = s.case_id)),
        (SELECT count(*) FROM allot.case_state s
          WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open) AND EXISTS (
            SELECT FROM allot.conversation v
            WHERE v.agency_id = \(agency.id) AND v.case_id = s.case_id AND v.party = \(stored: Party.debtor)))
      """
    ).only().decode(Int64.self, Int64.self)
    (coverage.withContactPoint, coverage.withConversation) = known
    (figures.morning.coverage, figures.morning.clocks) = (coverage, clocks)
  }
}
