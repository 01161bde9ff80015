import Answers
import ArgumentParser
import Desks
import Faults
import Figures
import Papers
import Portfolio
import Reports
import Speech

extension ReportCommand {
  /// A report made by hand, into a directory.
  struct Make: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make", abstract: Wording("Write a report's files.", "写出报告文件。"),
      usage: "allot report [<run>] --output <directory> [<options>]")

    @Argument(
      help: ArgumentHelp(
        Wording("latest, waiting, a run's number, or a slot's date (default: latest).", "latest、waiting、运行编号，或分案日期（默认：latest）。")))
    var run: String?
    @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Directory to write to.", "写入的目录。"), valueName: "directory")) var output: String
    @Option(
      help: ArgumentHelp(
        Wording("Labels of conversations given after this moment are ignored (default: now).", "不计此刻之后给出的沟通标注（默认：现在）。"), valueName: "time"),
      transform: Reading.moment)
    var asOf: Reading.Moment?
    @Option(
      name: .customLong("for"),
      help: ArgumentHelp(
        Wording(
          "Who reads it: manager, lead=TEAM, client=NAME or auditor (default: manager).",
          "读者：manager、lead=小组名、client=名称或 auditor（默认：manager）。"),
        valueName: "reader"),
      transform: Reading.readership)
    var readership: Readership?
    @Option(
      name: .customLong("format"),
      help: ArgumentHelp(
        Wording("Forms with commas between them: html, xlsx, csv (default: html,csv).", "格式，以逗号分隔：html、xlsx、csv（默认：html,csv）。"),
        valueName: "forms"),
      transform: Reading.reportFormats)
    var formats: Set<ReportFormat>?
    @OptionGroup var span: PeriodOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard try span.period() != nil else { return }
      if run != nil {
        throw ValidationError(Wording("write a run or a period, not both", "请只写一次运行或一个期间"))
      }
      if asOf != nil {
        throw ValidationError(Wording("--as-of repeats the report of a run, not of a period", "--as-of 用于重现某次运行的报告，不用于期间"))
      }
    }

    func run() async throws {
      if let period = try span.period() { return try await write(period) }
      try await global.withSeat { seat in
        let desk = ReadingDesk(seat)
        let found = try await desk.run(run ?? "latest")
        var moment: LocalTime?
        if let asOf { moment = asOf.on(try await desk.today()) }
        let made = try await Papers(seat, program: "allot \(Version.text)")
          .make(
            found, for: readership ?? .manager, formats: formats ?? [.html, .csv], language: global.spoken, labelsUpTo: moment)
        try write(made.files)
        global.terminal.say(.report(of: found, made, directory: output))
      }
    }

    private func write(_ period: Period) async throws {
      try await global.withSeat { seat in
        let made = try await Papers(seat, program: "allot \(Version.text)")
          .make(period, for: readership ?? .manager, formats: formats ?? [.html, .csv], language: global.spoken)
        try write(made.files)
        global.terminal.say(.report(of: made.figures, made.files, directory: output))
      }
    }

    private func write(_ files: [ReportFile]) throws {
      try FileAccess.makeDirectory(output)
      try Outputs.spare([], in: output, files.map(\.name))
      for file in files { try FileAccess.write("\(output)/\(file.name)", file.bytes) }
    }
  }
}
