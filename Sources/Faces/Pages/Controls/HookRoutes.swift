import Answers
import Desks
import HTML
import HookAnswers
import Hooks
import Reception
import Speech
import Views
import Web
import Webhooks

/// Webhooks on the page of deliveries: how far they were told, and what is done with them.
enum HookRoutes {
  private static let hook = RouteParameter.number("webhook", Wording("Its number.", "编号。"))

  private static func act(
    _ path: PathTemplate, _ name: String, _ about: Wording, need: Route.Need, _ done: Done,
    _ body: @escaping @Sendable (HookDesk, String) async throws -> Hook
  ) -> Route {
    Route(.post, path, name, about, need: need, parameters: [hook], content: .form([])) { call in
      _ = try await body(HookDesk(try call.seat), call.needed("webhook"))
      return .seeOther("/deliveries?done=\(done.rawValue)#webhooks")
    }
  }

  static let all: [Route] = [
    Route(
      .post, "/webhooks", "addWebhookHere", Wording("Name an address that is told what happens.", "登记一个推送地址。"), need: .right(.run),
      content: .form(["name", "address", "topic"])
    ) { call in
      // The secret goes into no address: it stands on this page, this once. Sent again, the name is taken.
      let made = try await HookDesk(try call.seat).add(
        call.form.filled("name") ?? "", address: call.form.filled("address") ?? "", topics: call.form.filled("topic").map { [$0] } ?? [],
        from: nil)
      let clock = try await call.seat.clock()
      var response = call.page(Wording("A new webhook", "新的 Webhook 订阅"), at: .audit) {
        HTML.div([.class("card")], call.frame.view(.webhookSecret(made, by: clock), Wording("Webhook", "Webhook 订阅")))
        HTML.p(call.frame.link("/deliveries", call.frame.say("To the webhooks", "返回 Webhook 订阅")))
      }
      response.headers["cache-control"] = "no-store"
      return response
    },
    act(
      "/webhooks/{webhook}/pause", "pauseWebhookHere", Wording("Stop telling a webhook.", "暂停推送。"), need: .right(.import), .paused
    ) { try await $0.pause($1) },
    act(
      "/webhooks/{webhook}/resumption", "resumeWebhookHere", Wording("Set a webhook going again.", "恢复推送。"), need: .right(.import), .resumed
    ) { try await $0.resume($1) },
    act(
      "/webhooks/{webhook}/ping", "pingWebhookHere", Wording("Have a ping sent.", "发送测试消息。"), need: .right(.import), .pinged
    ) { try await $0.askPing($1) },
    act(
      "/webhooks/{webhook}/removal", "removeWebhookHere", Wording("Take a webhook away.", "移除订阅。"), need: .right(.run), .removed
    ) { try await $0.remove($1) },
  ]
}

extension Frame {
  /// All of them, with what whoever looks may do.
  func webhooks(_ hooks: [Hook], _ clock: WallClock) -> HTML {
    part(Wording("Webhooks", "Webhook 订阅"), "webhooks") {
      table(
        Wording("Webhooks", "Webhook 订阅"),
        [
          (Wording("Name", "名称"), false), (Wording("Address", "地址"), false), (Wording("State", "状态"), false),
          (Wording("Behind", "落后"), true), (Wording("Last told (\(clock.name))", "最近推送（\(clock.name)）"), false),
          (Wording("What went wrong last", "最近一次问题"), false), (.none, false),
        ],
        hooks.map { one -> [HTML] in
          [
            HTML(text: one.name), HTML(text: HookDesk.shown(one)), badge(Answer.word(one), one.colour),
            HTML(text: Text.grouped(one.lag)), HTML(text: one.sentAt.map { Text.time($0, by: clock) } ?? ""), HTML(text: one.error ?? ""),
            buttons(one),
          ]
        }, none: Wording("None.", "无。"))
      if has(.run) {
        form("/webhooks", [.class("filters")]) { form in
          form.field("name", Wording("Name", "名称"), nil, isNeeded: true, id: "f-hook-name")
          form.field("address", Wording("Address", "地址"), nil, type: "url", isNeeded: true, isSecret: true, id: "f-hook-address")
          form.choice(
            "topic", Wording("Topic", "主题"),
            Topic.allCases.map { ($0.rawValue, Answer.title($0) + Wording(" (\($0.rawValue))", "（\($0.rawValue)）")) }, nil,
            none: Wording("all", "全部"), id: "f-hook-topic")
          button(Wording("Add", "登记"))
        }
      }
    }
  }

  private func buttons(_ hook: Hook) -> HTML {
    func act(_ what: String, _ word: Wording, isGrave: Bool = false) -> HTML {
      form("/webhooks/\(hook.number)/\(what)", [.class("inline")]) { button(word, isGrave: isGrave) }
    }
    var all = HTML.empty
    if has(.import) {
      all += hook.state == .active ? act("pause", Wording("Pause", "暂停")) : act("resumption", Wording("Resume", "恢复"))
      all += act("ping", Wording("Test", "测试"))
    }
    if has(.run) { all += act("removal", Wording("Remove", "移除"), isGrave: true) }
    return all
  }
}

extension Hook {
  fileprivate var colour: String {
    switch state {
    case .active: isFailing ? "bad" : "ok"
    case .failed: "bad"
    case .paused, .removed: ""
    }
  }
}
