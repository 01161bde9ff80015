import ArgumentParser
import Operations
import Portfolio
import Reports
import Store

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the morning page and its tables.",
    usage: "allot report [<run>] --output <directory> [<options>]",
    discussion: """
      Examples:
        allot report latest --output report
        allot report 2026-11-18 --language zh --output report-18
        allot report 1 --output report --json
        allot report 1 --as-of "2026-11-18 09:30" --output again

      Writes report.html, which needs nothing else, and CSV files beside it. People label conversations of a night after its run: the accuracy of
      verdicts is that of the moment of writing, which the page states, and --as-of repeats a page of before.
      """)
  @Argument(help: "latest, a run's number, or a slot's date.") var run = "latest"
  @Option(name: .shortAndLong, help: ArgumentHelp("Directory to write to.", valueName: "directory")) var output: String
  @Option(help: "Language in which the page opens: zh or en.") var language: Language = .zh
  @Option(
    help: ArgumentHelp("Labels of conversations given after this moment are ignored (default: now).", valueName: "time"),
    transform: Reading.moment)
  var asOf: Reading.Moment?
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency { session, agency in
      let found = try await session.store.findRun(run, agency: agency)
      let terms = try await PolicyLibrary.load(session.store, agency).terms(program: "allot \(Version.text)")
      var moment: Instant?
      if let asOf {
        moment = try await session.store.instant(asOf.on(try await session.store.clock(agency).today), in: agency)
      }
      let figures = try await session.store.figures(run: found.id, agency: agency, terms: terms, labelsUpTo: moment)
      let files = ReportWriter.files(figures, language: language)
      try FileAccess.makeDirectory(output)
      for file in files { try FileAccess.write("\(output)/\(file.name)", file.bytes) }
      global.terminal.result(
        [
          "run": .integer(found.id), "slot": .day(found.key.slot), "directory": .string(output),
          "labels_up_to": .string(figures.talk.labelsUpTo),
          "files": .array(files.map { ["file": .string($0.name), "bytes": JSON($0.bytes.count)] }),
        ],
        "run \(found.id), \(found.key.kind.rawValue) of \(found.key.slot): \(Text.count(files.count, "file")) below \(output); open \(output)/report.html\n"
      )
    }
  }
}
