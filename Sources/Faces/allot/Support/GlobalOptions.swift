import ArgumentParser
import Desks
import Discretion
import Failures
import Faults
import Glibc
import Logging
import Schema
import Setup
import Speech
import Telemetry
import Terminal
import Wire

/// In which language a command answers: an option of every one of them.
struct LanguageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Wording(
        "Language of what is said: en or zh (default: ALLOT_LANGUAGE, else the configuration file, else the locale).",
        "输出语言：en 或 zh（默认：依次为 ALLOT_LANGUAGE、配置文件、区域设置）。"
      )))
  var language: Language?

  /// The language of what the command says.
  var spoken: Language { language ?? Process.language }
}

/// Options of every command that needs the database.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: [.customLong("database"), .customShort("d")],
    help: ArgumentHelp(Wording("Connection string or URI of PostgreSQL.", "PostgreSQL 的连接串或 URI。"), valueName: "conninfo")
  )
  var database: String?
  @Flag(help: ArgumentHelp(Wording("Use the private PostgreSQL in the state directory.", "使用状态目录里的私有 PostgreSQL。")))
  var embedded = false
  @Option(
    help: ArgumentHelp(
      Wording(
        "Directory of the private PostgreSQL (default: /var/lib/allot as root, else ~/.local/state/allot).",
        "私有 PostgreSQL 所在目录（默认：root 用户为 /var/lib/allot，否则为 ~/.local/state/allot）。"), valueName: "directory"))
  var stateDir: String?
  @Option(help: ArgumentHelp(Wording("Code of the agency; needed when there are several.", "机构代码；有多家机构时须写明。"), valueName: "code"))
  var agency: String?
  @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。")))
  var json = false
  @Flag(name: .shortAndLong, help: ArgumentHelp(Wording("Say more on stderr.", "在 stderr 上说得更详细。")))
  var verbose = false
  @OptionGroup var speech: LanguageOption

  /// The language of what this command says.
  var spoken: Language { speech.spoken }

  var terminal: Terminal { Terminal(isJSON: json, language: spoken) }

  /// Errors only, unless asked: a command says what matters itself.
  func logger(_ label: String = "allot") -> Logger {
    Logger(label: label) { [verbose] in LineLogHandler(label: $0, level: verbose ? .debug : .error, journal: false) }
  }

  /// From the configuration file.
  func leaseTerms() throws -> LeaseTerms {
    let (file, path) = try ConfigurationFile.load(environment: Process.environment)
    return try file.leaseTerms(path: path)
  }

  func location() throws -> DatabaseLocation {
    let environment = Process.environment
    let (file, path) = try ConfigurationFile.load(environment: environment)
    return try DatabaseLocation.resolve(
      .init(database: database, embedded: embedded, stateDirectory: stateDir), environment: environment, configuration: file,
      configurationPath: path,
      isRoot: geteuid() == 0)
  }

  /// Whether a command may make the private database where there is none.
  enum Beginning {
    /// The few that a person begins with: they make what is missing.
    case makes
    /// All others: there is nothing to read or to change where nothing was begun, and an empty database would look like a loss.
    case needsOne
  }

  /// Opens the database, says so when nobody named one, and closes it after `body`.
  func withSession<Value>(
    _ schema: Session.Schema = .current, _ beginning: Beginning = .needsOne, _ body: (Session) async throws -> Value
  ) async throws -> Value {
    let location = try location()
    if beginning == .needsOne, !location.isThere {
      throw OperationError(
        .configuration,
        Wording(
          "there is no database yet: none was named, and \(Shown.path(location.stateDirectory)) holds none",
          "还没有数据库：没有指定，\(Shown.path(location.stateDirectory)) 里也没有"),
        remedy: Wording(
          "begin with: allot policy apply agency.yaml …; or name the one you mean: --database, ALLOT_DATABASE or --state-dir",
          "请从这里开始：allot policy apply agency.yaml …；或指定要用的数据库：--database、ALLOT_DATABASE 或 --state-dir"))
    }
    if location.origin == nil, !json {
      let using = Wording(
        "allot: using \(location.shown.en); name another with --database or ALLOT_DATABASE",
        "allot: 使用\(location.shown.zh)；如需另选，请用 --database 或 ALLOT_DATABASE")
      Output.error.line(using[spoken])
    }
    let keys = KeyFile.locate(location, environment: Process.environment)
    let session = try await Session.open(location, schema: schema, keys: keys, logger: logger())
    do {
      let value = try await body(session)
      await session.close()
      return value
    } catch let stop as Stop {
      await session.close()
      throw stop
    } catch {
      await session.close()
      throw OperationError.explaining(error, at: location.shown)
    }
  }

  /// The way in for what knows no agency yet.
  func withEntrance<Value>(_ beginning: Beginning = .needsOne, _ body: (Session, Entrance) async throws -> Value) async throws -> Value {
    try await withSession(.current, beginning) { session in
      try await body(session, Entrance(store: session.store, process: Process.access, isEmbedded: session.location.isEmbedded))
    }
  }

  /// A seat at the agency that was named, or at the only one. What may be done on it the desks know.
  func withSeat<Value>(_ body: (Seat) async throws -> Value) async throws -> Value {
    try await withEntrance { try await body(try await $1.seat(agency)) }
  }
}
