/// What is to be done with what an address names (RFC 9110).
package enum WebMethod: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether it promises to change nothing: a link or a picture on another house's page can send such a request.
  package var isSafe: Bool { self == .get || self == .head }
}
