package import Desks
package import Jobs
package import Logging
import SignIns
package import Speech
package import Web
package import Wire

/// A request on its way: who asks, with what, already checked as its route says.
package struct Call: Sendable {
  package let request: WebRequest
  package let route: Route
  package let visitor: Visitor
  /// Where things are logged; without anybody's data.
  package let logger: Logger
  /// Doors, limits and keys that all calls share.
  let desk: Reception
  /// By name: places of the path, the query, headers.
  let values: [String: String]
  /// The form that was sent; empty for other contents.
  package let form: FormFields
  /// The JSON that was sent, of the route's shape; null for other contents.
  package let json: JSON
  /// Files that were chosen in a form.
  package let files: [MultipartForm.File]
  /// What was sent from this page and refused; nil where it is asked for as usual.
  package var refused: RefusedForm?

  /// The seat at which desks are used. Throws 401 when nobody is known.
  package var seat: Seat { get throws(Refusal) { try visitor.seat } }
  package var language: Language { visitor.language }

  /// What a parameter says; nil when it is not there, and when a query leaves it empty.
  package func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
  /// The same where the route needs it.
  package func needed(_ name: String) throws(Refusal) -> String {
    guard let value = text(name) else { throw .missing(name) }
    return value
  }
  /// A whole number.
  package func number(_ name: String) -> Int64? { text(name).flatMap { Int64($0) } }
  /// How far the agencies' outboxes have come, asked once a second for all who wait.
  package var pulse: Pulse { desk.pulse }

  /// Long work that goes on while nobody waits for it.
  package var jobs: JobBook { desk.jobs }
  /// Answers that others will look at.
  package var shelf: AnswerShelf { desk.shelf }

  /// Whether whoever asked would be let in now: of answers that take hours.
  package func isStillIn() async -> Bool {
    do {
      return try await desk.visitor(request, route).admission != nil
    } catch is Refusal {
      return false
    } catch is NotAdmitted {
      return false
    } catch {
      // The database is away for a moment: nobody was sent away.
      return true
    }
  }

  /// Whoever was let in a moment ago is looked up anew: what was ended counts at once.
  package func forgetVisitors() { desk.doorkeeper.forget() }

  /// At most so many rows.
  package var limit: Int { number("limit").map { Int($0) } ?? 50 }
  /// False unless it says true.
  package func isTrue(_ name: String) -> Bool { values[name] == "true" }

  /// A page, with what every page has. `cookies` are set with it.
  package func page(_ html: String, status: Int = 200, cookies: [WebCookie] = []) -> WebResponse {
    var response = WebResponse(status, type: "text/html", html)
    response.headers["content-security-policy"] = Reception.pagePolicy
    response.headers["content-language"] = language.tag
    for cookie in cookies { response.headers.add("set-cookie", cookie.header) }
    return response
  }
}

extension Refusal {
  static func missing(_ name: String) -> Refusal {
    .malformed(Wording("\(name) is missing", "缺少 \(name)"), remedy: Wording("add \(name)=…", "请加上 \(name)=…"))
  }
}
