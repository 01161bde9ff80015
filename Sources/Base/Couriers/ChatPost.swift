import Discretion
import FoundationEssentials
package import Speech
import Wire

/// Posts a message to a webhook and judges the answer: a 200 alone means nothing, all but Slack say what went wrong in the body of one.
package struct ChatPost: Sendable {
  let house: ChatHouse
  let address: WebAddress
  let key: String?
  let patienceMilliseconds: Int

  /// `key`: the signing key; nil for a webhook without one.
  package init(_ house: ChatHouse, address: WebAddress, key: String?, patienceMilliseconds: Int = 20_000) {
    (self.house, self.address, self.key, self.patienceMilliseconds) = (house, address, key, patienceMilliseconds)
  }

  /// Blocks. `seconds`: now, since 1970-01-01 UTC; the houses refuse a signature that is an hour old.
  package func send(_ message: ChatHouse.Message, seconds: Int64) -> Handover {
    let (url, body) = house.request(message, to: address, key: key, seconds: seconds)
    switch WebRequest.post(url, body.text, patienceMilliseconds: patienceMilliseconds) {
    case .failure(.tooLong):
      return .later(Wording("\(address.host) answered without end", "\(address.host) 的应答没完没了"), afterSeconds: nil)
    case .failure(.network(let said)), .failure(.closed(let said)):
      let why = hidden(said)
      return .later(Wording("\(address.host) cannot be reached: \(why)", "连不上 \(address.host)：\(why)"), afterSeconds: nil)
    case .failure(.certificate(let said)):
      let why = hidden(said)
      return .later(
        Wording(
          "the certificate of \(address.host) is not trusted (\(why)); nothing was sent", "\(address.host) 的证书不受信任（\(why)）；未发送任何内容"),
        afterSeconds: nil)
    case .success(let answer): return verdict(answer)
    }
  }

  private struct Reply: Decodable {
    var errcode: Int?
    var errmsg: String?
    var code: Int?
    var msg: String?
    var statusCode: Int?
    var statusMessage: String?
    enum CodingKeys: String, CodingKey {
      case errcode, errmsg, code, msg
      case statusCode = "StatusCode"
      case statusMessage = "StatusMessage"
    }
  }

  func verdict(_ answer: WebRequest.Answer) -> Handover {
    let text = String(decoding: answer.body, as: UTF8.self)
    if answer.status == 429 { return .later(told(answer.status, "", slow: true), afterSeconds: min(answer.retryAfter ?? 60, 3600)) }
    if (500...599).contains(answer.status) || answer.status == 408 {
      return .later(told(answer.status, shown(text)), afterSeconds: answer.retryAfter.map { min($0, 3600) })
    }
    // A redirection is not followed: what is posted would go to whoever it names.
    guard (200...299).contains(answer.status) else { return .refused(told(answer.status, shown(text))) }
    if house == .slack { return text == "ok" ? .taken : .refused(told(answer.status, shown(text))) }
    guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(answer.body)) else {
      return .later(told(answer.status, "", unreadable: true), afterSeconds: nil)
    }
    // Feishu's older webhooks answer with StatusCode, the newer with code; an answer with neither tells nothing.
    guard let code = house == .feishu ? reply.code ?? reply.statusCode : reply.errcode else {
      return .later(told(answer.status, "", unreadable: true), afterSeconds: nil)
    }
    if code == 0 { return .taken }
    let words = shown(reply.errmsg ?? reply.msg ?? reply.statusMessage ?? "")
    if Self.slow[house]?.contains(code) == true { return .later(told(code, words, slow: true), afterSeconds: Self.pause[house]) }
    // Their own faults: WeCom's "system busy", Feishu's internal ones.
    if code == -1 || (house == .feishu && code == 11_247) { return .later(told(code, words), afterSeconds: nil) }
    return .refused(told(code, words))
  }

  /// Codes of “too often”. WeCom and DingTalk take twenty a minute, DingTalk then nothing for ten; Feishu a hundred a minute, five a second.
  private static let slow: [ChatHouse: Set<Int>] = [
    .wecom: [45_009, 45_033], .dingtalk: [130_101, 130_102, 410_100, 88, 90_018, 90_030], .feishu: [11_232, 99_991_400],
  ]
  private static let pause: [ChatHouse: Int] = [.wecom: 60, .dingtalk: 600, .feishu: 60]

  private func told(_ code: Int, _ words: String, slow: Bool = false, unreadable: Bool = false) -> Wording {
    let said = words.isEmpty ? Wording.none : Wording(": \(words)", "：\(words)")
    if unreadable { return Wording("\(address.host) answered \(code) with a body that says nothing", "\(address.host) 应答 \(code)，但内容无法识别") }
    if slow { return Wording("\(address.host) was asked too often (\(code))", "\(address.host) 限流（\(code)）") + said }
    return Wording("\(address.host) refused the message with \(code)", "\(address.host) 拒收，代码 \(code)") + said
  }

  /// What the other side said, cut and cleaned; never with the address or the key in it.
  private func shown(_ text: String) -> String { Shown.written(hidden(HeaderText.oneLine(text)), limit: 160) }

  private func hidden(_ text: String) -> String {
    var out = text
    for secret in [key, address.secret, address.secret.split(separator: "/").last.map(String.init)].compactMap({ $0 })
    where secret.utf8.count >= 4 {
      out = out.replacing(secret, with: "…")
    }
    return out
  }
}
