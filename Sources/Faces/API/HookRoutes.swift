import Answers
import Desks
import HookAnswers
import Hooks
import Reception
import Speech
import Web
import Webhooks
import Wire

/// Webhooks: addresses of other programs that are told what `/v1/changes` says.
enum HookRoutes {
  private static let hook = RouteParameter.number("webhook", Wording("Number of the webhook.", "Webhook 订阅编号。"))

  private static func changed(
    _ method: WebMethod, _ path: PathTemplate, _ name: String, _ about: Wording, _ shape: String, need: Route.Need,
    _ body: @escaping @Sendable (HookDesk, String) async throws -> Hook
  ) -> Route {
    Route(
      method, path, name, about, need: need, parameters: [hook], replies: [.init(200, Wording("The webhook.", "该订阅。"), shape: shape)]
    ) { call in call.answer(.webhookChanged(try await body(HookDesk(try call.seat), call.needed("webhook")))) }
  }

  static let all: [Route] = [
    Route(
      .get, "/v1/webhooks", "listWebhooks", Wording("Webhooks: how far they were told, and what went wrong.", "Webhook 订阅：推送到哪里、出了什么问题。"),
      need: .either(.import, .audit), replies: [.init(200, Wording("Webhooks.", "Webhook 订阅。"), shape: "allot webhook list")]
    ) { call in call.answer(.webhooks(try await HookDesk(try call.seat).list())) },
    Route(
      .get, "/v1/webhooks/{webhook}", "getWebhook", Wording("One webhook with its last tries.", "一个订阅及其最近的推送。"),
      need: .either(.import, .audit), parameters: [hook],
      replies: [.init(200, Wording("The webhook.", "该订阅。"), shape: "allot webhook show")]
    ) { call in
      let (hook, tries) = try await HookDesk(try call.seat).show(call.needed("webhook"), tries: Hooks.keptTries)
      return call.answer(.webhook(hook, tries))
    },
    Route(
      .post, "/v1/webhooks", "addWebhook",
      Wording("Name an address that is told what happens; the answer has its secret, once.", "登记一个推送地址；密钥只在应答中出现一次。"),
      need: .right(.run),
      content: .json(
        #"{ "name": "text", "address": "text", "topics?": ["= run.published | cases.dealt | moves.proposed | moves.done"], "from?": "count?" }"#,
        example: #"{"name":"dialler","address":"https://dialler.example.com/allot","topics":["run.published"]}"#),
      replies: [.init(201, Wording("The webhook, with its secret.", "该订阅及其密钥。"), shape: "allot webhook add")]
    ) { call in
      let made = try await HookDesk(try call.seat).add(
        call.json["name"]?.string ?? "", address: call.json["address"]?.string ?? "",
        topics: (call.json["topics"]?.array ?? []).compactMap(\.string), from: call.json["from"]?.integer)
      return secret(call, made, status: 201)
    },
    Route(
      .post, "/v1/webhooks/{webhook}/secret", "renewWebhookSecret",
      Wording("Make a new secret; the one before signs too for so many hours (24).", "生成新密钥；旧密钥在若干小时内（24）仍同时签名。"), need: .right(.import),
      parameters: [hook],
      content: .json(#"{ "hours?": "count?" }"#, example: #"{"hours":24}"#),
      replies: [.init(200, Wording("The webhook, with its secret.", "该订阅及其密钥。"), shape: "allot webhook renew")]
    ) { call in
      let hours = call.json["hours"]?.integer ?? 24
      return secret(call, try await HookDesk(try call.seat).renew(call.needed("webhook"), hours: Int(clamping: hours)))
    },
    Route(
      .post, "/v1/webhooks/{webhook}/ping", "pingWebhook",
      Wording("Have the daemon send a ping; what came of it is among the webhook's tries.", "由守护进程发送测试消息；结果见该订阅的推送记录。"),
      need: .right(.import),
      parameters: [hook],
      replies: [.init(202, Wording("It is sent with the next look.", "随下一次查看发送。"), shape: #"{ "webhook": "id", "asked": true }"#)]
    ) { call in call.answer(.webhookAsked(try await HookDesk(try call.seat).askPing(call.needed("webhook"))), status: 202) },
    changed(
      .post, "/v1/webhooks/{webhook}/pause", "pauseWebhook",
      Wording("Stop telling it; what happens meanwhile is told later.", "暂停推送；其间发生的稍后推送。"), "allot webhook pause", need: .right(.import)
    ) { try await $0.pause($1) },
    changed(
      .post, "/v1/webhooks/{webhook}/resumption", "resumeWebhook",
      Wording("Set it going where it stopped, at once.", "从停止处立即恢复推送。"), "allot webhook resume", need: .right(.import)
    ) { try await $0.resume($1) },
    changed(
      .delete, "/v1/webhooks/{webhook}", "removeWebhook", Wording("Take it away; it is told nothing any more.", "移除订阅；不再推送。"),
      "allot webhook remove", need: .right(.run)
    ) { try await $0.remove($1) },
  ]

  /// Nobody between keeps it.
  private static func secret(_ call: Call, _ made: HookDesk.Made, status: Int = 200) -> WebResponse {
    var response = call.answer(.webhookSecret(made), status: status)
    response.headers["cache-control"] = "no-store"
    return response
  }
}
