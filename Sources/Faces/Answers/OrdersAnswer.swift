package import Portfolio
package import Runs
import Terminal
import Wire
import Words
import Speech

extension Answer {
  /// Orders of moves by hand.
  package static func orders(_ orders: [ShownOrder]) -> Answer { Self.orders(orders, none: "no moves by hand\n") }

  /// Those that wait for a second person.
  package static func waitingOrders(_ orders: [ShownOrder]) -> Answer {
    Self.orders(orders, none: "no order waits for a second person\n")
  }

  /// An order that the same person has agreed to before.
  package static func agreedBefore(_ order: ShownOrder) -> Answer {
    Answer(
      ["order": .integer(order.id), "state": .string(order.state.rawValue), "changed": false],
      "order \(order.id): you have agreed before, and it was carried out; nothing was changed\n")
  }

  /// An order that its second person did not agree to.
  package static func refused(order: Int64) -> Answer {
    Answer(["order": .integer(order), "state": "refused"], "order \(order): refused, nothing was moved\n")
  }

  /// One order with its cases.
  package static func order(_ order: ShownOrder, _ moves: [ShownHandMove]) -> Answer {
    let table = Table(
      [.init("client"), .init("case"), .init("what"), .init("rules overridden")],
      rows: moves.map { [$0.client, $0.caseNo, $0.what(), $0.broken.map(\.word).joined(separator: ", ")] })
    return Answer(["order": json(order), "moves": .array(moves.map(\.json))]) { style in
      "order \(order.id), \(order.action.rawValue) by \(order.askedBy): \(order.reason)\n" + style.table(table)
    }
  }

  /// Who moved how much by hand since a day, and overrode which rules.
  package static func tallies(_ found: [HandTally], since first: Day) -> Answer {
    let table = Table(
      [.init("person"), .init("orders", .right), .init("cases", .right), .init("overriding", .right), .init("rules")],
      rows: found.map { tally in
        [tally.person, Text.grouped(tally.orders), Text.grouped(tally.cases), Text.grouped(tally.overridden), rules(tally.broken)]
      })
    return Answer([
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
      found.isEmpty ? "no moves by hand since \(first)\n" : "since \(first)\n" + style.table(table)
    }
  }

  private static func rules(_ broken: [MoveRule: Int]) -> String {
    broken.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.word) \(Text.grouped($0.value))" }.joined(separator: ", ")
  }

  private static func orders(_ orders: [ShownOrder], none: String) -> Answer {
    let table = Table(
      [
        .init("order", .right), .init("asked (UTC)"), .init("by"), .init("what"), .init("cases", .right), .init("overriding", .right),
        .init("state"), .init("decided by"), .init("reason"),
      ],
      rows: orders.map { order in
        [
          String(order.id), Text.time(order.askedAt), order.askedBy, order.action.rawValue, Text.grouped(order.cases),
          Text.grouped(order.overridden), order.state.rawValue, order.decidedBy ?? "", order.reason,
        ]
      })
    return Answer(["orders": .array(orders.map(json))]) { orders.isEmpty ? none : $0.table(table) }
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
  func what(_ language: Language = .en) -> String {
    func word(_ en: String, _ zh: String) -> String { Wording(en, zh)[language] }
    var parts: [String] = []
    switch (from, to) {
    case (let from, let to) where from == to: break
    case (let from?, let to?): parts.append(word("moved from \(from) to \(to)", "由\(from)换手至\(to)"))
    case (let from?, nil): parts.append(word("moved from \(from) to the pool", "自\(from)退回案件池"))
    case (nil, let to): parts.append(word("moved from the pool to \(to ?? "")", "由案件池分给\(to ?? "")"))
    }
    if let pinnedTo { parts.append(word("pinned to \(pinnedTo) until \(pinnedUntil)", "指定给\(pinnedTo)，至\(pinnedUntil)")) }
    if let other {
      parts.append(
        order.action == .include ? word("\(other) no longer excluded", "解除对\(other)的排除") : word("\(other) excluded", "排除\(other)"))
    }
    if parts.isEmpty { parts.append(word("pin lifted", "取消指定")) }
    return parts.joined(separator: word(", ", "，"))
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
