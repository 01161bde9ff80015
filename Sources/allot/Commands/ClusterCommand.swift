import ArgumentParser
import Operations
import PrivateCluster

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
      Terminal(isJSON: options.json).result(
        ["running": true, "state_directory": .string(directory), "database": JSON(session.cluster?.conninfo)],
        "the private PostgreSQL in \(directory) is running: \(session.cluster?.conninfo ?? "")\n")
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop it; what was committed stays.")
    @OptionGroup var options: Options

    func run() async throws {
      let directory = try options.directory()
      let wasRunning = try await PrivateDatabase.stop(stateDirectory: directory)
      Terminal(isJSON: options.json).result(
        ["running": false, "was_running": .bool(wasRunning), "state_directory": .string(directory)],
        "the private PostgreSQL in \(directory) \(wasRunning ? "was stopped" : "was not running")\n")
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether it runs.")
    @OptionGroup var options: Options

    func run() async throws {
      let directory = try options.directory()
      let isRunning = PrivateDatabase.isRunning(stateDirectory: directory)
      Terminal(isJSON: options.json).result(
        [
          "running": .bool(isRunning), "exists": .bool(PrivateDatabase.exists(stateDirectory: directory)),
          "state_directory": .string(directory),
        ],
        "the private PostgreSQL in \(directory) \(isRunning ? "is running" : PrivateDatabase.exists(stateDirectory: directory) ? "is stopped" : "does not exist yet")\n"
      )
    }
  }
}
