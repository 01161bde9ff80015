import Figures
import Portfolio
import Postgres
import Register
import Schema

extension FigureReader {
  mutating func readClasses() throws {
    let rows = try connection.query(
      """
      SELECT coalesce(s.name, ''), d.from_class, d.to_class, sum(d.cases)::int8, sum(\(raw: BaseAmount.of("d.amount")))::int8
      FROM allot.run_transition d LEFT JOIN allot.stage s ON s.agency_id = d.agency_id AND s.stage_id = d.stage_id \(raw: BaseAmount.join("d"))
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) GROUP BY 1, 2, 3 ORDER BY coalesce(s.name, '') COLLATE "C", 2, 3
      """)
    for (stage, from, to, cases, amount) in try rows.decode(String.self, Int16.self, Int16.self, Int64.self, Int64.self) {
      let now = Int(try caseClass(to).rawValue)
      if figures.classes.stages.last?.stage != stage { figures.classes.stages.append(StageClasses(stage: stage)) }
      let last = figures.classes.stages.count - 1
      figures.classes.stages[last].cases[now] += cases
      figures.classes.stages[last].amounts[now] += amount
      // A case without a class before is new.
      if from < 0 {
        figures.classes.new[now] += cases
      } else {
        figures.classes.transitions[Int(try caseClass(from).rawValue) * 5 + now] += cases
      }
    }
  }

  /// Held and unassigned cases, and pool cases whose place was gone at the publish. The example is the group's first case.
  mutating func readWaiting() throws {
    let ends = WaitingFigures.ageEnds
    let rows = try connection.query(
      """
      WITH waiting AS (
        SELECT CASE d.kind WHEN \(stored: DecisionKind.held) THEN \(stored: DecisionKind.held)
          ELSE \(stored: DecisionKind.unassigned) END::int2 AS kind, d.code, d.n1, d.n2, d.n3, d.n4, d.case_id, \(raw: BaseAmount.of("d.amount")) AS amount,
          width_bucket(\(slot.date) - coalesce(s.entrusted_on, \(slot.date)),
            ARRAY[\(Int32(ends[0] + 1)), \(Int32(ends[1] + 1)), \(Int32(ends[2] + 1)), \(Int32(ends[3] + 1))]) AS age
        FROM \(raw: decisions) d JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id \(raw: BaseAmount.join("d"))
        WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date)
          AND CASE WHEN d.kind IN (\(stored: [DecisionKind.held, .unassigned])) THEN NOT d.lost
            ELSE d.kind = \(stored: DecisionKind.assigned) AND d.lost END),
      groups AS (
        SELECT kind, code, count(*) AS cases, sum(amount)::int8 AS amount, min(case_id) AS first, count(*) FILTER (WHERE age = 0) AS a0,
          count(*) FILTER (WHERE age = 1) AS a1, count(*) FILTER (WHERE age = 2) AS a2, count(*) FILTER (WHERE age = 3) AS a3,
          count(*) FILTER (WHERE age = 4) AS a4,
          (min(n1), min(n2), min(n3), min(n4)) IS DISTINCT FROM (max(n1), max(n2), max(n3), max(n4)) AS differs
        FROM waiting GROUP BY kind, code)
      SELECT g.kind, g.code, g.cases, g.amount, ARRAY[g.a0, g.a1, g.a2, g.a3, g.a4], e.n1, e.n2, e.n3, e.n4, g.differs
      FROM groups g JOIN \(raw: decisions) e ON e.agency_id = \(agency.id) AND e.run_id = \(run) AND e.day = \(slot.date) AND e.case_id = g.first
      ORDER BY g.kind, g.cases DESC, g.code
      """)
    for (kind, raw, cases, amount, ages, n1, n2, n3, n4, differs) in try rows.decode(
      Int16.self, Int16.self, Int64.self, Int64.self, [Int64].self, Int64.self, Int64.self, Int64.self, Int64.self, Bool.self)
    {
      let example = try reason(raw, ReasonNumbers(n1, n2, n3, n4))
      figures.waiting.append(
        WaitingFigures(
          kind: DecisionKind(rawValue: UInt8(clamping: kind)) ?? .unassigned, code: example.code, example: example, differs: differs,
          cases: cases,
          amount: amount, byAge: ages))
    }
  }

  /// What the publish left out, by what was planned and why.
  mutating func readLeftOut() throws {
    let rows = try connection.query(
      """
      SELECT d.kind, d.code, count(*), (array_agg(r.case_no ORDER BY d.case_id))[1:\(raw: String(LeftOut.named))]
      FROM \(raw: decisions) d JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.lost
      GROUP BY d.kind, d.code ORDER BY d.kind, d.code
      """)
    figures.morning.left = try rows.decode(Int16.self, Int16.self, Int64.self, [String].self).map {
      guard let kind = DecisionKind(rawValue: UInt8(clamping: $0.0)) else { throw newer() }
      return LeftOut(kind: kind, code: try code($0.1), cases: $0.2, first: $0.3.map { Masking.reference($0) })
    }
  }

