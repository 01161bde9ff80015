import Answers
import ArgumentParser
import Baselines
import Desks
import Faults
import Portfolio
import Speech
import Terminal

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Decide and publish one night.",
    usage: "allot run [<options>]",
    discussion: """
      Examples:
        allot run                                   tonight, as the daemon would
        allot run --slot 2026-11-18                 the night of that day, knowing what was known at its night time
        allot run --slot <date> --really            a night after the agency's next
        allot run --slot <date> --again "half file" once more, after it was taken back
        allot run --dry-run --json                  decide, show, change nothing
        allot run --dry-run --baseline all          the plan beside other ways of dealing
        allot run --print-sql > night.sql           the statements, for psql

      A slot is published once: running it again says which run did it, changes nothing and exits 0.
      A plan that a brake holds back waits: release it, or discard it and run again.
      A night that was taken back, or had no open case, is run again with --again.
      Without open cases or people nothing is decided and the slot stays free: status 75.
      """,
    subcommands: [Release.self, Discard.self])
  @Option(help: ArgumentHelp("Business day that begins (default: today in the agency's zone).", valueName: "date"), transform: Reading.slot)
  var slot: Day?
  @Option(
    help: ArgumentHelp("Facts after this moment are ignored (default: now, or the night's time of another day).", valueName: "time"),
    transform: Reading.moment)
  var asOf: Reading.Moment?
  @Flag(help: "Change nothing.") var dryRun = false
  @Option(
    help: ArgumentHelp(
      "With --dry-run: compare with round-robin, least-loaded, snake, score, rating, or all; several with commas.", valueName: "names"),
    transform: Reading.baselines)
  var baseline: [Baseline] = []
  @Flag(help: "Print the SQL of freeze and publish and stop.") var printSql = false
  @Flag(help: "Keep the staging tables for a look.") var keepStage = false
  @Flag(help: "Publish although a brake of the agency file trips.") var despiteBrakes = false
  @Flag(help: "The night of --slot is meant although it lies after the agency's next one.") var really = false
  // Not --reason: release and discard have one, and a command's option would take it from them.
  @Option(help: ArgumentHelp("Why a night is run again that was taken back, or had no open case; kept in the audit.", valueName: "reason"))
  var again: String?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !really || slot != nil else {
      throw ValidationError(
        Wording("--really is about a night you name; add --slot 2026-12-24", "--really 针对写明的一夜；请加 --slot 2026-12-24"))
    }
    guard again.map({ !$0.allSatisfy(\.isWhitespace) }) ?? true else {
      throw ValidationError(
        Wording("--again is empty; write why, as --again \"the file was half\"", "--again 为空；请写明原因，如 --again \"文件只到了一半\""))
    }
    guard baseline.isEmpty || dryRun else {
      throw ValidationError(Wording("--baseline compares plans, it publishes none; add --dry-run", "--baseline 只比较方案，不发布；请加 --dry-run"))
    }
  }

  func run() async throws {
    try await global.withSeat { seat in
      var request = RunShell.Request()
      request.slot = slot
      if let asOf {
        let day = if let slot { slot } else { try await ReadingDesk(seat).today() }
        request.asOf = asOf.on(day)
      }
      request.isDry = dryRun
      request.baselines = baseline
      request.keepsStage = keepStage
      request.despiteBrakes = despiteBrakes
      request.isByHand = true
      request.isReally = really
      request.reason = again
      let language = global.spoken
      let progress = Output.error.isTerminal && !global.json
      let shell = RunShell(seat, logger: global.logger(), lease: try global.leaseTerms()) { phase in
        if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
      }
      if printSql { return Output.standard.write(try await shell.statements(request)) }
      defer { if progress { Output.error.redraw() } }
      let report = try await Stopping.onSignal { [request] in try await shell.run(request) }
      if progress { Output.error.redraw() }
      global.terminal.say(.run(report))
      if report.isBalanced == false { throw Stop(status: .software) }
      if [.waiting, .discarded, .lacking].contains(report.status) { throw Stop(status: .temporary) }
    }
  }
}
