import Answers
import ArgumentParser
import PrivateCluster
import Setup

struct ClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Start, stop or look at the private PostgreSQL.",
    discussion: """
      Examples:
        allot cluster status
        allot cluster stop --state-dir demo-state

      Commands start it when they need it; it stays until stopped.
      """,
    subcommands: [Start.self, Stop.self, Status.self])

  struct Options: ParsableArguments {
    @Option(help: ArgumentHelp("Directory of the private PostgreSQL.", valueName: "directory")) var stateDir: String?
    @Flag(help: "Print one JSON object instead of text.") var json = false

    func directory() throws -> String {
      var global = GlobalOptions()
      global.database = nil
      global.embedded = true
      global.stateDir = stateDir
      global.json = json
      global.verbose = false
      global.language = nil
      return try global.location().stateDirectory
    }
  }

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start it, making it first if there is none.")
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
    static let configuration = CommandConfiguration(abstract: "Stop it; what was committed stays.")
    @OptionGroup var options: Options

    func run() async throws {
      let directory = try options.directory()
      let wasRunning = try await PrivateDatabase.stop(stateDirectory: directory)
      Terminal(isJSON: options.json).say(.clusterStopped(in: directory, wasRunning: wasRunning))
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether it runs.")
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
