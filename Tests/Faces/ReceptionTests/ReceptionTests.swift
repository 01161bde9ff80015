import DataTesting
import Desks
import Failures
import Faults
import Logging
import Portfolio
import Schema
import SignIns
import Speech
import TestLanguage
import Testing
import Web
import Wire

@testable import Reception
@testable import Register

/// What happens to a request before and behind its route, without a socket.
@Suite struct ReceptionTests {
  private static let quiet = Logger(label: "reception") { _ in SwiftLogNoOpLogHandler() }
  /// Routes of these tests.
  private static let routes: [Route] = [
    Route(.get, "/v1/open", "open", Wording("x", "x"), need: .nothing) { _ in WebResponse(type: "application/json", "{}") },
    Route(
      .get, "/v1/things/{thing}", "getThing", Wording("x", "x"), need: .known,
      parameters: [
        RouteParameter("thing", .number(1...9), Wording("x", "x"), example: "1", in: .path),
        RouteParameter("kind", .words(["red", "green"]), Wording("x", "x"), example: "red"),
        RouteParameter("day", .day, Wording("x", "x"), example: "2026-11-18"), .limit(),
      ]
    ) { call in WebResponse(type: "application/json", "{\"thing\":\(call.number("thing") ?? 0),\"limit\":\(call.limit)}") },
    Route(
      .post, "/v1/things", "addThing", Wording("x", "x"), need: .known, parameters: [Call.keyParameter],
      content: .json(#"{ "a": "text" }"#, example: "{}", limit: 100)
    ) { call in
      try await call.once {
        try await PeopleDesk(try call.seat).disable(call.json["a"]?.string ?? "")
        return WebResponse(201, type: "application/json", "{}")
      }
    },
    Route(
      .post, "/v1/lost", "lose", Wording("x", "x"), need: .known, parameters: [Call.keyParameter],
      content: .json(#"{ "a": "text" }"#, example: "{}", limit: 100)
    ) { call in
      try await call.once {
        switch call.json["a"]?.string {
        case "refused": throw Refusal.notFound
        case "lost": throw OperationError(.unavailable, Wording("the connection was lost", "连接中断"))
        default: return WebResponse(201, type: "application/json", "{}")
        }
      }
    },
    Route(.get, "/v1/fault", "fault", Wording("x", "x"), need: .nothing) { _ in
      throw OperationError(.software, Wording("secret words", "秘密"))
    },
    Route(.get, "/page", "page", Wording("x", "x"), need: .known) { call in call.page("<p>\(call.visitor.proof)</p>") },
    Route(.post, "/page", "send", Wording("x", "x"), need: .known, content: .form(["a"])) { _ in .seeOther("/page") },
  ]

  private struct Fixture {
    let world: World
    let reception: Reception
    let token: String
    init(_ code: String, rate: Int = 0, roles: [Role] = [.manager]) async throws {
      world = try await World(code)
      try await world.store.register.addPerson("li", roles: roles, by: "owner", agency: world.agency)
      let owner = Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "owner", isOwner: true))
      token = try await PeopleDesk(owner).makeToken(for: "li", label: "", days: 1)
      var settings = WebSettings()
      (settings.rate, settings.proxies) = (rate, ["10.0.0.5"])
      reception = Reception(
        store: world.store, table: RouteTable(SignInRoutes.all + ReceptionTests.routes), settings: settings, listening: "127.0.0.1",
        logger: ReceptionTests.quiet)
    }

    func ask(
      _ method: WebMethod = .get, _ target: String, _ headers: [(String, String)] = [], body: String = "", token: Bool = true,
      peer: String = "127.0.0.1"
    ) async throws -> (status: Int, headers: WebHeaders, text: String) {
      var all = WebHeaders()
      all["host"] = "localhost:8787"
      if token { all["authorization"] = "Bearer \(self.token)" }
      for (name, value) in headers { all[name] = value }
      let response = await reception.answer(
        try WebRequest(method, target, headers: all, body: WebBody(Array(body.utf8)), peer: peer))
      return (response.status, response.headers, String(decoding: response.bytes ?? [], as: UTF8.self))
    }

    /// Signs in with the token as a browser does; gives the cookie's name and value, and the proof for forms.
    func signIn() async throws -> (cookie: String, proof: String, header: String) {
      let form = ("content-type", "application/x-www-form-urlencoded")
      let answer = try await ask(.post, "/sign-in", [form, ("accept", "text/html")], body: "token=\(self.token)&to=%2Fpage", token: false)
      let header = answer.headers["set-cookie"] ?? ""
      let cookie = String(header.prefix { $0 != ";" })
      let page = try await ask(.get, "/page", [("cookie", cookie)], token: false)
      return (cookie, String(page.text.dropFirst(3).dropLast(4)), header)
    }
  }

