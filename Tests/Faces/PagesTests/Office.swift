import API
import DataTesting
import Desks
import Glibc
import Jobs
import Logging
import Portfolio
import Postgres
import Reception
import Schema
import SignIns
import Speech
import Testing
import Web
import Wire

@testable import Feeds
@testable import Pages
@testable import Register

/// An agency with two teams, cases, a published night, and people of every role; in every text of every file that people can write stands what would run
/// in a browser if it came through.
struct Office {
  /// Markup, quotes of both kinds, a link that runs.
  static let nasty = #"<script>alert("1")</script>'`&amp;<img src=x onerror=alert(2)>"#
  static let quiet = Logger(label: "pages") { _ in SwiftLogNoOpLogHandler() }
  let world: World
  let reception: Reception
  /// By user.
  let tokens: [String: String]

  static let people: [(name: String, roles: [Role], team: String?)] = [
    ("li", [.manager], nil), ("sun", [.approver], nil), ("wu", [.lead], "a"), ("zhou", [.auditor], nil), ("bot", [.integrator], nil),
    ("chief", [.manager, .approver, .lead, .auditor], nil),
  ]

  /// `formPatience`: whoever sends a form waits so long for what it began.
  init(_ code: String, isRun: Bool = true, formPatience: Duration = .seconds(600)) async throws {
    let store = try await TestServer.store()
    // Somewhere where it is neither midnight nor soon.
    let zone = (4..<20).contains(time(nil) / 3600 % 24) ? "UTC" : "Etc/GMT+12"
    world = try await World(store: store, code: code, zone: zone, keepText: true)
    let agency = world.agency
    let files: [PolicyDoor.File] = [("agency.yaml", Array(Self.agencyFile(code, zone).utf8)), ("everything.yaml", Array(Self.policy.utf8))]
    let owner = Seat(store: store, agency: agency, actor: ActingUser(name: "owner", isOwner: true))
    let entrance = Entrance(store: store, process: Access.Process(token: nil, osUser: "owner", claimed: "owner"), isEmbedded: true)
    _ = try await PolicyDoor(entrance).apply(.init(files), agencyCode: code)
    let today = try await store.register.clock(agency).today
    let rows = (1...4).map { number in
      var row = CollectorRow(line: number + 1, code: "c\(number)")
      (row.team, row.caseLimit, row.name) = (number < 3 ? "a" : "b" + Self.nasty, 60, "Wang \(number) \(Self.nasty)")
      return row
    }
    _ = try await store.feeds.apply(rows, file: "collectors \(Self.nasty).csv", agency: agency)
    let hours = (1...4).flatMap { number in
      (-3..<12).map { HoursRow(line: 2, collector: "c\(number)", day: today + $0, scheduledMinutes: 480) }
    }
    _ = try await store.feeds.apply(hours, file: "hours", agency: agency)
    let cases = (1...30).map { number in
      var row = CaseRow(
        line: number + 1, client: number < 20 ? "cmb" : "bank \(Self.nasty)",
        caseNo: number < 25 ? "k\(number)" : "k\(number)/\(Self.nasty)",
        currency: .cny, outstanding: 10_000)
      (row.batch, row.product, row.stage) = ("batch \(Self.nasty)", "product \(Self.nasty)", "M3 \(Self.nasty)")
      row.entrustedOn = today - 2
      row.collector = number % 3 == 0 ? "c\(number / 3 % 4 + 1)" : nil
      return row
    }
    _ = try await store.feeds.apply(cases, file: "cases", agency: agency)
    try await store.feeds.recordFile(
      feed: .cases, file: "cases \(Self.nasty).csv", digest: [1], report: ApplyReport(), rejected: 2, by: "li", agency: agency)
    if isRun { _ = try await RunShell(.daemon(store, agency), logger: Self.quiet).run(RunShell.Request()) }
    var tokens: [String: String] = [:]
    for person in Self.people {
      try await store.register.addPerson(person.name, roles: person.roles, team: person.team, by: "owner", agency: agency)
      tokens[person.name] = try await PeopleDesk(owner).makeToken(for: person.name, label: Self.nasty, days: 1)
    }
    self.tokens = tokens
    var settings = WebSettings()
    settings.rate = 0
    reception = Reception(
      store: store, table: RouteTable(SignInRoutes.all + APIRoutes.all + PageRoutes(program: "allot test").all), settings: settings,
      listening: "127.0.0.1", logger: Self.quiet, formPatience: formPatience, problemPage: ProblemPage.html)
  }