  mutating func readRecalls() throws {
    let rows = try connection.query(
      """
      SELECT recall_code, count(*) FILTER (WHERE kind = \(stored: DecisionKind.moved)),
        count(*) FILTER (WHERE kind = \(stored: DecisionKind.recalled)) FROM \(raw: decisions) d
      WHERE agency_id = \(agency.id) AND run_id = \(run) AND day = \(slot.date) AND kind IN (\(stored: DecisionKind.taken)) AND NOT lost
        AND recall_code IS NOT NULL
      GROUP BY recall_code ORDER BY recall_code
      """)
    figures.recalls = try rows.decode(Int16.self, Int64.self, Int64.self).map {
      RecallFigures(code: try code($0.0), moved: $0.1, recalled: $0.2)
    }
  }

  /// What moved, one by one; a first night has as many as there are cases, hence the COPY.
  mutating func readMovements() throws {
    let sql = """
      SELECT d.case_id, r.case_no, d.kind, coalesce(d.from_id, 0), coalesce(d.to_id, 0), d.policy, d.route, d.class, d.amount, d.currency, d.code,
        d.n1, d.n2, d.n3, d.n4, d.recall_code, coalesce(d.recall_n1, 0), coalesce(d.recall_n2, 0), coalesce(d.recall_n3, 0), coalesce(d.recall_n4, 0)
      FROM \(decisions) d JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.literal) AND d.kind <= \(DecisionKind.lastChange.literal)
        AND NOT d.lost ORDER BY d.case_id
      """
    var movements: [MovementFigures] = []
    try connection.copyOut(SQL(raw: sql)) { row in
      let (id, number, kind) = (try row.int64(), try row.text(), try row.int16())
      let (from, to, policy, route) = (try row.int64(), try row.int64(), Int(try row.int16()), Int(try row.int16()))
      let (caseClass, amount, currency) = (try caseClass(try row.int16()), try row.int64(), try Currency(stored: try row.text()))
      let reason = try reason(
        try row.int16(), ReasonNumbers(try row.int64(), try row.int64(), try row.int64(), try row.int64()))
      let recallCode = try row.int16OrNil()
      let recallNumbers = ReasonNumbers(try row.int64(), try row.int64(), try row.int64(), try row.int64())
      guard let kind = DecisionKind(rawValue: UInt8(clamping: kind)) else { throw newer() }
      let rule = policies.indices.contains(policy) ? policies[policy] : nil
      movements.append(
        MovementFigures(
          caseID: id, reference: Masking.reference(number), kind: kind, from: positions[from] ?? -1, to: positions[to] ?? -1,
          policy: rule?.name ?? "", route: rule.flatMap { $0.routes.indices.contains(route) ? $0.routes[route] : nil } ?? "",
          caseClass: caseClass, amount: amount, currency: currency, reason: reason,
          recallReason: try recallCode.map { try self.reason($0, recallNumbers) }))
    }
    figures.movements = movements
  }

  /// What the reasons of the run refer to.
  mutating func readNames() throws {
    var names = ReasonNames(currency: agency.currency)
    for person in figures.collectors { names.collectors[person.id] = person.code }
    let skills = try connection.query("SELECT name, skill_id FROM allot.skill WHERE agency_id = \(agency.id) ORDER BY skill_id")
    for (name, id) in try skills.decode(String.self, Int.self) {
      while names.skills.count < id - 1 { names.skills.append("#\(names.skills.count)") }
      names.skills.append(name)
    }
    let withGroup = [ReasonCode.holdWithGroup, .assignedWithGroup].map(\.rawValue)
    let cases = try connection.query(
      """
      SELECT r.case_id, r.case_no FROM allot.case_record r
      WHERE r.agency_id = \(agency.id) AND r.case_id IN (
        SELECT n1 FROM \(raw: decisions) d
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND day = \(slot.date) AND code = ANY (\(withGroup)))
      """)
    for (id, number) in try cases.decode(Int64.self, String.self) { names.cases[id] = Masking.reference(number) }
    figures.names = names
  }

  /// The cases that are held, with their amount: of a night those it held. A run by day looks only at what came: beside those that it held, the last
  /// night's that are open and that it gave to nobody.
  var held: SQL {
    let own: SQL = """
      SELECT d.case_id, d.amount, d.currency FROM \(raw: decisions) d
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.kind = \(stored: DecisionKind.held) AND NOT d.lost
      """
    guard figures.header.isByDay else { return own }
    return own
      + """

      UNION ALL
      SELECT d.case_id, s.outstanding, s.currency
      FROM (SELECT run_id, slot FROM allot.run WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published' AND run_id < \(run)
        ORDER BY slot DESC, run_id DESC LIMIT 1) n
      JOIN allot.decision d ON d.agency_id = \(agency.id) AND d.run_id = n.run_id AND d.day = n.slot
        AND d.kind = \(stored: DecisionKind.held) AND NOT d.lost
      JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id AND s.status = \(stored: CaseStatus.open)
      WHERE NOT EXISTS (SELECT FROM allot.decision e
        WHERE e.agency_id = d.agency_id AND e.run_id = \(run) AND e.case_id = d.case_id AND e.day = \(slot.date))
      """
  }

  /// Held cases by currency, wherever they lie.
  func heldStock() throws -> [Currency: Stock] {
    let rows = try connection.query(
      """
      SELECT currency, count(*), sum(amount)::int8 FROM (\(held)) d GROUP BY currency
      """)
    var stocks: [Currency: Stock] = [:]
    for (currency, cases, amount) in try rows.decode(String.self, Int64.self, Int64.self) {
      stocks[try Currency(stored: currency)] = Stock(cases, amount)
    }
    return stocks
  }
}
