import Answers
import ArgumentParser
import PrivateCluster
import Setup
import Speech

struct ClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: Wording("Start, stop or look at the private PostgreSQL.", "启动、停止或查看私有 PostgreSQL。"),
    discussion: Wording(
      """
      Examples:
        allot cluster status
        allot cluster stop --state-dir demo-state

      Commands start it when they need it; it stays until stopped.
      """,
      """
      示例：
        allot cluster status
        allot cluster stop --state-dir demo-state

      各命令需要时会启动它；启动后一直运行，直到停止。
      """),
    subcommands: [Start.self, Stop.self, Status.self])

  struct Options: ParsableArguments {
    @Option(help: ArgumentHelp(Wording("Directory of the private PostgreSQL.", "私有 PostgreSQL 所在目录。"), valueName: "directory"))
    var stateDir: String?
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func directory() throws -> String {
      var global = GlobalOptions()
      global.database = nil
      global.embedded = true
      global.stateDir = stateDir
      global.json = json
      global.verbose = false
      return try global.location().stateDirectory
    }
  }

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Start it, making it first if there is none.", "启动；没有则先建立。"), usage: "allot cluster start [<options>]")
    @OptionGroup var options: Options

    func run() async throws {
      let directory = try options.directory()
      let location = DatabaseLocation(place: .embedded, origin: "cluster start", stateDirectory: directory)
      let session = try await Session.open(location, schema: .current, logger: .quiet)
      await session.close()
      Terminal(isJSON: options.json).say(.clusterStarted(in: directory, conninfo: session.cluster?.conninfo))
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: Wording("Stop it; what was committed stays.", "停止；已提交的内容保留。"))
    @OptionGroup var options: Options

    func run() async throws {
      let directory = try options.directory()
      let wasRunning = try await PrivateDatabase.stop(stateDirectory: directory)
      Terminal(isJSON: options.json).say(.clusterStopped(in: directory, wasRunning: wasRunning))
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: Wording("Say whether it runs.", "说明是否在运行。"))
    @OptionGroup var options: Options

    func run() async throws {
      let directory = try options.directory()
      Terminal(isJSON: options.json).say(
        .cluster(
          in: directory, isRunning: PrivateDatabase.isRunning(stateDirectory: directory),
          exists: PrivateDatabase.exists(stateDirectory: directory)))
    }
  }
}
