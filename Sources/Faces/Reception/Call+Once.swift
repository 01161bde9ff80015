import Digest
import Register
import SignIns
import Speech
package import Web
import Wire

extension Call {
  /// What `Idempotency-Key` is called among a route's parameters.
  package static let keyParameter = RouteParameter(
    "idempotency-key", .text(200),
    Wording(
      "Asked again with the same key, nothing is done twice: the first answer comes again. Kept for two days.",
      "以相同的键再次请求时不会重复执行：返回第一次的应答。保留两天。"),
    example: "4f2c-1", in: .header)

  /// Does it once for each key: whoever asks again gets the same answer. `content`: digest of what was streamed, where the body is not form or JSON.
  package func once(content: [UInt8] = [], _ body: () async throws -> WebResponse) async throws -> WebResponse {
    guard let key = text("idempotency-key") else { return try await body() }
    let keys = RequestKeys(try seat)
    let digest = SHA256.hash(
      Fields.bytes([
        request.method.rawValue, request.path, request.query.encoded, json.text, form.encoded, Hex.encode(content),
      ]))
    switch try await keys.begin(key, digest: digest) {
    case .done(let status, let type, let bytes):
      var response = WebResponse(status, body: .bytes(bytes))
      response.headers["content-type"] = type
      response.headers["idempotent-replayed"] = "true"
      return response
    case .open:
      throw Refusal(
        409, "key_in_use", Wording("a request with this key is still being done", "带此键的请求仍在处理中"),
        remedy: Wording("ask again in a moment with the same key", "请稍后用同一个键重试"), headers: ["retry-after": "2"])
    case .other:
      throw Refusal(
        422, "key_used", Wording("this key was used for something else", "此键已用于其他请求"),
        remedy: Wording("take a new key for each request", "每个请求请用新的键"))
    case .first: break
    }
    do {
      let response = try await body()
      let kept = response.bytes.map { (status: response.status, contentType: response.headers["content-type"], body: $0) }
      try await keys.end(key, response.status < 500 ? kept : nil)
      return response
    } catch {
      // Nothing was done: it can be asked again under the same key.
      try? await keys.end(key, nil)
      throw error
    }
  }

  /// The tag of an answer.
  package static func tag(_ bytes: [UInt8]) -> String { "\"\(Hex.encode(SHA256.hash(bytes).prefix(12)))\"" }

  /// Refuses a change that was made looking at something else than is there now. `current`: the tag of what is there.
  package func requireMatch(_ current: String) throws(Refusal) {
    guard let wanted = request.headers["if-match"] else {
      throw Refusal(
        428, "version_needed", Wording("it must be said which version is to be changed", "须写明要更改的是哪个版本"),
        remedy: Wording("send If-Match with the ETag of the answer you looked at", "请在 If-Match 中附上所见应答的 ETag"))
    }
    let tags = wanted.split(separator: ",").map { $0.filter { $0 != " " } }
    guard tags.contains(current) || tags.contains("*") else {
      throw Refusal(
        412, "changed", Wording("it was changed since you looked at it", "您查看之后它已被更改"),
        remedy: Wording("look at it again, then decide", "请重新查看后再决定"), headers: ["etag": current])
    }
  }
}
