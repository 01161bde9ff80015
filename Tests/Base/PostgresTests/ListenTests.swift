import Postgres
import PrivateCluster
import Testing

@Suite struct ListenTests {
  @Test func notificationsArriveAlsoAfterALostConnection() async throws {
    let database = try await TestServer.database("listen")
    var notifications = database.listen(["runs", "Cases"]).makeAsyncIterator()
    #expect(try await notifications.next() == Notification(channel: "runs", payload: "", cause: .listening))
    #expect(try await notifications.next() == Notification(channel: "Cases", payload: "", cause: .listening))
    try await database.run { try $0.query("SELECT pg_notify('runs', \("第 1 号")), pg_notify('other', 'x'), pg_notify('Cases', '')") }
    #expect(try await notifications.next() == Notification(channel: "runs", payload: "第 1 号", cause: .notified))
    #expect(try await notifications.next() == Notification(channel: "Cases", payload: "", cause: .notified))
    try await database.run { connection in
      try connection.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'listen' AND pid <> pg_backend_pid()")
    }
    #expect(try await notifications.next()?.cause == .listening)
    #expect(try await notifications.next()?.cause == .listening)
    try await database.run { try $0.query("SELECT pg_notify('runs', 'again')") }
    #expect(try await notifications.next()?.payload == "again")
    await database.close()
    #expect(try await notifications.next() == nil, "closing the database ends the stream")
  }

  @Test func listeningWhereNobodyLetsUsInThrows() async throws {
    let cluster = try await TestServer.cluster()
    let database = Database(
      DatabaseConfiguration(conninfo: cluster.conninfo + " dbname=no_such_database"), logger: TestServer.logger)
    var notifications = database.listen(["a"]).makeAsyncIterator()
    await #expect(throws: PostgresError.self) { _ = try await notifications.next() }
    await database.close()
  }
}
