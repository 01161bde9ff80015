import Figures
import Portfolio
import Postgres
import Schema

/// Reads the figures of a period, part by part, in one transaction.
struct PeriodReader {
  let connection: Connection
  let agency: Agency
  let period: Period
  let terms: ReportTerms
  let part: PeriodPart
  var figures: PeriodFigures

  init(_ connection: Connection, _ agency: Agency, _ period: Period, _ terms: ReportTerms, _ scope: PeriodScope) throws {
    (self.connection, self.agency, self.period, self.terms) = (connection, agency, period, terms)
    part = try PeriodPart(scope, connection, agency.id)
    let today = try connection.query("SELECT (now() AT TIME ZONE \(agency.zone))::date").only()[0, as: PostgresDate.self]
    figures = PeriodFigures(
      period, agencyCode: agency.code, agencyName: agency.name, baseCurrency: agency.currency, timeZone: agency.zone, readOn: Day(today))
    figures.program = terms.program
    figures.scope = scope
  }

  /// Facts up to this day count: the last of the period, or the day of reading.
  var end: Day { min(period.last, figures.readOn) }

  /// Every published run, and the days without a night. Throws `notFound` for a period without any.
  mutating func readRuns() throws {
    let rows = try connection.query(
      """
      SELECT run_id, slot, kind, open_cases, assigned, moved, recalled, held, unassigned, class_changed, \(raw: TakenBack.by("run")),
        undoes IS NOT NULL,
        assigned + moved + recalled > 0 AND NOT EXISTS (
          SELECT FROM allot.decision d WHERE d.agency_id = run.agency_id AND d.run_id = run.run_id AND d.day = run.slot),
        coalesce((SELECT sum(f.cases) FROM allot.ledger_flow f
          WHERE f.agency_id = run.agency_id AND f.position_id = run.position_id AND f.side = 'pool'
            AND f.kind IN (\(stored: FlowKind.arrivals))), 0)::int8
      FROM allot.run WHERE agency_id = \(agency.id) AND state = 'published' AND slot BETWEEN \(period.first.date) AND \(period.last.date)
      ORDER BY published_at, run_id
      """)
    for row in rows {
      guard let kind = RunKind(rawValue: try row[2, as: String.self]) else { throw StoreError.newer(run: try row[0, as: Int64.self]) }
      func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
      var counts = NightFigures(slot: Day(try row[1, as: PostgresDate.self]), run: try number(0))
      (counts.open, counts.assigned, counts.moved, counts.recalled) = (try number(3), try number(4), try number(5), try number(6))
      (counts.held, counts.unassigned, counts.classChanged) = (try number(7), try number(8), try number(9))
      counts.entrusted = try number(13)
      figures.runs.append(
        PeriodRun(
          run: counts.run, slot: counts.slot, kind: kind, counts: counts, takenBackBy: try row[10, as: Int64?.self],
          takesBack: try row[11, as: Bool.self], isPurged: try row[12, as: Bool.self]))
    }
    let firstEver = try connection.query(
      "SELECT min(slot) FROM allot.run WHERE agency_id = \(agency.id) AND state = 'published' AND kind = 'night'"
    ).only()[0, as: PostgresDate?.self].map { Day($0) }
    let nights = Set(figures.runs.filter { $0.kind == .night }.map(\.slot))
    if let firstEver { figures.missing = period.days.filter { $0 >= firstEver && $0 <= figures.readOn && !nights.contains($0) } }
  }

