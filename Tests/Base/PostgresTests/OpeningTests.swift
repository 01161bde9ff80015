import Testing

@testable import Postgres

/// How a transaction begins: in one round trip, and yet in statements of their own; whatever is set on the role.
@Suite struct OpeningTests {
  @Test func settingsOfTheRoleDoNotReachIntoATransaction() async throws {
    let database = try await TestServer.database("opening")
    let pid = try await database.run { $0.backendProcessID }
    let hostile = [
      "statement_timeout = '1ms'", "lock_timeout = '1ms'", "idle_in_transaction_session_timeout = '1ms'", "row_security = off",
      "default_transaction_isolation = 'serializable'", "idle_session_timeout = '20ms'", "default_transaction_deferrable = on",
    ]
    for setting in hostile { try await database.transaction { try $0.script("ALTER ROLE allot IN DATABASE opening SET \(setting)") } }
    try await database.run { try $0.script("SET idle_session_timeout = '20ms'") }
    // Rests until the server has closed it; the next statement gets another one, with all that is set on the role.
    let watch = try await TestServer.database("opening_watch")
    try await watch.transaction(settings: .unlimited) { connection in
      while try !connection.query("SELECT FROM pg_stat_activity WHERE pid = \(pid)").isEmpty {}
    }
    let seen = try await database.transaction(agency: 7) { connection in
      // Work of far more than a millisecond, after which the role would have it stopped.
      _ = try connection.query("SELECT count(*) FROM generate_series(1, 500000)")
      return try connection.query(
        """
        SELECT concat_ws(' ', current_setting('statement_timeout'), current_setting('lock_timeout'),
          current_setting('idle_in_transaction_session_timeout'), current_setting('row_security'), current_setting('transaction_isolation'),
          current_setting('allot.agency'), pg_backend_pid() <> \(pid))
        """
      ).only()[0, as: String.self]
    }
    #expect(seen == "30s 5s 10s on read committed 7 t")
    // And nothing of it stays on the connection.
    let after = try await database.run {
      try $0.query("SELECT coalesce(current_setting('allot.agency', true), '')").only()[0, as: String.self]
    }
    #expect(after == "")
  }

  @Test func aReadOnlyRoleReadsAndIsToldWhyItCannotWrite() async throws {
    let database = try await TestServer.database("opening_read_only")
    try await database.transaction {
      try $0.script("CREATE TABLE t (a int); ALTER DATABASE opening_read_only SET default_transaction_read_only = on")
    }
    let again = try await TestServer.reopen("opening_read_only")
    #expect(try await again.transaction { try $0.query("SELECT FROM t").count } == 0)
    await #expect { try await again.transaction { try $0.execute("INSERT INTO t VALUES (1)") } } throws: {
      ($0 as? PostgresError)?.sqlState == "25006"
    }
  }

  @Test func whatTheOpeningRaisesIsThrownAndTheConnectionLives() async throws {
    let database = try await TestServer.database("opening_guard") {
      $0.maximumConnections = 1
      $0.agencyGuard = "SELECT 1 / 0"
    }
    let pid = try await database.run { $0.backendProcessID }
    for _ in 1...3 {
      await #expect { try await database.transaction(agency: 1) { _ in } } throws: { ($0 as? PostgresError)?.sqlState == "22012" }
      #expect(try await database.transaction { $0.backendProcessID } == pid)
    }
  }

  @Test func onlyAServerThatKnowsItIsAskedForNoTransactionTimeout() {
    #expect(!TransactionSettings.default.opening(agency: nil, serverVersion: 160_004).contains("transaction_timeout"))
    #expect(TransactionSettings.default.opening(agency: nil, serverVersion: 170_000).contains("'transaction_timeout', '0', true"))
  }

  /// A balancer looks at statements: what belongs together must not come as one string, nor as SET, which says nothing of where the rest goes.
  @Test func theOpeningIsOneStatementAndAFunctionThatCountsAsAWrite() {
    let text = TransactionSettings.default.opening(agency: 3, serverVersion: 150_000)
    #expect(!text.contains(";") && text.hasPrefix("SELECT pg_catalog.set_config(") && text.contains("'allot.agency', '3', true"))
  }

  @Test func ofSeveralServersEachGivesItsReason() {
    let text = """
      connection to server at "a" (10.0.0.1), port 5432 failed: FATAL:  57P03: the database system is starting up
      LOCATION:  ProcessStartupPacket, postmaster.c:2358
      connection to server at "b" (10.0.0.2), port 5432 failed: session is read-only
      """
    #expect(
      Connector.reasons(in: text) == [
        "connection to server at \"a\" (10.0.0.1), port 5432 failed: FATAL:  57P03: the database system is starting up",
        "connection to server at \"b\" (10.0.0.2), port 5432 failed: session is read-only",
      ])
  }
}
