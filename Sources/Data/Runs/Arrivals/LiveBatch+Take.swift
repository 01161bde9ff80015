import Portfolio
import Postgres
import Schema
import Speech

extension LiveBatch {
  /// What a row of the inbox must not be, as a condition over its columns, and the reason that is written beside it. The limits are those of
  /// files. The first that holds is told, and later ones may rely on it.
  private static let faults: [(condition: String, why: Wording)] = [
    (
      """
      case_no = '' OR currency !~ '^[A-Za-z]{3}$' OR outstanding NOT BETWEEN \(-AmountLimit.minorUnits) AND \(AmountLimit.minorUnits)
      """,
      Wording(
        "needs a case number, a currency of three letters and an amount of at most 10^15 minor units",
        "需要案件编号、三个字母的币种，以及不超过 10^15 个最小货币单位的金额")
    ),
    ("client = ''", Wording("needs a client", "需要委托方")),
    (
      "octet_length(client) > 100 OR octet_length(case_no) > 100",
      Wording("the client or the case number is longer than 100 bytes", "委托方或案件编号超过 100 字节")
    ),
    (
      "octet_length(batch) > 200 OR octet_length(product) > 200 OR octet_length(stage) > 200 OR octet_length(region) > 200",
      Wording("the batch, product, stage or region is longer than 200 bytes", "批次、产品、阶段或地区超过 200 字节")
    ),
    (
      "concat(client, case_no, batch, product, stage, region) ~ '[\\x01-\\x1f\\x7f]'",
      Wording("a text has a line break or control character", "文本含有换行或控制字符")
    ),
    (
      "array_ndims(required_skills) > 1",
      Wording("required_skills is an array of arrays; expected a plain list of names", "required_skills 是嵌套数组；应为名称的简单列表")
    ),
    (
      """
      EXISTS (SELECT FROM unnest(required_skills) AS skill
        WHERE skill IS NULL OR skill = '' OR octet_length(skill) > 200 OR skill ~ '[\\x01-\\x1f\\x7f]')
      """,
      Wording(
        "required_skills has a skill that is NULL, empty, longer than 200 bytes or not on one line",
        "required_skills 中有为 NULL、为空、超过 200 字节或不在一行内的技能")
    ),
    (
      "octet_length(debtor) NOT BETWEEN 1 AND 64",
      Wording("the debtor's digest is not of 1 to 64 bytes", "债务人摘要应为 1 至 64 字节")
    ),
    (
      // As in files, 9999 is how many systems write "without end".
      """
      EXISTS (SELECT FROM unnest(ARRAY[entrusted_on, overdue_on, due_back_on]) AS day
        WHERE day NOT BETWEEN '1950-01-01' AND '2199-12-31' AND day NOT BETWEEN '9999-01-01' AND '9999-12-31')
      """,
      Wording("a date has a year that cannot be; expected 1950 to 2199", "日期的年份不可能；应为 1950 至 2199")
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
    if !bad.isEmpty {
      try connection.execute(
        """
        UPDATE allot.inbox i SET rejected = n.reason FROM unnest(\(bad), \(reasons)) AS n (inbox_id, reason)
        WHERE i.agency_id = \(agency.id) AND i.inbox_id = n.inbox_id
        """)
    }
    return good.isEmpty ? [] : try entries(good)
  }

  private func entries(_ ids: [Int64]) throws -> [Entry] {
    let rows = try connection.query(
      """
      SELECT inbox_id, client, case_no, currency, outstanding, batch, product, stage, region, required_skills, debtor, entrusted_on, overdue_on,
        due_back_on
      FROM allot.inbox WHERE agency_id = \(agency.id) AND inbox_id = ANY (\(ids)) ORDER BY inbox_id
      """)
    var entries: [Entry] = []
    entries.reserveCapacity(rows.count)
    for row in rows {
      // The line is the place in the batch, so that a reject finds its row.
      var entry = CaseRow(
        line: entries.count, client: try row[1, as: String.self], caseNo: try row[2, as: String.self],
        currency: try Currency(stored: try row[3, as: String.self]), outstanding: try row[4, as: Int64.self])
      entry.batch = try row[5, as: String?.self]
      entry.product = try row[6, as: String?.self]
      entry.stage = try row[7, as: String?.self]
      entry.region = try row[8, as: String?.self]
      entry.requiredSkills = try row[9, as: [String].self]
      entry.debtor = try row[10, as: [UInt8]?.self].map { OpaqueReference(bytes: $0) }
      entry.entrustedOn = try row[11, as: PostgresDate?.self].map { Day($0) }
      entry.overdueOn = try row[12, as: PostgresDate?.self].map { Day($0) }
      entry.dueBackOn = try row[13, as: PostgresDate?.self].map { Day($0) }
      entries.append(Entry(id: try row[0, as: Int64.self], row: entry))
    }
    return entries
  }
}
