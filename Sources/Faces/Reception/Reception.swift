import Desks
package import Jobs
package import Logging
package import Schema
package import SignIns
import Speech
import Tasks
package import Web
import Wire

/// Takes requests in: sees whether they are meant for this house, finds what they want, lets people in, checks what was sent, and answers every
/// error in words. What is done is done by the routes, at desks.
package final class Reception: Sendable {
  /// What can be asked for.
  package let table: RouteTable
  /// Who is let in.
  package let doorkeeper: Doorkeeper
  package let settings: WebSettings
  let hosts: HostCheck
  let pulse = Pulse()
  /// Long work that goes on while nobody waits for it.
  package let jobs: JobBook
  /// What others will look at that somebody had made.
  package let shelf = AnswerShelf()
  /// Whoever sends a form waits so long for what it began, before he is led to the page of the job.
  let formPatience: Duration
  private let throttle: Throttle
  private let logger: Logger
  var log: Logger { logger }
  private let problemPage: ProblemPage
  /// Of both kinds together so many of the pool's connections are used.
  private let places: [Route.Weight: Turnstile]

  /// How a page tells of a problem.
  package typealias ProblemPage = @Sendable (_ problem: Problem, _ request: WebRequest, _ visitor: Visitor) -> String

  /// Connections of the database that requests use at most: the rest of the daemon has its own.
  package static let connections = light + heavy + JobBounds.usualPlaces
  private static let light = 6
  private static let heavy = 2
  /// A light request may take so long.
  static let patience = Duration.seconds(15)
  /// A heavy one: a plan that is published, a file that is loaded.
  static let longPatience = Duration.seconds(3600)
  /// What a page may load: its own, and nothing that runs from within the page.
  package static let pagePolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// `store`: with connections of its own, `connections` of them. `host`: on which the daemon listens.
  package init(
    store: Store, table: RouteTable, settings: WebSettings, listening host: String, logger: Logger, jobs: JobBook = JobBook(),
    formPatience: Duration = .seconds(2), problemPage: @escaping ProblemPage = PlainPage.problem
  ) {
    doorkeeper = Doorkeeper(store: store)
    (self.jobs, self.formPatience) = (jobs, formPatience)
    (self.table, self.settings, self.logger, self.problemPage) = (table, settings, logger, problemPage)
    hosts = HostCheck(settings, listening: host)
    throttle = Throttle(rate: settings.rate)
    places = [
      .light: Turnstile(places: Self.light, waiting: 200), .heavy: Turnstile(places: Self.heavy, waiting: 8),
    ]
  }

  /// Stops the jobs: the daemon ends, and they with it.
  package func close() async { await jobs.close() }

  /// The answer to whatever was asked. Never throws: what went wrong is an answer, too.
  package func answer(_ request: WebRequest) async -> WebResponse {
    var request = request
    request.isSecure = hosts.isEncrypted(request)
    var visitor = Visitor(admission: nil, language: preferred(request))
    var response: WebResponse
    var sent: FormFields?
    do {
      try hosts.requireKnown(request)
      if let fault = request.fault { throw fault }
      let (route, places) = try table.find(request.method, request.segments)
      visitor = try await self.visitor(request, route)
      if let away = signInFirst(request, route, visitor) { return finished(away, visitor) }
      let seconds = throttle.pause(of: name(visitor, request))
      if seconds > 0 { throw Refusal.rate(seconds: seconds) }
      let (asked, known) = (request, visitor)
      // Whoever sends a form byte by byte does not keep a place meanwhile.
      let call = try await Deadline.run(Self.patience) { try await self.call(asked, route, places, known) }
      request.isTaken()
      sent = call.form
      response = try await serve(call)
      if route.isAPI, route.method == .get { response = response.unlessKnown(to: request) }
    } catch let refusal as Refusal where refusal.kind == "method" && request.method == .options {
      response = WebResponse(204, headers: refusal.headers)
    } catch {
      let problem = Problem(error)
      if let fault = problem.fault {
        logger.error("a request could not be answered", metadata: ["method": "\(request.method.rawValue)", "reason": "\(fault)"])
      }
      let before = if let sent { await again(request, sent, problem) } else { WebResponse?.none }
      response = before ?? refused(problem, request, visitor)
    }
    return finished(response, visitor)
  }

  func serve(_ call: Call) async throws -> WebResponse {
    let isHeavy = call.route.weight == .heavy
    guard let turnstile = places[call.route.weight] else { return try await call.route.handler(call) }
    let answer = try await turnstile.through {
      try await Deadline.run(isHeavy ? Self.longPatience : Self.patience) { try await call.route.handler(call) }
    }
    guard let answer else { throw Refusal.busy(seconds: isHeavy ? 10 : 1) }
    return answer
  }

  private func refused(_ problem: Problem, _ request: WebRequest, _ visitor: Visitor) -> WebResponse {
    var response: WebResponse
    if request.segments.first != "v1", request.accepts("text/html") {
      response = WebResponse(
        problem.status, type: "text/html", problemPage(problem, request, visitor), headers: problem.headers)
      response.headers["content-security-policy"] = Self.pagePolicy
      // A browser would ask for a password of its own.
      response.headers["www-authenticate"] = nil
    } else {
      response = problem.response(visitor.language)
    }
    response.endsConnection = problem.status == 413 || problem.kind == "cut_off"
    return response
  }

  /// What every answer has.
  private func finished(_ response: WebResponse, _ visitor: Visitor) -> WebResponse {
    var response = response
    if response.headers["cache-control"] == nil { response.headers["cache-control"] = "no-store" }
    response.headers["x-content-type-options"] = "nosniff"
    response.headers["referrer-policy"] = "same-origin"
    if let agency = visitor.admission?.seat.agency.code { response.headers["allot-agency"] = PercentText.encode(agency) }
    return response
  }

  /// The language that was chosen here, else the first one wanted that there is.
  func preferred(_ request: WebRequest) -> Language {
    if let chosen = WebCookie.value(Self.languageCookie, in: request.headers).flatMap(Language.init(rawValue:)) { return chosen }
    return request.languages.lazy.compactMap(Language.init(rawValue:)).first ?? settings.language
  }

  /// Under which requests of one are counted.
  private func name(_ visitor: Visitor, _ request: WebRequest) -> String {
    guard let admission = visitor.admission else { return "at \(hosts.peer(request))" }
    return "\(admission.seat.agency.id) \(admission.seat.actor.name)"
  }

  /// A browser that opens a page is shown the way in; what it wanted is opened afterwards.
  private func signInFirst(_ request: WebRequest, _ route: Route, _ visitor: Visitor) -> WebResponse? {
    guard route.need != .nothing, visitor.admission == nil, !route.isAPI, request.method.isSafe else { return nil }
    let wanted = request.path + (request.query.fields.isEmpty ? "" : "?" + request.query.encoded)
    return .seeOther("/sign-in?" + FormFields([("to", wanted)]).encoded)
  }

  /// Name of the cookie of a sign-in.
  package static let cookie = "allot_sign_in"
  /// Name of the cookie of a language that somebody chose.
  package static let languageCookie = "allot_language"
}

extension WebResponse {
  /// Whoever has these bytes already gets none: with a tag made of them (RFC 9110, 8.8.3).
  func unlessKnown(to request: WebRequest) -> WebResponse {
    guard status == 200, case .bytes(let bytes) = body else { return self }
    var response = self
    let tag = headers["etag"] ?? Call.tag(bytes)
    response.headers["etag"] = tag
    if response.headers["cache-control"] == nil { response.headers["cache-control"] = "private, no-cache" }
    let known = request.headers.all("if-none-match").flatMap(Call.tags)
    guard known.contains(where: { $0 == tag || $0 == "W/" + tag || $0 == "*" }) else { return response }
    response.status = 304
    response.body = .bytes([])
    response.headers["content-type"] = nil
    return response
  }
}
