import Testing

@testable import Postgres

@Suite struct SQLTests {
  @Test func interpolationMakesParametersNotText() {
    let name = "'; DROP TABLE t; --"
    let sql: SQL = "SELECT \(name), \(7), \(nil as Int32?) FROM \(identifier: "a\"b")"
    #expect(sql.text == "SELECT $1, $2, $3 FROM \"a\"\"b\"")
    #expect(sql.parameters.map(\.type) == [.text, .int8, .int4])
    #expect(sql.parameters[0].bytes == Array(name.utf8))
    #expect(sql.parameters[1].bytes == [0, 0, 0, 0, 0, 0, 0, 7])
    #expect(sql.parameters[2].bytes == nil)
  }

  @Test func partsAreNumberedAnew() {
    let condition: SQL = "a = \(1) AND b = \(2)"
    let sql: SQL = "SELECT \(0) WHERE \(condition) OR c = \(3)"
    #expect(sql.text == "SELECT $1 WHERE a = $2 AND b = $3 OR c = $4")
    #expect((sql + " AND d = \(4)").text.hasSuffix("c = $4 AND d = $5"))
  }

  @Test func literalsAreSentButNotShown() {
    let sql: SQL = "COPY (SELECT \(literal: "O'Neil\\") , \(literal: -5)) TO STDOUT"
    #expect(sql.text == "COPY (SELECT  E'O''Neil\\\\' , (-5)) TO STDOUT")
    #expect(sql.description == "COPY (SELECT '…' , '…') TO STDOUT")
  }

  @Test func tablesAreQuotedWithTheirSchema() {
    #expect(SQL.quoted(table: "staging.plan") == "\"staging\".\"plan\"")
    #expect(SQL.quoted(table: "plan") == "\"plan\"")
  }

  @Test func descriptionsHoldNoValues() {
    #expect(PostgresError.masked(#"invalid input syntax for type bigint: "13800138000""#) == #"invalid input syntax for type bigint: "…""#)
    var error = PostgresError(.server, said: "duplicate key", sqlState: "23505", sql: "INSERT\n  INTO t VALUES ($1)")
    error.detail = "Key (phone)=(13800138000) already exists."
    error.constraint = "t_phone"
    #expect(
      "\(error)" == "PostgreSQL refused the statement [23505]: duplicate key (constraint t_phone)\n  in: INSERT INTO t VALUES ($1)")
  }

  @Test(arguments: [
    ("connection to server on socket \"/run/x\" failed: FATAL:  28P01: password authentication failed for user \"a\"\n", "28P01"),
    ("连接失败: 致命错误:  57P03: 数据库系统正在启动\nLOCATION:  ProcessStartupPacket, postmaster.c:2357\n", "57P03"),
    ("a failed: FATAL:  28000: x\nb failed: FATAL:  53300: too many clients\n", "53300"),
    ("connection to server at \"127.0.0.1\", port 5432 failed: Connection refused\n", nil),
    ("HOST:  ABCDE12: no state\n", nil),
  ])
  func theStateOfARefusalIsFoundInAnyLanguage(text: String, expected: String?) {
    #expect(Connector.sqlState(in: text) == expected)
  }

  @Test(arguments: [
    ("40001", PostgresError.RetryClass.always), ("40P01", .always), ("55P03", .always), ("57P01", .always), ("08006", .always),
    ("53300", .always), ("53100", .never), ("23505", .never), ("42P01", .never),
  ])
  func retryClassFollowsTheState(state: String, expected: PostgresError.RetryClass) {
    #expect(PostgresError(.server, said: "", sqlState: state).retryClass == expected)
  }

  @Test func retryClassFollowsTheKind() {
    #expect(PostgresError(.timeout, said: "", sqlState: "57014").retryClass == .once)
    #expect(PostgresError(.timeout, said: "").retryClass == .never)
    #expect(PostgresError(.commitUnknown, said: "", sqlState: "57P01").retryClass == .never)
    #expect(PostgresError(.connectionLost, said: "").isRetryable)
    #expect(!PostgresError(.connectFailed(.authentication), said: "").isRetryable)
  }
}
