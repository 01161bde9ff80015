import DataTesting
import Desks
import Feeds
import Jobs
import Logging
import Portfolio
import Postgres
import Schema
import SignIns
import Speech
import Testing
import Views
import Web
import Wire

@testable import API
@testable import Reception
@testable import Register

/// Long work that goes on while nobody waits for it, and hours that are entered one by one.
@Suite struct JobTests {
  private static let quiet = Logger(label: "api") { _ in SwiftLogNoOpLogHandler() }
  private static let goesOn = [("prefer", "respond-async")]
  private static let head = "case_no,client,outstanding,currency\n"

  private struct Fixture {
    let world: World
    let reception: Reception
    private let tokens: [String: String]

    /// `others`: people beside li, with a role and a team.
    init(_ code: String, others: [(name: String, role: Role, team: String?)] = []) async throws {
      world = try await World(code, collectors: 2)
      let owner = Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "owner", isOwner: true))
      var tokens: [String: String] = [:]
      for (name, role, team) in [("li", Role.manager, nil)] + others {
        try await PeopleDesk(owner).add(name, roles: [role], osUser: nil, databaseUser: nil, team: team)
        tokens[name] = try await PeopleDesk(owner).makeToken(for: name, label: "", days: 1)
      }
      self.tokens = tokens
      var settings = WebSettings()
      settings.rate = 0
      reception = Reception(
        store: world.store, table: APIRoutes.table, settings: settings, listening: "127.0.0.1", logger: JobTests.quiet)
    }

    func ask(
      _ method: WebMethod, _ target: String, _ body: String = "", type: String = "text/csv", as person: String = "li",
      _ more: [(String, String)] = []
    ) async throws -> (status: Int, json: JSON, headers: WebHeaders) {
      var headers: WebHeaders = ["host": "localhost", "authorization": "Bearer \(tokens[person] ?? "")"]
      if !body.isEmpty { headers["content-type"] = type }
      for (name, value) in more { headers[name] = value }
      let response = await reception.answer(try WebRequest(method, target, headers: headers, body: WebBody(Array(body.utf8))))
      let json = (try? JSON(reading: response.bytes ?? [])) ?? .null
      let route = try? APIRoutes.table.find(method, try WebRequest(method, target).segments).route
      if response.headers["content-type"] == "application/json",
        let shape = route?.replies.first(where: { $0.status == response.status })?.shape
      {
        let fault = ShapeBook.shared.find(shape)?.fault(json, .shared)
        #expect(fault == nil, "\(method.rawValue) \(target), \(shape): \(fault?.en ?? "")")
      }
      return (response.status, json, response.headers)
    }

    func ended(_ address: String) async throws -> JSON {
      await reception.jobs.waits(for: String(address.split(separator: "/").last ?? ""), atMost: .seconds(120))
      return try await ask(.get, address).json
    }
  }

  @Test func aFileGoesOnAsAJobAndItsAnswerIsThatOfWhoeverWaits() async throws {
    let fixture = try await Fixture("job-load")
    let csv = Self.head + "N-1,cmb,1.00,CNY\nN-2,cmb,many,CNY\n"
    let begun = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv, Self.goesOn)
    let address = begun.headers["location"] ?? ""
    #expect(begun.status == 202 && begun.headers["preference-applied"] == "respond-async", "\(begun.json.text)")
    #expect(address == "/v1/jobs/\(begun.json["job"]?.string ?? "")" && begun.json["kind"] == "import")
    let job = try await fixture.ended(address)
    #expect(job["state"] == "done" && job["done"] == 2 && job["status"] == 200, "\(job.text)")
    let shape = try #require(ShapeBook.shared.find(Job.wholeShape))
    #expect(shape.fault(job, .shared) == nil && shape.fault(begun.json, .shared) == nil)
    // The same again, waited for: what is said has the same keys, and the rows are as they were.
    let waited = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv)
    #expect(waited.status == 200 && Self.keys(waited.json) == Self.keys(job["outcome"] ?? .null))
    #expect(job["outcome"]?["rejects"]?.string?.contains("N-2") == true && waited.json["rejects"] == job["outcome"]?["rejects"])
    // No directory of the daemon's is named.
    #expect(!job.text.contains("allot-upload") && job.text.contains("cases.csv"))
    let answer = try await fixture.ask(.get, "\(address)/answer")
    #expect(answer.status == 200 && answer.json == job["outcome"])
    #expect(try await fixture.ask(.get, "/v1/cases").json["count"] == 1)
    let list = try await fixture.ask(.get, "/v1/jobs")
    #expect(list.json["jobs"]?.array?.compactMap { $0["job"]?.string } == [begun.json["job"]?.string ?? ""])
  }

  private static func keys(_ json: JSON) -> Set<String> {
    if case .object(let members) = json { return Set(members.map(\.0)) }
    return []
  }

  @Test func aRefusalIsTheSameProblemWhetherOneWaitsOrNot() async throws {
    let fixture = try await Fixture("job-refused")
    _ = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", Self.head + "N-1,cmb,1.00,CNY\n")
    let stranger = Self.head + "N-9,icbc,1.00,CNY\n"
    let waited = try await fixture.ask(.post, "/v1/feeds/cases", stranger)
    let begun = try await fixture.ask(.post, "/v1/feeds/cases", stranger, Self.goesOn)
    let job = try await fixture.ended(begun.headers["location"] ?? "")
    #expect(begun.status == 202 && waited.status >= 400 && job["state"] == "failed" && job["status"] == JSON(waited.status))
    #expect(job["problem"] == waited.json && !job.text.contains("allot-upload"), "\(job.text)")
    let answer = try await fixture.ask(.get, "\(begun.headers["location"] ?? "")/answer")
    #expect(answer.status == waited.status && answer.json == waited.json)
    #expect(answer.headers["content-type"] == "application/problem+json")
  }

  @Test func whatIsCancelledIsNotDoneAndThatIsSaid() async throws {
    let fixture = try await Fixture("job-cancel", others: [("wu", .manager, nil)])
    try await fixture.world.addCases(1)
    let (held, release) = (Gate(), Gate())
    async let holder: Void = fixture.world.store.database.transaction(agency: fixture.world.agency.id) {
      [agency = fixture.world.agency.id] connection in
      try connection.query("SELECT FROM allot.case_state WHERE agency_id = \(agency) FOR UPDATE")
      held.open()
      release.wait()
    }
    await held.reached()
    let csv = "case_no,client,outstanding,currency,collector\nk1,cmb,100.00,CNY,c1\n"
    let begun = try await fixture.ask(.post, "/v1/feeds/cases", csv, Self.goesOn)
    let address = begun.headers["location"] ?? ""
    while try await fixture.world.count("SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == 0 {
      await Task.yield()
    }
    let running = try await fixture.ask(.get, address)
    #expect(
      running.json["state"] == "running" && running.json["total"] == 1 && running.headers["retry-after"] == "1", "\(running.json.text)")
    #expect(try await fixture.ask(.get, "\(address)/answer").json["kind"] == "not_ended")
    #expect(try await fixture.ask(.delete, address, as: "wu").status == 404)
    let stopped = try await fixture.ask(.delete, address)
    #expect(stopped.status == 200 && ["stopping", "cancelled"].contains(stopped.json["state"]?.string ?? ""), "\(stopped.json.text)")
    let ended = try await fixture.ended(address)
    release.open()
    try await holder
    #expect(ended["state"] == "cancelled" && ended["said"]?.string?.contains("no row counts twice") == true, "\(ended.text)")
    #expect(try await fixture.ask(.get, "\(address)/answer").json["kind"] == "job_cancelled")
    #expect(try await fixture.ask(.delete, address).json["state"] == "cancelled")
    #expect(try await fixture.world.shown("k1").holder == nil)
  }

  @Test func aJobIsItsOwnersAndOneOfAnEarlierDaemonIsGoneWithASentence() async throws {
    let fixture = try await Fixture("job-gone", others: [("wu", .manager, nil)])
    let begun = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", Self.head + "N-1,cmb,1.00,CNY\n", Self.goesOn)
    let address = begun.headers["location"] ?? ""
    _ = try await fixture.ended(address)
    #expect(try await fixture.ask(.get, address, as: "wu").status == 404)
    #expect(try await fixture.ask(.get, "/v1/jobs", as: "wu").json["jobs"] == [])
    // The daemon is started anew: another reception, the same database.
    var settings = WebSettings()
    settings.rate = 0
    let anew = Reception(
      store: fixture.world.store, table: APIRoutes.table, settings: settings, listening: "127.0.0.1", logger: Self.quiet)
    let owner = Seat(store: fixture.world.store, agency: fixture.world.agency, actor: ActingUser(name: "owner", isOwner: true))
    let token = try await PeopleDesk(owner).makeToken(for: "li", label: "", days: 1)
    let response = await anew.answer(
      try WebRequest(.get, address, headers: ["host": "localhost", "authorization": "Bearer \(token)"]))
    let problem = try JSON(reading: response.bytes ?? [])
    #expect(response.status == 410 && problem["kind"] == "job_gone" && problem["detail"]?.string?.contains("started anew") == true)
  }

  @Test func theSameKeyIsOneJobAndItsAnswerIsKept() async throws {
    let fixture = try await Fixture("job-key")
    let csv = Self.head + "N-1,cmb,1.00,CNY\n"
    let more = Self.goesOn + [("idempotency-key", "monday")]
    let first = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv, more)
    let again = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv, more)
    #expect(first.status == 202 && again.status == 202 && again.json["job"] == first.json["job"])
    let other = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv + "N-2,cmb,1.00,CNY\n", more)
    #expect(other.status == 422 && other.json["kind"] == "key_used")
    let job = try await fixture.ended(first.headers["location"] ?? "")
    let waited = try await fixture.ask(
      .post, "/v1/feeds/cases?new_names=true", csv, [("idempotency-key", "monday")])
    #expect(waited.headers["idempotent-replayed"] == "true" && waited.json == job["outcome"])
  }

  // MARK: Hours

  @Test func hoursAreEnteredAsAFileWithOneRowIsReadAndShownBack() async throws {
    let fixture = try await Fixture("job-hours")
    let day = try await fixture.world.store.register.clock(fixture.world.agency).today
    let person = "/v1/collectors/c1"
    let address = "\(person)/hours/\(day)"
    func put(_ json: String) async throws -> (status: Int, json: JSON, headers: WebHeaders) {
      try await fixture.ask(.put, address, json, type: "application/json")
    }
    let set = try await put(#"{"scheduled_minutes":480,"leave_minutes":60}"#)
    #expect(set.status == 200, "\(set.json.text)")
    #expect(set.json["days"]?.array?.first?["work_minutes"] == 420)
    let wrong = try await put(#"{"scheduled_minutes":60,"leave_minutes":90}"#)
    #expect(wrong.status == 422 && wrong.json["detail"]?.string?.contains("more than the scheduled time") == true, "\(wrong.json.text)")
    #expect(try await put(#"{"scheduled_minutes":1441}"#).status == 422)
    let leave = try await fixture.ask(
      .put, "\(person)/leave/\(day)/\(day + 1)", #"{"part":"morning"}"#, type: "application/json")
    #expect(leave.status == 200 && leave.json["days"]?.array?.map { $0["listed_leave"] } == ["morning", "morning"], "\(leave.json.text)")
    let back = try await fixture.ask(.delete, "\(person)/leave/\(day)/\(day + 1)?part=morning")
    #expect(back.json["days"]?.array?.map { $0["work_minutes"] } == [420], "\(back.json.text)")
    let shown = try await fixture.ask(.get, "\(person)/hours?from=\(day - 30)&until=\(day + 30)")
    #expect(shown.json["days"]?.array?.map { $0["day"] } == [.string(day.description)])
    #expect(try await fixture.ask(.get, "\(person)/hours?from=2026-01-01&until=2027-12-31").status == 400)
    // What is not there is not taken back, and a year of another decade is a typing error.
    let none = try await fixture.ask(.delete, "\(person)/leave/\(day)/\(day)?part=morning")
    #expect(none.status == 404 && none.json["detail"]?.string?.contains("no such leave") == true, "\(none.json.text)")
    for far in [day + 401, day - 401] {
      let refused = try await fixture.ask(
        .put, "\(person)/hours/\(far)", #"{"scheduled_minutes":480}"#, type: "application/json")
      #expect(refused.status == 422 && refused.json["detail"]?.string?.contains("more than 400 days") == true, "\(refused.json.text)")
      let leave = try await fixture.ask(.put, "\(person)/leave/\(far)/\(far)", #"{"part":"whole"}"#, type: "application/json")
      #expect(leave.status == 422)
    }
    // A day off has no hours of which leave could be a part.
    let off = try await fixture.ask(
      .put, "\(person)/leave/\(day + 5)/\(day + 5)", #"{"part":"whole"}"#, type: "application/json")
    #expect(off.json["days"]?.array?.map { $0["leave_minutes"] } == [0] && off.json["days"]?.array?.first?["listed_leave"] == "whole")
    #expect(try await fixture.ask(.get, "/v1/collectors/c9/hours").status == 404)
    #expect(
      try await fixture.ask(.put, "/v1/collectors/c9/hours/\(day)", #"{"scheduled_minutes":1}"#, type: "application/json").status == 404
    )
    // Who entered it stands beside it, as with a file: what was refused, too.
    let imports = try await fixture.world.store.views.showImports(limit: 10, agency: fixture.world.agency)
    #expect(imports.filter { $0.by == "li" }.map(\.rejected).sorted() == [0, 0, 0, 0, 0, 1, 1])
    #expect(imports.contains { $0.file == "hours of c1 by hand" } && imports.contains { $0.file == "leave of c1 by hand" })
  }

  @Test func aLeadEntersHoursOfHisTeamOnly() async throws {
    let fixture = try await Fixture("job-team", others: [("wu", .lead, "a"), ("zhou", .auditor, nil), ("all", .lead, nil)])
    var row = CollectorRow(line: 2, code: "c1")
    row.team = "a"
    _ = try await fixture.world.store.feeds.apply([row], file: "collectors", agency: fixture.world.agency)
    let day = try await fixture.world.store.register.clock(fixture.world.agency).today
    func set(_ code: String, as person: String) async throws -> Int {
      try await fixture.ask(
        .put, "/v1/collectors/\(code)/hours/\(day)", #"{"scheduled_minutes":480}"#, type: "application/json", as: person
      ).status
    }
    #expect(try await [set("c1", as: "wu"), set("c2", as: "wu"), set("c2", as: "all"), set("c1", as: "zhou")] == [200, 403, 200, 403])
    let leave = try await fixture.ask(
      .put, "/v1/collectors/c2/leave/\(day)/\(day)", #"{"part":"whole"}"#, type: "application/json", as: "wu")
    #expect(leave.status == 403 && leave.json["detail"]?.string?.contains("leads team a") == true)
  }
}
