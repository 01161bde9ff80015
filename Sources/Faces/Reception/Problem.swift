import Desks
import Failures
package import Faults
import SignIns
package import Speech
package import Web
package import Wire

/// Why something was not done, as HTTP tells it (RFC 9457): the sentences of the command line, with a number of HTTP.
package struct Problem: Sendable {
  /// 400 to 599.
  package let status: Int
  /// The word of its kind, for programs.
  package let kind: String
  /// What happened and where.
  package let what: Wording
  /// What to do about it.
  package let remedy: Wording?
  /// The exit status with which the command line says the same; nil for what only HTTP knows.
  package let exitStatus: ExitStatus?
  /// What belongs to the number.
  package let headers: WebHeaders
  /// For the log, where it is a fault of ours; such a one is told without its words.
  package let fault: String?

  /// Of whatever was thrown.
  package init(_ error: any Error) {
    switch error {
    case let error as Refusal: self.init(error)
    case let error as WebFault: self.init(Refusal(error))
    case let error as NotAdmitted: self.init(Refusal(error))
    case is CancellationError:
      self.init(
        Refusal(
          503, "unavailable", Wording("this took too long and was stopped", "处理时间过长，已中止"), remedy: Wording("try again", "请重试"),
          headers: ["retry-after": "2"]))
    default: self.init(OperationError.explaining(error))
    }
  }

  private init(_ refusal: Refusal) {
    (status, kind, what, remedy, headers) = (refusal.status, refusal.kind, refusal.what, refusal.remedy, refusal.headers)
    (exitStatus, fault) = (nil, nil)
  }

  private init(_ error: OperationError) {
    (status, kind, exitStatus) = (error.status.httpStatus, error.status.word, error.status)
    headers = status == 503 ? ["retry-after": "2"] : WebHeaders()
    if error.status.isOurFault {
      // What broke may quote anything; whoever runs the daemon reads it in its log.
      what = Wording("a fault of allot; the daemon's log says more", "allot 出现故障；详情见守护进程日志")
      remedy = Wording("report it with the lines of the log of this moment", "请连同此刻的日志一并报告")
      fault = error.description
    } else {
      (what, remedy, fault) = (error.what, error.remedy, nil)
    }
  }

  /// The members of RFC 9457, and `kind`, `remedy`, `exit_status`.
  package func json(_ language: Language) -> JSON {
    .object([
      ("type", .string("urn:allot:problem:\(kind)")), ("title", .string(title[language])), ("status", JSON(status)),
      ("detail", .string(what[language])), ("kind", .string(kind)), ("remedy", JSON(remedy?[language])),
      ("exit_status", JSON((exitStatus?.rawValue).map { Int64($0) })),
    ])
  }

  /// For programs.
  package func response(_ language: Language) -> WebResponse {
    var response = WebResponse(status, type: "application/problem+json", bytes: Array(json(language).text.utf8), headers: headers)
    response.headers["content-language"] = language.tag
    return response
  }

  /// The kind in a few words, the same whenever it happens.
  package var title: Wording {
    switch status {
    case 400: Wording("Cannot be read", "无法读取")
    case 401: Wording("Not signed in", "未登录")
    case 403: Wording("Not allowed", "不允许")
    case 404: Wording("Not there", "不存在")
    case 405: Wording("Not done here", "不支持的操作")
    case 409: Wording("Not now", "现在不行")
    case 410: Wording("Gone", "已不在")
    case 412: Wording("Changed meanwhile", "期间已更改")
    case 413: Wording("Too much", "过大")
    case 415: Wording("Of another kind", "类型不符")
    case 421: Wording("Another name", "名称不符")
    case 422: Wording("Not right", "内容有误")
    case 428: Wording("Say which version", "须写明版本")
    case 429: Wording("Too often", "过于频繁")
    case 503: Wording("Not available", "暂不可用")
    default: status < 500 ? Wording("Refused", "已拒绝") : Wording("A fault", "故障")
    }
  }
}

extension ExitStatus {
  /// The number of HTTP that says the same. The one table of it.
  package var httpStatus: Int {
    switch self {
    case .success: 200
    case .usage: 400
    case .dataError: 422
    case .noInput: 404
    case .unavailable: 503
    case .software, .cannotCreate, .ioError: 500
    case .temporary, .configuration: 409
    case .noPermission: 403
    }
  }

  fileprivate var isOurFault: Bool { httpStatus == 500 }
}
