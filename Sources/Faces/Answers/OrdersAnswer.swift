package import Portfolio
package import Runs
import Schema
import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// Orders of moves by hand; times are those of `clock`.
  package static func orders(_ orders: [ShownOrder], by clock: WallClock = .utc) -> Answer {
    Self.orders(orders, clock, none: Wording("no moves by hand\n", "没有人工调案\n"))
  }

  /// Those that wait for a second person.
  package static func waitingOrders(_ orders: [ShownOrder], by clock: WallClock = .utc) -> Answer {
    Self.orders(orders, clock, none: Wording("no order waits for a second person\n", "没有待另一人复核的调案单\n"))
  }

  /// An order that the same person has agreed to before.
  package static func agreedBefore(_ order: ShownOrder) -> Answer {
    Answer(
      ["order": .integer(order.id), "state": .string(order.state.rawValue), "changed": false],
      Wording(
        "order \(order.id): you have agreed before, and it was carried out; nothing was changed\n",
        "调案单 \(order.id)：您此前已同意，且已执行；未作任何改动\n"))
  }

  /// An order that its second person did not agree to.
  package static func refused(order: Int64) -> Answer {
    Answer(
      ["order": .integer(order), "state": "refused"],
      Wording("order \(order): refused, nothing was moved\n", "调案单 \(order)：已驳回，未调动任何案件\n"))
  }

  /// One order with its cases.
  package static func order(_ order: ShownOrder, _ moves: [ShownHandMove]) -> Answer {
    Answer(["order": json(order), "moves": .array(moves.map(\.json))]) { style in
      let table = Table(
        [
          style.column("client", "委托方"), style.column("case", "案件"), style.column("what", "内容"),
          style.column("rules overridden", "突破规则"),
        ],
        rows: moves.map { move in
          [move.client, move.caseNo, style.say(move.what), style.list(move.broken.map { style.say(Words.moveRule($0)) })]
        })
      let head = style.say(
        "order \(order.id), \(order.action.rawValue) by \(order.askedBy): ",
        "调案单 \(order.id)（\(Words.handAction(order.action).zh)），由 \(order.askedBy) 发起：")
      return head + "\(order.reason)\n" + style.table(table)
    }
  }

  /// Who moved how much by hand since a day, and overrode which rules.
  package static func tallies(_ found: [HandTally], since first: Day) -> Answer {
    Answer([
      "since": .day(first),
      "people": .array(
        found.map { tally in
          [
            "person": .string(tally.person), "orders": JSON(tally.orders), "cases": JSON(tally.cases),
            "overriding": JSON(tally.overridden),
            "rules": .object(tally.broken.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.word, JSON($0.value)) }),
          ]
        }),
    ]) { style in
      if found.isEmpty { return style.say("no moves by hand since \(first)\n", "自 \(first) 起没有人工调案\n") }
      let table = Table(
        [
          style.column("person", "人员"), style.column("orders", "调案单", .right), style.column("cases", "案件", .right),
          style.column("overriding", "突破规则", .right), style.column("rules", "规则"),
        ],
        rows: found.map { tally in
          let rules = tally.broken.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\(style.say(Words.moveRule($0.key))) \(Text.grouped($0.value))" }
          return [tally.person, Text.grouped(tally.orders), Text.grouped(tally.cases), Text.grouped(tally.overridden), style.list(rules)]
        })
      return style.say("since \(first)\n", "自 \(first) 起\n") + style.table(table)
    }
  }

  private static func orders(_ orders: [ShownOrder], _ clock: WallClock, none: Wording) -> Answer {
    return Answer(["orders": .array(orders.map(json))]) { style in
      let table = Table(
        [
          style.column("order", "调案单", .right), style.column("asked (\(clock.name))", "发起时间（\(clock.name)）"),
          style.column("by", "发起人"), style.column("what", "内容"), style.column("cases", "案件", .right),
          style.column("overriding", "突破规则", .right), style.column("state", "状态"), style.column("decided by", "复核人"),
          style.column("reason", "原因"),
        ],
        rows: orders.map { order in
          [
            String(order.id), Text.time(order.askedAt, by: clock), order.askedBy,
            style.say(order.action.rawValue, Words.handAction(order.action).zh), Text.grouped(order.cases), Text.grouped(order.overridden),
            style.say(order.state.rawValue, Words.handState(order.state).zh), order.decidedBy ?? "", order.reason,
          ]
        })
      return orders.isEmpty ? style.say(none) : style.table(table)
    }
  }

  private static func json(_ order: ShownOrder) -> JSON {
    [
      "order": .integer(order.id), "action": .string(order.action.rawValue), "reason": .string(order.reason),
      "state": .string(order.state.rawValue), "cases": JSON(order.cases), "overriding": JSON(order.overridden),
      "asked_by": .string(order.askedBy), "asked_at": .string(Text.time(order.askedAt) + "Z"), "decided_by": JSON(order.decidedBy),
      "decided_at": JSON(order.decidedAt.map { Text.time($0) + "Z" }), "remark": JSON(order.remark),
    ]
  }
}

extension ShownHandMove {
  /// `moved from C001 to C007, pinned until 2026-12-31`.
  var what: Wording {
    var parts: [Wording] = []
    switch (from, to) {
    case (let from, let to) where from == to: break
    case (let from?, let to?): parts.append(Wording("moved from \(from) to \(to)", "由\(from)换手至\(to)"))
    case (let from?, nil): parts.append(Wording("moved from \(from) to the pool", "自\(from)退回案件池"))
    case (nil, let to): parts.append(Wording("moved from the pool to \(to ?? "")", "由案件池分给\(to ?? "")"))
    }
    if let pinnedTo { parts.append(Wording("pinned to \(pinnedTo) until \(pinnedUntil)", "指定给\(pinnedTo)，至\(pinnedUntil)")) }
    if let other {
      parts.append(
        order.action == .include
          ? Wording("\(other) no longer excluded", "解除对\(other)的排除") : Wording("\(other) excluded", "排除\(other)"))
    }
    if parts.isEmpty { parts.append(Wording("pin lifted", "取消指定")) }
    return parts.joined()
  }

  var json: JSON {
    [
      "order": .integer(order.id), "case_no": .string(caseNo), "client": .string(client), "from": JSON(from), "to": JSON(to),
      "pinned_to": JSON(pinnedTo), "pinned_until": .day(pinnedUntil), "collector": JSON(other), "by": .string(order.askedBy),
      "second_person": JSON(order.decidedBy == order.askedBy ? nil : order.decidedBy), "reason": .string(order.reason),
      "rules": .array(broken.map { .string($0.word) }),
    ]
  }
}