  @Test func everythingNeedsSomebodyUnlessTheRouteSaysOtherwise() async throws {
    let fixture = try await Fixture("rc-who")
    #expect(try await fixture.ask(.get, "/v1/open", token: false).status == 200)
    let refused = try await fixture.ask(.get, "/v1/things/1", token: false)
    #expect(refused.status == 401 && refused.headers["www-authenticate"] == "Bearer realm=\"allot\"")
    #expect(refused.headers["content-type"] == "application/problem+json")
    let wrong = try await fixture.ask(.get, "/v1/things/1", [("authorization", "Bearer allot_wrong")], token: false)
    #expect(wrong.status == 401 && wrong.text.contains("revoked or past its day"))
    let right = try await fixture.ask(.get, "/v1/things/1")
    #expect(right.status == 200 && right.headers["allot-agency"] == "rc-who" && right.text == "{\"thing\":1,\"limit\":50}")
    let page = try await fixture.ask(.get, "/page?", [("accept", "text/html")], token: false)
    #expect(page.status == 303 && page.headers["location"] == "/sign-in?to=%2Fpage")
  }

  @Test func whatWasRefusedIsAskedAgainUnderItsKeyAndWhatMayHaveBeenDoneIsNotDoneTwice() async throws {
    let fixture = try await Fixture("rc-lost")
    func send(_ word: String, key: String) async throws -> Int {
      let headers = [("content-type", "application/json"), ("idempotency-key", key)]
      return try await fixture.ask(.post, "/v1/lost", headers, body: "{\"a\":\"\(word)\"}").status
    }
    #expect(try await send("refused", key: "one") == 404)
    #expect(try await send("refused", key: "one") == 404)
    #expect(try await send("lost", key: "two") == 503)
    // Whether it was done before the connection went, nobody knows.
    #expect(try await send("lost", key: "two") == 409)
    #expect(try await send("done", key: "three") == 201)
  }

  @Test func whatIsNotThereIs404AndAnotherMethod405WithWhatIsTaken() async throws {
    let fixture = try await Fixture("rc-where")
    #expect(try await fixture.ask(.get, "/v1/nothing").status == 404)
    let other = try await fixture.ask(.delete, "/v1/things")
    #expect(other.status == 405 && other.headers["allow"] == "POST, OPTIONS")
    #expect(try await fixture.ask(.head, "/v1/open").status == 200)
  }

  @Test(arguments: [
    ("/v1/things/0", "thing"), ("/v1/things/x", "thing"), ("/v1/things/1?kind=gren", "did you mean"),
    ("/v1/things/1?day=2026-02-30", "day"),
    ("/v1/things/1?limit=0", "limit"), ("/v1/things/1?limit=5&limit=6", "more than once"), ("/v1/things/1?knd=red", "kind"),
  ])
  func parametersAreCheckedAndWhatIsWrongIsSaidWithAnExample(_ target: String, _ word: String) async throws {
    let fixture = try await Fixture("rc-param-\(target.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFFFF })")
    let answer = try await fixture.ask(.get, target)
    #expect(answer.status == 400 && answer.text.contains(word), "\(answer.text)")
    let chinese = try await fixture.ask(.get, target, [("accept-language", "zh-CN")])
    #expect(chinese.status == 400 && chinese.text.hasChinese && chinese.headers["content-language"] == "zh-CN")
  }

