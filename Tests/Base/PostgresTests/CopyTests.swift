import Postgres
import Testing

private struct Stop: Error {}

@Suite struct CopyTests {
  private static let columns = ["id", "n", "k", "ok", "x", "name", "raw", "day", "at", "list", "doc"]

  private static func createTable(_ connection: Connection) throws {
    try connection.script(
      """
      CREATE TABLE t (id bigint, n integer, k smallint, ok boolean, x double precision, name text, raw bytea, day date, at timestamptz,
        list bigint[], doc jsonb)
      """)
  }

  @Test func rowsWrittenInBulkAreReadInBulk() async throws {
    let database = try await TestServer.database("copy")
    try await database.transaction { connection in
      try Self.createTable(connection)
      let rows = 20_000
      let written = try connection.copyIn("t", columns: Self.columns) { writer in
        for index in 0..<rows {
          let isNull = index % 7 == 3
          try writer.row { row in
            row.int64(Int64(index))
            row.int32(isNull ? nil : Int32(index) * -3)
            row.int16(isNull ? nil : Int16(truncatingIfNeeded: index))
            row.bool(isNull ? nil : index % 2 == 0)
            row.double(isNull ? nil : Double(index) / 8)
            row.text(isNull ? nil : "案件\(index)")
            row.bytes(isNull ? nil : [UInt8](repeating: 7, count: index % 50))
            row.date(isNull ? nil : Int32(index))
            row.timestamp(isNull ? nil : Int64(index) * 1_000_000)
            row.int64Array(isNull ? nil : [Int64(index), -1])
            row.jsonb(isNull ? nil : "{\"i\": \(index)}")
          }
        }
      }
      #expect(written == rows)
      #expect(try connection.query("SELECT sum((doc->>'i')::bigint)::bigint FROM t WHERE list[1] = id").only()[0, as: Int.self] > 0)
      var index = 0
      var mistakes = 0
      let read = try connection.copyOut("SELECT id, n, k, ok, x, name, raw, day, at, list, doc::text FROM t ORDER BY id") { row in
        let isNull = index % 7 == 3
        let id = try row.int64()
        let isGood =
          try id == Int64(index) && row.int32OrNil() == (isNull ? nil : Int32(index) * -3)
          && row.int16OrNil() == (isNull ? nil : Int16(truncatingIfNeeded: index)) && row.boolOrNil() == (isNull ? nil : index % 2 == 0)
          && row.doubleOrNil() == (isNull ? nil : Double(index) / 8) && row.textOrNil() == (isNull ? nil : "案件\(index)")
          && row.bytesOrNil() == (isNull ? nil : [UInt8](repeating: 7, count: index % 50))
          && row.dateOrNil() == (isNull ? nil : Int32(index))
          && row.timestampOrNil() == (isNull ? nil : Int64(index) * 1_000_000)
        if isNull { try row.skip() } else if try row.array(of: Int64.self) != [Int64(index), -1] { mistakes += 1 }
        let length = try row.withBytes { $0?.count }
        if !isGood || (length == nil) != isNull { mistakes += 1 }
        index += 1
      }
      #expect(read == rows && index == rows && mistakes == 0)
    }
    await database.close()
  }

  @Test func emptyCopiesWork() async throws {
    let database = try await TestServer.database("copyempty")
    try await database.run { connection in
      try Self.createTable(connection)
      #expect(try connection.copyIn("public.t", columns: ["id"]) { _ in } == 0)
      #expect(try connection.copyOut("SELECT id FROM t WHERE name = \(literal: "无'")") { _ in Issue.record("no row") } == 0)
      #expect(try connection.copyOut("  copy t (id) to stdout (format binary)") { _ in } == 0)
    }
    await database.close()
  }

