package import Web

/// A form that was refused: the page from which it was sent says why, and keeps what was typed.
package struct RefusedForm: Sendable {
  /// Where it was sent.
  package let action: String
  package let fields: FormFields
  package let problem: Problem
}

extension Reception {
  /// The page from which a form was sent, with what was typed into it; nil where it cannot be shown once more. `form`: as it was taken in, from whoever
  /// was shown it.
  func again(_ request: WebRequest, _ form: FormFields, _ problem: Problem) async -> WebResponse? {
    guard request.method == .post, request.accepts("text/html"), let target = Self.pageBefore(request) else { return nil }
    var headers = request.headers
    for name in ["content-type", "content-length", "transfer-encoding"] { headers[name] = nil }
    do {
      var page = try WebRequest(.get, target, headers: headers, peer: request.peer, isSecure: request.isSecure)
      var found = try? table.find(.get, page.segments)
      // A question that a form put is no page: it stands below the one from which it was asked.
      while found == nil, page.segments.count > 1 {
        page = try WebRequest(
          .get, String(page.path[..<(page.path.lastIndex(of: "/") ?? page.path.startIndex)]), headers: headers, peer: request.peer,
          isSecure: request.isSecure)
        found = try? table.find(.get, page.segments)
      }
      guard let (route, places) = found else { return nil }
      // What takes long is not done anew for it.
      guard !route.isAPI, route.need != .nothing, route.weight == .light else { return nil }
      var call = try await call(page, route, places, try await visitor(page, route))
      call.refused = RefusedForm(action: request.path, fields: form, problem: problem)
      var response = try await serve(call)
      guard response.status == 200 else { return nil }
      response.status = problem.status
      for (name, value) in problem.headers.fields where name != "www-authenticate" { response.headers[name] = value }
      return response
    } catch {
      // Then the refusal is told on a page of its own.
      return nil
    }
  }

  /// Path and query of the page on which a form stood, if it was one of this house; without what was said to be done before.
  private static func pageBefore(_ request: WebRequest) -> String? {
    guard let before = request.headers["referer"], let host = request.headers["host"],
      let scheme = ["https://", "http://"].first(where: before.hasPrefix)
    else { return nil }
    let rest = before.dropFirst(scheme.count)
    guard rest.prefix(while: { $0 != "/" }) == host, let start = rest.firstIndex(of: "/") else { return nil }
    let parts = rest[start...].prefix { $0 != "#" }.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, parts.count > 1, let query = try? FormFields(encoded: parts[1]) else {
      return parts.first.map(String.init)
    }
    let asked = query.with("done", nil)
    return asked.fields.isEmpty ? String(path) : "\(path)?\(asked.encoded)"
  }
}
