import Answers
import ArgumentParser
import Daemon
import Deliveries
import Desks
import Dispatches
import Faults
import Policy
import Reports
import Schema
import Setup
import Speech

extension ReportCommand {
  /// A report by mail, now; or all that is due.
  struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "send", abstract: Wording("Send a report by mail now.", "立即用邮件发送报告。"),
      usage: "allot report send [<run>] --to <name> [<options>]",
      discussion: Wording(
        """
        Examples:
          allot report send --to <me>
          allot report send 2026-11-18 --to <li> --for lead=<TEAM> --format html
          allot report send --due

        “me” is whoever asks. The page is made with the reader's rights. What cannot be sent stays in the queue and is tried again by the daemon. --due
        does once what the daemon does: it makes what the agency file asks for by now, and sends what is due.
        """,
        """
        示例：
          allot report send --to <me>
          allot report send 2026-11-18 --to <li> --for lead=<TEAM> --format html
          allot report send --due

        “me”指执行命令的人。报告按收件人的权限生成。未能发出的留在队列里，由守护进程重试。--due \
        做一次守护进程所做的事：生成机构文件此时要求的投递，并发送到期的投递。
        """))
    @Argument(help: ArgumentHelp(Wording("latest, waiting, a run's number, or a slot's date.", "latest、waiting、运行编号，或分案日期。"))) var run =
      "latest"
    @Option(help: ArgumentHelp(Wording("A user's name, or me.", "用户名，或 me。"), valueName: "name")) var to: String?
    @Flag(help: ArgumentHelp(Wording("Send what is due instead.", "改为发送到期的投递。"))) var due = false
    @Option(
      name: .customLong("for"),
      help: ArgumentHelp(
        Wording(
          "What he is to see: manager, lead=TEAM, client=NAME or auditor (default: a lead's own team, else manager).",
          "报告种类：manager、lead=小组名、client=名称或 auditor（默认：组长为本组，其他为 manager）。"), valueName: "reader"), transform: Reading.readership)
    var readership: Readership?
    @Option(
      name: .customLong("format"),
      help: ArgumentHelp(
        Wording("Forms with commas between them: html, xlsx, csv (default: html).", "格式，以逗号分隔：html、xlsx、csv（默认：html）。"), valueName: "forms"),
      transform: Reading.reportFormats)
    var formats: Set<ReportFormat>?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if readership == .leads {
        throw ValidationError(Wording("a mail shows one team; write --for lead=TEAM", "一封邮件只含一个小组；请写 --for lead=小组名"))
      }
      guard due == (to == nil) else { throw ValidationError(Wording("name a reader with --to, or write --due", "请用 --to 指定收件人，或写 --due")) }
    }

    func run() async throws {
      let tools = try global.deliveryTools()
      try await global.withEntrance { session, entrance in
        let seat = try await entrance.seat(global.agency)
        let dispatcher = Dispatcher(store: session.store, agency: seat.agency, tools: tools)
        if due {
          try seat.require(.run)
          let policies = try await PolicyLibrary.load(session.store, seat.agency).set
          if let plan = policies.agency.report { _ = try await dispatcher.decide(plan, try await dispatcher.clock(), policies: policies) }
          return try say(try await dispatcher.send())
        }
        let found = try await ReadingDesk(seat).run(run)
        let forms = ReportPlan.Form.allCases.filter { form in (formats ?? [.html]).contains { $0.rawValue == form.rawValue } }
        let wish = DeliveryDesk.Wish(
          reader: to == "me" ? nil : to, page: readership.flatMap { ReportPlan.Page($0.word) }, forms: forms, language: global.spoken)
        let delivery = try await DeliveryDesk(seat, store: session.store).send(found, wish, domain: tools.domain)
        try say(try await dispatcher.send(delivery.number))
      }
    }

    /// What stays in the queue ends with 75, what was given up with 69.
    private func say(_ reports: [Dispatcher.Report]) throws {
      global.terminal.say(.delivered(reports))
      if reports.contains(where: { $0.state == .givenUp }) { throw Stop(status: .unavailable) }
      if reports.contains(where: { $0.state == .failed }) { throw Stop(status: .temporary) }
    }
  }
}

extension GlobalOptions {
  /// With what reports go out, as the configuration says.
  func deliveryTools() throws -> DeliveryTools {
    let environment = Process.environment
    let (file, path) = try ConfigurationFile.load(environment: environment)
    let program = "allot \(Version.text)"
    return try file.deliveryTools(
      try location(), path: path, environment: environment, program: program, papers: PaperMaker.papers(program: program))
  }
}
