import Figures
import Portfolio
import Postgres
import Register
import Schema

extension FigureReader {
  /// Every collector of the run as the freeze saw him; what the run gave and took is added by `readShares`.
  mutating func readCollectors() throws {
    let rows = try connection.query(
      """
      SELECT r.collector_id, c.code, coalesce(c.name, ''), coalesce(t.name, ''), r.capacity_seconds, r.scheduled_seconds, r.used_seconds,
        r.saturation, r.score, r.effort_seconds, r.room, r.closed_by, r.next_present, r.cases_before, r.amount_before, r.class_cases,
        f.month_after, f.month_share
      FROM allot.run_collector r JOIN allot.collector c ON c.agency_id = r.agency_id AND c.collector_id = r.collector_id
      LEFT JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
      LEFT JOIN allot.run_fared f ON f.agency_id = r.agency_id AND f.run_id = r.run_id AND f.collector_id = r.collector_id
      WHERE r.agency_id = \(agency.id) AND r.run_id = \(run) ORDER BY r.collector_id
      """)
    for row in rows {
      var person = CollectorFigures(
        id: try row[0, as: Int64.self], code: try row[1, as: String.self], name: try row[2, as: String.self],
        team: try row[3, as: String.self])
      person.capacitySeconds = try row[4, as: Int64.self]
      person.scheduledSeconds = try row[5, as: Int64.self]
      person.usedSeconds = try row[6, as: Int64.self]
      person.saturation = try row[7, as: Int32.self]
      person.score = try row[8, as: Int64.self]
      person.effortSeconds = try row[9, as: Int64.self]
      person.room = try row[10, as: Int64.self]
      guard let closed = UInt8(exactly: try row[11, as: Int16.self]).flatMap(CloseReason.init(rawValue:)) else { throw newer() }
      person.closedBy = closed
      person.nextPresent = try row[12, as: PostgresDate?.self].map { Day($0) } ?? .never
      person.before = try row[13, as: Int64.self]
      person.amountBefore = try row[14, as: Int64.self]
      let classes = try row[15, as: [Int32].self].map { Int64($0) }
      (person.monthAfter, person.monthShare) = (try row[16, as: Int64?.self], try row[17, as: Int64?.self])
      person.classes = Array((classes + [0, 0, 0, 0, 0]).prefix(5))
      (person.after, person.amountAfter) = (person.before, person.amountBefore)
      positions[person.id] = Int32(figures.collectors.count)
      figures.collectors.append(person)
    }
    try readActivity()
    try readPromises()
  }

  /// Activity of the same days that the saturation looked back over: from the slot back until its scheduled time is used up. By rules before 8 days
  /// without scheduled time between them counted, too.
  private mutating func readActivity() throws {
    let rows = try connection.query(
      """
      SELECT w.collector_id, sum(w.talk_seconds)::int8, sum(w.calls)::int8, sum(w.messages)::int8, sum(w.other_contacts)::int8
      FROM (
        SELECT d.collector_id, d.talk_seconds, d.calls, d.messages, d.other_contacts, r.scheduled_seconds,
          d.scheduled_minutes > d.effective_leave OR coalesce((SELECT i.rules < 8 FROM allot.run_input i
            WHERE i.agency_id = d.agency_id AND i.run_id = \(run)), false) AS counts,
          60 * coalesce(sum(greatest(0, d.scheduled_minutes - d.effective_leave)) OVER (
            PARTITION BY d.collector_id ORDER BY d.day DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later
        FROM allot.collector_day d
        JOIN allot.run_collector r ON r.agency_id = d.agency_id AND r.collector_id = d.collector_id AND r.run_id = \(run)
        WHERE d.agency_id = \(agency.id) AND d.day < \(slot.date) AND d.day >= \((slot - 90).date)) w
      WHERE w.later < w.scheduled_seconds AND w.counts GROUP BY w.collector_id
      """)
    for (id, talk, calls, messages, other) in try rows.decode(Int64.self, Int64.self, Int64.self, Int64.self, Int64.self) {
      change(id) { ($0.talkSeconds, $0.calls, $0.messages, $0.otherContacts) = (talk, calls, messages, other) }
    }
  }

  /// Promises made before the slot that fall due in the seven days from it on, with whoever holds the case now: no run keeps who held what.
  private mutating func readPromises() throws {
    let rows = try connection.query(
      """
      SELECT s.holder_id, count(*) FROM allot.standing_promise p
      JOIN allot.case_state s ON s.agency_id = p.agency_id AND s.case_id = p.case_id
      WHERE p.agency_id = \(agency.id) AND p.due_on BETWEEN \(slot.date) AND \((slot + 6).date) AND p.made_on < \(slot.date)
        AND s.status = \(stored: CaseStatus.open) AND s.holder_id IS NOT NULL
      GROUP BY s.holder_id
      """)
    for (id, count) in try rows.decode(Int64.self, Int64.self) { change(id) { $0.promisesDue = count } }
  }

