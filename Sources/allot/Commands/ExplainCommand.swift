import ArgumentParser
import Operations
import Portfolio
import Reports
import Store

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say how a case stands and why each run decided as it did.",
    usage: "allot explain <case> [<options>]",
    discussion: """
      Examples:
        allot explain 20261118-000123
        allot explain 20261118-000123 --client cmb --language zh
        allot explain 20261118-000123 --json
      """)
  @Argument(help: "Number of the case.") var caseNo: String
  @Option(help: "Client, when several have a case of that number.") var client: String?
  @Option(help: ArgumentHelp("Latest decisions to show.", valueName: "number")) var decisions = 10
  @Option(help: "Language of the sentences: en or zh.") var language: Language = .en
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency { session, agency in
      let found = try await session.store.explainCase(caseNo, client: client, decisions: decisions, agency: agency)
      let names = try await Names.load(session.store, agency)
      let byHand = try await session.store.handMoves(caseID: found.shown.id, agency: agency)
      global.terminal.result(json(found, byHand, names), text(found, byHand, names))
    }
  }

  private func text(_ found: CaseExplanation, _ byHand: [ShownHandMove], _ names: ReasonNames) -> String {
    let shown = found.shown
    var lines = ["case \(shown.caseNo) of \(shown.client)  (\(shown.status.word))"]
    func add(_ name: String, _ value: String) { lines.append("  \(name)\(String(repeating: " ", count: max(1, 13 - name.count)))\(value)") }
    add("outstanding", "\(Text.amount(shown.outstanding, digits: shown.currency.minorDigits)) \(shown.currency)")
    let place = [shown.batch.map { "batch \($0)" }, shown.product, shown.stage, shown.region].compactMap { $0 }
    if !place.isEmpty { add("portfolio", place.joined(separator: ", ")) }
    add("entrusted", "\(shown.entrustedOn), overdue since \(shown.overdueOn), due back \(shown.dueBackOn)")
    add("holder", shown.holder.map { "\($0) since \(shown.heldSince), hand \(shown.hand)" } ?? "nobody (in the pool)")
    if !found.formerHolders.isEmpty {
      add("before", found.formerHolders.map { "\($0.collector) until \($0.until)" }.joined(separator: ", "))
    }
    add("class", shown.caseClass.word + (shown.classSince.isKnown ? " since \(shown.classSince)" : ""))
    if let reason = shown.classReason { add("", ReasonText.sentence(reason, names, language)) }
    if !shown.flags.isEmpty { add("flags", shown.flags.wordList.joined(separator: ", ")) }
    if shown.hold != .none { add("hold", "\(shown.hold.word) until \(shown.holdUntil)") }
    if let pin = shown.pinnedTo { add("pinned", "to \(pin) until \(shown.pinnedUntil)") }
    for move in byHand {
      lines.append("\(Text.time(move.order.decidedAt ?? move.order.askedAt))  order \(move.order.id), by hand  \(move.what)")
      let second = move.order.decidedBy.flatMap { $0 == move.order.askedBy ? nil : ", agreed by \($0)" } ?? ""
      add("by", move.order.askedBy + second)
      add("because", move.order.reason)
      if !move.broken.isEmpty { add("overriding", move.broken.map(\.word).joined(separator: ", ")) }
    }
    if found.decisions.isEmpty { lines.append("no run has decided anything about it yet") }
    for decision in found.decisions {
      lines.append("\(decision.slot)  run \(decision.run)  \(Self.what(decision))")
      if let policy = decision.policy { add("by", policy + (decision.route.map { ", route \($0)" } ?? "")) }
      if let recall = decision.recallReason { add("taken back", ReasonText.sentence(recall, names, language)) }
      add("because", ReasonText.sentence(decision.reason, names, language))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `moved from C001 to C007`.
  static func what(_ decision: ShownDecision) -> String {
    let lost = decision.isLost ? " (planned, not done)" : ""
    return switch decision.kind {
    case .assigned: "assigned to \(decision.to ?? "?")\(lost)"
    case .moved: "moved from \(decision.from ?? "?") to \(decision.to ?? "?")\(lost)"
    case .recalled: "recalled from \(decision.from ?? "?")\(lost)"
    case .held: "held" + (decision.from.map { ", stays with \($0)" } ?? "")
    case .unassigned: "not assigned"
    }
  }

  private func json(_ found: CaseExplanation, _ byHand: [ShownHandMove], _ names: ReasonNames) -> JSON {
    let shown = found.shown
    return .object([
      ("case_no", .string(shown.caseNo)), ("client", .string(shown.client)), ("status", .string(shown.status.word)),
      ("outstanding", .integer(shown.outstanding)), ("currency", .string(shown.currency.description)), ("batch", JSON(shown.batch)),
      ("product", JSON(shown.product)), ("stage", JSON(shown.stage)), ("region", JSON(shown.region)), ("holder", JSON(shown.holder)),
      ("held_since", .day(shown.heldSince)), ("hand", JSON(shown.hand)), ("class", .string(shown.caseClass.word)),
      ("class_since", .day(shown.classSince)),
      ("class_reason", shown.classReason.map { .reason($0, names, language) } ?? .null),
      ("flags", .array(shown.flags.wordList.map { .string($0) })),
      ("hold", .string(shown.hold.word)), ("due_back", .day(shown.dueBackOn)),
      ("former_holders", .array(found.formerHolders.map { ["collector": .string($0.collector), "until": .day($0.until)] })),
      ("by_hand", .array(byHand.map(\.json))),
      ("decisions", .array(found.decisions.map { .decision($0, names, language) })),
    ])
  }
}

extension Language: ExpressibleByArgument {}

/// What reasons refer to, from the tables.
enum Names {
  static func load(_ store: Store, _ agency: Agency) async throws -> ReasonNames {
    let people = try await store.showCollectors(limit: 1_000_000, agency: agency)
    return ReasonNames(
      collectors: Dictionary(people.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first }),
      currency: agency.currency)
  }
}

extension JSON {
  /// A date, or null.
  static func day(_ day: Day) -> JSON { day.isKnown ? .string(day.description) : .null }

  static func reason(_ reason: Reason, _ names: ReasonNames, _ language: Language) -> JSON {
    [
      "code": .string(ReasonText.word(reason.code)),
      "numbers": [.integer(reason.n1), .integer(reason.n2), .integer(reason.n3), .integer(reason.n4)],
      "text": .string(ReasonText.sentence(reason, names, language)),
    ]
  }

  static func decision(_ decision: ShownDecision, _ names: ReasonNames, _ language: Language) -> JSON {
    .object([
      ("run", .integer(decision.run)), ("slot", .day(decision.slot)), ("case_no", .string(decision.caseNo)),
      ("client", .string(decision.client)),
      ("kind", .string(decision.kind.word)), ("from", JSON(decision.from)), ("to", JSON(decision.to)),
      ("amount", .integer(decision.amount)),
      ("currency", .string(decision.currency.description)), ("class", .string(decision.caseClass.word)), ("policy", JSON(decision.policy)),
      ("route", JSON(decision.route)), ("done", .bool(!decision.isLost)), ("reason", .reason(decision.reason, names, language)),
      ("recall_reason", decision.recallReason.map { .reason($0, names, language) } ?? .null),
    ])
  }
}
