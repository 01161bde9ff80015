package import Deliveries
package import Dispatches
import Portfolio
import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// Deliveries, the latest first; times are those of `clock`.
  package static func deliveries(_ deliveries: [Delivery], limit: Int, by clock: WallClock = .utc) -> Answer {
    Answer(["deliveries": .array(deliveries.map(json))]) { style in
      let table = Table(
        [
          style.column("delivery", "投递", .right), style.column("night", "日期"), style.column("occasion", "事由"),
          style.column("run", "运行", .right),
          style.column("reader", "收件人"), style.column("channel", "渠道"), style.column("page", "报告"), style.column("state", "状态"),
          style.column("attempts", "次数", .right), style.column("next or ended (\(clock.name))", "下次或结束（\(clock.name)）"),
          style.column("what went wrong last", "最近一次问题"),
        ],
        rows: deliveries.map { one in
          let at = one.endedAt ?? one.nextAt
          return [
            String(one.number), one.slot.description, style.say(Self.word(one.occasion)), one.run.map { String($0) } ?? "",
            one.terms.reader,
            one.terms.channel.rawValue, one.terms.page, style.say(Self.word(one.state)), String(one.attempts), Text.time(at, by: clock),
            one.error ?? "",
          ]
        })
      return style.table(table, of: Wording("delivery", "投递"), limit: limit)
    }
  }

  /// What became of deliveries that were handed over now.
  package static func delivered(_ reports: [Dispatcher.Report]) -> Answer {
    Answer(
      [
        "deliveries": .array(
          reports.map { report in
            var delivery = report.delivery
            (delivery.state, delivery.error) = (report.state, report.error?.en)
            return .object(members(delivery).filter { $0.0 != "ended_at" } + [("folder", JSON(report.folder))])
          })
      ]
    ) { style in
      if reports.isEmpty { return style.say("nothing is due\n", "没有到期的投递\n") }
      return reports.map { report in
        let delivery = report.delivery
        let whom = Wording(
          "delivery \(delivery.number) to \(delivery.terms.reader) by \(delivery.terms.channel.rawValue): ",
          "投递 \(delivery.number)（\(delivery.terms.reader)，\(delivery.terms.channel.rawValue)）：")
        let why = report.error.map { Wording("; ", "；") + $0 } ?? .none
        let folder = report.folder.map { Wording("; see \($0)", "；见 \($0)") } ?? .none
        return style.say(whom + Self.word(report.state) + why + folder) + "\n"
      }.joined()
    }
  }

  /// A delivery that is due again.
  package static func retried(_ delivery: Delivery) -> Answer {
    Answer(
      json(delivery),
      Wording("delivery \(delivery.number): due again, as the same message\n", "投递 \(delivery.number)：将重新发送同一封\n"))
  }

  /// Where mail reaches somebody.
  package static func address(of name: String, _ mail: String?) -> Answer {
    Answer(
      ["user": .string(name), "mail": JSON(mail)],
      mail.map { Wording("user \(name): mail goes to \($0)\n", "用户 \(name)：邮件发往 \($0)\n") }
        ?? Wording("user \(name): has no mail address any more\n", "用户 \(name)：不再有邮件地址\n"))
  }

  private static func json(_ delivery: Delivery) -> JSON { .object(members(delivery)) }

  private static func members(_ delivery: Delivery) -> [(String, JSON)] {
    [
      ("delivery", JSON(delivery.number)), ("occasion", .string(delivery.occasion.rawValue)), ("slot", .string(delivery.slot.description)),
      ("run", JSON(delivery.run)), ("reader", .string(delivery.terms.reader)), ("channel", .string(delivery.terms.channel.rawValue)),
      ("page", .string(delivery.terms.page)), ("language", .string(delivery.terms.language)),
      ("formats", .array(delivery.terms.forms.map { .string($0) })), ("message_id", .string(delivery.messageID)),
      ("made_by", .string(delivery.madeBy)), ("made_at", .string(Text.time(delivery.madeAt) + "Z")),
      ("state", .string(delivery.state.rawValue)),
      ("attempts", JSON(delivery.attempts)), ("next_at", .string(Text.time(delivery.nextAt) + "Z")),
      ("ended_at", JSON(delivery.endedAt.map { Text.time($0) + "Z" })), ("error", JSON(delivery.error)),
    ]
  }

  private static func word(_ state: DeliveryState) -> Wording {
    switch state {
    case .due: Wording("due", "待发送")
    case .sending: Wording("being sent", "发送中")
    case .sent: Wording("sent", "已送出")
    case .failed: Wording("failed, is tried again", "失败，将重试")
    case .givenUp: Wording("given up", "已放弃")
    case .skipped: Wording("nothing to say", "无事可说")
    }
  }

  private static func word(_ occasion: Occasion) -> Wording {
    switch occasion {
    case .published: Wording("night published", "已发布")
    case .waiting: Wording("plan waits", "方案等待放行")
    case .failed: Wording("night failed", "夜间分案失败")
    case .discarded: Wording("plan refused", "方案被放弃")
    case .missed: Wording("night missed", "夜间分案错过")
    case .late: Wording("night not done", "夜间分案未完成")
    case .byHand: Wording("asked for", "人工发送")
    }
  }
}
