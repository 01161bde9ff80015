package import Answers
package import Hooks
import Portfolio
package import Speech
import Terminal
package import Views
package import Webhooks
import Wire

extension Answer {
  /// Webhooks by number; times are those of `clock`.
  package static func webhooks(_ hooks: [Hook], by clock: WallClock = .utc) -> Answer {
    Answer(["webhooks": .array(hooks.map { .object(members($0)) })]) { style in
      if hooks.isEmpty { return style.say("no webhooks\n", "没有 Webhook 订阅\n") }
      let table = Table(
        [
          style.column("webhook", "编号", .right), style.column("name", "名称"), style.column("address", "地址"),
          style.column("topics", "主题"), style.column("state", "状态"), style.column("position", "位置", .right),
          style.column("behind", "落后", .right), style.column("failures", "连续失败", .right),
          style.column("next or stopped (\(clock.name))", "下次或停止（\(clock.name)）"), style.column("what went wrong last", "最近一次问题"),
        ],
        rows: hooks.map { one in
          [
            String(one.number), one.name, shown(one), topics(one, style), style.say(word(one)), Text.grouped(one.position),
            Text.grouped(one.lag), String(one.failures), Text.time(one.stoppedAt ?? one.nextAt, by: clock), one.error ?? "",
          ]
        })
      let over = hooks.filter { $0.state == .failed }.map(\.name)
      let mark = Wording(
        "!! \(style.list(over)): given up after too many failures in a row; once mended: allot webhook resume NAME\n",
        "!! \(style.list(over))：连续失败过多，已停止推送；修复后请执行：allot webhook resume 名称\n")
      return style.table(table) + (over.isEmpty ? "" : style.say(mark))
    }
  }

  /// One with its last tries.
  package static func webhook(_ hook: Hook, _ tries: [HookTry], by clock: WallClock = .utc) -> Answer {
    Answer(.object(members(hook) + [("tries", .array(tries.map(json)))])) { style in
      let head = [
        Wording("webhook \(hook.number), \(hook.name): ", "Webhook 订阅 \(hook.number)，\(hook.name)：") + word(hook),
        Wording("address: \(shown(hook))", "地址：\(shown(hook))"),
        Wording("topics: ", "主题：") + Wording(same: topics(hook, style)),
        Wording(
          "told up to position \(hook.position) of \(hook.last): \(Text.grouped(hook.lag)) behind",
          "已推送至位置 \(hook.position)，共 \(hook.last)：落后 \(Text.grouped(hook.lag))"),
        hook.previousUntil.map {
          let until = Text.time($0, by: clock)
          return Wording("signed with two secrets until \(until) (\(clock.name))", "至 \(until)（\(clock.name)）前以两个密钥签名")
        },
        hook.stoppedBy.map { Wording("stopped by \($0)", "由 \($0) 停止") },
        hook.error.map { Wording("what went wrong last: \($0)", "最近一次问题：\($0)") },
      ].compactMap { $0 }
      let table = Table(
        [
          style.column("try (\(clock.name))", "推送（\(clock.name)）"), style.column("what", "内容"), style.column("positions", "位置"),
          style.column("outcome", "结果"), style.column("status", "应答", .right), style.column("ms", "毫秒", .right),
          style.column("what went wrong", "问题"),
        ],
        rows: tries.map { one in
          [
            one.at.map { Text.time($0, by: clock) } ?? "", one.kind.rawValue,
            one.span.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "", style.say(word(one.outcome)), one.status.map { String($0) } ?? "",
            Text.grouped(one.milliseconds), one.error ?? "",
          ]
        })
      let tried = tries.isEmpty ? style.say("nothing was sent yet\n", "尚未推送任何内容\n") : style.table(table)
      return head.map { style.say($0) + "\n" }.joined() + tried
    }
  }

  /// A webhook whose secret was made now: the only time that it is told.
  package static func webhookSecret(_ made: HookDesk.Made, by clock: WallClock = .utc) -> Answer {
    let hook = made.hook
    return Answer(.object(members(hook) + [("secret", .string(made.secret))])) { style in
      let both = hook.previousUntil.map {
        let until = Text.time($0, by: clock)
        return Wording(
          "Messages are signed with the one before as well until \(until) (\(clock.name)).\n", "至 \(until)（\(clock.name)）前，旧密钥仍同时签名。\n")
      }
      let first = Wording(
        "webhook \(hook.number), \(hook.name): \(shown(hook)), told what is behind position \(hook.position)\n",
        "Webhook 订阅 \(hook.number)，\(hook.name)：\(shown(hook))，推送位置 \(hook.position) 之后的内容\n")
      let secret = Wording(
        "secret: \(made.secret)\nIt is shown this once; messages are signed with it.\n", "密钥：\(made.secret)\n只显示这一次；推送内容以它签名。\n")
      return style.say(first + secret + (both ?? .none))
    }
  }

