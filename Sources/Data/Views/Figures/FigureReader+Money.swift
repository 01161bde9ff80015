import Figures
import Portfolio
import Postgres
import Schema

/// Who is there, what was promised and paid, and what is held for long.
extension FigureReader {
  /// The roster of the slot's day against who holds cases.
  mutating func readPresence() throws {
    let row = try connection.query(
      """
      WITH person AS (
        SELECT c.collector_id, c.code, c.team_id, \(Staff.isHere("c", on: slot)) AS is_here,
          c.active AND c.leaves_on < \(slot.date) AND c.team_id IS NOT NULL AS is_leaver, coalesce(d.scheduled_minutes, 0) AS minutes,
          coalesce(d.effective_leave, 0) AS away
        FROM allot.collector c LEFT JOIN allot.collector_day d
          ON d.agency_id = c.agency_id AND d.collector_id = c.collector_id AND d.day = \(slot.date)
        WHERE c.agency_id = \(agency.id)),
      roster AS (SELECT count(*) FILTER (WHERE is_here AND minutes > 0) > 0 AS is_kept FROM person),
      holding AS (
        SELECT s.holder_id, count(*) AS cases, count(p.case_id) AS promised FROM allot.case_state s
        LEFT JOIN (
          SELECT DISTINCT case_id FROM allot.standing_promise
          WHERE agency_id = \(agency.id) AND due_on = \(slot.date) AND made_on < \(slot.date)) p ON p.case_id = s.case_id
        WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open) AND s.holder_id IS NOT NULL GROUP BY s.holder_id)
      SELECT count(*) FILTER (WHERE is_here), count(*) FILTER (WHERE is_here AND minutes > 0),
        count(*) FILTER (WHERE is_here AND minutes > 0 AND away >= minutes),
        count(*) FILTER (WHERE is_here AND minutes > 0 AND away > 0 AND away < minutes),
        coalesce(sum(h.cases) FILTER (WHERE is_here AND is_kept AND away >= minutes), 0)::int8,
        coalesce(sum(h.promised) FILTER (WHERE is_here AND is_kept AND away >= minutes), 0)::int8,
        count(*) FILTER (WHERE is_leaver), coalesce(sum(h.cases) FILTER (WHERE NOT is_here), 0)::int8,
        (array_agg(code ORDER BY code COLLATE "C") FILTER (WHERE is_leaver))[1:20]
      FROM person CROSS JOIN roster LEFT JOIN holding h ON h.holder_id = person.collector_id
      """
    ).only()
    func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
    var presence = Presence()
    (presence.people, presence.scheduled, presence.absent, presence.partly) = (try number(0), try number(1), try number(2), try number(3))
    (presence.casesWithoutOwner, presence.promisesWithoutOwner) = (try number(4), try number(5))
    (presence.leaverCount, presence.casesOfLeavers) = (try number(6), try number(7))
    presence.leavers = try row[8, as: [String]?.self] ?? []
    figures.morning.presence = presence
  }

