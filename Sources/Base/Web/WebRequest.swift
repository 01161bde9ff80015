/// A request, whichever library took it in.
package struct WebRequest: Sendable {
  /// What is to be done.
  package var method: WebMethod
  /// As it was sent, without the query.
  package var path: String
  /// What stands between the slashes, decoded.
  package var segments: [String]
  /// What stands behind the question mark.
  package var query: FormFields
  /// As they were sent.
  package var headers: WebHeaders
  /// Read by whoever knows what it may be.
  package var body: WebBody
  /// Address of the other end, for limits; never logged.
  package var peer: String
  /// Whether the connection is encrypted up to here.
  package var isSecure: Bool
  /// Called once it is known who asks and what: from then on the connection is not given to somebody else before it was answered.
  package var isTaken: @Sendable () -> Void
  /// Called by whoever reads a long body of somebody who is known: it is read in larger pieces.
  package var takesLong: @Sendable () -> Void
  /// Why its address could not be read; nil of every other. Whoever answers says so in his own form.
  package private(set) var fault: WebFault?

  /// `target` is the request's: path and query. Throws `WebFault` where it cannot be read.
  package init(
    _ method: WebMethod, _ target: String, headers: WebHeaders = WebHeaders(), body: WebBody = WebBody(), peer: String = "",
    isSecure: Bool = false, isTaken: @escaping @Sendable () -> Void = {}, takesLong: @escaping @Sendable () -> Void = {}
  ) throws(WebFault) {
    (self.method, self.headers, self.body, self.peer, self.isSecure) = (method, headers, body, peer, isSecure)
    (self.isTaken, self.takesLong) = (isTaken, takesLong)
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0])
    guard path.hasPrefix("/") else { throw .malformed }
    segments = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let text = PercentText.decode(part), !text.unicodeScalars.contains("\0") else { throw .malformed }
      segments.append(text)
    }
    query = parts.count > 1 ? try FormFields(encoded: parts[1]) : FormFields()
    guard !query.fields.contains(where: { $0.value.unicodeScalars.contains("\0") }) else { throw .malformed }
  }

  /// One whose address cannot be read; of the address there is only whether a program or a browser is meant.
  package init(unreadable method: WebMethod, _ target: String, _ fault: WebFault, headers: WebHeaders, peer: String) {
    (self.method, self.headers, self.peer, self.fault) = (method, headers, peer, fault)
    (body, isSecure, isTaken, takesLong, query) = (WebBody(), false, {}, {}, FormFields())
    segments = target.hasPrefix("/v1/") ? ["v1"] : []
    path = "/" + segments.joined()
  }

  /// The kind of the body without its parameters, in small letters: `text/csv`; empty where none is said.
  package var contentType: String {
    let whole = headers["content-type"] ?? ""
    return String(whole.prefix { $0 != ";" }).lowercased().filter { $0 != " " }
  }

  /// The encoding that the body's kind names: `gb18030` of `text/csv; charset=GB18030`; nil where none is said.
  package var charset: String? { headers["content-type"].flatMap { MultipartForm.parameter("charset", of: $0) }?.lowercased() }

  /// A form that was sent as a browser sends one. Throws `WebFault`.
  package func form(limit: Int = 1 << 20) async throws -> FormFields {
    let bytes = try await body.bytes(limit: limit)
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { throw WebFault.malformed }
    return try FormFields(encoded: text)
  }

  /// Whether an answer of this kind is asked for by name. A browser that opens a page asks for `text/html`; programs mostly say nothing.
  package func accepts(_ type: String) -> Bool {
    headers.all("accept").contains { $0.lowercased().split(separator: ",").contains { $0.drop { $0 == " " }.hasPrefix(type) } }
  }

  /// The languages that are asked for, most wanted first, as their first letters: `zh`, `en`.
  package var languages: [String] {
    let wanted = headers.all("accept-language").flatMap { $0.split(separator: ",") }.prefix(20).enumerated().compactMap { index, part in
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let tag = pieces.first, !tag.isEmpty else { return nil as (String, Int, Int)? }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Self.thousandths($0.dropFirst(2)) } ?? 1000
      return weight > 0 ? (String(tag.prefix { $0 != "-" }), weight, index) : nil
    }
    return wanted.sorted { ($1.1, $0.2) < ($0.1, $1.2) }.map(\.0)
  }

  /// `0.8` is 800.
  private static func thousandths(_ text: Substring) -> Int {
    let parts = text.split(separator: ".", maxSplits: 1)
    let whole = parts.first.flatMap { Int($0) } ?? 0
    let rest = parts.count > 1 ? String((parts[1] + "000").prefix(3)) : "000"
    return min(1000, max(0, whole) * 1000 + (Int(rest) ?? 0))
  }
}
