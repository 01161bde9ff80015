import ArgumentParser
import Operations
import Portfolio
import Reports
import Store

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say how a case stands and why each run decided as it did.",
    usage: """
      allot explain <case> [<options>]
      allot explain --collector <code> [<options>]
      """,
    discussion: """
      Examples:
        allot explain AJ00000008
        allot explain AJ00000008 --client cmb --language zh
        allot explain --collector C0007              why so few, or so many
        allot explain --collector C0007 --run 2026-11-18 --json

      A cost of 900 is an ordinary case (15 minutes a week) at somebody whose load
      equals the working time; costs compare people for one case.
      """)
  @Argument(help: "Number of the case.") var caseNo: String?
  @Option(help: "Client, when several have a case of that number.") var client: String?
  @Option(help: ArgumentHelp("Latest decisions to show.", valueName: "number")) var decisions = 10
  @Option(help: ArgumentHelp("Instead of a case: what this person got of a run, and why.", valueName: "code")) var collector: String?
  @Option(help: ArgumentHelp("With --collector: latest, a run's number, or a slot's date.", valueName: "run")) var run = "latest"
  @Option(help: "Language: en or zh (default: that of the locale).") var language: Language?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (caseNo == nil) != (collector == nil) else { throw ValidationError("name a case, or a person with --collector") }
  }

  func run() async throws {
    let language = language ?? Language.ofLocale
    try await global.withAgency { session, agency in
      let names = try await Names.load(session.store, agency)
      if let collector {
        let view = try await CollectorView(session.store, agency, collector: collector, run: run)
        return global.terminal.result(view.json(language), view.text(language))
      }
      let view = try await CaseView(session.store, agency, caseNo: caseNo ?? "", client: client, decisions: decisions, names: names)
      global.terminal.result(view.json(language), view.text(language))
    }
  }

  /// `moved from C001 to C0007`.
  static func what(_ decision: ShownDecision, _ language: Language = .en) -> String {
    let lost = decision.isLost ? Phrase(" (planned, not done)", "（已计划，未执行）")[language] : ""
    let (from, to) = (decision.from ?? "?", decision.to ?? "?")
    return switch decision.kind {
    case .assigned: Phrase("assigned to \(to)", "分给\(to)")[language] + lost
    case .moved: Phrase("moved from \(from) to \(to)", "由\(from)换手至\(to)")[language] + lost
    case .recalled: Phrase("recalled from \(from)", "自\(from)收回")[language] + lost
    case .held: Phrase("held", "停催")[language] + (decision.from.map { Phrase(", stays with \($0)", "，仍由\($0)持有")[language] } ?? "")
    case .unassigned: Phrase("not assigned", "未分出")[language]
    }
  }
}

extension Language: ExpressibleByArgument {}

extension Language {
  /// Chinese where the locale's messages are, else English.
  static var ofLocale: Language { of(Process.environment) }

  /// The first of LC_ALL, LC_MESSAGES and LANG that says something decides, as for every program.
  static func of(_ environment: [String: String]) -> Language {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return value.lowercased().hasPrefix("zh") ? .zh : .en
  }
}

/// What reasons refer to, from the tables.
enum Names {
  static func load(_ store: Store, _ agency: Agency) async throws -> ReasonNames {
    let people = try await store.showCollectors(limit: 1_000_000, agency: agency)
    return ReasonNames(
      collectors: Dictionary(people.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first }),
      skills: try await store.skillNames(agency: agency), currency: agency.currency)
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

  static func decision(_ decision: ShownDecision, _ names: ReasonNames, _ language: Language, _ numbers: CaseNumbers? = nil) -> JSON {
    var members: [(String, JSON)] = [
      ("run", .integer(decision.run)), ("slot", .day(decision.slot)), ("case_no", .string(decision.caseNo)),
      ("client", .string(decision.client)),
      ("kind", .string(decision.kind.word)), ("from", JSON(decision.from)), ("to", JSON(decision.to)),
      ("amount", .integer(decision.amount)),
      ("currency", .string(decision.currency.description)), ("class", .string(decision.caseClass.word)), ("policy", JSON(decision.policy)),
      ("route", JSON(decision.route)), ("done", .bool(!decision.isLost)), ("reason", .reason(decision.reason, names, language)),
      ("recall_reason", decision.recallReason.map { .reason($0, names, language) } ?? .null),
    ]
    if case .offered(let numbers) = numbers {
      members.append(("place", numbers.json(decision.reason, isPlaced: decision.to != nil, names, language)))
    }
    return .object(members)
  }
}
