import Answers
import ArgumentParser
import Desks
import Faults
import Portfolio
import Reports

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
      verdicts is that of the moment of writing, which the page states, and --as-of repeats a page of before. The page opens in the language of
      --language and holds both.
      """)
  @Argument(help: "latest, waiting, a run's number, or a slot's date.") var run = "latest"
  @Option(name: .shortAndLong, help: ArgumentHelp("Directory to write to.", valueName: "directory")) var output: String
  @Option(
    help: ArgumentHelp("Labels of conversations given after this moment are ignored (default: now).", valueName: "time"),
    transform: Reading.moment)
  var asOf: Reading.Moment?
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let desk = ReadingDesk(seat)
      let found = try await desk.run(run)
      var moment: LocalTime?
      if let asOf { moment = asOf.on(try await desk.today()) }
      let (figures, areByItsPolicies) = try await desk.figures(of: found, program: "allot \(Version.text)", labelsUpTo: moment)
      let files = ReportWriter.files(figures, language: global.spoken)
      try FileAccess.makeDirectory(output)
      try Outputs.spare([], in: output, files.map(\.name))
      for file in files { try FileAccess.write("\(output)/\(file.name)", file.bytes) }
      global.terminal.say(.report(of: found, figures, files: files, directory: output, areByItsPolicies: areByItsPolicies))
    }
  }
}
