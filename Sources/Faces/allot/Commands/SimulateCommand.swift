import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Portfolio
import Reports
import Schema
import Simulations
import Speech
import Tables
import Terminal
import Words

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: Wording("Decide the coming night by other files, people or cases, and say what differs.", "按其他文件、人员或案件决策下一晚，并说明有何不同。"),
    usage: "allot simulate [<file> ...] [<options>]",
    discussion: Wording(
      """
      Examples:
        allot simulate                                         what the coming night would do
        allot simulate policies/retail-card.yaml                 the same by a changed policy
        allot simulate --nights 3 --json                         the last three nights again
        allot simulate retail-card.yaml --people <people.csv>   and with these people
        allot simulate --scenario "ten away=<people.csv>" --scenario "big batch=<cases.csv>"

      What is there now is read at once, and decided as often as it takes; nothing is written, and a night may run meanwhile. The plan of the files in force
      and the others stand side by side. After policy apply the night decides the same, bit for bit, unless something came in.
      People are a table: collector, change (away, joins, leaves), from, to, team, skills, hours.
      """,
      """
      示例：
        allot simulate                                         下一晚会做什么
        allot simulate policies/retail-card.yaml                 若改用此策略
        allot simulate --nights 3 --json                         把最近三晚再决策一遍
        allot simulate retail-card.yaml --people <people.csv>   并且人员有此变动
        allot simulate --scenario "ten away=<people.csv>" --scenario "big batch=<cases.csv>"

      一次读取现状，按需多次决策；不写入任何内容，夜间分案运行时也可使用。现行文件的方案与其他方案并列。\
      应用策略之后，若没有新的数据进来，夜间分案的结果逐位相同。
      人员变动表的列：工号、变动（请假、入职、离职）、自、至、小组、技能、每日工时。
      """))
  @Argument(help: ArgumentHelp(Wording("Agency, policy or calendar files in the place of those in force.", "替换现行文件的机构文件、策略或日历文件。")))
  var files: [String] = []
  @Option(help: ArgumentHelp(Wording("Table of who is away, joins and leaves.", "人员请假、入职、离职的表。"), valueName: "file")) var people: String?
  @Option(help: ArgumentHelp(Wording("More cases, in the format of cases.", "另外的案件，格式同案件文件。"), valueName: "file")) var cases: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "Another plan beside: a name and its files (YAML, people, cases), several with commas. May be repeated.",
        "另一个并列的方案：名称及其文件（YAML、人员、案件），多个用逗号隔开。可重复。"), valueName: "name=files"))
  var scenario: [String] = []
  @Option(
    help: ArgumentHelp(Wording("Business day (default: the coming night's).", "分案日（默认：下一晚）。"), valueName: "date"), transform: Reading.slot)
  var slot: Day?
  @Option(
    help: ArgumentHelp(
      Wording("Facts after this moment are ignored (default: now, or the night's time).", "不计此刻之后的事实（默认：现在，或该晚的分案时刻）。"), valueName: "time"),
    transform: Reading.moment)
  var asOf: Reading.Moment?
  @Option(
    help: ArgumentHelp(
      Wording("Decide the last nights again, by the files given or by their own.", "把最近若干晚重新决策：按给出的文件，或按各晚自己的文件。"), valueName: "number"))
  var nights: Int?
  @Flag(
    help: ArgumentHelp(
      Wording(
        "With --nights: each night begins where the files given would have left the one before.", "与 --nights 同用：每一晚从所给文件使前一晚留下的状态开始。")))
  var carry = false
  @Option(help: ArgumentHelp(Wording("Directory to write a page to.", "写出网页的目录。"), valueName: "directory")) var html: String?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let nights, !(1...400).contains(nights) {
      throw ValidationError(Wording("--nights is 1 to 400, as --nights 7", "--nights 应为 1 至 400，如 --nights 7"))
    }
    guard !carry || nights != nil else {
      throw ValidationError(Wording("--carry goes with --nights; add --nights 7", "--carry 须与 --nights 同用；请加 --nights 7"))
    }
    guard nights == nil || scenario.isEmpty && slot == nil && asOf == nil && html == nil && people == nil && cases == nil else {
      throw ValidationError(
        Wording(
          "--nights takes files only: leave out --people, --cases, --scenario, --slot, --as-of and --html",
          "--nights 只接受文件：请去掉 --people、--cases、--scenario、--slot、--as-of 和 --html"))
    }
  }

  func run() async throws {
    var own = SimulationRequest.World()
    if !files.isEmpty { own.files = try PolicyCommand.reading(files) }
    own.people = people.map { .file(path: $0) }
    own.cases = cases.map { .file(path: $0) }
    let worlds = [own] + (try scenario.map(Self.world))
    try await global.withEntrance { _, entrance in
      let seat = try await entrance.seat(global.agency)
      let language = global.spoken
      let progress = Output.error.isTerminal && !global.json
      let desk = SimulationDesk(seat, door: PolicyDoor(entrance), logger: global.logger()) { phase in
        if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
      }
      defer { if progress { Output.error.redraw() } }
      if let nights {
        let report = try await Stopping.onSignal { [own] in try await desk.nights(nights, own, carries: carry) }
        if progress { Output.error.redraw() }
        return global.terminal.say(.simulated(report))
      }
      var request = SimulationRequest()
      (request.slot, request.worlds) = (slot, worlds)
      if let asOf {
        let day = if let slot { slot } else { try await ReadingDesk(seat).today() }
        request.asOf = asOf.on(day)
      }
      let report = try await Stopping.onSignal { [request] in try await desk.simulate(request) }
      if progress { Output.error.redraw() }
      global.terminal.say(.simulation(report, page: try page(report, seat)))
    }
  }

  /// Writes the page and gives its path; nil where none was asked for.
  private func page(_ report: SimulationReport, _ seat: Seat) throws -> String? {
    guard let html else { return nil }
    let bytes = SimulationPage.html(report.simulation, agency: seat.agency.name, notes: report.notes, language: global.spoken)
    try FileAccess.makeDirectory(html)
    try Outputs.spare([], in: html, ["simulation.html"])
    try FileAccess.write("\(html)/simulation.html", bytes)
    return "\(html)/simulation.html"
  }

  /// `ten away=people.csv,policy.yaml`: what a table is, its header says.
  private static func world(_ text: String) throws -> SimulationRequest.World {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw ValidationError(
        Wording(
          "--scenario is a name and its files, as --scenario \"ten away=people.csv\"", "--scenario 应为名称和文件，如 --scenario \"十人请假=people.csv\""
        ))
    }
    var (world, policies) = (SimulationRequest.World(name: parts[0]), [String]())
    for path in parts[1].split(separator: ",").map(String.init) {
      if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        policies.append(path)
      } else if try SimulationRequest.isOfPeople(path) {
        world.people = .file(path: path)
      } else {
        world.cases = .file(path: path)
      }
    }
    if !policies.isEmpty { world.files = try PolicyCommand.reading(policies) }
    return world
  }
}
