/// What is to be done with what an address names (RFC 9110).
package enum WebMethod: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  /// What can be done there?
  case options = "OPTIONS"
  /// What nobody here does, whatever it was called: its answer says what is done.
  case other = "-"

  /// Whether it promises to change nothing: a link or a picture on another house's page can send such a request.
  package var isSafe: Bool { self == .get || self == .head || self == .options }

  /// Of what is taken somewhere, everything that is, as `Allow` says it.
  package static func allow(_ taken: [WebMethod]) -> String {
    (taken + (taken.contains(.get) ? [.head] : []) + [.options]).map(\.rawValue).joined(separator: ", ")
  }
}
