import Postgres
import Testing

private enum Stage: Int16, PostgresScalar { case first = 1, second = 2 }

@Suite struct ValueTests {
  private static func echo<Value: PostgresEncodable & PostgresDecodable & Equatable>(_ values: [Value], _ connection: Connection) throws {
    for value in values {
      let found = try connection.query("SELECT \(value)").only()[0, as: Value.self]
      #expect(found == value)
      let missing = try connection.query("SELECT \(nil as Value?)").only()[0, as: Value?.self]
      #expect(missing == nil)
    }
  }

  @Test func everyTypeComesBackAsItWent() async throws {
    let database = try await TestServer.database("values")
    try await database.run { connection in
      var random = SplitMix64(seed: 3)
      let numbers = (0..<20).map { _ in random.next() }
      try Self.echo([true, false], connection)
      try Self.echo([.min, .max, 0] + numbers.map { Int16(truncatingIfNeeded: $0) }, connection)
      try Self.echo([.min, .max, 0] + numbers.map { Int32(truncatingIfNeeded: $0) }, connection)
      try Self.echo([.min, .max, 0] + numbers.map { Int64(truncatingIfNeeded: $0) }, connection)
      try Self.echo([.min, .max, 0] + numbers.map { Int(truncatingIfNeeded: $0) }, connection)
      try Self.echo([0, -0.5, .infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude], connection)
      try Self.echo(["", "催收分配：张三，欠款 ¥1,234.56", "a'b\"c\\d\n", "👩‍👩‍👧‍👦"], connection)
      try Self.echo([[], [0, 255, 39], (0...255).map { UInt8($0) }] as [[UInt8]], connection)
      try Self.echo([PostgresDate(days: 0), PostgresDate(days: -20_000), PostgresDate(days: 9_800)], connection)
      try Self.echo([PostgresTimestamp(microseconds: 0), PostgresTimestamp(microseconds: 850_000_000_123_456)], connection)
      try Self.echo([PostgresJSON("{\"a\": [1, \"中\"]}")], connection)
      try Self.echo([Stage.first, .second], connection)
    }
    await database.close()
  }

  @Test func arraysComeBackAsTheyWent() async throws {
    let database = try await TestServer.database("arrays")
    try await database.run { connection in
      try Self.echo([[], [1, -2, .max]] as [[Int16]], connection)
      try Self.echo([[], [1, -2, .min]] as [[Int32]], connection)
      try Self.echo([[], Array(0..<5_000)] as [[Int64]], connection)
      try Self.echo([[1, nil, 3], [nil], []] as [[Int64?]], connection)
      try Self.echo([["甲", "", "NULL", "{a,b}"], []] as [[String]], connection)
      try Self.echo([["甲", nil]] as [[String?]], connection)
      try Self.echo([[true, false]] as [[Bool]], connection)
      try Self.echo([[[1, 2], [], [3]]] as [[[UInt8]]], connection)
      try Self.echo([[Stage.second, .first]], connection)
      try Self.echo([[PostgresDate(days: 1)]], connection)
      let sums = try connection.query("SELECT sum(a)::bigint, count(b) FROM unnest(\([1, 2, 3] as [Int64]), \(["x", nil, "y"])) AS t(a, b)")
      #expect(try sums.decode(Int64.self, Int.self).map { [$0.0, Int64($0.1)] } == [[6, 2]])
    }
    await database.close()
  }

  @Test func instantsAgreeWithTheServer() async throws {
    let database = try await TestServer.database("instants")
    try await database.run { connection in
      let row = try connection.query("SELECT TIMESTAMPTZ '2024-02-29 12:34:56.789012+08', DATE '2024-02-29'").only()
      let (instant, date) = try row.decode(PostgresTimestamp.self, PostgresDate.self)
      #expect(instant.unixMicroseconds == 1_709_181_296_789_012)
      #expect(date.unixDays == 19_782)
      let literals = try connection.query("SELECT \(literal: instant) = \(instant), \(literal: date) = \(PostgresDate(unixDays: 19_782))")
      #expect(try literals.only().decode(Bool.self, Bool.self) as (Bool, Bool) == (true, true))
      let text = "a'b\\c"
      let others = try connection.query("SELECT \(literal: text), 5 -\(literal: -3), \(literal: [1, -2])::bigint[]").only()
      #expect(try others[0, as: String.self] == text)
      #expect(try others[1, as: Int.self] == 8)
      #expect(try others[2, as: [Int64].self] == [1, -2])
    }
    await database.close()
  }

  @Test func mismatchesAreNamedByRowColumnAndStatement() async throws {
    let database = try await TestServer.database("mismatches")
    try await database.run { connection in
      let rows = try connection.query("SELECT 1::bigint AS id, NULL::text AS note, 2::smallint AS kind")
      #expect(try rows[0]["kind", as: Int.self] == 2, "a smaller integer may widen")
      let cases: [(String, () throws -> Void)] = [
        ("row 0, column 1 \"note\" is NULL", { _ = try rows[0][1, as: String.self] }),
        ("column 0 \"id\" is of type bigint, and Int32", { _ = try rows[0]["id", as: Int32.self] }),
        ("is of type bigint, and String", { _ = try rows[0][0, as: String.self] }),
        ("no column \"nothing\"", { _ = try rows[0]["nothing", as: Int.self] }),
        ("2 columns were asked for, the query has 3", { _ = try rows[0].decode(Int.self, String?.self) }),
        ("column 3 was asked for", { _ = try rows[0][3, as: Int.self] }),
      ]
      for (expected, body) in cases {
        let error = #expect(throws: PostgresError.self) { try body() }
        #expect(error?.description.contains(expected) == true, "\(expected)")
        #expect(error?.sql?.hasPrefix("SELECT 1::bigint") == true)
      }
      let unknown = #expect(throws: PostgresError.self) { try connection.query("SELECT 9::smallint").only()[0, as: Stage.self] }
      #expect(unknown?.description.contains("is no Stage") == true)
      let many = #expect(throws: PostgresError.self) { try connection.query("SELECT generate_series(1, 2)").only() }
      #expect(many?.description.contains("the query gave 2") == true)
    }
    await database.close()
  }

  @Test func aZeroByteNeverCutsAStatement() async throws {
    let database = try await TestServer.database("zero")
    try await database.run { connection in
      let literal = #expect(throws: PostgresError.self) { try connection.execute("SELECT \(literal: "a\0b")") }
      #expect(literal?.kind == .usage)
      let parameter = #expect(throws: PostgresError.self) { try connection.execute("SELECT \("a\0b")") }
      #expect(parameter?.sqlState == "22021")
    }
    await database.close()
  }
}