  /// How one stands that somebody has just stopped, set going or taken away.
  package static func webhookChanged(_ hook: Hook) -> Answer {
    let name = Wording("webhook \(hook.number), \(hook.name): ", "Webhook 订阅 \(hook.number)，\(hook.name)：")
    let state: Wording =
      switch hook.state {
      case .active: Wording("goes on behind position \(hook.position)\n", "从位置 \(hook.position) 之后继续\n")
      case .paused: Wording("paused; what happens meanwhile is told once it is resumed\n", "已暂停；其间发生的在恢复后推送\n")
      case .failed: word(HookState.failed) + "\n"
      case .removed: Wording("removed; it is told nothing any more\n", "已移除；不再推送\n")
      }
    return Answer(.object(members(hook)), name + state)
  }

  /// What came of a ping.
  package static func webhookTested(_ report: Announcer.Report) -> Answer {
    let (hook, one) = (report.hook, report.one)
    return Answer(
      [
        "webhook": JSON(hook.number), "name": .string(hook.name), "message": .string(one.message), "outcome": .string(one.outcome.rawValue),
        "status": JSON(one.status.map { Int64($0) }), "milliseconds": JSON(one.milliseconds), "error": JSON(report.error?.en),
      ],
      Wording("webhook \(hook.number), \(hook.name): ", "Webhook 订阅 \(hook.number)，\(hook.name)：")
        + (report.error
          ?? Wording(
            "took the ping with \(one.status ?? 0) after \(one.milliseconds) ms", "\(one.milliseconds) 毫秒后以 \(one.status ?? 0) 接收了测试消息"))
        + "\n")
  }

  /// A ping that the daemon sends with its next look.
  package static func webhookAsked(_ hook: Hook) -> Answer {
    Answer(["webhook": JSON(hook.number), "asked": .bool(true)], Wording("the daemon sends a ping\n", "守护进程将发送测试消息\n"))
  }

  private static func members(_ hook: Hook) -> [(String, JSON)] {
    [
      ("webhook", JSON(hook.number)), ("name", .string(hook.name)), ("address", .string(shown(hook))),
      ("topics", .array(hook.topics.map { .string($0.rawValue) })), ("state", .string(hook.state.rawValue)),
      ("position", .integer(hook.position)), ("last", .integer(hook.last)), ("lag", .integer(hook.lag)), ("failures", JSON(hook.failures)),
      ("made_by", .string(hook.madeBy)), ("made_at", .string(Text.time(hook.madeAt) + "Z")),
      ("next_at", .string(Text.time(hook.nextAt) + "Z")), ("sent_at", time(hook.sentAt)), ("stopped_by", JSON(hook.stoppedBy)),
      ("stopped_at", time(hook.stoppedAt)), ("two_secrets_until", time(hook.previousUntil)), ("error", JSON(hook.error)),
    ]
  }

  private static func json(_ one: HookTry) -> JSON {
    [
      "at": time(one.at), "kind": .string(one.kind.rawValue), "message": .string(one.message), "from": JSON(one.span?.lowerBound),
      "to": JSON(one.span?.upperBound), "outcome": .string(one.outcome.rawValue), "status": JSON(one.status.map { Int64($0) }),
      "milliseconds": JSON(one.milliseconds), "error": JSON(one.error),
    ]
  }

  private static func time(_ instant: Instant?) -> JSON { JSON(instant.map { Text.time($0) + "Z" }) }

  /// Host and port; the path of an address may be its password.
  private static func shown(_ hook: Hook) -> String { HookDesk.shown(hook) }

  private static func topics(_ hook: Hook, _ style: AnswerStyle) -> String {
    hook.topics.isEmpty ? style.say("all", "全部") : style.list(hook.topics.map { style.say($0.rawValue, "\(title($0).zh)（\($0.rawValue)）") })
  }

  /// What a topic tells of.
  package static func title(_ topic: Topic) -> Wording {
    switch topic {
    case .runPublished: Wording("a run was published", "运行已发布")
    case .casesDealt: Wording("cases were dealt by day", "日间分案")
    case .movesProposed: Wording("moves wait for a second person", "调案待复核")
    case .movesDone: Wording("moves were carried out", "调案已执行")
    }
  }

  /// How one stands, in a few words: one that nobody has stopped may be failing all the same.
  package static func word(_ hook: Hook) -> Wording {
    guard hook.isFailing else { return word(hook.state) }
    return Wording("failing, \(Text.count(hook.failures, "try", "tries")) in a row", "推送失败，已连续 \(hook.failures) 次")
  }

  /// In a word or two.
  package static func word(_ state: HookState) -> Wording {
    switch state {
    case .active: Wording("told", "推送中")
    case .paused: Wording("paused", "已暂停")
    case .failed: Wording("GIVEN UP", "已停止推送")
    case .removed: Wording("removed", "已移除")
    }
  }

  private static func word(_ outcome: HookTry.Outcome) -> Wording {
    switch outcome {
    case .sent: Wording("taken", "已接收")
    case .failed: Wording("failed", "失败")
    }
  }
}