  mutating func readMoney() throws {
    var found: [Currency: MoneyDay] = [:]
    let due = try connection.query(
      """
      SELECT s.currency, count(*), coalesce(sum(q.amount), 0)::int8 FROM allot.standing_promise q
      JOIN allot.case_state s ON s.agency_id = q.agency_id AND s.case_id = q.case_id
      WHERE q.agency_id = \(agency.id) AND q.due_on = \(slot.date) AND q.made_on < \(slot.date) AND s.status = \(stored: CaseStatus.open)
      GROUP BY 1
      """
    ).decode(String.self, Int64.self, Int64.self)
    for (code, cases, amount) in due {
      let currency = try Currency(stored: code)
      found[currency, default: MoneyDay(currency)].dueToday = Stock(cases, amount)
    }
    let judged = try PromiseCount.read(
      connection, agency.id, due: slot - 7, through: slot - 1, asOf: slot, graceDays: terms.promiseGraceDays)
    for row in judged {
      switch row.state {
      case .kept: found[row.currency, default: MoneyDay(row.currency)].kept = row.stock
      case .broken: found[row.currency, default: MoneyDay(row.currency)].broken = row.stock
      case .open: found[row.currency, default: MoneyDay(row.currency)].open = row.stock
      }
    }
    let batches = try connection.query(
      """
      WITH stayed AS (
        SELECT y.case_id, greatest(0, max(y.tail)) AS paid
        FROM (\(raw: EffectiveMoney.tails("m.agency_id = \(agency.id) AND m.day < \(slot.literal)"))) y
        JOIN allot.case_state k ON k.agency_id = \(agency.id) AND k.case_id = y.case_id
        WHERE y.day >= coalesce(k.entrusted_on, y.day) GROUP BY y.case_id),
      recent AS (
        SELECT m.case_id, sum(m.amount) AS week, count(*) AS week_count,
          coalesce(sum(m.amount) FILTER (WHERE m.day = \((slot - 1).date)), 0) AS yesterday,
          count(*) FILTER (WHERE m.day = \((slot - 1).date)) AS yesterday_count
        FROM allot.payment m
        WHERE m.agency_id = \(agency.id) AND m.day < \(slot.date) AND m.day >= \((slot - 7).date) GROUP BY m.case_id)
      SELECT coalesce(b.name, ''), coalesce(c.name, ''), x.currency, x.since, x.cases, x.open, x.outstanding, x.paid, x.week, x.week_count, x.yesterday,
        x.yesterday_count
      FROM (
        SELECT s.batch_id, s.client_id, s.currency, min(s.entrusted_on) AS since, count(*) AS cases,
          count(*) FILTER (WHERE s.status = \(stored: CaseStatus.open)) AS open,
          coalesce(sum(s.outstanding) FILTER (WHERE s.status = \(stored: CaseStatus.open)), 0)::int8 AS outstanding,
          coalesce(sum(p.paid), 0)::int8 AS paid, coalesce(sum(r.week), 0)::int8 AS week, coalesce(sum(r.week_count), 0)::int8 AS week_count,
          coalesce(sum(r.yesterday), 0)::int8 AS yesterday, coalesce(sum(r.yesterday_count), 0)::int8 AS yesterday_count
        FROM allot.case_state s LEFT JOIN stayed p ON p.case_id = s.case_id LEFT JOIN recent r ON r.case_id = s.case_id WHERE s.agency_id = \(agency.id)
        GROUP BY s.batch_id, s.client_id, s.currency) x
      LEFT JOIN allot.batch b ON b.agency_id = \(agency.id) AND b.batch_id = x.batch_id
      LEFT JOIN allot.client c ON c.agency_id = \(agency.id) AND c.client_id = x.client_id
      ORDER BY x.outstanding DESC, 1, 2, 3
      """)
    for row in batches {
      let currency = try Currency(stored: try row[2, as: String.self])
      func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
      figures.morning.batches.append(
        BatchPace(
          batch: try row[0, as: String.self], client: try row[1, as: String.self], currency: currency,
          since: try row[3, as: PostgresDate?.self].map { Day($0) } ?? .none, cases: try number(4), open: try number(5),
          outstanding: try number(6), paid: try number(7), paidWeek: try number(8)))
      var money = found[currency] ?? MoneyDay(currency)
      money.paidWeek += Stock(try number(9), try number(8))
      money.paidYesterday += Stock(try number(11), try number(10))
      found[currency] = money
    }
    figures.morning.money = found.values.sorted { $0.currency < $1.currency }
  }

  /// Of the cases held tonight: those that the last night of thirty days ago held too, and those that came and went.
  mutating func readHolds() throws {
    let old = try connection.query(
      """
      SELECT run_id, slot FROM allot.run WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published' AND slot <= \((slot - 30).date)
        AND slot > \((slot - 60).date)
      ORDER BY slot DESC, run_id DESC LIMIT 1
      """
    ).first?.decode(Int64.self, PostgresDate.self)
    if let old {
      figures.morning.holds.longSince = Day(old.1)
      figures.morning.holds.long = try connection.query(
        """
        SELECT count(*) FROM (\(held)) h JOIN allot.decision o
          ON o.agency_id = \(agency.id) AND o.run_id = \(old.0) AND o.case_id = h.case_id AND o.day = \(old.1)
        WHERE o.kind = \(stored: DecisionKind.held) AND NOT o.lost
        """
      ).only()[0, as: Int64.self]
    }
    figures.morning.holds.again = try connection.query(
      """
      SELECT count(*) FROM (\(held)) h WHERE \(Int32(HoldHistory.often)) <= (
        SELECT count(*) FROM allot.hold_event e WHERE e.agency_id = \(agency.id) AND e.case_id = h.case_id AND e.kind <> \(stored: HoldKind.none)
          AND e.from_day BETWEEN \((slot - 90).date) AND \(slot.date))
        + (SELECT count(*) FROM allot.flag_event f WHERE f.agency_id = \(agency.id) AND f.case_id = h.case_id AND f.is_set
          AND f.day BETWEEN \((slot - 90).date) AND \(slot.date))
      """
    ).only()[0, as: Int64.self]
  }
}
