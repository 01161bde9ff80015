import Answers
import Reception
import SignIns
import Speech
import Web
import Wire

/// One's own second factor.
enum SecondFactorRoutes {
  private static let code = Route.Content.json(#"{ "code": "text" }"#, example: #"{"code":"492039"}"#, limit: 4096)

  static let all: [Route] = [
    Route(
      .get, "/v1/me/second-factor", "showOwnSecondFactor", Wording("Whether a code is asked for at one's own sign-in.", "本人登录是否须输入验证码。"),
      need: .known,
      replies: [.init(200, Wording("How it stands.", "状态。"), shape: #"{ "on": "boolean", "since": "time?", "recovery_codes": "number" }"#)]
    ) { call in
      let state = try await SignInDesk(try call.seat).secondFactor()
      return call.answer(
        .object([
          ("on", .bool(state.since != nil)), ("since", JSON(state.since.map { Text.time($0) + "Z" })),
          ("recovery_codes", JSON(state.recoveryCodes)),
        ]))
    },
    Route(
      .post, "/v1/me/second-factor", "beginOwnSecondFactor",
      Wording("Begin one: a secret for an authenticator. It counts from the first right code on.", "开始设置：取得验证器密钥；首个正确验证码之后生效。"),
      need: .known,
      replies: [
        .init(201, Wording("What the authenticator wants.", "验证器所需内容。"), shape: #"{ "secret": "text", "address": "text" }"#)
      ]
    ) { call in
      let offer = try await SignInDesk(try call.seat).beginSecondFactor()
      return call.answer(.object([("secret", .string(offer.secret)), ("address", .string(offer.address))]), status: 201)
    },
    Route(
      .put, "/v1/me/second-factor", "confirmOwnSecondFactor",
      Wording("Bring the first code: from now on one is asked for; other sign-ins end.", "提交首个验证码：此后登录须输入；其他登录随之结束。"), need: .known,
      content: code,
      replies: [
        .init(200, Wording("Codes on paper, which are shown this once.", "纸质备用码，只显示这一次。"), shape: #"{ "recovery_codes": ["text"] }"#)
      ]
    ) { call in
      let codes = try await SignInDesk(try call.seat).confirmSecondFactor(call.json["code"]?.string ?? "", except: call.visitor.signIn)
      call.forgetVisitors()
      return call.answer(.object([("recovery_codes", .array(codes.map { .string($0) }))]))
    },
    Route(
      .post, "/v1/me/second-factor/remove", "removeOwnSecondFactor", Wording("Take it away, with a code of it.", "凭验证码停用。"), need: .known,
      content: code, replies: [.init(204, Wording("It is asked for no longer.", "已停用。"), types: [])]
    ) { call in
      try await SignInDesk(try call.seat).removeSecondFactor(call.json["code"]?.string ?? "")
      return WebResponse(204)
    },
  ]
}