  @Test func wrongTypesAreRefusedBeforeTheyDoHarm() async throws {
    let database = try await TestServer.database("copytypes")
    try await database.run { connection in
      try Self.createTable(connection)
      let cases: [(String, (inout BinaryRowWriter) -> Void)] = [
        ("column \"id\" is of type bigint, integer was written", { $0.int32(1) }),
        ("1 columns were written, the COPY names 2", { $0.int64(1) }),
        (
          "more columns were written",
          {
            $0.int64(1); $0.text("a"); $0.null()
          }
        ),
        (
          "column \"name\" is of type text, jsonb was written",
          {
            $0.int64(1); $0.jsonb("1")
          }
        ),
      ]
      for (expected, fill) in cases {
        let error = #expect(throws: PostgresError.self) { try connection.copyIn("t", columns: ["id", "name"]) { try $0.row(fill) } }
        #expect(error?.description.contains(expected) == true, "\(expected)")
      }
      #expect(throws: Stop.self) {
        try connection.copyIn("t", columns: ["id"]) { writer in
          try writer.row { $0.int64(1) }
          throw Stop()
        }
      }
      #expect(try connection.query("SELECT count(*) FROM t").only()[0, as: Int.self] == 0, "the connection is good, nothing was written")
      #expect(throws: PostgresError.self) { try connection.copyIn("nowhere", columns: ["id"]) { _ in } }
      #expect(throws: PostgresError.self) { try connection.copyOut("SELECT \(1)") { _ in } }
      #expect(throws: PostgresError.self) { try connection.copyOut("SELECT nothing FROM t") { _ in } }
      #expect(try connection.query("SELECT 1").count == 1)
    }
    await database.close()
  }

  @Test func theServersErrorWinsOverTheEndOfACopy() async throws {
    let database = try await TestServer.database("copycheck")
    try await database.run { connection in
      try connection.script("CREATE TABLE c (id bigint PRIMARY KEY)")
      let error = #expect(throws: PostgresError.self) {
        try connection.copyIn("c", columns: ["id"]) { writer in
          for _ in 0..<100_000 { try writer.row { $0.int64(1) } }
        }
      }
      #expect(error?.sqlState == "23505" && error?.isUniqueViolation == true)
      #expect(try connection.query("SELECT 1").count == 1)
    }
    await database.close()
  }

  @Test func readingBadlyClosesTheConnectionAndTheNextWorks() async throws {
    let database = try await TestServer.database("copybad")
    let cases: [(String, @Sendable (inout BinaryRow) throws -> Void)] = [
      (
        "has 8 bytes, and an integer of 4",
        {
          _ = try $0.int32(); _ = try $0.text()
        }
      ),
      ("1 columns of a COPY were read, it has 2", { _ = try $0.int64() }),
      (
        "is NULL",
        {
          _ = try $0.int64(); _ = try $0.text()
        }
      ),
      (
        "more columns of a COPY were read",
        {
          _ = try $0.int64(); _ = try $0.textOrNil(); _ = try $0.textOrNil()
        }
      ),
    ]
    for (expected, body) in cases {
      let error = await #expect(throws: PostgresError.self) {
        try await database.run { connection in
          _ = try connection.copyOut("SELECT i::bigint, NULL::text FROM generate_series(1, 10) i") { try body(&$0) }
        }
      }
      #expect(error?.description.contains(expected) == true, "\(expected)")
    }
    #expect(try await database.run { try $0.query("SELECT 1").count } == 1)
    await database.close()
  }

  @Test func rowsAreStreamedOneByOne() async throws {
    let database = try await TestServer.database("stream")
    let sum = try await database.run { connection in
      var sum = 0
      try connection.stream("SELECT i FROM generate_series(1, \(5_000)) i") { sum += try $0[0, as: Int.self] }
      return sum
    }
    #expect(sum == 5_000 * 5_001 / 2)
    let late = await #expect(throws: PostgresError.self) {
      try await database.run { try $0.stream("SELECT 10 / (3 - i) FROM generate_series(1, 3) i") { _ in } }
    }
    #expect(late?.sqlState == "22012")
    await #expect(throws: Stop.self) {
      try await database.run { try $0.stream("SELECT generate_series(1, 100000)") { _ in throw Stop() } }
    }
    #expect(try await database.run { try $0.query("SELECT 1").count } == 1)
    await database.close()
  }
}
