import Testing

@testable import Postgres

/// Two readings of one snapshot, side by side where a connection is free.
@Suite struct TogetherTests {
  /// What a reading saw, and on which connection.
  private struct Seen: Sendable {
    var pid: Int32
    var rows: Int64
    var snapshot: String

    init(_ connection: Connection) throws {
      pid = connection.backendProcessID
      (rows, snapshot) = try connection.query("SELECT (SELECT count(*) FROM t), pg_current_snapshot()::text").only().decode(
        Int64.self, String.self)
    }
  }

  private struct Refused: Error {}

  private func database(_ name: String, connections: Int) async throws -> Database {
    let database = try await TestServer.database(name) { $0.maximumConnections = connections }
    try await database.transaction { try $0.script("CREATE TABLE t (a int); INSERT INTO t VALUES (1)") }
    return database
  }

  @Test func bothSeeOneSnapshotOnTwoConnectionsWhateverIsCommittedMeanwhile() async throws {
    let database = try await database("together", connections: 2)
    let other = try await TestServer.reopen("together")
    let (begun, isWritten) = (Monitor(false), Monitor(false))
    async let writing: Void = {
      while !begun.update({ $0 }) { await Task.yield() }
      try await other.transaction { try $0.execute("INSERT INTO t VALUES (2)") }
      isWritten.update { $0 = true }
    }()
    let (first, second) = try await database.together(agency: 1) { connection in
      #expect(begun.wait(milliseconds: 60_000) { $0 ? true : nil } == true)
      return try Seen(connection)
    } _: { connection in
      begun.update { $0 = true }
      #expect(isWritten.wait(milliseconds: 60_000) { $0 ? true : nil } == true)
      return try Seen(connection)
    }
    try await writing
    #expect(first.pid != second.pid)
    #expect(first.rows == 1 && second.rows == 1 && first.snapshot == second.snapshot)
    await (other.close(), database.close())
  }

  @Test func withOneConnectionTheyFollowEachOtherInOneSnapshot() async throws {
    let database = try await database("together_alone", connections: 1)
    let (first, second) = try await database.together(agency: 1) {
      try Seen($0)
    } _: {
      try Seen($0)
    }
    #expect(first.pid == second.pid && first.snapshot == second.snapshot)
    await database.close()
  }

  @Test(arguments: [1, 2]) func aFailureOfEitherIsThrownAndTheConnectionsLive(connections: Int) async throws {
    let database = try await database("together_failure_\(connections)", connections: connections)
    await #expect(throws: Refused.self) {
      try await database.together(agency: 1) { _ in
        throw Refused()
      } _: {
        try Seen($0)
      }
    }
    await #expect(throws: Refused.self) {
      try await database.together(agency: 1) {
        try Seen($0)
      } _: { _ in
        throw Refused()
      }
    }
    let (first, second) = try await database.together(agency: 1) {
      try Seen($0)
    } _: {
      try Seen($0)
    }
    #expect(first.rows == 1 && second.rows == 1)
    await database.close()
  }

  @Test func whatStandsInTheWayOfTheSecondConnectionLeavesBothToTheFirst() async throws {
    let database = try await database("together_refused", connections: 2)
    // Nobody else is let in, as behind a balancer that has only one way open.
    let own = try await database.run { $0.backendProcessID }
    try await TestServer.reopen("allot").run { try $0.script("ALTER DATABASE together_refused ALLOW_CONNECTIONS false") }
    let (first, second) = try await database.together(agency: 1) {
      try Seen($0)
    } _: {
      try Seen($0)
    }
    #expect(first.pid == own && second.pid == own && first.snapshot == second.snapshot)
    await database.close()
  }
}
