import DataTesting
import Intake
import Portfolio
import Postgres
import Tables
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// What a program writes into the inbox and what a client writes into a file mean the same.
@Suite struct InboxAsFileTests {
  /// A value in a column of a row that is otherwise plain; `isTaken`: whether a case is made of it.
  private struct Value {
    var column: String
    var text: String
    var isTaken: Bool
    init(_ column: String, _ text: String, _ isTaken: Bool = true) { (self.column, self.text, self.isTaken) = (column, text, isTaken) }
  }

  private static let values = [
    Value("client", " cmb "), Value("client", "\u{3000}cmb\u{A0}"), Value("client", "-", false), Value("client", "  ", false),
    Value("client", String(repeating: "x", count: 101), false), Value("client", "a\u{7F}b", false), Value("client", "***", false),
    Value("case_no", " k-1 "), Value("case_no", "'0012"), Value("case_no", "=\"0013\""), Value("case_no", "14.0"),
    Value("case_no", "1.23E+15", false), Value("case_no", "无", false), Value("case_no", String(repeating: "9", count: 101), false),
    Value("currency", "cny"), Value("currency", " CNY "), Value("currency", "人民币"), Value("currency", ""), Value("currency", "yuan", false),
    Value("currency", "GBP", false),
    Value("outstanding", "-5"), Value("outstanding", "0"), Value("outstanding", "1000000000000000"),
    Value("outstanding", "1000000000000001", false),
    Value("batch", " b1 "), Value("batch", "null"), Value("batch", String(repeating: "b", count: 200)),
    Value("batch", String(repeating: "b", count: 201), false), Value("product", "—"), Value("product", "卡\u{3000}"),
    Value("stage", "M4"), Value("stage", " M4"), Value("stage", "M4\nM5", false),
    Value("region", "广东"), Value("region", "广东省"), Value("region", " 广东省 "), Value("region", "N/A"), Value("region", "内蒙古自治区"),
    Value("region", "内蒙古"),
    Value("required_skills", "诉讼"), Value("required_skills", "Litigation"), Value("required_skills", " english "),
    Value("required_skills", "en 粤语"), Value("required_skills", "普通话"), Value("required_skills", String(repeating: "s", count: 201), false),
    Value("entrusted_on", "2026-11-09"), Value("entrusted_on", "1949-12-31", false), Value("entrusted_on", "2200-01-01", false),
    Value("overdue_on", "2026-08-01"), Value("due_back_on", "9999-12-31"), Value("due_back_on", "2026-11-09", false),
  ]

  @Test func aValueMeansTheSameInAFileAndInTheInbox() async throws {
    let (file, inbox) = (try await World("as-file", collectors: 1), try await World("as-inbox", collectors: 1))
    let today = try await file.store.register.clock(file.agency).today
    // Skills that are no news: a new one waits in the inbox.
    var skilled = CollectorRow(line: 2, code: "skilled")
    skilled.skills = ["litigation", "english", "cantonese"]
    for world in [file, inbox] { _ = try await world.store.feeds.apply([skilled], file: "p.csv", agency: world.agency) }
    for (number, value) in Self.values.enumerated() {
      let (read, taken) = (try await Self.file(value, number, file), try await Self.inbox(value, number, inbox, today))
      #expect(read == taken, "\(value.column) “\(value.text.prefix(40))”")
      #expect(read.hasPrefix("rejected") != value.isTaken, "\(value.column) “\(value.text.prefix(40))”: \(read)")
    }
    let names: (World, String) -> SQL = { "SELECT count(*) FROM allot.\(raw: $1) WHERE agency_id = \($0.agency.id)" }
    for world in [file, inbox] {
      #expect(try await world.count(names(world, "client")) == 1)
      // 广东 and 内蒙古自治区, as they came first.
      #expect(try await world.count(names(world, "region")) == 2)
      #expect(try await world.count(names(world, "skill")) == 3)
    }
  }

  private static func row(_ value: Value, _ number: Int) -> [(column: String, text: String)] {
    let plain = [
      ("client", "cmb"), ("case_no", "n\(number)"), ("currency", "CNY"), ("outstanding", "12345"), ("batch", ""), ("product", ""),
      ("stage", ""), ("region", ""), ("required_skills", ""), ("entrusted_on", "2026-11-10"), ("overdue_on", ""), ("due_back_on", ""),
    ]
    return plain.map { (column: $0.0, text: $0.0 == value.column ? value.text : $0.1) }
  }

