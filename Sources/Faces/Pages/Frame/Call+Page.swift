import Desks
import Digest
import HTML
package import Reception
import Register
import Schema
import SignIns
import Speech
package import Web

extension Call {
  /// What stands around a page of whoever asks.
  var frame: Frame {
    var frame = Frame(request, visitor)
    frame.refused = refused
    return frame
  }

  /// A page in its frame.
  func page(_ title: Wording, at place: Place?, status: Int = 200, notice: Wording? = nil, @HTMLBuilder _ body: () -> HTML) -> WebResponse {
    page(frame.page(title, at: place, notice: notice, body), status: status)
  }

  /// Does it once for each key of a form, however often it is sent: whoever comes back to it and sends it again is led to where the first time led.
  func onceByForm(_ body: () async throws -> String) async throws -> WebResponse {
    guard let key = form.filled("key") else { return .seeOther(try await body()) }
    // The key is of this form alone: what was typed into it belongs to it.
    let digest = SHA256.hash(Fields.bytes([request.path, form.with("csrf", nil).encoded]))
    let keyed = try await keyed("form " + key, digest) { () -> (String, KeptAnswer?) in
      let address = try await body()
      return (address, KeptAnswer(status: 303, contentType: nil, body: Array(address.utf8)))
    }
    switch keyed {
    case .now(let address): return .seeOther(address)
    case .before(let kept): return .seeOther(String(decoding: kept.body, as: UTF8.self))
    case .open, .other:
      throw Refusal(
        409, "key_in_use", Wording("this form was sent already", "此表单已提交过"),
        remedy: Wording("look at what came of it, then open the page anew", "请先查看其结果，再重新打开页面"))
    }
  }

  /// A key for one form.
  static func newKey() -> String { Hex.encode(SHA256.randomBytes().prefix(12)) }
}

extension Frame {
  /// Of a request.
  init(_ request: WebRequest, _ visitor: Visitor) {
    let seat = try? visitor.seat
    self.init(
      language: visitor.language, actor: seat?.actor, agency: seat.map { $0.agency.name.isEmpty ? $0.agency.code : $0.agency.name } ?? "",
      proof: visitor.proof, address: request.path + (request.query.fields.isEmpty ? "" : "?" + request.query.encoded))
  }
}

/// What went wrong, in the frame of the console.
package enum ProblemPage {
  /// For `Reception`.
  package static func html(_ problem: Problem, _ request: WebRequest, _ visitor: Visitor) -> String {
    var frame = Frame(request, visitor)
    // The language is changed on a page that can be asked for again.
    if !request.method.isSafe { frame.address = "/" }
    return frame.page(problem.title, at: nil) {
      frame.fault(problem)
      HTML.p(frame.link("/", frame.say("To the first page", "返回首页")))
    }
  }
}
