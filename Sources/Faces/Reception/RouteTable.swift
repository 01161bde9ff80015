package import Web

/// All routes. Which of them a request means is decided here, and nowhere else.
package struct RouteTable: Sendable {
  /// In the order they were given.
  package let routes: [Route]
  /// By the number of parts of a path.
  private let byLength: [Int: [Route]]

  /// Two routes of one method and path are a mistake of the program, which a test finds: the first one counts.
  package init(_ routes: [Route]) {
    self.routes = routes
    byLength = Dictionary(grouping: routes) { $0.path.parts.count }.mapValues { routes in
      routes.enumerated().sorted { a, b in
        if a.element.path.isMoreExact(than: b.element.path) { return true }
        if b.element.path.isMoreExact(than: a.element.path) { return false }
        return a.offset < b.offset
      }.map(\.element)
    }
  }

  /// The route that is meant, and what stands in the places of its path. Throws 404, and 405 with what is taken there.
  package func find(_ method: WebMethod, _ segments: [String]) throws(Refusal) -> (route: Route, places: [String: String]) {
    var allowed: [WebMethod] = []
    let wanted = method == .head ? .get : method
    for route in byLength[segments.count] ?? [] {
      guard let places = route.path.match(segments) else { continue }
      if route.method == wanted { return (route, places) }
      if !allowed.contains(route.method) { allowed.append(route.method) }
    }
    guard !allowed.isEmpty else { throw .notFound }
    throw .method(allowed)
  }
}
