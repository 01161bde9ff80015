import Logging
import Synchronization
import Testing

@testable import Postgres
@testable import PrivateCluster
@testable import Tasks

extension FailureTests {
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
