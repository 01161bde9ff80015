/// An answer, whichever library sends it.
package struct WebResponse: Sendable {
  /// Takes piece by piece and returns when the other end has taken it over; throws when he is gone.
  package typealias Writer = (_ piece: [UInt8]) async throws -> Void
  /// What is sent.
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Made while it is sent.
    case stream(@Sendable (_ write: Writer) async throws -> Void)
  }
  /// 200 to 599.
  package var status: Int
  /// Beside those that every answer has.
  package var headers: WebHeaders
  /// Empty where there is nothing to send.
  package var body: Body
  /// The connection ends with it: what else was sent on it is not read.
  package var endsConnection = false

  /// Of a status, with nothing in it.
  package init(_ status: Int, headers: WebHeaders = WebHeaders(), body: Body = .bytes([])) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// Bytes of a kind.
  package init(_ status: Int = 200, type: String, bytes: [UInt8], headers: WebHeaders = WebHeaders()) {
    self.init(status, headers: headers, body: .bytes(bytes))
    self.headers["content-type"] = type
  }

  /// Text of a kind, in UTF-8.
  package init(_ status: Int = 200, type: String, _ text: String, headers: WebHeaders = WebHeaders()) {
    self.init(status, type: type.contains("charset") ? type : type + "; charset=utf-8", bytes: Array(text.utf8), headers: headers)
  }

  /// Another page, asked for with GET whatever was sent: after a form, so that going back sends nothing twice.
  package static func seeOther(_ path: String, headers: WebHeaders = WebHeaders()) -> WebResponse {
    var response = WebResponse(303, headers: headers)
    // Never another house: a path begins with one slash.
    let isOurs = path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
    response.headers["location"] = isOurs ? path : "/"
    return response
  }

  /// The bytes, where they are there already; nil of a stream.
  package var bytes: [UInt8]? {
    if case .bytes(let bytes) = body { return bytes }
    return nil
  }
}
