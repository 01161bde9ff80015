import Faults
package import Portfolio
package import Postgres
import Schema
import Speech

/// One chunk of one file inside its transaction: the connection, what every feed needs to know, and the report that grows.
///
/// The agency's row is locked, so the imports of one agency follow each other; runs do not wait for it.
package struct FeedChunk {
  let connection: Connection
  let agency: Int64
  let zone: String
  /// Local date of the database's clock.
  package let today: Day
  let keyID: Int32
  let keepText: Bool
  /// The agency's currency, of amounts of which nobody says it.
  let base: Currency
  let file: String
  /// Codes of collectors without what spreadsheets lose; nil while nobody asked.
  var alikeCodes: [String: String]?
  /// What became of the rows so far.
  package var report = ApplyReport()

  /// Locks the agency's row until the transaction ends. `file` stands in rejects. Throws when there is no such agency.
  package init(_ connection: Connection, agency: Int64, file: String) throws {
    let (zone, keyID, keepText, today, currency) = try connection.query(
      """
      SELECT zone, key_id, keep_text, (clock_timestamp() AT TIME ZONE zone)::date, currency
      FROM allot.agency WHERE agency_id = \(agency) FOR NO KEY UPDATE
      """
    ).only().decode(String.self, Int32.self, Bool.self, PostgresDate.self, String.self)
    base = try Currency(stored: currency)
    self.connection = connection
    self.agency = agency
    self.zone = zone
    self.today = Day(today)
    self.keyID = keyID
    self.keepText = keepText
    self.file = file
  }

  /// Columns whose values are numbers of ours, which a reject shows however long they are.
  private static let numbers: Set<String> = ["case_no", "contract", "id"]

  mutating func reject(line: Int, column: String = "", value: String = "", _ reason: Wording) {
    report.rejects.append(
      Reject(
        position: RowPosition(file: file, line: line), column: column, value: value, why: reason,
        mayBeLong: Self.numbers.contains(column)))
  }

  /// Rejects a row that names nobody on record. A code that lost its zeros on the way is told.
  mutating func rejectCollector(line: Int, _ code: String) throws {
    let hint = try meantCode(code).map { Suggestion.meant($0) }
    reject(
      line: line, column: "collector", value: code,
      Wording(
        "no such collector; \(hint?.en ?? "import the collectors file first")", "没有这名催收员；\(hint?.zh ?? "请先导入催收员文件")"))
  }

  /// The code on record that differs from `code` in leading zeros, width or capitals only.
  mutating func meantCode(_ code: String) throws -> String? {
    if alikeCodes == nil {
      let known = try connection.query("SELECT code FROM allot.collector WHERE agency_id = \(agency) ORDER BY collector_id").decode(
        String.self)
      alikeCodes = Dictionary(known.map { (Self.alike($0), $0) }) { first, _ in first }
    }
    return alikeCodes?[Self.alike(code)]
  }

  /// Rejects rows whose day lies further ahead than clocks and time zones explain: a year or a month typed wrong, or day and month changed over.
  mutating func rejectAhead(line: Int, column: String, _ day: Day, most: Day, _ what: Wording) -> Bool {
    guard day > most else { return false }
    reject(
      line: line, column: column, value: day.description,
      Wording(
        "lies ahead; expected \(what.en), \(most) at the latest: look at year, month and day", "在将来；应为\(what.zh)，最晚 \(most)：请核对年、月、日"))
    return true
  }
}

extension Feeds {
  static let chunkSettings = TransactionSettings(lockTimeout: 60_000, statementTimeout: 300_000, idleTimeout: 120_000)

  /// Runs one chunk in one transaction. The body may run again after a deadlock, so it has no effect outside the database. In a rehearsal all chunks
  /// are of one transaction.
  func applyChunk(
    _ agency: Agency, file: String, _ body: @escaping @Sendable (inout FeedChunk) throws -> Void
  ) async throws -> ApplyReport {
    let apply = { @Sendable (connection: Connection) in try Self.apply(body, connection, agency, file: file) }
    if let rehearsal { return try await rehearsal.run(apply) }
    return try await database.transaction(agency: agency.id, settings: Self.chunkSettings, apply)
  }

  private static func apply(
    _ body: (inout FeedChunk) throws -> Void, _ connection: Connection, _ agency: Agency, file: String
  ) throws -> ApplyReport {
    // A chunk is small beside the tables: rows are found through indexes, which the default cost of a random page speaks against.
    try connection.script("SET LOCAL random_page_cost = 1")
    var chunk = try FeedChunk(connection, agency: agency.id, file: file)
    // The rows' digests were made with the key of a moment ago.
    guard chunk.keyID == agency.keyID else {
      throw StoreError.invalid(
        Wording(
          "the key of identifiers was renewed meanwhile; what came before is applied: import the file again",
          "标识密钥在此期间更换过；此前的内容已入库：请重新导入该文件"))
    }
    FaultHook.reach("import.begun")
    try body(&chunk)
    FaultHook.reach("import.written")
    chunk.report.rejects.sort { $0.position.line < $1.position.line }
    return chunk.report
  }
}
