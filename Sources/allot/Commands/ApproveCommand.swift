import ArgumentParser
import Operations
import Portfolio
import Reports
import Store

struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Agree, as the second person, to moves that wait.", usage: "allot approve [<order>] [<options>]",
    discussion: """
      Examples:
        allot approve                  which orders wait
        allot approve <order>          look at an order, then agree
        allot approve <order> --yes

      The rules and loads are those of now, not of when it was asked for. Whoever asked cannot agree.
      """)
  @Argument(help: "Number of the order; without it the waiting ones are listed.") var order: Int64?
  @Flag(help: "Show what it would break and change, and stop.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency(order == nil ? .see : .approve) { session, agency in
      guard let order else {
        let waiting = try await session.store.orders(.proposed, agency: agency)
        return MovesCommand.print(waiting, none: "no order waits for a second person\n", global.terminal)
      }
      let desk = MoveDesk(store: session.store, agency: agency, actor: Process.actor)
      let dialogue = MoveDialogue(global: global, dryRun: dryRun, yes: yes)
      try await dialogue.confirm {
        try await desk.previewProposal(order)
      } carryOut: {
        try await desk.agree($0)
      }
    }
  }
}

struct RefuseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse", abstract: "End an order of moves that waits for a second person.",
    usage: "allot refuse <order> --reason <text> [<options>]")
  @Argument(help: "Number of the order.") var order: Int64
  @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency(.approve) { session, agency in
      try await MoveDesk(store: session.store, agency: agency, actor: Process.actor).refuse(order, reason: reason)
      global.terminal.result(["order": .integer(order), "state": "refused"], "order \(order): refused, nothing was moved\n")
    }
  }
}

struct MovesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moves", abstract: "Moves by hand: orders, their cases, and who overrides how many rules.",
    usage: "allot moves [<order>] [<options>]",
    discussion: """
      Examples:
        allot moves
        allot moves <order>
        allot moves --by-person --since 2026-11-01
      """)
  @Argument(help: "Number of an order, to see its cases.") var order: Int64?
  @Flag(help: "Count orders, cases and overridden rules by person.") var byPerson = false
  @Option(help: ArgumentHelp("First day to count (default: the month's first).", valueName: "date"), transform: Reading.day) var since: Day?
  @Option(help: ArgumentHelp("Rows at most.", valueName: "number")) var limit = 50
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency { session, agency in
      if byPerson { return try await tallies(session.store, agency) }
      if let order {
        return show(try await session.store.handMoves(order: order, agency: agency), try await session.store.order(order, agency: agency))
      }
      Self.print(try await session.store.orders(limit: limit, agency: agency), none: "no moves by hand\n", global.terminal)
    }
  }

  private func tallies(_ store: Store, _ agency: Agency) async throws {
    let today = try await store.clock(agency).today
    let first = since ?? Day(year: today.civil.year, month: today.civil.month, day: 1) ?? today
    let found = try await store.handTallies(since: first, agency: agency)
    let table = Table(
      [.init("person"), .init("orders", .right), .init("cases", .right), .init("overriding", .right), .init("rules")],
      rows: found.map { tally in
        [tally.person, Text.grouped(tally.orders), Text.grouped(tally.cases), Text.grouped(tally.overridden), Self.rules(tally.broken)]
      })
    global.terminal.result(
      [
        "since": .day(first),
        "people": .array(
          found.map { tally in
            [
              "person": .string(tally.person), "orders": JSON(tally.orders), "cases": JSON(tally.cases),
              "overriding": JSON(tally.overridden),
              "rules": .object(tally.broken.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.word, JSON($0.value)) }),
            ]
          }),
      ], found.isEmpty ? "no moves by hand since \(first)\n" : "since \(first)\n" + global.terminal.table(table))
  }

  private static func rules(_ broken: [MoveRule: Int]) -> String {
    broken.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.word) \(Text.grouped($0.value))" }.joined(separator: ", ")
  }

  private func show(_ moves: [ShownHandMove], _ order: ShownOrder) {
    let table = Table(
      [.init("client"), .init("case"), .init("what"), .init("rules overridden")],
      rows: moves.map { [$0.client, $0.caseNo, $0.what(), $0.broken.map(\.word).joined(separator: ", ")] })
    global.terminal.result(
      ["order": Self.json(order), "moves": .array(moves.map(\.json))],
      "order \(order.id), \(order.action.rawValue) by \(order.askedBy): \(order.reason)\n" + global.terminal.table(table))
  }

  static func print(_ orders: [ShownOrder], none: String, _ terminal: Terminal) {
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
    terminal.result(["orders": .array(orders.map(json))], orders.isEmpty ? none : terminal.table(table))
  }

  static func json(_ order: ShownOrder) -> JSON {
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
    func word(_ en: String, _ zh: String) -> String { Phrase(en, zh)[language] }
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
