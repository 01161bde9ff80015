import DataTesting
import Desks
import Logging
import Portfolio
import Postgres
import Schema
import SignIns
import Speech
import Synchronization
import Testing
import Web
import Wire

@testable import API
@testable import Reception
@testable import Register

/// The API on a small agency, without a socket.
@Suite struct APITests {
  private static let quiet = Logger(label: "api") { _ in SwiftLogNoOpLogHandler() }

  private struct Fixture {
    let world: World
    let reception: Reception
    let token: String

    init(_ code: String, collectors: Int = 2, roles: [Role] = [.manager, .integrator]) async throws {
      world = try await World(code, collectors: collectors)
      let owner = Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "owner", isOwner: true))
      try await PeopleDesk(owner).add("li", roles: roles, osUser: nil, databaseUser: nil, team: nil)
      token = try await PeopleDesk(owner).makeToken(for: "li", label: "", days: 1)
      var settings = WebSettings()
      settings.rate = 0
      reception = Reception(
        store: world.store, table: APIRoutes.table, settings: settings, listening: "127.0.0.1", logger: APITests.quiet)
    }

    func ask(
      _ method: WebMethod, _ target: String, _ body: String = "", type: String = "application/json", _ more: [(String, String)] = []
    ) async throws -> (status: Int, json: JSON, headers: WebHeaders) {
      var headers: WebHeaders = ["host": "localhost", "authorization": "Bearer \(token)"]
      if !body.isEmpty { headers["content-type"] = type }
      for (name, value) in more { headers[name] = value }
      let response = await reception.answer(try WebRequest(method, target, headers: headers, body: WebBody(Array(body.utf8))))
      let json = (try? JSON(reading: response.bytes ?? [])) ?? .null
      // Whatever is answered has the shape that the description promises.
      let route = try? APIRoutes.table.find(method, try WebRequest(method, target).segments).route
      if response.headers["content-type"] == "application/json",
        let shape = route?.replies.first(where: { $0.status == response.status })?.shape
      {
        let fault = ShapeBook.shared.find(shape)?.fault(json, .shared)
        #expect(fault == nil, "\(method.rawValue) \(target), \(shape): \(fault?.en ?? "")")
      }
      return (response.status, json, response.headers)
    }
  }

  @Test func aPageOfCasesFollowsTheOtherWithoutGapsWhateverComesInBetween() async throws {
    let fixture = try await Fixture("api-pages")
    try await fixture.world.addCases(25)
    var (seen, after): ([String], String?) = ([], nil)
    repeat {
      let query = FormFields([("limit", "10")] + (after.map { [("after", $0)] } ?? []))
      let page = try await fixture.ask(.get, "/v1/cases?" + query.encoded)
      #expect(page.status == 200 && page.json["more"] == false)
      seen += (page.json["cases"]?.array ?? []).compactMap { $0["case_no"]?.string }
      after = page.json["next"]?.string
    } while after != nil
    #expect(seen.count == 25 && Set(seen).count == 25 && seen == seen.sorted())
    #expect(try await fixture.ask(.get, "/v1/cases?after=nonsense").status == 400)
    let options = try await fixture.ask(.options, "/v1/moves")
    #expect(options.status == 204 && options.headers["allow"] == "GET, POST, HEAD, OPTIONS", "\(options.headers)")
    let other = try await fixture.ask(.other, "/v1/cases")
    #expect(other.status == 405 && other.headers["allow"] == "GET, HEAD, OPTIONS" && other.json["kind"] == "method")
    #expect(try await fixture.ask(.get, "/v1/cases?client=nobody").status == 404)
  }

  @Test func aCaseHasTheShapeOfExplainAndAnotherAgencysIsNotThere() async throws {
    let (mine, other) = (try await Fixture("api-mine"), try await Fixture("api-other"))
    try await mine.world.addCases(1)
    let found = try await mine.ask(.get, "/v1/cases/cmb/k1")
    #expect(found.status == 200)
    let shape = try #require(ShapeBook.shared.find("allot explain"))
    guard case .object(let members) = found.json, case .object(let known) = shape else { throw Unexpected("no objects") }
    #expect(Set(members.map(\.0)).isSubset(of: known.map(\.key)))
    #expect(try await other.ask(.get, "/v1/cases/cmb/k1").status == 404)
  }

  @Test func rowsComeInAsLinesOfJSONAndEachBadOneIsTold() async throws {
    let fixture = try await Fixture("api-lines")
    let lines = """
      {"case_no":"N-1","client":"cmb","outstanding":"1200.00","currency":"CNY","name":"张三, \\"x\\""}
      {"case_no":"N-2","client":"cmb","outstanding":75.5,"currency":"CNY","overdue_on":"2026-01-01"}
      {"case_no":"N-3","client":"cmb","outstanding":"many","currency":"CNY"}
      no object at all
      {"case_no":"N-5","client":"cmb","outstanding":"9","currency":"CNY"}
      """
    let answer = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", lines, type: "application/x-ndjson")
    #expect(answer.status == 200, "\(answer.json.text)")
    let file = answer.json["files"]?.array?.first
    #expect(file?["inserted"] == 3 || file?["new"] == 3 || answer.json.text.contains(":3"), "\(answer.json.text)")
    // Lines are those that were sent, under the name of what was sent; one that cannot be read is refused like any other.
    #expect(answer.json["unreadable_lines"] == 1 && answer.json["unreadable"]?.array?.first?["line"] == 4)
    #expect(file?["rejected"] == 2 && file?["file"] == "cases.ndjson", "\(answer.json.text)")
    let rejects = (answer.json["rejects"]?.string ?? "").split(separator: "\n").dropFirst()
    #expect(rejects.first?.hasPrefix(#"cases.ndjson,4,,,"is no JSON object: at byte 1"#) == true, "\(rejects)")
    #expect(rejects.last?.hasPrefix("cases.ndjson,3,outstanding,many,") == true, "\(rejects)")
    let nothing = try await fixture.ask(.post, "/v1/feeds/cases?name=monday.ndjson", "x\ny\n", type: "application/x-ndjson")
    #expect(
      nothing.status == 422 && nothing.json["detail"]?.string?.contains("monday.ndjson: no line can be read; line 1 is no JSON") == true)
    let cases = try await fixture.ask(.get, "/v1/cases")
    #expect(cases.json["cases"]?.array?.compactMap { $0["case_no"]?.string } == ["N-1", "N-2", "N-5"])
    #expect(cases.json["cases"]?.array?.map { $0["outstanding"] } == [120_000, 7_550, 900])
    // The first file of an empty agency brings its clients; later ones do not without a yes.
    let stranger = #"{"case_no":"N-9","client":"icbc","outstanding":"1.00","currency":"CNY"}"# + "\n"
    let refused = try await fixture.ask(.post, "/v1/feeds/cases", stranger, type: "application/x-ndjson")
    #expect(refused.status >= 400 && refused.status < 500, "\(refused.json.text)")
  }

  @Test func aFileIsReadInTheEncodingThatItsSenderNames() async throws {
    let fixture = try await Fixture("api-charset")
    let head = "case_no,client,outstanding,currency,name\n"
    // The same two bytes are another character in each.
    let latin = try await fixture.ask(
      .post, "/v1/feeds/cases?new_names=true&name=mon.csv", head + "N-1,cmb,1.00,CNY,\u{e9}\n", type: "text/csv; charset=UTF-8")
    #expect(latin.json["files"]?.array?.first?["encoding"] == "UTF-8" && latin.json["files"]?.array?.first?["file"] == "mon.csv")
    let chinese = try await fixture.ask(
      .post, "/v1/feeds/cases", head + "N-2,cmb,1.00,CNY,x\n", type: "text/csv; charset=\"GBK\"")
    #expect(chinese.json["files"]?.array?.first?["encoding"] == "GB18030", "\(chinese.json.text)")
    for (type, body) in [("text/csv; charset=klingon", head), ("application/x-ndjson; charset=gb18030", "{}\n")] {
      let refused = try await fixture.ask(.post, "/v1/feeds/cases", body, type: type)
      #expect(refused.status == 415 && refused.json["kind"] == "media_type", "\(refused.json.text)")
      #expect(refused.json["detail"]?.string?.contains("utf-8") == true && refused.json["detail"]?.string?.contains("“") == true)
    }
    let json = try await fixture.ask(.post, "/v1/moves", "{}", type: "application/json; charset=gbk")
    #expect(json.status == 415)
  }

  @Test func theSameKeyLoadsOnceAndAnotherBodyUnderItIsRefused() async throws {
    let fixture = try await Fixture("api-key")
    let csv = "case_no,client,outstanding,currency\nN-1,cmb,1.00,CNY\n"
    let key = [("idempotency-key", "monday")]
    let first = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv, type: "text/csv", key)
    let again = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv, type: "text/csv", key)
    #expect(first.status == 200 && again.status == 200 && again.json == first.json)
    #expect(again.headers["idempotent-replayed"] == "true" && first.headers["idempotent-replayed"] == nil)
    let other = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true", csv + "N-2,cmb,1.00,CNY\n", type: "text/csv", key)
    #expect(other.status == 422 && other.json["kind"] == "key_used")
  }

  @Test func aDryRunKeepsNothing() async throws {
    let fixture = try await Fixture("api-dry")
    let csv = "case_no,client,outstanding,currency\nN-1,cmb,1.00,CNY\n"
    let answer = try await fixture.ask(.post, "/v1/feeds/cases?new_names=true&dry_run=true", csv, type: "text/csv")
    #expect(answer.status == 200, "\(answer.json.text)")
    #expect(try await fixture.ask(.get, "/v1/cases").json["count"] == 0)
  }

  @Test func nobodyReadsAFileOfTheServerByCallingItAMapping() async throws {
    let fixture = try await Fixture("api-path")
    let csv = "case_no,client,outstanding,currency\nN-1,cmb,1.00,CNY\n"
    for mapping in ["/etc/passwd", "../x", "a.yaml"] {
      let query = FormFields([("mapping", mapping)]).encoded
      let answer = try await fixture.ask(.post, "/v1/feeds/cases?\(query)", csv, type: "text/csv")
      #expect(answer.status == 400, "\(mapping): \(answer.json.text)")
    }
  }

  @Test func changesAreReadOnFromAPositionAndNoneComesTwice() async throws {
    let fixture = try await Fixture("api-changes")
    let (store, agency) = (fixture.world.store, fixture.world.agency)
    func announce(_ count: Int) async throws {
      try await store.database.transaction(agency: agency.id) { connection in
        for number in 0..<count {
          try connection.execute(
            """
            INSERT INTO allot.outbox (agency_id, topic, payload, created_at)
            VALUES (\(agency.id), 'moves.done', jsonb_build_object('order', \(Int64(number + 1))::bigint, 'cases', 2), clock_timestamp())
            """)
        }
      }
    }
    try await announce(5)
    #expect(try await fixture.ask(.get, "/v1/changes").json["changes"] == [], "nothing is told before it is sealed")
    try await store.register.seal(.outbox, agency: agency)
    try await announce(2)
    var (positions, next): ([Int64], Int64) = ([], 0)
    for _ in 0..<5 {
      let page = try await fixture.ask(.get, "/v1/changes?limit=2&after=\(next)")
      positions += (page.json["changes"]?.array ?? []).compactMap { $0["position"]?.integer }
      next = page.json["next"]?.integer ?? 0
      try await store.register.seal(.outbox, agency: agency)
    }
    #expect(positions == [1, 2, 3, 4, 5, 6, 7])
    // Whoever was further is of another database, and would wait for ever.
    for target in ["/v1/changes?after=8", "/v1/changes/stream?after=8"] {
      let refused = try await fixture.ask(.get, target)
      #expect(refused.status == 400 && refused.json["detail"]?.string?.contains("the last one is 7") == true, "\(refused.json.text)")
    }
    let later = try await fixture.ask(.get, "/v1/changes/stream", "", [("last-event-id", "9")])
    #expect(later.status == 400 && later.json["remedy"]?.string?.contains("go on behind 7") == true)
  }

  @Test func theStreamGoesOnWhereTheConnectionEnded() async throws {
    let fixture = try await Fixture("api-stream")
    let (store, agency) = (fixture.world.store, fixture.world.agency)
    try await store.database.transaction(agency: agency.id) { connection in
      for _ in 0..<4 {
        try connection.execute(
          "INSERT INTO allot.outbox (agency_id, topic, payload, created_at) VALUES (\(agency.id), 'run.published', jsonb_build_object('run', 1), clock_timestamp())"
        )
      }
    }
    try await store.register.seal(.outbox, agency: agency)
    let headers: WebHeaders = ["host": "localhost", "authorization": "Bearer \(fixture.token)", "last-event-id": "2"]
    let response = await fixture.reception.answer(try WebRequest(.get, "/v1/changes/stream", headers: headers))
    #expect(response.headers["content-type"]?.hasPrefix("text/event-stream") == true)
    guard case .stream(let make) = response.body else { throw Unexpected("no stream") }
    struct Gone: Error {}
    let text = Mutex("")
    // Whoever reads goes away after the second event.
    await #expect(throws: Gone.self) {
      try await make { piece in
        let all = text.withLock { text in
          text += String(decoding: piece, as: UTF8.self)
          return text
        }
        if all.contains("id: 4") { throw Gone() }
      }
    }
    let seen = text.withLock { $0 }.split(separator: "\n").filter { $0.hasPrefix("id: ") }
    #expect(seen == ["id: 3", "id: 4"])
  }

  @Test func aMoveIsLookedAtFirstAndDoneOnlyAsItWasLookedAt() async throws {
    let fixture = try await Fixture("api-move")
    try await fixture.world.addCases(2)
    let body = #"{"action":"move","cases":[{"case_no":"k1"}],"to":"c1","reason":"r","dry_run":true}"#
    let preview = try await fixture.ask(.post, "/v1/moves", body)
    guard preview.status == 200 else {
      // Without policies nothing can be examined: that is said, and is no fault of ours.
      #expect(preview.status == 409 && preview.json["kind"] == "configuration", "\(preview.json.text)")
      return
    }
    #expect(preview.headers["etag"] != nil && preview.json["state"] == "preview")
  }
}
