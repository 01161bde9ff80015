import Intake
import Portfolio
import Postgres
import Schema
import Speech

extension LiveBatch {
  /// What a row of the inbox must not be before it is read, as a condition over its columns, and the reason that is written beside it. What a text says
  /// is looked at as in files (`InboxReader`); this is what only a table can hold. The first that holds is told, and later ones may rely on it.
  private static let faults: [(condition: String, why: Wording)] = [
    (
      "array_ndims(required_skills) > 1",
      Wording(
        "required_skills: is an array of arrays; expected a plain list of names, such as '{english}'",
        "required_skills：是嵌套数组；应为名称的简单列表，如 '{english}'")
    ),
    (
      "EXISTS (SELECT FROM unnest(required_skills) AS skill WHERE skill IS NULL OR btrim(skill) = '')",
      Wording(
        "required_skills: has a skill that is NULL or empty; expected names, such as '{english}'",
        "required_skills：有为 NULL 或为空的技能；应为名称，如 '{english}'")
    ),
    (
      "cardinality(required_skills) > 64",
      Wording("required_skills: has more than 64 skills, the most an agency has", "required_skills：超过 64 项技能，而每个机构最多 64 项")
    ),
    (
      "octet_length(debtor) NOT BETWEEN 1 AND 64",
      Wording("debtor: the digest is not of 1 to 64 bytes; expected 16", "debtor：摘要不是 1 至 64 字节；应为 16 字节")
    ),
    (
      // Of four digits are the years that files can write; which of them can be is theirs to say.
      """
      EXISTS (SELECT FROM unnest(ARRAY[entrusted_on, overdue_on, due_back_on]) AS day WHERE day NOT BETWEEN '0001-01-01' AND '9999-12-31')
      """,
      Wording("a date has a year that cannot be; expected 1950 to 2199", "日期的年份不可能；应为 1950 至 2199")
    ),
    (
      "submitted_at > clock_timestamp() + interval '1 day' OR NOT isfinite(submitted_at)",
      Wording("submitted_at: lies ahead; expected when the row was written, or nothing", "submitted_at：在现在之后；应为写入该行的时间，或不填")
    ),
  ]

  /// Position in `faults` of what is wrong with the row, else NULL.
  private static let fault =
    "CASE " + faults.enumerated().map { "WHEN \($0.element.condition) THEN \($0.offset)" }.joined(separator: " ") + " END"

  /// Rows nobody else is taking, oldest first. A row that cannot be read as a case is marked with the reason.
  func take() throws -> [Entry] {
    let among: SQL = only.map { ids -> SQL in "AND inbox_id = ANY (\(ids))" } ?? ""
    // Looked at before anything of it is read: no row can stop the others.
    let waiting = try connection.query(
      """
      SELECT inbox_id, (\(raw: Self.fault))::int4 FROM allot.inbox WHERE agency_id = \(agency.id) AND rejected IS NULL \(among)
      ORDER BY inbox_id LIMIT \(Runs.inboxBatch) FOR UPDATE SKIP LOCKED
      """
    ).decode(Int64.self, Int32?.self)
    var good: [Int64] = []
    var (bad, reasons): ([Int64], [String]) = ([], [])
    for (id, fault) in waiting {
      guard let fault else {
        good.append(id)
        continue
      }
      bad.append(id)
      reasons.append(Self.faults[Int(fault)].why.en)
    }
    try mark(bad, reasons)
    return good.isEmpty ? [] : try entries(good)
  }

  /// Writes the reasons beside rows that stay.
  func mark(_ ids: [Int64], _ reasons: [String]) throws {
    guard !ids.isEmpty else { return }
    try connection.execute(
      """
      UPDATE allot.inbox i SET rejected = n.reason FROM unnest(\(ids), \(reasons)) AS n (inbox_id, reason)
      WHERE i.agency_id = \(agency.id) AND i.inbox_id = n.inbox_id
      """)
  }

  /// Longer than anything a file may say: what is cut off here is refused for its length, and nobody has to read a million signs.
  private static let longest = 2_000

  private func entries(_ ids: [Int64]) throws -> [Entry] {
    let texts = ["client", "case_no", "currency", "batch", "product", "stage", "region"].map { "left(\($0), \(Self.longest))" }
    let rows = try connection.query(
      """
      SELECT inbox_id, \(raw: texts.joined(separator: ", ")), outstanding,
        (SELECT coalesce(array_agg(left(skill, \(raw: String(Self.longest))) ORDER BY place), '{}')
          FROM unnest(required_skills) WITH ORDINALITY AS s (skill, place)),
        debtor, entrusted_on, overdue_on, due_back_on, (submitted_at AT TIME ZONE \(agency.zone)::text)::date
      FROM allot.inbox WHERE agency_id = \(agency.id) AND inbox_id = ANY (\(ids)) ORDER BY inbox_id
      """)
    var reader: InboxReader
    do throws(InboxRefusal) { reader = try InboxReader(currency: agency.currency) } catch { throw StoreError.invalid(error.why) }
    let today = desk.frozen.snapshot.slot
    var entries: [Entry] = []
    entries.reserveCapacity(rows.count)
    var (bad, reasons): ([Int64], [String]) = ([], [])
    for row in rows {
      let id = try row[0, as: Int64.self]
      // The line is the place in the batch, so that a reject finds its row.
      var written = InboxRow(
        line: entries.count, client: try row[1, as: String.self], caseNo: try row[2, as: String.self],
        currency: try row[3, as: String.self],
        outstanding: try row[8, as: Int64.self])
      written.batch = try row[4, as: String?.self]
      written.product = try row[5, as: String?.self]
      written.stage = try row[6, as: String?.self]
      written.region = try row[7, as: String?.self]
      written.requiredSkills = try row[9, as: [String].self]
      written.entrustedOn = try row[11, as: PostgresDate?.self].map { Day($0) }
      written.overdueOn = try row[12, as: PostgresDate?.self].map { Day($0) }
      written.dueBackOn = try row[13, as: PostgresDate?.self].map { Day($0) }
      switch reader.read(written) {
      case .success(var read):
        read.debtor = try row[10, as: [UInt8]?.self].map { OpaqueReference(bytes: $0) }
        read.writtenOn = min(Day(try row[14, as: PostgresDate.self]), today)
        entries.append(Entry(id: id, row: read))
      case .failure(let refusal):
        bad.append(id)
        reasons.append(refusal.why.en)
      }
    }
    try mark(bad, reasons)
    return try withoutNewNames(entries)
  }
}
