/// A cookie as it is given to a browser (RFC 6265). No script reads it, and another house's page cannot send a form with it.
package struct WebCookie: Sendable {
  /// Letters, digits and `_`.
  package var name: String
  /// Letters, digits and `._-`.
  package var value: String
  /// Seconds until the browser forgets it; 0 makes it forget at once, nil when it is closed.
  package var maxAge: Int?
  /// Only over TLS.
  package var isSecure: Bool

  /// For every path of this house.
  package init(_ name: String, _ value: String, maxAge: Int?, isSecure: Bool) {
    (self.name, self.value, self.maxAge, self.isSecure) = (name, value, maxAge, isSecure)
  }

  /// The value of `Set-Cookie`.
  package var header: String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (maxAge.map { "; Max-Age=\($0)" } ?? "") + (isSecure ? "; Secure" : "")
  }

  /// The value of a cookie among those a browser sent back; nil where there is none, or two that differ.
  package static func value(_ name: String, in headers: WebHeaders) -> String? {
    var found: String?
    for pair in headers.all("cookie").flatMap({ $0.split(separator: ";") }) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
      let value = String(parts[1])
      guard found == nil || found == value else { return nil }
      found = value
    }
    return found
  }
}
