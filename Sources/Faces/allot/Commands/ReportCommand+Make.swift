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
          "Who reads it: manager, lead=TEAM, leads, client=NAME or auditor (default: manager).",
          "读者：manager、lead=小组名、leads、client=名称或 auditor（默认：manager）。"),
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
    @Option(
      help: ArgumentHelp(
        Wording("Of a client's package: his own list, to be compared row by row.", "委托方交付包：其自己的清单，逐行核对。"), valueName: "file"))
    var statement: String?
    @Option(
      help: ArgumentHelp(
        Wording(
          "What draws the audit sample of a client's package or of the auditor's report (default: the digest of his package before; the seed last named with allot audit seed).",
          "抽取审计样本的种子，用于委托方交付包与审计员报告（默认：其上一包的摘要；最近以 allot audit seed 约定的种子）。"),
        valueName: "text"))
    var seed: String?
    @OptionGroup var span: PeriodOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      var isPackage = false
      if case .client = readership ?? .manager { isPackage = true }
      if !isPackage, statement != nil || seed != nil && readership != .auditor {
        throw ValidationError(
          Wording(
            "--statement is of a client's package, --seed of that and of the auditor's report; write --for client=NAME",
            "--statement 仅用于委托方交付包，--seed 用于交付包与审计员报告；请写 --for client=名称"))
      }
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
      let his = try statement.map { (name: $0, bytes: try FileAccess.read($0, limit: 1 << 30)) }
      try await global.withSeat { seat in
        let desk = ReadingDesk(seat)
        let found = try await desk.run(run ?? "latest")
        var moment: LocalTime?
        if let asOf { moment = asOf.on(try await desk.today()) }
        var papers = Papers(seat, program: "allot \(Version.text)")
        papers.wishes = PackageWishes(seed: seed, statement: his)
        let made =
          try await papers.make(
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
      for folder in Set(files.flatMap(\.folders)).sorted() { try FileAccess.makeDirectory("\(output)/\(folder)") }
      try Outputs.spare([statement].compactMap { $0 }, in: output, files.map(\.name))
      for file in files { try FileAccess.write("\(output)/\(file.name)", file.bytes) }
    }
  }
}
