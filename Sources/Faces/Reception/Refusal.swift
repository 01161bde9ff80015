import Desks
import Discretion
import Failures
import Faults
import SignIns
package import Speech
package import Web

/// Why a request is not done where HTTP has a number of its own for it. What the desks refuse keeps its words and gets its number by `Problem`.
package struct Refusal: Error, Sendable {
  /// 400 to 599.
  package var status: Int
  /// The word of its kind, for programs; it never changes.
  package var kind: String
  /// What was found and expected, and where.
  package var what: Wording
  /// What to do; nil when there is nothing to say.
  package var remedy: Wording?
  /// What belongs to the number: `Allow`, `Retry-After`.
  package var headers: WebHeaders

  /// As it is told.
  package init(_ status: Int, _ kind: String, _ what: Wording, remedy: Wording? = nil, headers: WebHeaders = WebHeaders()) {
    (self.status, self.kind, self.what, self.remedy, self.headers) = (status, kind, what, remedy, headers)
  }

  /// Something is not written as it must be; `what` says where.
  package static func malformed(_ what: Wording, remedy: Wording? = nil) -> Refusal { Refusal(400, "malformed", what, remedy: remedy) }

  /// What was typed is none of what can stand there.
  package static func unfit(_ name: String, _ value: String, _ expected: Wording, remedy: Wording? = nil) -> Refusal {
    let shown = Quoted.typed(value)
    return .malformed(
      Wording("\(name) is \(shown.en); expected \(expected.en)", "\(name) 的值是\(shown.zh)；应为\(expected.zh)"), remedy: remedy)
  }

  /// There is nothing of this name here, or nothing that this agency has.
  package static let notFound = Refusal(
    404, "not_found", Wording("there is nothing at this address", "此地址没有内容"),
    remedy: Wording("GET /v1/openapi.json lists all addresses", "GET /v1/openapi.json 列出全部地址"))

  /// There is no file of this name; the nearest there is, is said, and all of them.
  package static func noFile(_ name: String, among known: [String]) -> Refusal {
    let (shown, hint) = (Shown.missing(name), Suggestion.hint(for: name, among: known).map { Wording("; ", "；") + $0 } ?? .none)
    return Refusal(
      404, "not_found", Wording("there is no file “\(shown)”\(hint.en)", "没有文件“\(shown)”\(hint.zh)"),
      remedy: Wording("there are: \(known.joined(separator: ", "))", "现有：\(known.joined(separator: "、"))"))
  }

  static func method(_ allowed: [WebMethod]) -> Refusal {
    let names = WebMethod.allow(allowed)
    return Refusal(
      405, "method", Wording("this address takes \(names)", "此地址只接受 \(names)"), headers: ["allow": names])
  }

  /// Nobody is known to ask.
  package static let nobody = Refusal(
    401, "sign_in", Wording("it is not known who asks", "不知道是谁在请求"),
    remedy: Wording(
      "send a token, Authorization: Bearer allot_…, from: allot user token NAME; or sign in at /sign-in",
      "请附上令牌 Authorization: Bearer allot_…（由 allot user token NAME 发放），或在 /sign-in 登录"),
    headers: ["www-authenticate": "Bearer realm=\"allot\""])

  /// A form that this console did not give, or not to this person.
  package static let forged = Refusal(
    403, "form", Wording("this form was not made by this console for you, or you signed in anew since", "此表单不是本控制台为您生成的，或您此后已重新登录"),
    remedy: Wording("open the page again and send it from there", "请重新打开页面，再从该页提交"))

  static func host(_ known: [String]) -> Refusal {
    Refusal(
      421, "host", Wording("the console is not known under this name", "控制台不以此名称提供服务"),
      remedy: Wording(
        "use \(known.joined(separator: ", ")), or add the name to web_hosts in allot.conf",
        "请使用 \(known.joined(separator: "、"))，或把该名称加入 allot.conf 的 web_hosts"))
  }

  static func busy(seconds: Int) -> Refusal {
    Refusal(
      503, "busy", Wording("too many requests are being answered", "正在应答的请求过多"), remedy: Wording("try again in a moment", "请稍后重试"),
      headers: ["retry-after": "\(seconds)"])
  }

  static func rate(seconds: Int) -> Refusal {
    Refusal(
      429, "rate", Wording("more requests than one may make", "请求过于频繁"),
      remedy: Wording("wait \(seconds) s; web_rate in allot.conf sets the limit", "请等待 \(seconds) 秒；上限由 allot.conf 的 web_rate 设定"),
      headers: ["retry-after": "\(seconds)"])
  }

  /// What is sent is of a kind that is not taken here.
  static func mediaType(_ taken: [String]) -> Refusal {
    let names = taken.joined(separator: ", ")
    return Refusal(
      415, "media_type", Wording("the body must be \(names)", "正文须为 \(names)"),
      remedy: Wording("say so in Content-Type", "请在 Content-Type 中写明"))
  }

  /// The encoding that a body's kind names is none of those in which it is read.
  package static func encoding(_ charset: String, of type: String, known names: [String]) -> Refusal {
    let shown = Quoted.typed(charset)
    return Refusal(
      415, "media_type",
      Wording(
        "\(shown.en) is no encoding in which \(type) is read here; expected \(names.joined(separator: ", "))",
        "此处不按\(shown.zh)编码读取 \(type)；应为 \(names.joined(separator: "、"))"),
      remedy: names.count == 1
        ? Wording("send it in UTF-8", "请以 UTF-8 发送")
        : Wording("name it so in Content-Type, or leave charset out: it is told from the bytes", "请在 Content-Type 中如此写明，或去掉 charset：可由字节判断")
    )
  }

  init(_ fault: WebFault) {
    switch fault {
    case .tooLarge(let limit):
      self.init(
        413, "too_large", Wording("the body has more than \(limit) bytes", "正文超过 \(limit) 字节"),
        remedy: Wording("send less at once", "请分次发送"))
    case .cutOff:
      self.init(
        400, "cut_off", Wording("the body ended before it was whole", "正文未传完即中断"),
        remedy: Wording("send it again: nothing was changed", "请重新发送：未作任何更改"))
    case .malformed:
      self.init(400, "malformed", Wording("the address or the form cannot be read", "地址或表单无法解析"))
    case .tooManyFields(let limit):
      self.init(400, "malformed", Wording("there are more than \(limit) fields", "字段超过 \(limit) 个"))
    }
  }

  init(_ error: NotAdmitted) {
    self.init(error.pause > 0 ? 429 : 401, error.pause > 0 ? "closed" : "sign_in", error.what, remedy: error.remedy)
    headers = error.pause > 0 ? ["retry-after": "\(error.pause)"] : Self.nobody.headers
  }
}