  /// What everybody got and gave up: tonight, and over thirty nights by currency. What was taken back up to this run nobody has got, and what a taking
  /// back gives back is nobody's new case; of the run itself stands what it did.
  mutating func readShares() throws {
    let given = try connection.query(
      """
      SELECT d.to_id, d.currency, d.class, d.run_id = \(run), count(*), sum(d.amount)::int8, sum(\(raw: BaseAmount.of("d.amount")))::int8
      FROM \(raw: decisions) d \(raw: BaseAmount.join("d"))
      WHERE d.agency_id = \(agency.id) AND d.day BETWEEN \((slot - 29).date) AND \(slot.date) AND d.run_id <= \(run)
        AND d.kind IN (\(stored: DecisionKind.given)) AND NOT d.lost
        AND (d.run_id = \(run) OR d.code <> \(ReasonCode.runUndone.rawValue) AND NOT EXISTS (
          SELECT FROM allot.run u JOIN allot.decision e ON e.agency_id = u.agency_id AND e.run_id = u.run_id AND e.day = u.slot
          WHERE u.agency_id = \(agency.id) AND u.undoes = d.run_id AND u.state = 'published' AND u.run_id <= \(run)
            AND e.case_id = d.case_id AND NOT e.lost))
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      """)
    for (id, code, raw, isTonight, cases, amount, base) in try given.decode(
      Int64.self, String.self, Int16.self, Bool.self, Int64.self, Int64.self, Int64.self)
    {
      guard let position = positions[id] else { continue }
      let caseClass = Int(try caseClass(raw).rawValue)
      let currency = try Currency(stored: code)
      let effort = cases * terms.effortSeconds[caseClass]
      if figures.shares.last.map({ $0.collector != position || $0.currency != currency }) ?? true {
        figures.shares.append(ShareFigures(currency: currency, collector: position))
      }
      let last = figures.shares.count - 1
      figures.shares[last].cases30 += cases
      figures.shares[last].amount30 += amount
      figures.shares[last].effortSeconds30 += effort
      guard isTonight else { continue }
      figures.shares[last].cases += cases
      figures.shares[last].amount += amount
      figures.shares[last].effortSeconds += effort
      change(id) { person in
        person.new += cases
        person.amountNew += base
        person.newEffortSeconds += effort
        person.after += cases
        person.amountAfter += base
        person.classes[caseClass] += cases
      }
    }
    let taken = try connection.query(
      """
      SELECT d.from_id, d.class, count(*), sum(\(raw: BaseAmount.of("d.amount")))::int8,
        count(*) FILTER (WHERE d.code NOT BETWEEN \(ReasonCode.holdFlag.rawValue) AND \(ReasonCode.holdNoRate.rawValue)) FROM \(raw: decisions) d \(raw: BaseAmount.join("d"))
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.kind IN (\(stored: DecisionKind.taken))
        AND NOT d.lost
      GROUP BY 1, 2
      """)
    for (id, raw, cases, base, worked) in try taken.decode(Int64.self, Int16.self, Int64.self, Int64.self, Int64.self) {
      let caseClass = Int(try caseClass(raw).rawValue)
      let effort = worked * terms.effortSeconds[caseClass]
      change(id) { person in
        person.gone += cases
        person.goneEffortSeconds += effort
        person.amountGone += base
        person.after -= cases
        person.amountAfter -= base
        person.classes[caseClass] = max(0, person.classes[caseClass] - cases)
      }
    }
  }

  /// What happened to people's stock between the decision and the count behind the publish; a plan may have waited for days.
  mutating func readMeanwhile() throws {
    guard let since = try SinceFreeze(connection, agency.id, run) else { return }
    figures.morning.meanwhile = try since.total()
    guard !figures.morning.meanwhile.isNothing else { return }
    var classes: [Int64: [Int64]] = [:]
    for row in try since.classes() {
      classes[row.collector, default: [0, 0, 0, 0, 0]][Int(try caseClass(row.caseClass).rawValue)] += row.cases
    }
    for (id, other) in try since.people() {
      var parts = classes[id] ?? [0, 0, 0, 0, 0]
      // What came without a class is judged by the next night.
      parts[Int(CaseClass.unknown.rawValue)] += other.cases - parts.reduce(0, +)
      let effort = parts.indices.reduce(Int64(0)) { $0 + parts[$1] * terms.effortSeconds[$1] }
      change(id) { person in
        (person.otherwise, person.gotOtherwise, person.amountOtherwise) = (other.cases, other.got, other.amount)
        person.otherwiseEffortSeconds = effort
        person.after += other.cases
        person.amountAfter += other.amount
        for k in parts.indices { person.classes[k] = max(0, person.classes[k] + parts[k]) }
      }
    }
  }

  private mutating func change(_ id: Int64, _ body: (inout CollectorFigures) -> Void) {
    if let position = positions[id] { body(&figures.collectors[Int(position)]) }
  }
}
