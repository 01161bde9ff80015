import Logging
import Synchronization
import Testing

@testable import Postgres
@testable import PrivateCluster
@testable import Tasks

/// Counts calls from several threads.
private final class Counter: Sendable {
  private let count = Atomic(0)
  var value: Int { count.load(ordering: .relaxed) }
  /// The number of this call, from 1.
  @discardableResult func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// Keeps what is logged, level and message.
private struct KeptLog: LogHandler {
  private final class Lines: Sendable { let kept = Mutex<[String]>([]) }
  private let shared = Lines()
  var logLevel = Logger.Level.trace
  var metadata: Logger.Metadata = [:]
  var lines: [String] { shared.kept.withLock { $0 } }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let message = event.metadata?["message"].map(String.init(describing:)) ?? event.message.description
    shared.kept.withLock { $0.append("\(event.level): \(message)") }
  }
}

@Suite struct FailureTests {
  /// Ends only when somebody ends it.
  private static let endless: SQL = "WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"

  /// Another connection, used from inside a closure.
  private static func meanwhile(_ database: Database, _ body: (Connection) throws -> Void) throws {
    try body(try Connector(configuration: database.configuration, logger: TestServer.logger).open())
  }

  /// Ends a server process and waits until it is gone.
  private static func terminate(_ pid: Int32, _ database: Database) throws {
    try meanwhile(database) { other in
      try other.query("SELECT pg_terminate_backend(\(pid))")
      while try !other.query("SELECT FROM pg_stat_activity WHERE pid = \(pid)").isEmpty {}
    }
  }

