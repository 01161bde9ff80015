import ArgumentParser
import Desks
import Failures
import Faults
import Glibc
import HookCommands
import Parlance
import Schema
import Setup
import Speech
import Telemetry
import Terminal

@main
enum Main {
  static func main() async {
    // A closed pipe (`allot show cases | head`) is no reason to die with a signal.
    signal(SIGPIPE, SIG_IGN)
    var status = await run(Array(CommandLine.arguments.dropFirst()))
    if let number = Output.failure, status == .success {
      Complaint(
        OperationError(
          .ioError, Self.unwritten(.system(number, String(cString: strerror(number)))),
          remedy: Wording(
            "what the command changed is changed all the same; make room, or send the output elsewhere, and ask again",
            "命令所作的更改仍然有效；请腾出空间或改变输出位置，再查询一次"))
      ).say()
      status = .ioError
    }
    fflush(nil)
    // Not exit(): it runs the C libraries' own cleaning up, while a thread that has just closed its connection may still be inside one of them.
    _exit(status.rawValue)
  }

  private static func unwritten(_ reason: Wording) -> Wording {
    Wording("the result could not be written to stdout: ", "结果无法写到标准输出：") + reason
  }

  /// Parses and runs; every error becomes one message on stderr and one status of sysexits.h.
  static func run(_ arguments: [String]) async -> ExitStatus {
    var begun: (any ParsableCommand.Type)?
    do {
      let command = try Allot.parseAsRoot(arguments)
      begun = type(of: command)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        var command = command
        try command.run()
      }
      return .success
    } catch {
      return report(
        error,
        begun.map { ParserWords.message(for: error, of: $0, arguments: arguments, root: Allot.self, Process.spoken) }
          ?? ParserWords.message(for: error, root: Allot.self, Process.spoken))
    }
  }

  /// `message`: the parser's words for it.
  private static func report(_ error: any Error, _ message: String) -> ExitStatus {
    if let stop = error as? Stop { return stop.status }
    let code = Allot.exitCode(for: error)
    if code == .success {
      Output.standard.line(Process.spoken == .zh ? HelpPage.chinese(message, columns: Output.standard.columns) : message)
      return .success
    }
    if code == .validationFailure {
      // The parser's own words; only who speaks is made like every other message.
      Complaint(parser: message, arguments: Array(CommandLine.arguments.dropFirst())).say()
      return .usage
    }
    let known = OperationError.explaining(error)
    Complaint(known).say()
    return known.status
  }
}

/// Ends the process with a status when everything worth saying has been said.
struct Stop: Error {
  let status: ExitStatus
}

struct Allot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allot",
    abstract: Wording(
      "Decides which collector works which overdue case: by rule, fairly, explainably, the same way again.",
      "决定哪位催收员处理哪件逾期案件：依规则、公平、可解释、可重现。"),
    discussion: Wording(
      """
      First steps:
        allot sample --cases 2000 --new-cases 100 --collectors 12 --output demo   files of an invented agency
        allot policy apply policies/*.yaml policies/lexicons/*.yaml policies/tone/*.yaml   make an agency, set its rules
        allot import folder demo/base               people, hours, cases, calls …
        allot import folder demo/night-1            what came since
        allot run                                   one night
        allot show assignments                      who got what
        allot explain AJ00000008                    and why
        allot report latest --output report         the morning page

      The database is named by --database, ALLOT_DATABASE, PG… variables or
      /etc/allot/allot.conf; else a private PostgreSQL is started in the state
      directory.

      Exit status, after sysexits.h:
        0 done                  69 database unavailable    75 another run is on
        64 wrong words          70 fault of allot          77 not allowed
        65 wrong data           73 cannot write a file     78 not configured
        66 no such input        74 cannot write the result
      """,
      """
      第一步：
        allot sample --cases 2000 --new-cases 100 --collectors 12 --output demo   一家虚构机构的文件
        allot policy apply policies/*.yaml policies/lexicons/*.yaml policies/tone/*.yaml   建立机构，设定规则
        allot import folder demo/base               人员、工时、案件、通话……
        allot import folder demo/night-1            此后到来的数据
        allot run                                   一次夜间分案
        allot show assignments                      谁分得什么
        allot explain AJ00000008                    以及为什么
        allot report latest --output report         晨间报告

      数据库由 --database、ALLOT_DATABASE、PG… 环境变量或 /etc/allot/allot.conf \
      指定；否则在状态目录里启动私有 PostgreSQL。

      退出状态，依 sysexits.h：
        0 完成                  69 数据库不可用            75 另一次运行正在进行
        64 命令行有误           70 allot 的缺陷            77 无权限
        65 数据有误             73 文件无法写出            78 未配置
        66 没有这样的输入       74 结果无法写出
      """),
    version: Version.line,
    subcommands: [
      DatabaseCommand.self, PolicyCommand.self, ImportCommand.self, MappingCommand.self, RunCommand.self, SimulateCommand.self,
      UndoCommand.self,
      ExplainCommand.self,
      ShowCommand.self, ReportCommand.self, ReplayCommand.self, DoctorCommand.self, CalendarCommand.self, SolveCommand.self,
      MoveCommand.self, SwapCommand.self, PinCommand.self, UnpinCommand.self, ReleaseCommand.self, ExcludeCommand.self, IncludeCommand.self,
      ApproveCommand.self, RefuseCommand.self, MovesCommand.self, AuditCommand.self,
      UserCommand.self, DataCommand.self, WebhookCommand<GlobalOptions>.self,
      PromiseCommand.self, ToneCommand.self, LexiconCommand.self, OutcomeCommand.self, ClassifyCommand.self, ReviewCommand.self,
      ServeCommand.self, SampleCommand.self, ClusterCommand.self,
    ])
}

/// What this program is called in `--version`, in runs and in PostgreSQL's list of clients.
enum Version {
  static let text = Software.version
  /// `0.1.0 (commit c6be8dd…, schema 20)`: which sources, and which schema it works with.
  static let line = "\(Software.version) (commit \(Software.commit ?? "unknown"), schema \(SchemaStatus.newest))"
}