  /// The chain of positions from the first of the period to the last: as a whole, and cut where the day changes.
  mutating func readFlows() throws {
    let ends = try connection.query(
      """
      SELECT min(position_id), max(position_id) FROM allot.ledger_position
      WHERE agency_id = \(agency.id) AND day BETWEEN \(period.first.date) AND \(period.last.date)
      """
    ).only().decode(Int64?.self, Int64?.self)
    guard let first = ends.0, let last = ends.1 else { return }
    let chain = try connection.query(
      """
      SELECT position_id, previous_id, day FROM allot.ledger_position
      WHERE agency_id = \(agency.id) AND position_id BETWEEN \(first) AND \(last) ORDER BY position_id
      """
    ).decode(Int64.self, Int64.self, PostgresDate.self)
    figures.strangers = Int64(chain.count { !period.contains(Day($0.2)) })
    func flows(after previous: Int64, through position: Int64) throws -> [StockFlow] {
      StockFlow.of(try Store.ledger(after: previous, through: position, agency: agency.id, connection), held: [:])
    }
    figures.flows = try flows(after: chain[0].1, through: last)
    var from = 0
    for place in chain.indices where place == chain.count - 1 || chain[place + 1].2 != chain[place].2 {
      figures.days.append(PeriodDay(Day(chain[place].2), flows: try flows(after: chain[from].1, through: chain[place].0)))
      from = place + 1
    }
  }

  /// Condition for changes `c` between the position before the period's first and its last, those of stock and flow; for none where there is no position.
  func changes() throws -> SQL {
    let ends = try connection.query(
      """
      SELECT l.snapshot::text, b.snapshot::text
      FROM (SELECT min(position_id) AS first, max(position_id) AS last FROM allot.ledger_position
        WHERE agency_id = \(agency.id) AND day BETWEEN \(period.first.date) AND \(period.last.date)) e
      JOIN allot.ledger_position f ON f.agency_id = \(agency.id) AND f.position_id = e.first
      JOIN allot.ledger_position l ON l.agency_id = \(agency.id) AND l.position_id = e.last
      LEFT JOIN allot.ledger_position b ON b.agency_id = \(agency.id) AND b.position_id = f.previous_id
      """
    ).first?.decode(String.self, String?.self)
    guard let (last, before) = ends else { return "false" }
    return "\(Store.seen(last))\(before.map { " AND \(Store.unseen($0))" as SQL } ?? "")"
  }

  /// Promises of the period's days as far as they are over, and payments of its days.
  mutating func readMoney() throws {
    var found: [Currency: MoneyDay] = [:]
    let after = end + 1
    let promises = try PromiseCount.read(
      connection, agency.id, due: period.first, through: end, asOf: after, graceDays: terms.promiseGraceDays, part.ofCase("s"))
    for row in promises {
      switch row.state {
      case .kept: found[row.currency, default: MoneyDay(row.currency)].kept = row.stock
      case .broken: found[row.currency, default: MoneyDay(row.currency)].broken = row.stock
      case .open: found[row.currency, default: MoneyDay(row.currency)].open = row.stock
      }
    }
    let payments = try connection.query(
      """
      SELECT s.currency, count(*), sum(m.amount)::int8 FROM allot.payment m
      JOIN allot.case_state s ON s.agency_id = m.agency_id AND s.case_id = m.case_id
      WHERE m.agency_id = \(agency.id) AND m.day BETWEEN \(period.first.date) AND \(end.date) \(part.ofCase("s")) GROUP BY 1
      """
    ).decode(String.self, Int64.self, Int64.self)
    for (code, count, amount) in payments {
      let currency = try Currency(stored: code)
      found[currency, default: MoneyDay(currency)].paidWeek = Stock(count, amount)
    }
    figures.money = found.values.sorted { $0.currency < $1.currency }
  }

  mutating func readRecalls() throws {
    let rows = try connection.query(
      """
      SELECT d.recall_code, count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.moved)),
        count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.recalled))
      FROM allot.decision d
      WHERE d.agency_id = \(agency.id) AND d.day BETWEEN \(period.first.date) AND \(period.last.date) AND d.kind IN (\(stored: DecisionKind.taken))
        AND NOT d.lost AND d.recall_code IS NOT NULL \(part.ofDecision(from: true))
      GROUP BY 1 ORDER BY 1
      """
    ).decode(Int16.self, Int64.self, Int64.self)
    figures.recalls = try rows.map {
      guard let code = ReasonCode(rawValue: $0.0) else {
        throw StoreError.newer(run: figures.runs.last?.run ?? 0)
      }
      return RecallFigures(code: code, moved: $0.1, recalled: $0.2)
    }
  }
}
