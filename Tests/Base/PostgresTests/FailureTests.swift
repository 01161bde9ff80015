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
struct KeptLog: LogHandler {
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
  static let endless: SQL = "WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"

  /// Another connection, used from inside a closure.
  static func meanwhile(_ database: Database, _ body: (Connection) throws -> Void) throws {
    try body(try Connector(configuration: database.configuration, logger: TestServer.logger).open())
  }

  /// Ends a server process and waits until it is gone.
  static func terminate(_ pid: Int32, _ database: Database) throws {
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
}
