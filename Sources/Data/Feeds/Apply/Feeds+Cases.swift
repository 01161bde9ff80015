package import Portfolio
import Postgres
package import Schema
import Speech

extension Feeds {
  /// Applies rows of a client's case file: a delta, a case that is missing stays as it is.
  ///
  /// - The client's outstanding is taken when it is of a later day than the last, or another figure where no day is said, so that a file read again
  ///   undoes no payment; payments after that day come on top.
  /// - A named collector counts when the case is new or open again; who holds a known case is decided here, not in the file.
  /// - A closed case leaves its holder. A case stated open again is reopened; a file that says nothing of the status leaves it as it is.
  /// - A currency for which the agency has no rate is rejected: its amounts could be added to nothing.
  /// - Two rows of one case in one chunk: the later one is taken, the earlier one rejected. A row that is refused counts for none.
  package func apply(_ rows: [CaseRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }
}

extension FeedChunk {
  /// As `Feeds.apply`: writes cases, contact points and ledger, under the locks of cases and holders.
  package mutating func apply(_ all: [CaseRow]) throws {
    let rows = try typed(readRegions(withoutFigures(ahead: withoutUnknownCurrencies(all))))
    guard !rows.isEmpty else { return }
    try copy(rows)
    try connection.execute("ANALYZE feed_case")
    try findCases()
    // Repeats last: a row that is refused takes no other row's place.
    try refuseRepeats(rows, refused: refuseOtherCurrencies(rows))
    let inserted = try makeCases()
    try judgeFigures()
    try doubtFigures(of: rows)
    try lockAndCompare()
    var touched = try writeStates()
    touched.formUnion(try writeRecords())
    try bookDelta()
    touched.formUnion(try writePoints(of: rows))
    try connection.script("DROP TABLE feed_case; DROP TABLE feed_delta")
    let rejected = all.count - report.rejects.count
    report.inserted = inserted
    report.changed = touched.count
    report.unchanged = rejected - inserted - touched.count
  }

  /// Leaves the last row of each case. `refused`: positions of rows that are out already; they displace nothing.
  private mutating func refuseRepeats(_ rows: [TypedCase], refused: Set<Int>) throws {
    var last: [CaseKey: Int] = [:]
    for (index, typed) in rows.enumerated() where !refused.contains(index) { last[typed.key] = index }
    guard last.count < rows.count - refused.count else { return }
    var repeats: [Int32] = []
    for (index, typed) in rows.enumerated() where !refused.contains(index) {
      guard let later = last[typed.key], later != index else { continue }
      let line = rows[later].row.line
      reject(
        line: typed.row.line, column: "case_no", value: typed.row.caseNo,
        Wording("the case stands again in line \(line); that one was taken", "该案件在第 \(line) 行再次出现；采用了那一行"))
      repeats.append(Int32(index))
    }
    try connection.execute("DELETE FROM feed_case WHERE position = ANY (\(repeats))")
  }

  /// A figure is of a day that has come.
  private mutating func withoutFigures(ahead rows: [CaseRow]) -> [CaseRow] {
    var ahead: [Int] = []
    defer { report.datedAhead.add(ahead) }
    return rows.filter { row in
      if let day = row.entrustedOn,
        rejectAhead(line: row.line, column: "entrusted_on", day, most: today + 366, .placement)
      {
        return false
      }
      if let day = row.overdueOn, rejectAhead(line: row.line, column: "overdue_on", day, most: today + 366, .overdue) { return false }
      guard let day = row.balanceOn, day > today else {
        if [row.overdueOn, row.entrustedOn].contains(where: { $0.map { $0 > today } ?? false }) { ahead.append(row.line) }
        return true
      }
      reject(
        line: row.line, column: "balance_on", value: day.description,
        Wording(
          "lies ahead; expected the day as of which the amount is stated, \(today) or before", "在今天之后；应为金额的截止日期，不晚于 \(today)"))
      return false
    }
  }

  /// Regions by the names on record; what was written otherwise is said.
  private mutating func readRegions(_ rows: [CaseRow]) throws -> [CaseRow] {
    let names = try regionNames(rows.compactMap(\.region))
    guard names.contains(where: { $0.key != $0.value }) else { return rows }
    return rows.map { row in
      guard let written = row.region, let name = names[written], name != written else { return row }
      report.otherSpellings[Spelling(written: written, read: name), default: 0] += 1
      var read = row
      read.region = name
      return read
    }
  }

  private mutating func withoutUnknownCurrencies(_ rows: [CaseRow]) throws -> [CaseRow] {
    let stated = Set(rows.map(\.currency.description)).sorted()
    let known = Set(
      try connection.query(
        """
        SELECT currency FROM allot.agency WHERE agency_id = \(agency)
        UNION SELECT currency FROM allot.exchange_rate WHERE agency_id = \(agency)
        """
      ).map { try $0[0, as: String.self] })
    if known.isSuperset(of: stated) { return rows }
    var kept: [CaseRow] = []
    for row in rows {
      if known.contains(row.currency.description) {
        kept.append(row)
      } else {
        reject(
          line: row.line, column: "currency", value: row.currency.description,
          Wording(
            "the agency file has no rate for it; expected \(known.sorted().joined(separator: ", ")), or a line under rates:",
            "机构文件没有该币种的汇率；应为 \(known.sorted().joined(separator: "、"))，或在 rates: 下加一行"))
      }
    }
    return kept
  }

  /// Puts ids in place of names. Rows that name unknown collectors or too many skills are rejected.
  private mutating func typed(_ rows: [CaseRow]) throws -> [TypedCase] {
    let clients = try ids(of: rows.map(\.client), in: .client)
    let batches = try ids(of: rows.compactMap(\.batch), in: .batch)
    let products = try ids(of: rows.compactMap(\.product), in: .product)
    let stages = try ids(of: rows.compactMap(\.stage), in: .stage)
    let regions = try ids(of: rows.compactMap(\.region), in: .region)
    let collectors = try collectorIDs(of: rows.compactMap(\.collector))
    let masks = try skillMasks(rows.map { ($0.line, $0.requiredSkills) })
    let debtors = try debtorIDs(of: rows.compactMap(\.debtor))
    return try zip(rows, masks).compactMap { row, mask in
      guard let mask else { return nil }
      if let code = row.collector, collectors[code] == nil {
        try rejectCollector(line: row.line, code)
        return nil
      }
      return TypedCase(
        row: row, client: clients[row.client] ?? 0, batch: row.batch.flatMap { batches[$0] }, product: row.product.flatMap { products[$0] },
        stage: row.stage.flatMap { stages[$0] }, region: row.region.flatMap { regions[$0] }, debtor: row.debtor.flatMap { debtors[$0] },
        holder: row.collector.flatMap { collectors[$0] }, skills: row.requiredSkills.isEmpty ? nil : mask)
    }
  }
}

/// A case row whose names have become ids.
struct TypedCase {
  var row: CaseRow
  /// The case it speaks of.
  var key: CaseKey { CaseKey(client: row.client, caseNo: row.caseNo) }
  var client: Int32
  var batch: Int32?
  var product: Int32?
  var stage: Int32?
  var region: Int32?
  var debtor: Int64?
  var holder: Int64?
  var skills: Int64?
}

extension Wording {
  fileprivate static let overdue = Wording("the first day overdue, within a year", "逾期日期，一年以内")
  fileprivate static let placement = Wording("the day of the placement, within a year", "委案日期，一年以内")
}