  @Test func aCancelledTaskStopsItsStatement() async throws {
    let database = try await TestServer.database("cancel") { $0.maximumConnections = 1 }
    let before = try await database.run { $0.backendProcessID }
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await database.run { connection in
        start.yield()
        try connection.query(Self.endless)
      }
    }
    for await _ in started { break }
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.kind == .cancelled && error?.isRetryable == false)
    #expect(try await database.run { $0.backendProcessID } != before, "an interrupted connection is not used again")
    await database.close()
  }

  @Test func aCancelledTaskStopsBetweenStatementsToo() async throws {
    let database = try await TestServer.database("cancelloop")
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await database.transaction { connection in
        start.yield()
        while true { try connection.query("SELECT 1") }
      }
    }
    for await _ in started { break }
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    await database.close()
  }

  @Test func waitingForAConnectionEndsByCancellationOrTimeOut() async throws {
    let database = try await TestServer.database("waiting") {
      $0.maximumConnections = 1
      $0.acquireTimeout = 30
    }
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let hold = Task {
      try await database.run { connection in
        start.yield()
        try connection.query(Self.endless)
      }
    }
    for await _ in started { break }
    let late = await #expect(throws: PostgresError.self) { try await database.run { _ in } }
    #expect(late?.kind == .timeout && late?.retryClass == .never)
    hold.cancel()
    _ = await hold.result
    try await cancelWhileWaiting()
    try await database.run { _ in }
    await database.close()
    let closed = await #expect(throws: PostgresError.self) { try await database.run { _ in } }
    #expect(closed?.description.contains("closed") == true)
  }

  /// Where waiting takes as long as it likes, only the cancellation can end it.
  private func cancelWhileWaiting() async throws {
    let patient = try await TestServer.database("patient") {
      $0.maximumConnections = 1
      $0.acquireTimeout = 600_000
    }
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let hold = Task {
      try await patient.run { connection in
        start.yield()
        try connection.query(Self.endless)
      }
    }
    for await _ in started { break }
    let cancelled = Task { try await patient.run { _ in } }
    cancelled.cancel()
    let error = await #expect(throws: PostgresError.self) { try await cancelled.value }
    #expect(error?.kind == .cancelled)
    hold.cancel()
    _ = await hold.result
    await patient.close()
  }

  @Test func aLostConnectionIsReportedAndReplaced() async throws {
    let database = try await TestServer.database("lost") { $0.maximumConnections = 1 }
    let error = await #expect(throws: PostgresError.self) {
      try await database.run { try $0.query("SELECT pg_terminate_backend(pg_backend_pid(), 60000)") }
    }
    #expect(error?.kind == .connectionLost && error?.sqlState == "57P01")
    let pid = try await database.run { $0.backendProcessID }
    try await BlockingThread.run { try Self.terminate(pid, database) }
    #expect(try await database.run { $0.backendProcessID } != pid, "a connection that died while unused is replaced unnoticed")
    await database.close()
  }

  @Test func aTransactionSurvivesALostConnection() async throws {
    let database = try await TestServer.database("survive")
    try await database.run { try $0.script("CREATE TABLE t (id int)") }
    let attempts = Counter()
    try await database.transaction { connection in
      try connection.execute("INSERT INTO t VALUES (1)")
      if attempts.next() == 1 { try connection.query("SELECT pg_terminate_backend(pg_backend_pid())") }
    }
    try await database.transaction { connection in
      try connection.execute("INSERT INTO t VALUES (2)")
      // Gone before COMMIT is sent: it is known that nothing was committed.
      if attempts.next() == 3 { try Self.terminate(connection.backendProcessID, database) }
    }
    #expect(attempts.value == 4)
    #expect(try await database.run { try $0.query("SELECT id::bigint FROM t ORDER BY id").decode(Int.self) } == [1, 2])
    await database.close()
  }

  @Test func aLostAnswerToCommitIsNeverRepeated() async throws {
    let direct = try await TestServer.database("commit")
    try await direct.run { try $0.script("CREATE TABLE t (id int)") }
    let proxy = try AnswerSwallower(server: try await TestServer.cluster().socketDirectory)
    let database = Database(
      DatabaseConfiguration(conninfo: "host=\(proxy.directory) port=5432 dbname=commit user=allot"), logger: TestServer.logger)
    let attempts = Counter()
    let error = await #expect(throws: PostgresError.self) {
      try await database.transaction { connection in
        attempts.next()
        try connection.execute("INSERT INTO t VALUES (1)")
      }
    }
    #expect(error?.kind == .commitUnknown && error?.isRetryable == false)
    #expect(attempts.value == 1)
    #expect(try await database.run { try $0.query("SELECT FROM t").count } == 1, "it was committed; the same pool goes on")
    await database.close()
    proxy.stop()
    await direct.close()
  }

  @Test func aReadOnlyTransactionDoesNotMindALostAnswer() async throws {
    let cluster = try await TestServer.cluster()
    let proxy = try AnswerSwallower(server: cluster.socketDirectory)
    let database = Database(
      DatabaseConfiguration(conninfo: "host=\(proxy.directory) port=5432 dbname=allot user=allot"), logger: TestServer.logger)
    let attempts = Counter()
    try await database.transaction(.repeatableReadReadOnly) { connection in
      attempts.next()
      try connection.query("SELECT 1")
    }
    #expect(attempts.value == 2)
    await database.close()
    proxy.stop()
  }

  @Test func aSlowStatementIsStoppedAndTriedOnceMore() async throws {
    let database = try await TestServer.database("slow")
    let attempts = Counter()
    let error = await #expect(throws: PostgresError.self) {
      try await database.transaction(settings: TransactionSettings(statementTimeout: 20)) { connection in
        attempts.next()
        try connection.query(Self.endless)
      }
    }
    #expect(error?.kind == .timeout && error?.sqlState == "57014")
    #expect(attempts.value == 2)
    await database.close()
    let limited = try await TestServer.database("slow2") { $0.statementTimeout = 20 }
    let direct = await #expect(throws: PostgresError.self) { try await limited.run { try $0.query(Self.endless) } }
    #expect(direct?.kind == .timeout)
    await limited.close()
  }

  @Test func aSerializationFailureIsRepeated() async throws {
    let database = try await TestServer.database("serialization")
    try await database.run { try $0.script("CREATE TABLE t (n int); INSERT INTO t VALUES (0)") }
    let attempts = Counter()
    try await database.transaction(.repeatableRead) { connection in
      let seen = try connection.query("SELECT n FROM t").only()[0, as: Int32.self]
      if attempts.next() == 1 { try Self.meanwhile(database) { try $0.execute("UPDATE t SET n = n + 1") } }
      try connection.execute("UPDATE t SET n = \(seen + 10)")
    }
    #expect(attempts.value == 2)
    #expect(try await database.run { try $0.query("SELECT n FROM t").only()[0, as: Int.self] } == 11)
    let once = Counter()
    let error = await #expect(throws: PostgresError.self) {
      try await database.transaction { connection in
        once.next()
        try connection.execute("INSERT INTO nowhere VALUES (1)")
      }
    }
    #expect(error?.sqlState == "42P01" && once.value == 1, "what cannot succeed is not repeated")
    await database.close()
  }

  @Test func aTransactionIsAllOrNothingAndKnowsItsAgency() async throws {
    let database = try await TestServer.database("agency") { $0.maximumConnections = 1 }
    try await database.run { try $0.script("CREATE TABLE t (id int)") }
    struct Refused: Error {}
    await #expect(throws: Refused.self) {
      try await database.transaction { connection in
        try connection.execute("INSERT INTO t VALUES (1)")
        throw Refused()
      }
    }
    let ignored = await #expect(throws: PostgresError.self) {
      try await database.transaction { connection in
        try connection.execute("INSERT INTO t VALUES (2)")
        _ = try? connection.execute("SELECT 1 / 0")
      }
    }
    #expect(ignored?.kind == .usage, "a swallowed error must not look like success")
    let read: SQL = "SELECT concat_ws(' ', current_setting('allot.agency', true), current_setting('lock_timeout'))"
    #expect(try await database.transaction(agency: 42) { try $0.query(read).only()[0, as: String.self] } == "42 5s")
    #expect(try await database.run { try $0.query(read).only()[0, as: String.self] } == " 0", "nothing leaks")
    try await database.run { try $0.script("BEGIN; INSERT INTO t VALUES (3)") }
    #expect(try await database.run { try $0.query("SELECT FROM t").count } == 0, "a forgotten transaction is rolled back")
    let nested = await #expect(throws: PostgresError.self) {
      try await database.transaction { try $0.transaction { _ in } }
    }
    #expect(nested?.kind == .usage)
    await database.close()
  }

  @Test func aScriptsErrorNamesItsLine() async throws {
    let database = try await TestServer.database("script")
    let error = await #expect(throws: PostgresError.self) {
      try await database.run { try $0.script("CREATE TABLE a (id int);\n\nCREATE TABEL b (id int);") }
    }
    #expect(error?.description.contains("line 3 of the script") == true)
    #expect(try await database.run { try $0.query("SELECT to_regclass('a') IS NULL").only()[0, as: Bool.self] }, "nothing was done")
    await database.close()
  }

  @Test func refusedConnectionsAreToldApart() async throws {
    let cluster = try await TestServer.cluster()
    try await cluster.superuser { try $0.script("CREATE ROLE secretive LOGIN PASSWORD 'right'") }
    try await requirePassword(cluster, of: "secretive")
    let socket = "host=\(cluster.socketDirectory) port=5432"
    let cases: [(String, PostgresError.ConnectFailure)] = [
      ("\(socket) dbname=allot user=secretive password=wrong", .authentication),
      ("\(socket) dbname=allot user=secretive", .authentication), ("\(socket) dbname=nowhere user=allot", .noSuchDatabase),
      ("\(socket) dbname=allot user=nobody_of_this_name", .authentication), ("host=/nonexistent dbname=a", .unreachable),
      ("host=127.0.0.1 port=1 dbname=a", .unreachable), ("host=/nonexistent,127.0.0.1 port=1 dbname=a", .unreachable),
      ("host=/x pasword=hidden", .invalidSettings), ("hidden", .invalidSettings),
    ]
    for (conninfo, expected) in cases {
      let error = #expect(throws: PostgresError.self) {
        _ = try Connector(configuration: DatabaseConfiguration(conninfo: conninfo), logger: TestServer.logger).open()
      }
      #expect(error?.kind == .connectFailed(expected), "\(conninfo): \(error?.description ?? "")")
      #expect(error?.description.contains("hidden") == false, "no part of a password is shown")
    }
    let right = Database(DatabaseConfiguration(conninfo: "\(socket) dbname=allot user=secretive password=right"), logger: TestServer.logger)
    #expect(try await right.run { try $0.query("SELECT 1").count } == 1)
    await right.close()
  }

  /// Makes the server ask this role for its password. The server reloads in its own time: tried until it does.
  private func requirePassword(_ cluster: PrivateCluster, of role: String) async throws {
    let file = cluster.dataDirectory + "/pg_hba.conf"
    _ = try ChildProcess.run(["sed", "-i", "1i local all \(role) scram-sha-256", file])
    _ = try ChildProcess.run(["chown", "\(cluster.user.uid)", file])
    try await cluster.superuser { try $0.query("SELECT pg_reload_conf()") }
    let configuration = DatabaseConfiguration(conninfo: "host=\(cluster.socketDirectory) port=5432 dbname=allot user=\(role)")
    try await BlockingThread.run {
      while (try? Connector(configuration: configuration, logger: TestServer.logger).open()) != nil {}
    }
  }

  @Test func noticesGoToTheLogAndDisturbNothing() async throws {
    let log = KeptLog()
    var configuration = DatabaseConfiguration(conninfo: try await TestServer.cluster().createDatabase("notices"))
    configuration.maximumConnections = 1
    let database = Database(configuration, logger: Logger(label: "test") { _ in log })
    let answer = try await database.run { connection in
      try connection.script("DO $$ BEGIN RAISE WARNING 'look'; RAISE NOTICE 'here'; END $$; DROP TABLE IF EXISTS nowhere")
      return try connection.query("SELECT 1").only()[0, as: Int32.self]
    }
    #expect(answer == 1)
    #expect(log.lines.contains("warning: look") && log.lines.contains("debug: here"), "\(log.lines)")
    await database.close()
  }

  @Test func connectionsAreSharedByMany() async throws {
    let database = try await TestServer.database("many") { $0.maximumConnections = 3 }
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...200 { group.addTask { try await database.run { try $0.query("SELECT \(number)").only()[0, as: Int.self] } } }
      return try await group.reduce(0, +)
    }
    #expect(sum == 20_100)
    let used = try await database.run { connection in
      try connection.query(
        """
        SELECT count(*) FROM pg_stat_activity WHERE datname = 'many' AND application_name = 'allot'
        """
      ).only()[0, as: Int.self]
    }
    #expect((1...3).contains(used))
    await database.close()
  }
}
