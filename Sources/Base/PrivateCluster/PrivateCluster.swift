import Glibc
package import Logging
import Postgres
import Speech
import Tasks

/// A PostgreSQL server of our own, in a directory, on a unix socket only.
///
/// Several commands share one server: the first starts it, and it goes on when that command ends. It is meant to stay: it uses little
/// while idle, `stop()` ends it, so does a reboot or the end of the service that started it, and the next `open` starts it again.
/// Everything survives `kill -9`, of a command or of the server.
///
/// ```
/// <state directory>/postgres/lock        held while a server is made or started
///                            data         made as data.new.PID, then renamed
///                            run          the socket, if its path is short enough
///                            server.log
/// ```
package struct PrivateCluster: Sendable {
  /// What may differ from cluster to cluster.
  package struct Options: Sendable {
    /// Directory of the server's programs; nil searches the usual places.
    package var binDirectory: String?
    /// Whether commits survive a power failure. Without, everything is faster: for tests.
    package var isDurable = true
    /// Settings of `postgresql.conf` on top of ours. Values must be plain: letters, digits, dots.
    package var settings: [(name: String, value: String)] = []

    /// Durable, programs searched.
    package init() {}
  }

  /// The connection string of the database `allot`, as its owner `allot`, which is no superuser.
  package var conninfo: String { conninfo(database: "allot") }
  /// The connection string of the superuser, in the database `postgres`.
  package var superuserConninfo: String { "host=\(socketDirectory) port=5432 dbname=postgres user=postgres" }

  let home: String
  let socketDirectory: String
  let user: ServerUser
  let options: Options
  let logger: Logger
  var reaper: Reaper?

  var dataDirectory: String { home + "/data" }
  var process: ServerProcess { ServerProcess(dataDirectory: dataDirectory, socketDirectory: socketDirectory) }

  /// The server below `stateDirectory`: the running one, or started, or made and started. With `makes` false only a database that is there is
  /// started: who has worked with it must not go on with an empty one because its directory was moved or not mounted.
  package static func open(stateDirectory: String, options: Options = Options(), makes: Bool = true, logger: Logger) async throws
    -> PrivateCluster
  {
    let cluster = try await BlockingThread.run { try PrivateCluster(stateDirectory: stateDirectory, options: options, logger: logger) }
    // Nearly always the server is there: nothing is asked, least of all of other programs, before that is known.
    if (try? await cluster.ping(cluster.conninfo)) == true { return cluster }
    try await BlockingThread.run { try cluster.user.checkAccess(cluster.home) }
    let lock = try await BlockingThread.run { try FileLock(cluster.home + "/lock") }
    defer { lock.release() }
    guard makes || Files.exists(cluster.dataDirectory + "/PG_VERSION") else {
      throw ClusterError(
        Wording(
          "the private database in \(cluster.dataDirectory) is gone; put its directory back, or mount it: none is made in its place",
          "\(cluster.dataDirectory) 里的私有数据库不见了；请放回或挂载其目录：程序不会另建一个"))
    }
    try await BlockingThread.run { try cluster.make() }
    try await cluster.start()
    try await cluster.prepareDatabase()
    return cluster
  }

  /// Stops the server; connections are closed, what was not committed is rolled back. A temporary cluster is removed.
  package func stop() async throws {
    try await BlockingThread.run {
      if let reaper { return reaper.finish() }
      let lock = try FileLock(home + "/lock")
      defer { lock.release() }
      guard process.isRunning else { return }
      try ChildProcess.check(
        user.prefix + [try binaries().path("pg_ctl"), "stop", "-D", dataDirectory, "-m", "fast", "-w", "-t", "60"],
        Wording("stopping PostgreSQL", "停止 PostgreSQL "))
    }
  }

  /// Makes a database owned by `allot` and gives its connection string.
  package func createDatabase(_ name: String) async throws -> String {
    try await superuser { try $0.execute("CREATE DATABASE \(identifier: name) OWNER allot") }
    return conninfo(database: name)
  }

  init(stateDirectory: String, options: Options, logger: Logger) throws(ClusterError) {
    try Files.makeDirectories(stateDirectory)
    home = try Files.absolute(stateDirectory) + "/postgres"
    // pg_ctl puts the path between double quotes for the shell.
    if home.contains(where: { "\"$`\\\n".contains($0) }) {
      throw ClusterError(
        Wording(
          "the state directory \(stateDirectory) holds a character that PostgreSQL's tools cannot take: choose another",
          "状态目录 \(stateDirectory) 含有 PostgreSQL 工具不接受的字符：请另选一个"))
    }
    user = try ServerUser(dataDirectory: home + "/data")
    try user.makePrivateDirectory(home)
    socketDirectory = SocketDirectory.choose(home: home, uid: user.uid)
    self.options = options
    self.logger = logger
  }

  /// The server's programs: those of the data's version, or the newest while there is no data. Starts programs to ask; blocks.
  func binaries() throws(ClusterError) -> ServerBinaries {
    let dataVersion = Files.text(dataDirectory + "/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
    return try ServerBinaries.find(directory: options.binDirectory, dataVersion: dataVersion)
  }

  private func conninfo(database: String) -> String {
    "host=\(socketDirectory) port=5432 dbname=\(database) user=allot"
  }

  /// Whether the server answers. Throws when it refuses for another reason than not being ready.
  func ping(_ conninfo: String) async throws -> Bool {
    var configuration = DatabaseConfiguration(conninfo: conninfo)
    configuration.maximumConnections = 1
    let database = Database(configuration, logger: logger)
    let result: Result<Void, any Error>
    do {
      try await database.run { _ = try $0.query("SELECT 1") }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await database.close()
    do {
      try result.get()
      return true
    } catch let error as PostgresError where error.isRetryable {
      return false
    }
  }

  @discardableResult
  func superuser<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
    var configuration = DatabaseConfiguration(conninfo: superuserConninfo)
    configuration.maximumConnections = 1
    let database = Database(configuration, logger: logger)
    let result: Result<Value, any Error>
    do {
      result = .success(try await database.run(body))
    } catch {
      result = .failure(error)
    }
    await database.close()
    return try result.get()
  }

  private func prepareDatabase() async throws {
    try await superuser { connection in
      if try connection.query("SELECT FROM pg_roles WHERE rolname = 'allot'").isEmpty { try connection.execute("CREATE ROLE allot LOGIN") }
      // Whoever reaches the socket can read the files: row-level security would only hide his own data from his own psql.
      if try !connection.query("SELECT rolbypassrls FROM pg_roles WHERE rolname = 'allot'").only()[0, as: Bool.self] {
        try connection.execute("ALTER ROLE allot BYPASSRLS")
      }
      if try connection.query("SELECT FROM pg_database WHERE datname = 'allot'").isEmpty {
        try connection.execute("CREATE DATABASE allot OWNER allot")
      }
    }
  }
}
