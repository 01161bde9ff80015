import Digest
import Register
import SignIns
import Speech
package import Web
import Wire

extension Call {
  /// What `Idempotency-Key` is called among a route's parameters.
  package static let keyParameter = RouteParameter(
    "idempotency-key", .key(200),
    Wording(
      "Asked again with the same key, nothing is done twice: the first answer comes again. Kept for two days.",
      "以相同的键再次请求时不会重复执行：返回第一次的应答。保留两天。"),
    example: "4f2c-1", in: .header)

  /// Does it once for each key: whoever asks again gets the same answer. `content`: digest of what was streamed, where the body is not form or JSON.
  package func once(content: [UInt8] = [], _ body: () async throws -> WebResponse) async throws -> WebResponse {
    guard let key = text("idempotency-key") else { return try await body() }
    let keyed = try await keyed(key, digest(content: content)) { () -> (WebResponse, KeptAnswer?) in
      let response = try await body()
      let kept = response.bytes.map { KeptAnswer(status: response.status, contentType: response.headers["content-type"], body: $0) }
      return (response, response.status < 500 ? kept : nil)
    }
    switch keyed {
    case .now(let response): return response
    case .before(let kept):
      var response = WebResponse(kept.status, body: .bytes(kept.body))
      response.headers["content-type"] = kept.contentType
      response.headers["idempotent-replayed"] = "true"
      return response
    case .open:
      throw Refusal(
        409, "key_in_use",
        Wording("a request with this key is still being done, or it is not known what came of it", "带此键的请求仍在处理中，或其结果未知"),
        remedy: Wording(
          "ask again in a moment with the same key; where it stays so, look at what is there, then take a new key",
          "请稍后用同一个键重试；若仍如此，请查看现状后换用新的键"), headers: ["retry-after": "2"])
    case .other: throw Refusal.keyUsed
    }
  }

  /// Of all that is asked for.
  func digest(content: [UInt8]) -> [UInt8] {
    SHA256.hash(
      Fields.bytes([
        request.method.rawValue, request.path, request.query.encoded, json.text, form.encoded, Hex.encode(content),
      ]))
  }

  /// What was answered under a key.
  package struct KeptAnswer: Sendable {
    package var status: Int
    package var contentType: String?
    package var body: [UInt8]

    package init(status: Int, contentType: String?, body: [UInt8]) {
      (self.status, self.contentType, self.body) = (status, contentType, body)
    }
  }

  /// What a key led to.
  package enum Keyed<Answer> {
    /// It was done now.
    case now(Answer)
    /// It was done before.
    case before(KeptAnswer)
    /// It is being done, or nobody knows whether it was.
    case open
    /// The key stands for something else.
    case other
  }

  /// Does it unless it was done under this key. `digest`: of all that was asked. `body` gives the answer, and what is kept of it.
  package func keyed<Answer>(
    _ key: String, _ digest: [UInt8], _ body: () async throws -> (Answer, KeptAnswer?)
  ) async throws -> Keyed<Answer> {
    let keys = RequestKeys(try seat)
    switch try await keys.begin(key, digest: digest) {
    case .done(let status, let type, let bytes): return .before(KeptAnswer(status: status, contentType: type, body: bytes))
    case .open: return .open
    case .other: return .other
    case .first: break
    }
    do {
      let (answer, kept) = try await body()
      try await keys.end(key, kept.map { ($0.status, $0.contentType, $0.body) })
      return .now(answer)
    } catch {
      // Refused: nothing was done, and it can be asked again under the same key. After a deadline or a lost connection nobody knows.
      if Problem(error).status < 500 { try? await keys.end(key, nil) }
      throw error
    }
  }

  /// The tag of an answer.
  package static func tag(_ bytes: [UInt8]) -> String { "\"\(Hex.encode(SHA256.hash(bytes).prefix(12)))\"" }

  /// The tags that a header names.
  static func tags(_ header: String) -> [String] { header.split(separator: ",").map { String($0.filter { $0 != " " }) } }

  /// Refuses a change that was made looking at something else than is there now. `current`: the tag of what is there.
  package func requireMatch(_ current: String) throws(Refusal) {
    guard let wanted = request.headers["if-match"] else {
      throw Refusal(
        428, "version_needed", Wording("it must be said which version is to be changed", "须写明要更改的是哪个版本"),
        remedy: Wording("send If-Match with the ETag of the answer you looked at", "请在 If-Match 中附上所见应答的 ETag"))
    }
    let tags = Self.tags(wanted)
    guard tags.contains(current) || tags.contains("*") else {
      throw Refusal(
        412, "changed", Wording("it was changed since you looked at it", "您查看之后它已被更改"),
        remedy: Wording("look at it again, then decide", "请重新查看后再决定"), headers: ["etag": current])
    }
  }
}

extension Refusal {
  /// The key of a request stands for another one.
  static let keyUsed = Refusal(
    422, "key_used", Wording("this key was used for something else", "此键已用于其他请求"),
    remedy: Wording("take a new key for each request", "每个请求请用新的键"))
}
