import Answers
import Desks
import Portfolio
import Reception
import Schema
import SignIns
import Speech
import Web
import Wire

/// Who asks, and his sign-ins.
enum MeRoutes {
  private static let signIns =
    #"{ "sign_ins": [{ "sign_in": "id", "user": "text", "way": "text", "created_at": "time", "last_seen_at": "time", "expires_at": "time", "ended_at": "time?" }] }"#

  static let all: [Route] = [
    Route(
      .get, "/v1/me", "whoAmI", Wording("Who asks, at which agency, with which rights.", "请求者是谁、属于哪个机构、有哪些权限。"), need: .known,
      replies: [
        .init(
          200, Wording("The person.", "此人。"),
          shape:
            #"{ "agency": "text", "agency_name": "text", "user": "text", "roles": ["role"], "team": "text?", "owner": "boolean", "rights": ["text"], "language": "= zh | en", "way": "= token | sign_in", "csrf": "text?" }"#
        )
      ]
    ) { call in
      let seat = try call.seat
      let actor = seat.actor
      return call.answer(
        .object([
          ("agency", .string(seat.agency.code)), ("agency_name", .string(seat.agency.name)), ("user", .string(actor.name)),
          ("roles", .array(Role.allCases.filter { actor.roles.contains($0) }.map { .string($0.rawValue) })), ("team", JSON(actor.team)),
          ("owner", .bool(actor.isOwner)), ("rights", .array(Right.allCases.filter(actor.has).map { .string($0.rawValue) })),
          ("language", .string(call.language.rawValue)), ("way", .string(call.visitor.signIn == nil ? "token" : "sign_in")),
          ("csrf", JSON(call.visitor.proof.isEmpty ? nil : call.visitor.proof)),
        ]))
    },
    Route(
      .get, "/v1/me/sign-ins", "listOwnSignIns", Wording("One's own sign-ins, latest first.", "本人的登录，最近的在前。"), need: .known,
      parameters: [.limit()], replies: [.init(200, Wording("Sign-ins.", "登录。"), shape: signIns)]
    ) { call in call.answer(.signIns(try await SignInDesk(try call.seat).own(limit: call.limit))) },
    Route(
      .get, "/v1/sign-ins", "listSignIns", Wording("Everybody's sign-ins, latest first.", "所有人的登录，最近的在前。"), need: .right(.audit),
      parameters: [.limit()], replies: [.init(200, Wording("Sign-ins.", "登录。"), shape: signIns)]
    ) { call in call.answer(.signIns(try await SignInDesk(try call.seat).all(limit: call.limit))) },
    Route(
      .delete, "/v1/sign-ins/{sign_in}", "endSignIn",
      Wording("End a sign-in: one's own, as the owner anybody's.", "结束一次登录：本人的；所有者可结束任何人的。"), need: .known,
      parameters: [.number("sign_in", Wording("Its number.", "编号。"))], replies: [.init(204, Wording("It has ended.", "已结束。"), types: [])]
    ) { call in
      try await SignInDesk(try call.seat).end(call.number("sign_in") ?? 0)
      call.forgetVisitors()
      return WebResponse(204)
    },
    Route(
      .put, "/v1/me/password", "setOwnPassword", Wording("Set one's own password; other sign-ins end.", "设置本人密码；其他登录随之结束。"), need: .known,
      content: .json(#"{ "password": "text" }"#, example: #"{"password":"four words that nobody joins"}"#, limit: 4096),
      replies: [.init(204, Wording("It is set.", "已设置。"), types: [])]
    ) { call in
      try await SignInDesk(try call.seat).setPassword(call.json["password"]?.string ?? "", except: call.visitor.signIn)
      call.forgetVisitors()
      return WebResponse(204)
    },
  ]
}