  @Test func aProblemHasTheCommandLinesSentencesInTheReadersLanguage() async throws {
    let fixture = try await Fixture("rc-problem")
    let answer = try await fixture.ask(.post, "/v1/things", [("content-type", "application/json")], body: #"{"a":"wu"}"#)
    let problem = try JSON(reading: Array(answer.text.utf8))
    #expect(answer.status == 403 && problem["status"] == 403 && problem["exit_status"] == 77 && problem["kind"] == "no_permission")
    #expect(problem["type"] == "urn:allot:problem:no_permission")
    let said = OperationError.explaining(error(of: .administer))
    #expect(problem["detail"]?.string == said.what.en && problem["remedy"]?.string == said.remedy?.en)
    let chinese = try await fixture.ask(
      .post, "/v1/things", [("content-type", "application/json"), ("accept-language", "zh")], body: #"{"a":"wu"}"#)
    #expect(try JSON(reading: Array(chinese.text.utf8))["detail"]?.string == said.what.zh)
  }

  private func error(of right: Right) -> any Error {
    do {
      var li = ActingUser(name: "li", roles: [.manager])
      li.team = nil
      try li.require(right)
      return CancellationError()
    } catch { return error }
  }

  @Test func ourOwnFaultsAreToldWithoutTheirWords() async throws {
    let fixture = try await Fixture("rc-fault")
    let answer = try await fixture.ask(.get, "/v1/fault")
    #expect(answer.status == 500 && !answer.text.contains("secret") && answer.text.contains("log"))
  }

  @Test func everyExitStatusHasOneNumberOfHTTP() {
    let all: [(Faults.ExitStatus, Int)] = [
      (.usage, 400), (.dataError, 422), (.noInput, 404), (.unavailable, 503), (.software, 500), (.cannotCreate, 500), (.ioError, 500),
      (.temporary, 409), (.noPermission, 403), (.configuration, 409),
    ]
    for (status, number) in all {
      let problem = Problem(OperationError(status, Wording("a", "甲")))
      #expect(problem.status == number && problem.kind == status.word && problem.title.zh.hasChinese)
    }
    #expect(Problem(StoreError.notFound(kind: .run, name: "9")).status == 404)
  }

  @Test func bodiesAreOfTheKindAndTheLengthThatTheRouteTakes() async throws {
    let fixture = try await Fixture("rc-body")
    let json = ("content-type", "application/json")
    #expect(try await fixture.ask(.post, "/v1/things", body: "{}").status == 415)
    let wrong = try await fixture.ask(.post, "/v1/things", [json], body: #"{"a":1.5}"#)
    #expect(wrong.status == 400 && wrong.text.contains("byte 6"), "\(wrong.text)")
    #expect(try await fixture.ask(.post, "/v1/things", [json], body: #"{"a":"\#(String(repeating: "x", count: 200))"}"#).status == 413)
    var headers = WebHeaders()
    (headers["host"], headers["authorization"], headers["content-type"]) = ("localhost", "Bearer \(fixture.token)", "application/json")
    let cut = WebBody { each in
      try await each([123])
      throw WebFault.cutOff
    }
    let response = await fixture.reception.answer(try WebRequest(.post, "/v1/things", headers: headers, body: cut))
    #expect(response.status == 400 && response.endsConnection)
  }

  @Test func aBrowserSignsInAndItsFormsNeedTheProof() async throws {
    let fixture = try await Fixture("rc-form")
    let (cookie, proof, header) = try await fixture.signIn()
    #expect(header.contains("HttpOnly") && header.contains("SameSite=Lax") && !header.contains("Secure"))
    #expect(proof.count == 64)
    let form = ("content-type", "application/x-www-form-urlencoded")
    func send(_ body: String, _ more: [(String, String)] = []) async throws -> Int {
      try await fixture.ask(.post, "/page", [form, ("cookie", cookie)] + more, body: body, token: false).status
    }
    #expect(try await send("a=1&csrf=\(proof)") == 303)
    #expect(try await send("a=1") == 403)
    #expect(try await send("a=1&csrf=\(String(repeating: "0", count: 64))") == 403)
    #expect(try await send("a=1&csrf=\(proof)", [("origin", "https://evil.example")]) == 403)
    #expect(try await send("a=1&csrf=\(proof)", [("sec-fetch-site", "cross-site")]) == 403)
    #expect(try await send("a=1&csrf=\(proof)", [("origin", "http://localhost:8787"), ("sec-fetch-site", "same-origin")]) == 303)
    // JSON by a program in the page brings it in a header.
    let json = [("content-type", "application/json"), ("cookie", cookie)]
    #expect(try await fixture.ask(.post, "/v1/things", json, body: #"{"a":"x"}"#, token: false).text.contains("\"kind\":\"form\""))
    #expect(
      try await fixture.ask(.post, "/v1/things", json + [("x-csrf-token", proof)], body: #"{"a":"x"}"#, token: false).text
        .contains("no_permission"))
    // Out, and the cookie is worth nothing.
    #expect(try await fixture.ask(.post, "/sign-out", [form, ("cookie", cookie)], body: "csrf=\(proof)", token: false).status == 303)
    #expect(try await fixture.ask(.get, "/page", [("cookie", cookie)], token: false).status == 303)
  }

  @Test func behindTheProxyCookiesAreSecureAndOthersAreNotBelieved() async throws {
    let fixture = try await Fixture("rc-proxy")
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-proto", "https")]
    let body = "token=\(fixture.token)"
    let proxied = try await fixture.ask(.post, "/sign-in", headers, body: body, token: false, peer: "10.0.0.5")
    #expect(proxied.headers["set-cookie"]?.contains("; Secure") == true)
    let direct = try await fixture.ask(.post, "/sign-in", headers, body: body, token: false, peer: "10.0.0.6")
    #expect(direct.headers["set-cookie"]?.contains("Secure") == false)
  }

  @Test(arguments: ["evil.example", "evil.example:8787", "", "127.0.0.1.evil.example"])
  func anotherNameForThisHouseIsRefused(_ host: String) async throws {
    let fixture = try await Fixture("rc-host-\(host.utf8.count)-\(host.hasPrefix("127"))")
    #expect(try await fixture.ask(.get, "/v1/open", [("host", host)]).status == 421)
  }

  @Test func whoAsksTooOftenIsToldWhenToComeBackAndOthersAreNotHeldUp() async throws {
    let fixture = try await Fixture("rc-rate", rate: 1)
    var statuses: [Int] = []
    // However slow the machine is: one is saved up a second.
    while statuses.count < 200, statuses.last != 429 { statuses.append(try await fixture.ask(.get, "/v1/things/1").status) }
    #expect(statuses.prefix(10).allSatisfy { $0 == 200 } && statuses.contains(429))
    let refused = try await fixture.ask(.get, "/v1/things/1")
    #expect(refused.status == 429 && refused.headers["retry-after"] == "1")
    #expect(try await fixture.ask(.get, "/v1/open", token: false).status == 200)
  }

  @Test func theSameAgainIsNotSentAgain() async throws {
    let fixture = try await Fixture("rc-etag")
    let first = try await fixture.ask(.get, "/v1/things/2")
    let tag = try #require(first.headers["etag"])
    let second = try await fixture.ask(.get, "/v1/things/2", [("if-none-match", tag)])
    #expect(second.status == 304 && second.text.isEmpty)
    #expect(try await fixture.ask(.get, "/v1/things/3", [("if-none-match", tag)]).status == 200)
  }

  @Test func theSignInPageKeepsWhatWasWantedAndNothingOfItIsMarkup() async throws {
    let fixture = try await Fixture("rc-page")
    let over = try await fixture.ask(.get, "/sign-in?link=0123abcd", [("accept", "text/html")], token: false)
    #expect(over.status == 410)
    let page = try await fixture.ask(.get, "/sign-in?to=%2Fa%22%3E%3Cscript%3E", [("accept", "text/html")], token: false)
    #expect(page.status == 200 && !page.text.contains("<script>") && page.text.contains("&lt;script&gt;"))
    #expect(page.headers["content-security-policy"] == Reception.pagePolicy)
    let wrong = try await fixture.ask(
      .post, "/sign-in", [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html"), ("accept-language", "zh")],
      body: "name=li&password=x", token: false)
    #expect([401, 429].contains(wrong.status) && wrong.text.contains("role=\"alert\"") && wrong.text.hasChinese)
  }

  @Test func anAddressThatOthersReachIsRefusedWithoutAProxy() throws {
    var settings = WebSettings()
    for host in ["127.0.0.1", "127.9.9.9", "::1", "localhost"] { try settings.requireSafe(host: host, shown: host) }
    for host in ["0.0.0.0", "10.0.0.1", "::", "127.evil.example"] {
      let error = #expect(throws: OperationError.self) { try settings.requireSafe(host: host, shown: host) }
      #expect(error?.status == .configuration && error?.remedy?.zh.contains("web_proxy") == true)
    }
    settings.proxies = ["10.0.0.5"]
    try settings.requireSafe(host: "0.0.0.0", shown: "0.0.0.0")
  }
}