  /// What a program of one of the people is answered.
  func program(
    _ method: WebMethod, _ target: String, as person: String, json: String = "", _ more: [(String, String)] = []
  ) async throws -> (status: Int, json: JSON, headers: WebHeaders) {
    var headers: WebHeaders = ["host": "localhost", "authorization": "Bearer \(tokens[person] ?? "")"]
    if !json.isEmpty { headers["content-type"] = "application/json" }
    for (name, value) in more { headers[name] = value }
    let response = await reception.answer(try WebRequest(method, target, headers: headers, body: WebBody(Array(json.utf8))))
    return (response.status, (try? JSON(reading: response.bytes ?? [])) ?? .null, response.headers)
  }

  /// Waits until the job at an address has ended.
  func ended(_ address: String) async {
    await reception.jobs.waits(for: String(address.split(separator: "/").last ?? ""), atMost: .seconds(120))
  }

  /// Holds a case until the body is through: whoever wants to give it to somebody waits.
  func holding<Value>(_ caseNo: String, _ body: () async throws -> Value) async throws -> Value {
    let (held, release) = (Gate(), Gate())
    async let holder: Void = world.store.database.transaction(agency: world.agency.id) { [agency = world.agency.id] connection in
      try connection.query(
        """
        SELECT FROM allot.case_state s JOIN allot.case_record r USING (agency_id, case_id)
        WHERE s.agency_id = \(agency) AND r.case_no = \(caseNo) FOR UPDATE OF s
        """)
      held.open()
      release.wait()
    }
    await held.reached()
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    release.open()
    try await holder
    return try result.get()
  }

  /// Waits until somebody waits for what is held.
  func somebodyWaits() async throws {
    while try await world.count("SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == 0 { await Task.yield() }
  }

  /// What is answered to one of the people, or to a browser with a cookie.
  func ask(
    _ method: WebMethod = .get, _ target: String, as person: String? = nil, language: Language = .en, cookie: String? = nil,
    form: [(String, String)]? = nil, from page: String? = nil
  ) async throws -> (status: Int, headers: WebHeaders, text: String) {
    var headers = WebHeaders()
    (headers["host"], headers["accept"], headers["accept-language"]) = ("localhost:8787", "text/html", language.rawValue)
    if let person, let token = tokens[person] { headers["authorization"] = "Bearer \(token)" }
    if let cookie { headers["cookie"] = cookie }
    if let page { headers["referer"] = "http://localhost:8787" + page }
    if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
    let body = WebBody(Array(FormFields(form ?? []).encoded.utf8))
    let response = await reception.answer(try WebRequest(method, target, headers: headers, body: body, peer: "127.0.0.1"))
    return (response.status, response.headers, String(decoding: response.bytes ?? [], as: UTF8.self))
  }

  /// A form with a file, as a browser sends it.
  func send(
    _ target: String, as person: String, fields: [(String, String)], file: String, _ content: String
  ) async throws -> (status: Int, headers: WebHeaders, text: String) {
    var body = fields.map { "--x7\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
    body += "--x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file)\"\r\n\r\n\(content)\r\n--x7--\r\n"
    let headers: WebHeaders = [
      "host": "localhost:8787", "accept": "text/html", "authorization": "Bearer \(tokens[person] ?? "")",
      "content-type": "multipart/form-data; boundary=x7",
    ]
    let request = try WebRequest(.post, target, headers: headers, body: WebBody(Array(body.utf8)), peer: "127.0.0.1")
    let response = await reception.answer(request)
    return (response.status, response.headers, String(decoding: response.bytes ?? [], as: UTF8.self))
  }

  /// The page, read.
  func page(_ target: String, as person: String, language: Language = .en) async throws -> Markup {
    let answer = try await ask(.get, target, as: person, language: language)
    #expect(answer.status == 200, "\(target): \(answer.text.prefix(2_000))")
    return Markup(answer.text)
  }

  private static func agencyFile(_ code: String, _ zone: String) -> String {
    """
    agency: \(code)
    name: "Agency <b>&"
    timezone: \(zone)
    currency: CNY
    calendar: { weekdays: mon..sun }
    workload:
      effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
      limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
    brakes: { recalled: off, moved: off, unassigned: off, class_changed: off, inputs: off, first_night: publish }
    approval: { policies: two people, moves_above: 5 cases }

    """
  }

  static let policy = """
    policy: everything
    valid: { from: 2020-01-01 }
    runs: { night: "00:00", missed_until: "00:01", batch_file: above 200 rows }
    covers: { client: "*" }
    stay: [{ when: { promise: open } }]
    stop: [{ when: { flag: [attorney, cease_contact, deceased] }, owner: keeps, counts_as_load: no }]
    classify: { profile: cn-mobile-2026 }
    route:
      - { rule: everyone, to: { teams: "*" } }
    together: { same: debtor, if_not_authorised: split }
    recall: { forced: 60 working days }
    fair: { new_cases: within 1, new_amount: within 5%, load: within 10% }

    """
}
