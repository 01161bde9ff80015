import ArgumentParser
import Portfolio
import Speech

/// What all commands that move cases by hand share.
struct HandOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Why; kept with every case. Compulsory.", valueName: "text")) var reason: String
  @Option(help: "Client, when several have a case of that number.") var client: String?
  @Option(help: ArgumentHelp("CSV file with columns case_no, client, to, until, other; as many as the action needs.", valueName: "file"))
  var file: String?
  @Flag(help: "Show what it would break and change, and stop.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
  @OptionGroup var global: GlobalOptions
}

struct MoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Give cases to a collector by hand.",
    usage: "allot move <case> ... --to <code> --reason <text> [<options>]",
    discussion: """
      Examples:
        allot move AJ00000008 --to C0004 --reason 'speaks her dialect' --yes
        allot move --file <moves.csv> --reason 'team b takes over cmb' --yes
        allot move AJ00000008 --to C0001 --until 2026-12-31 --reason 'agreed with the client' --dry-run

      Shows first which rules the moves break and how loads change. Licence, skill, exclusion and leavers cannot be overridden; everything else can,
      and is counted (allot moves --by-person). More cases than the agency's moves_above wait for a second person: allot approve. --until pins.
      """)
  @Argument(help: "Numbers of cases.") var cases: [String] = []
  @Option(help: ArgumentHelp("Code of the collector.", valueName: "code")) var to: String?
  @Option(help: ArgumentHelp("Pin the cases to the collector until this day.", valueName: "date"), transform: Reading.day) var until: Day?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.move, cases: cases, to: to, until: until) }
}

struct SwapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap", abstract: "Let two cases change places.", usage: "allot swap <case> <case> --reason <text> [<options>]",
    discussion: """
      Examples:
        allot swap AJ00000010 AJ00000011 --reason 'both ask for their old contact' --yes
        allot swap --file <swaps.csv> --reason 'language'       columns case_no and other
      """)
  @Argument(help: "Two cases, or four, or six …: first with second, third with fourth.") var cases: [String] = []
  @OptionGroup var options: HandOptions

  func validate() throws {
    guard cases.count % 2 == 0 else {
      throw ValidationError(Wording("a swap needs pairs of cases; \(cases.count) are given", "互换须成对给出案件；给了 \(cases.count) 件"))
    }
  }
  func run() async throws { try await MoveDialogue(options).run(.swap, cases: cases) }
}

struct PinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Keep cases with one collector until a day.",
    usage: "allot pin <case> ... --until <date> --reason <text> [<options>]",
    discussion: """
      Examples:
        allot pin AJ00000008 --until 2026-12-31 --reason 'settlement agreed by phone' --yes
        allot pin AJ00000008 --to C0007 --until 2026-12-31 --reason 'knows the family' --yes

      No night takes a pinned case from its collector; pinned to somebody else, the next night moves it there. Stops, licences and exclusions are
      stronger than a pin.
      """)
  @Argument(help: "Numbers of cases.") var cases: [String] = []
  @Option(help: ArgumentHelp("Code of the collector; the holder if left out.", valueName: "code")) var to: String?
  @Option(help: ArgumentHelp("Last day.", valueName: "date"), transform: Reading.day) var until: Day?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.pin, cases: cases, to: to, until: until) }
}

struct UnpinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "Lift pins before their last day.", usage: "allot unpin <case> ... --reason <text> [<options>]")
  @Argument(help: "Numbers of cases.") var cases: [String] = []
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.unpin, cases: cases) }
}

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Send cases back to the pool; the next night deals them to somebody else.",
    usage: "allot release <case> ... --reason <text> [<options>]",
    discussion: """
      Example:
        allot release AJ00000008 --reason 'holder asks to be relieved' --yes
      """)
  @Argument(help: "Numbers of cases.") var cases: [String] = []
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.release, cases: cases) }
}

struct ExcludeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exclude", abstract: "Say that a collector must never have these cases.",
    usage: "allot exclude <case> ... --collector <code> --reason <text> [<options>]",
    discussion: """
      Example:
        allot exclude AJ00000008 --collector C0007 --reason 'relative of the debtor' --yes

      A case he holds goes back to the pool at once.
      """)
  @Argument(help: "Numbers of cases.") var cases: [String] = []
  @Option(help: ArgumentHelp("Code of the collector.", valueName: "code")) var collector: String?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.exclude, cases: cases, to: collector) }
}

struct IncludeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "include", abstract: "Lift an exclusion.", usage: "allot include <case> ... --collector <code> --reason <text> [<options>]"
  )
  @Argument(help: "Numbers of cases.") var cases: [String] = []
  @Option(help: ArgumentHelp("Code of the collector.", valueName: "code")) var collector: String?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.include, cases: cases, to: collector) }
}
