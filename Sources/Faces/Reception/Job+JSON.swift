import Answers
package import Jobs
import Portfolio
package import Speech
package import Web
package import Wire

extension Job {
  /// What the API says of a job.
  package static let shape = "{ " + members + " }"
  /// With the answer itself, where it is JSON, or the problem.
  package static let wholeShape = "{ " + members + #", "outcome?": "answer", "problem?": "answer" }"#
  private static let members =
    #""job": "text", "kind": "= import | simulation | report", "state": "= waiting | running | stopping | done | failed | cancelled", "what": "text", "step": "text?", "done": "count", "total": "count?", "asked_at": "time", "began_at": "time?", "ended_at": "time?", "said": "text", "answer": "text?", "status": "count?""#

  /// In the shape of `shape`; `answer` is where what came of it is.
  package func json(_ language: Language) -> JSON {
    func time(_ instant: Instant?) -> JSON { JSON(instant.map { Text.time($0) + "Z" }) }
    return .object([
      ("job", .string(id)), ("kind", .string(kind.rawValue)), ("state", .string(state.rawValue)), ("what", .string(what[language])),
      ("step", JSON(state.isEnded ? nil : step?[language])), ("done", JSON(done)), ("total", JSON(total.map { Int64($0) })),
      ("asked_at", time(askedAt)), ("began_at", time(beganAt)), ("ended_at", time(endedAt)), ("said", .string(standing[language])),
      ("answer", JSON(end == nil || state == .cancelled ? nil : "/v1/jobs/\(id)/answer")),
      ("status", JSON(answered.map { Int64($0.status) })),
    ])
  }

  /// In the shape of `wholeShape`.
  package func whole(_ language: Language) -> JSON {
    guard case .object(var members) = json(language) else { return .null }
    if case .success(let outcome) = end, outcome.response.headers["content-type"]?.hasPrefix("application/json") == true,
      let told = try? JSON(reading: outcome.response.bytes ?? [])
    {
      members.append(("outcome", told))
    }
    if let problem { members.append(("problem", problem.json(language))) }
    return .object(members)
  }

  /// What is answered to whoever waits for it, in the end; nil before, and of what was cancelled.
  package var answered: WebResponse? { answered(.en) }

  /// The same with its sentences in a language, where it went wrong.
  package func answered(_ language: Language) -> WebResponse? {
    switch end {
    case .success(let outcome): outcome.response
    case .failure(let error) where state == .failed: Problem(error).response(language)
    default: nil
    }
  }

  /// Why it was not done; nil where it was, and where somebody cancelled it.
  package var problem: Problem? {
    if state == .failed, case .failure(let error) = end { return Problem(error) }
    return nil
  }
}
