import Answers
import ArgumentParser
import Deliveries
import Desks
import Dispatches
import Faults
import Setup
import Speech

extension ReportCommand {
  /// What was told to whom, and what came of it.
  struct Deliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "deliveries", abstract: Wording("List what was delivered, to whom, and what went wrong.", "列出投递：给谁、结果和问题。"),
      usage: "allot report deliveries [<options>]",
      discussion: Wording(
        """
        Examples:
          allot report deliveries
          allot report deliveries --state failed --state given_up --json
        """,
        """
        示例：
          allot report deliveries
          allot report deliveries --state failed --state given_up --json
        """))
    @Option(
      help: ArgumentHelp(
        Wording(
          "due, sending, sent, failed, given_up or skipped; may be repeated.", "due、sending、sent、failed、given_up 或 skipped；可重复。"),
        valueName: "state"))
    var state: [String] = []
    @Option(help: ArgumentHelp(Wording("At most so many (default: 50).", "最多列出多少条（默认：50）。"), valueName: "number")) var limit = 50
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard limit > 0 else { throw ValidationError(Wording("--limit is at least 1", "--limit 至少为 1")) }
    }

    func run() async throws {
      let states = try Set(
        state.map { word in
          guard let state = DeliveryState(rawValue: word) else {
            throw Reading.unknown(word, "is no state; write some of: ", "不是状态；请写以下几种：", among: DeliveryState.allCases.map(\.rawValue))
          }
          return state
        })
      try await global.withEntrance { session, entrance in
        let seat = try await entrance.seat(global.agency)
        let found = try await DeliveryDesk(seat, store: session.store).list(states, limit: limit)
        global.terminal.say(.deliveries(found, limit: limit, by: try await seat.clock()))
      }
    }
  }

  /// One more attempt.
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: Wording("Try a delivery again, as the same message.", "重新发送一次投递（同一封）。"),
      usage: "allot report retry <delivery> [<options>]",
      discussion: Wording(
        """
        Example:
          allot report retry <number>

        The daemon sends it with its next look. The Message-ID stays, so that a reader who has it already can tell.
        """,
        """
        示例：
          allot report retry <number>

        守护进程下次查看时发送。Message-ID 不变，收件人可据此辨认重复。
        """))
    @Argument(help: ArgumentHelp(Wording("Number, from: allot report deliveries.", "编号，见：allot report deliveries。"))) var delivery: Int
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withEntrance { session, entrance in
        let seat = try await entrance.seat(global.agency)
        global.terminal.say(.retried(try await DeliveryDesk(seat, store: session.store).retry(delivery)))
      }
    }
  }

  /// Who may do what.
  struct Rights: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rights", abstract: Wording("Show who may do what: users, roles and rights.", "列出谁可以做什么：用户、角色和权限。"),
      usage: "allot report rights [<options>]",
      discussion: Wording(
        """
        Examples:
          allot report rights
          allot report rights --output rights.csv
        """,
        """
        示例：
          allot report rights
          allot report rights --output rights.csv
        """))
    @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Write it as CSV to this file, too.", "另以 CSV 写入该文件。"), valueName: "file"))
    var output: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      if let output { try Outputs.spare([], from: output) }
      try await global.withEntrance { session, entrance in
        let matrix = try await DeliveryDesk(try await entrance.seat(global.agency), store: session.store).rights()
        if let output { try FileAccess.write(output, Answer.rightsCSV(matrix)) }
        global.terminal.say(.rights(matrix))
      }
    }
  }
}
