import DataTesting
import Desks
import Digest
import Logging
import Portfolio
import Register
import Schema
import Speech
import Testing
import Web
import Wire

@testable import API
@testable import Reception
@testable import SignIns

/// What is answered is what is described, route by route, at an agency in which something has happened.
@Suite struct AnswerShapeTests {
  private static let policy = """
    policy: everything
    valid: { from: 2020-01-01 }
    covers: { client: "*" }
    stay: [{ when: { promise: open } }]
    stop: [{ when: { flag: [deceased] }, owner: keeps, counts_as_load: no }]
    classify: { profile: cn-mobile-2026 }
    route:
      - { rule: everyone, to: { teams: "*" } }
    together: off
    recall: { forced: 60 working days }
    fair: { new_cases: within 1, new_amount: within 5%, load: within 10% }

    """
  private static let agency = """
    agency: api-shapes
    name: Shapes
    timezone: UTC
    currency: CNY
    calendar: { weekdays: mon..sun }
    workload:
      effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
      limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
    brakes: { recalled: off, moved: off, unassigned: off, class_changed: off, inputs: off, first_night: publish }
    approval: { policies: two people, moves_above: 5 cases }

    """

  private struct Asker {
    let reception: Reception
    let token: String

    func ask(_ method: WebMethod, _ target: String, _ body: String = "") async throws -> (status: Int, json: JSON, etag: String?) {
      var headers: WebHeaders = ["host": "localhost", "authorization": "Bearer \(token)"]
      if !body.isEmpty { headers["content-type"] = "application/json" }
      let request = try WebRequest(method, target, headers: headers, body: WebBody(Array(body.utf8)))
      let response = await reception.answer(request)
      let json = (try? JSON(reading: response.bytes ?? [])) ?? .null
      let (route, _) = try APIRoutes.table.find(method, request.segments)
      let reply = route.replies.first { $0.status == response.status }
      if let shape = reply?.shape, response.headers["content-type"] == "application/json" {
        let fault = ShapeBook.shared.find(shape)?.fault(json, .shared)
        #expect(fault == nil, "\(method.rawValue) \(target), \(shape): \(fault?.en ?? "") in \(json.text.prefix(600))")
      }
      return (response.status, json, response.headers["etag"])
    }
  }

  @Test func everyAnswerHasTheShapeThatTheDescriptionGives() async throws {
    let world = try await World("api-shapes", collectors: 3, zone: "UTC")
    let (store, agency) = (world.store, world.agency)
    let entrance = Entrance(store: store, process: Access.Process(token: nil, osUser: "owner", claimed: "owner"), isEmbedded: true)
    _ = try await PolicyDoor(entrance).apply(
      .init([("agency.yaml", Array(Self.agency.utf8)), ("everything.yaml", Array(Self.policy.utf8))]), agencyCode: "api-shapes")
    try await world.addCases(12)
    let owner = Seat(store: store, agency: agency, actor: ActingUser(name: "owner", isOwner: true))
    try await PeopleDesk(owner).add(
      "li", roles: [.manager, .approver, .lead, .auditor, .integrator], osUser: nil, databaseUser: nil, team: nil)
    let token = try await PeopleDesk(owner).makeToken(for: "li", label: "", days: 1)
    var settings = WebSettings()
    settings.rate = 0
    let quiet = Logger(label: "api") { _ in SwiftLogNoOpLogHandler() }
    let asker = Asker(
      reception: Reception(store: store, table: APIRoutes.table, settings: settings, listening: "127.0.0.1", logger: quiet), token: token)

    let night = try await asker.ask(.post, "/v1/runs", "{}")
    #expect(night.status == 200, "\(night.json.text)")
    let run = night.json["run"]?.integer ?? 0
    let move = #"{"action":"move","cases":[{"case_no":"k1"}],"to":"c1","reason":"r","dry_run":true}"#
    let moved = try await asker.ask(.post, "/v1/moves", move)
    #expect(moved.status == 200, "\(moved.json.text)")
    let stop = try await asker.ask(.post, "/v1/stops", #"{"what":"client","subject":"cmb","reason":"r"}"#)
    #expect(stop.status == 200, "\(stop.json.text)")
    let longer = Self.policy.replacing("60 working days", with: "50 working days")
    let proposal: JSON = ["files": [["name": "everything.yaml", "text": .string(longer)]], "reason": "r"]
    #expect(try await asker.ask(.post, "/v1/policy-changes", proposal.text).status == 200)
    #expect(try await asker.ask(.post, "/v1/policy-changes/2/comments", #"{"text":"good"}"#).status == 200)
    let named = #"{"name":"dialler","address":"https://dialler.example.com/in","topics":["run.published"],"from":0}"#
    #expect(try await asker.ask(.post, "/v1/webhooks", named).status == 201)
    for (what, body, status) in [("pause", "", 200), ("resumption", "", 200), ("secret", #"{"hours":1}"#, 200), ("ping", "", 202)] {
      #expect(try await asker.ask(.post, "/v1/webhooks/1/\(what)", body).status == status, "\(what)")
    }

    let offer = try await asker.ask(.post, "/v1/me/second-factor")
    #expect(offer.status == 201 && offer.json["address"]?.string?.hasPrefix("otpauth://totp/") == true)
    #expect(try await asker.ask(.put, "/v1/me/second-factor", #"{"code":"12345"}"#).status == 422)
    guard let (factor, step) = try await store.register.secondFactor(of: "li", agency: agency) else { throw Unexpected("none") }
    let code = TOTP.code(try SecondFactorCheck.secret(of: factor, "li", agency), step: step)
    let confirmed = try await asker.ask(.put, "/v1/me/second-factor", #"{"code":"\#(code)"}"#)
    #expect(confirmed.status == 200 && confirmed.json["recovery_codes"]?.array?.count == 10, "\(confirmed.json.text)")

    // Each address that needs nothing but its own parts; where something is meant, what is there.
    let there = [
      "run": "\(run)", "change": "2", "client": "cmb", "case_no": "k2", "kind": "policy", "name": "everything", "order": "1", "stop": "1",
      "webhook": "1",
    ]
    var (asked, answered) = (0, [String]())
    for route in APIRoutes.table.routes where route.method == .get && route.isAPI && route.replies.contains(where: { $0.shape != nil }) {
      guard !route.parameters.contains(where: { $0.isNeeded && $0.place == .query }) else { continue }
      let parts = route.path.parts.map { part -> String in
        switch part {
        case .fixed(let text): text
        case .place(let name): there[name] ?? route.parameters.first { $0.name == name }?.example ?? "x"
        }
      }
      let answer = try await asker.ask(.get, "/" + parts.joined(separator: "/"))
      asked += 1
      if answer.status == 200 {
        answered.append(route.name)
      } else {
        // A job of the example's name would be one of an earlier daemon.
        #expect(answer.status == (route.path.places == ["job"] ? 410 : 404), "\(route.name): \(answer.json.text)")
      }
    }
    #expect(asked > 25 && answered.count > asked * 3 / 4, "\(asked), answered: \(answered)")
  }
}
