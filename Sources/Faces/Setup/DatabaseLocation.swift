package import Faults
import Postgres
package import Speech

/// Where the database is, and who said so. First wins: `--database` or `--embedded`, `ALLOT_DATABASE`, libpq's `PG…` variables, the
/// configuration file, else the private cluster in the state directory.
package struct DatabaseLocation: Sendable, Equatable {
  /// Whose server it is.
  package enum Place: Sendable, Equatable {
    /// A server somebody else runs.
    case server(conninfo: String)
    /// Our own, in the state directory.
    case embedded
  }

  /// The server to connect to, or our own.
  package var place: Place
  /// Who named it: `--database`, `ALLOT_DATABASE` …; nil when nobody did.
  package var origin: String?
  /// Directory of the private database; empty for another server where no home for one is known.
  package var stateDirectory: String

  /// Made by `resolve` from command line, environment and configuration file.
  package init(place: Place, origin: String?, stateDirectory: String) {
    self.place = place
    self.origin = origin
    self.stateDirectory = stateDirectory
  }

  /// Whether it is the private database, whose owner is whoever reaches it.
  package var isEmbedded: Bool { place == .embedded }

  /// Whether there is a database to open: the private one only where it was begun, another server's as far as can be told without asking it.
  package var isThere: Bool { !isEmbedded || PrivateDatabase.exists(stateDirectory: stateDirectory) }

  /// What the command line said.
  package struct Choice: Sendable {
    /// `--database`: libpq connection string or URI; nil when not given.
    package var database: String?
    /// `--embedded`; excludes `database`.
    package var embedded: Bool
    /// `--state-dir`; nil when not given.
    package var stateDirectory: String?
    /// Nothing chosen, unless options were given.
    package init(database: String? = nil, embedded: Bool = false, stateDirectory: String? = nil) {
      self.database = database
      self.embedded = embedded
      self.stateDirectory = stateDirectory
    }
  }

  /// Throws with `EX_USAGE` when the choice contradicts itself, with `EX_CONFIG` when the private
  /// database is wanted and there is no home for its state directory.
  package static func resolve(
    _ choice: Choice, environment: [String: String], configuration: ConfigurationFile, configurationPath: String, isRoot: Bool
  ) throws(OperationError) -> DatabaseLocation {
    func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    if choice.embedded, choice.database != nil {
      throw OperationError(
        .usage, Wording("--database and --embedded exclude each other", "--database 与 --embedded 不能同时使用"),
        remedy: Wording("give one of them", "请只给其中一个"))
    }
    // Who chose the directory; nobody when it is the standard one.
    let chosen: (directory: String, chooser: String)? =
      if let given = choice.stateDirectory {
        (given, "--state-dir")
      } else if let given = named("ALLOT_STATE_DIR") {
        (given, "ALLOT_STATE_DIR")
      } else if let given = configuration.stateDirectory {
        (given, configurationPath)
      } else {
        nil
      }
    func at(_ place: Place, _ origin: String?) throws(OperationError) -> DatabaseLocation {
      if let chosen { return DatabaseLocation(place: place, origin: origin, stateDirectory: chosen.directory) }
      // A server that somebody else runs needs no directory, so that it is no fault to have no home for one.
      let standard = place == .embedded ? try standardStateDirectory(named, isRoot) : (try? standardStateDirectory(named, isRoot)) ?? ""
      return DatabaseLocation(place: place, origin: origin, stateDirectory: standard)
    }
    if choice.embedded { return try at(.embedded, "--embedded") }
    if let conninfo = choice.database { return try at(.server(conninfo: conninfo), "--database") }
    // A state directory on the command line asks for the cluster in it.
    if choice.stateDirectory != nil { return try at(.embedded, "--state-dir") }
    if let conninfo = named("ALLOT_DATABASE") { return try at(.server(conninfo: conninfo), "ALLOT_DATABASE") }
    if let variable = ["PGSERVICE", "PGHOST", "PGHOSTADDR", "PGDATABASE"].first(where: { named($0) != nil }) {
      // An empty connection string leaves everything to libpq's environment.
      return try at(.server(conninfo: ""), variable)
    }
    if let conninfo = configuration.database { return try at(.server(conninfo: conninfo), configurationPath) }
    return try at(.embedded, chosen?.chooser)
  }

  private static func standardStateDirectory(_ named: (String) -> String?, _ isRoot: Bool) throws(OperationError) -> String {
    // systemd names the unit's StateDirectory= so; of several, the first.
    if let directory = named("STATE_DIRECTORY")?.split(separator: ":").first { return String(directory) }
    if isRoot { return "/var/lib/allot" }
    if let directory = named("XDG_STATE_HOME") { return directory + "/allot" }
    if let home = named("HOME") { return home + "/.local/state/allot" }
    throw OperationError(
      .configuration, Wording("there is no HOME for the private database", "私有数据库没有可用的 HOME 目录"),
      remedy: Wording(
        "name a directory with --state-dir, or a database with --database", "请用 --state-dir 指定目录，或用 --database 指定数据库"))
  }

  /// For messages: where, without any password.
  package var shown: Wording {
    switch place {
    case .embedded: Wording("the private database in \(stateDirectory)", "\(stateDirectory) 里的私有数据库")
    case .server(let conninfo) where conninfo.isEmpty:
      Wording("the database of the PG… environment variables", "PG… 环境变量所指的数据库")
    case .server(let conninfo): ConnectionText(conninfo).shown
    }
  }
  /// `shown` in English, for logs and JSON.
  package var description: String { shown.en }
}
