import DataTesting
import Desks
import Logging
import Portfolio
import Reception
import Schema
import SignIns
import Testing
import Web
import Wire

@testable import API
@testable import Register

/// Every role against every route: who has the right gets past the desk, who has it not is refused there with 403.
@Suite struct RightsTests {
  private static let quiet = Logger(label: "api") { _ in SwiftLogNoOpLogHandler() }

  private static func request(_ route: Route, token: String) throws -> WebRequest {
    let path = route.path.parts.map { part -> String in
      switch part {
      case .fixed(let text): text
      case .place(let name): PercentText.encode(route.parameters.first { $0.name == name && $0.place == .path }?.example ?? "x")
      }
    }.joined(separator: "/")
    let query = route.parameters.filter { $0.place == .query && $0.isNeeded }.map { ($0.name, $0.example) }
    var headers: WebHeaders = ["host": "localhost", "authorization": "Bearer \(token)"]
    // Who may not is told so, whichever version he looked at.
    if route.parameters.contains(where: { $0.name == "if-match" && $0.place == .header }) { headers["if-match"] = "*" }
    var body = ""
    switch route.content {
    case .json(_, let example, _): (headers["content-type"], body) = ("application/json", example)
    case .stream(_, let example, _): (headers["content-type"], body) = ("text/csv", example)
    case .form, .none: break
    }
    return try WebRequest(
      route.method, "/" + path + (query.isEmpty ? "" : "?" + FormFields(query).encoded), headers: headers, body: WebBody(Array(body.utf8)))
  }

  @Test func everyRoleGetsWhatTheTableOfRightsSays() async throws {
    let world = try await World("api-rights", collectors: 1)
    let owner = Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "owner", isOwner: true))
    var settings = WebSettings()
    settings.rate = 0
    let reception = Reception(
      store: world.store, table: APIRoutes.table, settings: settings, listening: "127.0.0.1", logger: Self.quiet)
    for role in Role.allCases {
      try await PeopleDesk(owner).add("\(role.rawValue)-x", roles: [role], osUser: nil, databaseUser: nil, team: nil)
      let token = try await PeopleDesk(owner).makeToken(for: "\(role.rawValue)-x", label: "", days: 1)
      // What goes on for ever is tried elsewhere.
      for route in APIRoutes.all where route.name != "streamAnnouncements" {
        let response = await reception.answer(try Self.request(route, token: token))
        let told =
          "\(role.rawValue) \(route.name): \(response.status) \(String(decoding: response.bytes?.prefix(300) ?? [], as: UTF8.self))"
        let rights: [Right] =
          switch route.need {
          case .nothing, .known: Right.allCases
          case .right(let right): [right]
          case .either(let one, let other): [one, other]
          }
        if rights.contains(where: { $0.roles.contains(role) }) {
          #expect(response.status != 403 && response.status < 500, "\(told)")
        } else {
          #expect(response.status == 403, "\(told)")
        }
      }
    }
    // Nobody gets anything that is not for everybody.
    for route in APIRoutes.all where route.need != .nothing {
      let response = await reception.answer(try Self.request(route, token: "allot_nobody"))
      #expect(response.status == 401, "\(route.name): \(response.status)")
    }
  }
}