  private static func file(_ value: Value, _ number: Int, _ world: World) async throws -> String {
    let row = row(value, number)
    let header = row.map { $0.column == "outstanding" ? "outstanding(分)" : $0.column }.joined(separator: ",")
    let line = row.map { "\"" + $0.text.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    let options = IntakeOptions(currency: .cny, identifierKey: [1, 2, 3])
    let reader = try CaseReader(.bytes(Array("\(header)\n\(line)\n".utf8), name: "f.csv"), options)
    var (rows, rejects): ([CaseRow], [Reject]) = ([], [])
    while let batch = try reader.next() { (rows, rejects) = (rows + batch.rows, rejects + batch.rejects) }
    let before = try await last(world)
    if !rows.isEmpty { rejects += try await world.store.feeds.apply(rows, file: "f.csv", agency: world.agency).rejects }
    if let reject = rejects.first { return "rejected \(reject.column.prefix { $0 != "(" })" }
    return try await told(world, after: before)
  }

  private static func inbox(_ value: Value, _ number: Int, _ world: World, _ today: Day) async throws -> String {
    let row = row(value, number)
    let agency = world.agency.id
    try await world.store.database.transaction(agency: agency) { connection in
      let text = Dictionary(uniqueKeysWithValues: row.map { ($0.column, $0.text) })
      func named(_ column: String) -> String? { text[column].flatMap { $0.isEmpty ? nil : $0 } }
      let skills: [String] = named("required_skills").map { [$0] } ?? []
      try connection.execute(
        """
        INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, batch, product, stage, region, required_skills, entrusted_on,
          overdue_on, due_back_on)
        VALUES (\(agency), \(text["client"] ?? ""), \(text["case_no"] ?? ""), \(text["currency"] ?? ""), \(Int64(text["outstanding"] ?? "") ?? 0),
          \(named("batch")), \(named("product")), \(named("stage")), \(named("region")), \(skills), \(named("entrusted_on"))::text::date,
          \(named("overdue_on"))::text::date, \(named("due_back_on"))::text::date)
        """)
    }
    let before = try await last(world)
    _ = try await world.dealInboxToTheFirst(on: today)
    let rejected = try await world.store.database.transaction(agency: agency) { connection in
      let why = try connection.query("SELECT rejected FROM allot.inbox WHERE agency_id = \(agency)").map { try $0[0, as: String?.self] }
      try connection.execute("DELETE FROM allot.inbox WHERE agency_id = \(agency)")
      return why
    }
    if let reason = rejected.first { return "rejected \((reason ?? "not at all").prefix { $0 != ":" })" }
    return try await told(world, after: before)
  }

  private static func last(_ world: World) async throws -> Int {
    try await world.count("SELECT coalesce(max(case_id), 0) FROM allot.case_record WHERE agency_id = \(world.agency.id)")
  }

  /// The case that was made, in words.
  private static func told(_ world: World, after before: Int) async throws -> String {
    let agency = world.agency.id
    return try await world.store.database.transaction(agency: agency) { connection in
      try connection.query(
        """
        SELECT concat_ws('|', cl.name, r.case_no, s.currency, r.stated_outstanding, s.outstanding, coalesce(b.name, '-'), coalesce(p.name, '-'),
          coalesce(st.name, '-'), coalesce(re.name, '-'), s.entrusted_on, coalesce(s.overdue_on::text, '-'), coalesce(s.due_back_on::text, '-'),
          (SELECT coalesce(string_agg(k.name, ',' ORDER BY k.name), '-') FROM allot.skill k
            WHERE k.agency_id = s.agency_id AND (s.required_skills >> (k.skill_id - 1)) & 1 = 1))
        FROM allot.case_record r JOIN allot.case_state s USING (agency_id, case_id) JOIN allot.client cl ON (cl.agency_id, cl.client_id) = (s.agency_id, s.client_id)
        LEFT JOIN allot.batch b ON (b.agency_id, b.batch_id) = (s.agency_id, s.batch_id)
        LEFT JOIN allot.product p ON (p.agency_id, p.product_id) = (s.agency_id, s.product_id)
        LEFT JOIN allot.stage st ON (st.agency_id, st.stage_id) = (s.agency_id, s.stage_id)
        LEFT JOIN allot.region re ON (re.agency_id, re.region_id) = (s.agency_id, s.region_id)
        WHERE r.agency_id = \(agency) AND r.case_id > \(Int64(before))
        """
      ).map { try $0[0, as: String.self] }.joined(separator: "; ")
    }
  }

  /// What a program misspelled becomes no client and no skill of its own.
  @Test func aNewNameWaitsOnceThereAreOthers() async throws {
    let world = try await World("inbox-names", collectors: 1)
    let (agency, today) = (world.agency.id, try await world.store.register.clock(world.agency).today)
    func submit(_ caseNo: String, client: String, skills: [String]) async throws {
      try await world.store.database.transaction(agency: agency) { connection in
        try connection.execute(
          """
          INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, required_skills)
          VALUES (\(agency), \(client), \(caseNo), 'CNY', 100, \(skills))
          """)
      }
      _ = try await world.dealInboxToTheFirst(on: today)
    }
    // The first names of an agency are taken as they come.
    try await submit("n1", client: "cmb", skills: ["english"])
    try await submit("n2", client: "cmbb", skills: [])
    try await submit("n3", client: "cmb", skills: ["englisch"])
    try await submit("n4", client: "cmb", skills: ["english"])
    let (made, waiting) = try await world.store.database.transaction(agency: agency) { connection in
      (
        try connection.query("SELECT case_no FROM allot.case_record WHERE agency_id = \(agency) ORDER BY case_no").decode(String.self),
        try connection.query("SELECT concat(case_no, ' ', rejected) FROM allot.inbox WHERE agency_id = \(agency) ORDER BY case_no").decode(
          String.self)
      )
    }
    #expect(made == ["n1", "n4"])
    #expect(waiting.count == 2 && waiting[0].hasPrefix("n2 client: the agency has no such client; did you mean “cmb”? "), "\(waiting)")
    #expect(waiting[1].hasPrefix("n3 required_skills: the agency has no such skill; did you mean “english”? "), "\(waiting)")
    #expect(try await world.count("SELECT count(*) FROM allot.client WHERE agency_id = \(agency)") == 1)
    // Once a file has brought the name, and somebody has taken the reason off, the row goes in.
    _ = try await world.store.feeds.apply(
      [CaseRow(line: 2, client: "cmbb", caseNo: "f1", currency: .cny, outstanding: 1)], file: "f.csv", agency: world.agency)
    try await world.store.database.transaction(agency: agency) {
      try $0.execute("UPDATE allot.inbox SET rejected = NULL WHERE case_no = 'n2'")
    }
    _ = try await world.dealInboxToTheFirst(on: today)
    #expect(try await world.count("SELECT count(*) FROM allot.case_record WHERE agency_id = \(agency) AND case_no = 'n2'") == 1)
  }

  @Test func aCaseThatIsEntrustedLaterWaitsForItsDay() async throws {
    let world = try await World("inbox-later", collectors: 1)
    let today = try await world.store.register.clock(world.agency).today
    try await Self.submit(world, [("now", 1, today), ("later", 1, today + 1)])
    #expect(try await world.dealInboxToTheFirst(on: today) == .dealt(taken: 2, assigned: 1))
    #expect(try await world.shown("now").holder == "c1")
    #expect(try await world.shown("later").holder == nil)
    #expect(try await world.store.views.invariants(agency: world.agency).filter { $0.violations > 0 }.map(\.view) == [])
  }

  /// A row that waited while the daemon stood still, or was mended days after it was written.
  @Test func aFigureOfAnEarlierDayReplacesNoLaterOne() async throws {
    let world = try await World("inbox-older", collectors: 1)
    let today = try await world.store.register.clock(world.agency).today
    try await world.addCases(1) { _, row in row.balanceOn = today - 1 }
    try await Self.submit(world, [("k1", 7_000, today)], at: "clock_timestamp() - interval '2 days'")
    #expect(try await world.dealInboxToTheFirst(on: today) == .dealt(taken: 1, assigned: 0))
    #expect(try await world.shown("k1").outstanding == 10_000)
    try await Self.submit(world, [("k1", 8_000, today)], at: "clock_timestamp()")
    #expect(try await world.dealInboxToTheFirst(on: today) == .dealt(taken: 1, assigned: 0))
    #expect(try await world.shown("k1").outstanding == 8_000)
    try await Self.submit(world, [("k2", 8_000, today)], at: "clock_timestamp() + interval '3 days'")
    _ = try await world.dealInboxToTheFirst(on: today)
    let told: SQL = "SELECT count(*) FROM allot.inbox WHERE agency_id = \(world.agency.id) AND rejected LIKE 'submitted_at: lies ahead%'"
    #expect(try await world.count(told) == 1)
  }

  @Test func aFigureOfManyTimesTheLastOneIsTakenAndNamed() async throws {
    let world = try await World("inbox-doubts", collectors: 1)
    let today = try await world.store.register.clock(world.agency).today
    try await world.addCases(2)
    try await Self.submit(world, [("k1", 1_000_000, today), ("k2", 99_999, today)])
    let desk = try await world.store.runs.openLiveDesk(slot: today, agency: world.agency)
    let (result, after) = try await world.store.runs.dealInbox(desk, policies: testPolicies, agencyVersion: 1, agency: world.agency) {
      snapshot, _ in LiveDecisions(Outcome.idle(snapshot))
    }
    #expect(result == .dealt(taken: 2, assigned: 0) && after.doubtful == ["k1"])
    #expect(try await world.shown("k1").outstanding == 1_000_000)
  }

  private static func submit(_ world: World, _ rows: [(caseNo: String, amount: Int64, entrusted: Day)], at: String = "clock_timestamp()")
    async throws
  {
    let agency = world.agency.id
    try await world.store.database.transaction(agency: agency) { connection in
      for row in rows {
        try connection.execute(
          """
          INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, entrusted_on, submitted_at)
          VALUES (\(agency), 'cmb', \(row.caseNo), 'CNY', \(row.amount), \(row.entrusted.date), \(raw: at))
          """)
      }
    }
  }
}
