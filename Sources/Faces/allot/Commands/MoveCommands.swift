import ArgumentParser
import Portfolio
import Speech

/// What all commands that move cases by hand share.
struct HandOptions: ParsableArguments {
  @Option(help: ArgumentHelp(Wording("Why; kept with every case. Compulsory.", "原因；随每件案件保存。必填。"), valueName: "text")) var reason: String
  @Option(help: ArgumentHelp(Wording("Client, when several have a case of that number.", "委托方；多个委托方有同号案件时须写明。"))) var client: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "CSV file with columns case_no, client, to, until, other; as many as the action needs.",
        "CSV 文件，列为 case_no、client、to、until、other；操作需要几列就写几列。"), valueName: "file"))
  var file: String?
  @Flag(help: ArgumentHelp(Wording("Show what it would break and change, and stop.", "只显示将违反哪些规则、带来哪些变化，不执行。"))) var dryRun = false
  @Flag(name: .shortAndLong, help: ArgumentHelp(Wording("Do not ask.", "不再询问，直接执行。"))) var yes = false
  @Flag(help: ArgumentHelp(Wording("Cases under an emergency stop are meant, too; approvers only.", "处于紧急停办的案件也要执行；仅限复核人。"))) var really =
    false
  @OptionGroup var global: GlobalOptions
}

struct MoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: Wording("Give cases to a collector by hand.", "人工把案件调给某位催收员。"),
    usage: "allot move <case> ... --to <code> --reason <text> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot move AJ00000008 --to C0004 --reason 'speaks her dialect' --yes
        allot move --file <moves.csv> --reason 'team b takes over cmb' --yes
        allot move AJ00000008 --to C0001 --until 2026-12-31 --reason 'agreed with the client' --dry-run

      Shows first which rules the moves break and how loads change. Licence, skill, exclusion and leavers cannot be overridden; everything else can,
      and is counted (allot moves --by-person). More cases than the agency's moves_above wait for a second person: allot approve. --until pins.
      """,
      """
      示例：
        allot move AJ00000008 --to C0004 --reason 'speaks her dialect' --yes
        allot move --file <moves.csv> --reason 'team b takes over cmb' --yes
        allot move AJ00000008 --to C0001 --until 2026-12-31 --reason 'agreed with the client' --dry-run

      先显示调案会违反哪些规则、负荷如何变化。授权、技能、排除和已离职不可越过；其他规则都可越过，并会计数（allot moves \
      --by-person）。案件数超过机构的 moves_above 时，须由另一人复核：allot approve。\
      --until 表示指定到该日。
      """))
  @Argument(help: ArgumentHelp(Wording("Numbers of cases.", "案件编号。"))) var cases: [String] = []
  @Option(help: ArgumentHelp(Wording("Code of the collector.", "催收员工号。"), valueName: "code")) var to: String?
  @Option(
    help: ArgumentHelp(Wording("Pin the cases to the collector until this day.", "把案件指定给该催收员，直到此日。"), valueName: "date"),
    transform: Reading.day) var until: Day?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.move, cases: cases, to: to, until: until) }
}

struct SwapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap", abstract: Wording("Let two cases change places.", "两件案件互换持有人。"),
    usage: "allot swap <case> <case> --reason <text> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot swap AJ00000010 AJ00000011 --reason 'both ask for their old contact' --yes
        allot swap --file <swaps.csv> --reason 'language'       columns case_no and other
      """,
      """
      示例：
        allot swap AJ00000010 AJ00000011 --reason 'both ask for their old contact' --yes
        allot swap --file <swaps.csv> --reason 'language'       列为 case_no 和 other
      """))
  @Argument(
    help: ArgumentHelp(Wording("Two cases, or four, or six …: first with second, third with fourth.", "两件、四件或六件……：第一件与第二件互换，第三件与第四件互换。")))
  var cases: [String] = []
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
    commandName: "pin", abstract: Wording("Keep cases with one collector until a day.", "在某日之前把案件指定给一位催收员。"),
    usage: "allot pin <case> ... --until <date> --reason <text> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot pin AJ00000008 --until 2026-12-31 --reason 'settlement agreed by phone' --yes
        allot pin AJ00000008 --to C0007 --until 2026-12-31 --reason 'knows the family' --yes

      No night takes a pinned case from its collector; pinned to somebody else, the next night moves it there. Stops, licences and exclusions are
      stronger than a pin.
      """,
      """
      示例：
        allot pin AJ00000008 --until 2026-12-31 --reason 'settlement agreed by phone' --yes
        allot pin AJ00000008 --to C0007 --until 2026-12-31 --reason 'knows the family' --yes

      夜间分案不会把已指定的案件从其催收员处调走；指定给别人的案件，下一次夜间分案会调过去。停催、授权和排除优先于指定。
      """))
  @Argument(help: ArgumentHelp(Wording("Numbers of cases.", "案件编号。"))) var cases: [String] = []
  @Option(help: ArgumentHelp(Wording("Code of the collector; the holder if left out.", "催收员工号；不写则为持有人。"), valueName: "code")) var to:
    String?
  @Option(help: ArgumentHelp(Wording("Last day.", "最后一日。"), valueName: "date"), transform: Reading.day) var until: Day?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.pin, cases: cases, to: to, until: until) }
}

struct UnpinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: Wording("Lift pins before their last day.", "提前取消指定。"),
    usage: "allot unpin <case> ... --reason <text> [<options>]")
  @Argument(help: ArgumentHelp(Wording("Numbers of cases.", "案件编号。"))) var cases: [String] = []
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.unpin, cases: cases) }
}

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: Wording("Send cases back to the pool; the next night deals them to somebody else.", "把案件退回案件池；下一次夜间分案会分给别人。"),
    usage: "allot release <case> ... --reason <text> [<options>]",
    discussion: Wording(
      """
      Example:
        allot release AJ00000008 --reason 'holder asks to be relieved' --yes
      """,
      """
      示例：
        allot release AJ00000008 --reason 'holder asks to be relieved' --yes
      """))
  @Argument(help: ArgumentHelp(Wording("Numbers of cases.", "案件编号。"))) var cases: [String] = []
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.release, cases: cases) }
}

struct ExcludeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exclude", abstract: Wording("Say that a collector must never have these cases.", "规定某位催收员不得承接这些案件。"),
    usage: "allot exclude <case> ... --collector <code> --reason <text> [<options>]",
    discussion: Wording(
      """
      Example:
        allot exclude AJ00000008 --collector C0007 --reason 'relative of the debtor' --yes

      A case he holds goes back to the pool at once.
      """,
      """
      示例：
        allot exclude AJ00000008 --collector C0007 --reason 'relative of the debtor' --yes

      其正持有的案件立即退回案件池。
      """))
  @Argument(help: ArgumentHelp(Wording("Numbers of cases.", "案件编号。"))) var cases: [String] = []
  @Option(help: ArgumentHelp(Wording("Code of the collector.", "催收员工号。"), valueName: "code")) var collector: String?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.exclude, cases: cases, to: collector) }
}

struct IncludeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "include", abstract: Wording("Lift an exclusion.", "解除排除。"),
    usage: "allot include <case> ... --collector <code> --reason <text> [<options>]"
  )
  @Argument(help: ArgumentHelp(Wording("Numbers of cases.", "案件编号。"))) var cases: [String] = []
  @Option(help: ArgumentHelp(Wording("Code of the collector.", "催收员工号。"), valueName: "code")) var collector: String?
  @OptionGroup var options: HandOptions

  func run() async throws { try await MoveDialogue(options).run(.include, cases: cases, to: collector) }
}
