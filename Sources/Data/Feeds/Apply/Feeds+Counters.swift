package import Portfolio
import Postgres
package import Schema

/// How the packed counters stand to the attempts on record.
package struct CounterCheck: Sendable, Hashable {
  /// Cases with counters, or with attempts that ought to be counted.
  package var cases = 0
  /// Attempts on record that name a case.
  package var attempts = 0
  /// Cases whose counters say something else than their attempts, ascending; at most 1,000.
  package var differing: [Int64] = []
  /// How many such cases there are, those beyond the thousand included.
  package var differences = 0
  /// Nothing counted yet.
  package init() {}
}

/// What came of reading the codes of a source anew.
package struct RemapReport: Sendable, Hashable {
  /// Distinct pairs of code and talk time, and how many of them are read otherwise now.
  package var readings = 0
  /// Of these pairs, those that are read otherwise now.
  package var changedReadings = 0
  /// Attempts whose reading changes, or would with `isDry`.
  package var attempts = 0
  /// Cases whose counters were rebuilt; 0 with `isDry`.
  package var cases = 0
  /// Nothing read yet.
  package init() {}
}

extension Feeds {
  /// Counts all attempts anew and compares. Reads two tables, changes nothing.
  package func checkCounters(agency: Agency) async throws -> CounterCheck {
    // One snapshot: an import between the two reads must not look like a difference.
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var check = CounterCheck()
      var kept: [(id: Int64, hash: UInt64)] = []
      try connection.copyOut(
        "SELECT case_id, packed FROM allot.contacts WHERE agency_id = \(literal: agency.id) AND length(packed) > 0 ORDER BY case_id"
      ) { row in
        let (id, packed) = (try row.int64(), try row.bytes())
        // Packed anew, so that only what they say is compared.
        kept.append((id, Self.hash(ContactCounters.unpack(packed[...]).map(ContactCounters.pack) ?? [0xFF])))
      }
      var place = 0
      func differs(_ id: Int64) {
        check.differences += 1
        if check.differing.count < 1_000 { check.differing.append(id) }
      }
      func close(_ id: Int64, _ cells: [ContactCount]) {
        while place < kept.count, kept[place].id < id {
          differs(kept[place].id)
          place += 1
        }
        check.cases += 1
        if place < kept.count, kept[place].id == id {
          if kept[place].hash != Self.hash(ContactCounters.pack(cells)) { differs(id) }
          place += 1
        } else {
          differs(id)
        }
      }
      var current: Int64 = 0
      var cells: [ContactCount] = []
      try connection.copyOut(Self.countedAttempts(agency.id, of: "case_id IS NOT NULL")) { row in
        let id = try row.int64()
        if id != current, !cells.isEmpty {
          close(current, cells)
          cells.removeAll(keepingCapacity: true)
        }
        current = id
        let cell = try Self.cell(&row)
        check.attempts += Int(cell.count)
        cells.append(cell)
      }
      if !cells.isEmpty { close(current, cells) }
      for rest in kept[place...] { differs(rest.id) }
      check.cases += kept.count - place
      return check
    }
  }

  /// Counts the attempts of some cases anew and replaces their counters.
  package func rebuildCounters(of cases: [Int64], agency: Agency) async throws {
    guard !cases.isEmpty else { return }
    _ = try await applyChunk(agency, file: "") { try $0.rebuildCounters(of: cases) }
  }

  /// Reads the codes of a source on record anew, each with its talk time, and corrects attempts and counters. `reading` gives outcome and
  /// party, or nil where nothing is to change. With `isDry` only counts.
  package func remap(
    source: String, isDry: Bool, agency: Agency,
    _ reading: @escaping @Sendable (_ raw: String, _ talkSeconds: Int32, ContactCode) -> ContactCode?
  ) async throws -> RemapReport {
    let result = RemapBox()
    _ = try await applyChunk(agency, file: "") { chunk in result.set(try chunk.remap(source, isDry, reading)) }
    return result.value
  }

  static func countedAttempts(_ agency: Int64, of condition: SQL) -> SQL {
    "SELECT case_id, day, point, code_id, count(*)::integer FROM allot.attempt WHERE agency_id = \(literal: agency) AND " + condition
      + " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
  }

  static func cell(_ row: inout BinaryRow) throws -> ContactCount {
    let (day, point, code, count) = (Day(try row.date()), try row.int16(), try row.int32(), try row.int32())
    return ContactCount(day: day, point: UInt8(clamping: point), code: code, count: count)
  }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x1_0000_0001_B3 }
    return hash ^ UInt64(bytes.count) << 48
  }
}

/// Carries a report out of a transaction, which may run its body twice.
private final class RemapBox: @unchecked Sendable {
  private(set) var value = RemapReport()
  func set(_ report: RemapReport) { value = report }
}

extension FeedChunk {
  func rebuildCounters(of cases: [Int64]) throws {
    try connection.script("CREATE TEMP TABLE rebuilt_case (case_id bigint PRIMARY KEY) ON COMMIT DROP")
    try connection.copyIn("rebuilt_case", columns: ["case_id"]) { writer in
      for id in Set(cases).sorted() { try writer.row { $0.int64(id) } }
    }
    var packed: [(id: Int64, last: Day, bytes: [UInt8])] = []
    var current: Int64 = 0
    var cells: [ContactCount] = []
    func close() {
      if let last = cells.map(\.day).max() { packed.append((current, last, ContactCounters.pack(cells))) }
      cells.removeAll(keepingCapacity: true)
    }
    try connection.copyOut(Feeds.countedAttempts(agency, of: "case_id IN (SELECT case_id FROM rebuilt_case)")) { row in
      let id = try row.int64()
      if id != current { close() }
      current = id
      cells.append(try Feeds.cell(&row))
    }
    close()
    try connection.script("CREATE TEMP TABLE rebuilt_contacts (case_id bigint, last_day date, packed bytea) ON COMMIT DROP")
    try connection.copyIn("rebuilt_contacts", columns: ["case_id", "last_day", "packed"]) { writer in
      for one in packed {
        try writer.row { r in
          r.int64(one.id)
          r.date(one.last.rawValue)
          r.bytes(one.bytes)
        }
      }
    }
    try connection.execute(
      """
      INSERT INTO allot.contacts AS c (agency_id, case_id, last_day, packed) SELECT \(agency), case_id, last_day, packed FROM rebuilt_contacts
      ON CONFLICT (agency_id, case_id) DO UPDATE SET last_day = excluded.last_day, packed = excluded.packed
      """)
    // Counters without any attempt behind them say nothing from now on.
    try connection.execute(
      """
      UPDATE allot.contacts c SET packed = '' WHERE agency_id = \(agency) AND case_id IN (SELECT case_id FROM rebuilt_case)
        AND NOT EXISTS (SELECT FROM rebuilt_contacts r WHERE r.case_id = c.case_id)
      """)
    try connection.script("DROP TABLE rebuilt_case; DROP TABLE rebuilt_contacts")
  }

  func remap(
    _ source: String, _ isDry: Bool, _ reading: (_ raw: String, _ talkSeconds: Int32, ContactCode) -> ContactCode?
  ) throws -> RemapReport {
    var report = RemapReport()
    let rows = try connection.query(
      """
      SELECT a.code_id, a.talk_seconds, c.raw_code, c.channel, c.outcome, c.party, c.automatic, c.inbound
      FROM (SELECT DISTINCT code_id, talk_seconds FROM allot.attempt WHERE agency_id = \(agency) AND code_id IN
        (SELECT code_id FROM allot.contact_code WHERE agency_id = \(agency) AND source = \(source))) a
      JOIN allot.contact_code c ON c.agency_id = \(agency) AND c.code_id = a.code_id ORDER BY 1, 2
      """
    ).decode(Int32.self, Int32.self, String.self, Int16.self, Int16.self, Int16.self, Bool.self, Bool.self)
    report.readings = rows.count
    var changes: [(old: Int32, talk: Int32, key: CodeKey)] = []
    for (id, talk, raw, channel, outcome, party, automatic, inbound) in rows {
      let code = try ContactCode(stored: channel, outcome, party, automatic: automatic, inbound: inbound)
      if let new = reading(raw, talk, code), new != code {
        changes.append((id, talk, CodeKey(source: source, raw: raw, code: new)))
      }
    }
    report.changedReadings = changes.count
    guard !changes.isEmpty else { return report }
    if isDry {
      report.attempts = Int(
        try connection.query(
          """
          SELECT count(*) FROM allot.attempt a JOIN unnest(\(changes.map(\.old)), \(changes.map(\.talk))) AS n (code_id, talk_seconds)
            ON a.code_id = n.code_id AND a.talk_seconds = n.talk_seconds WHERE a.agency_id = \(agency)
          """
        ).only()[0, as: Int64.self])
      return report
    }
    let ids = try codeIDs(of: changes.map(\.key))
    let touched = try connection.query(
      """
      UPDATE allot.attempt a SET code_id = n.new FROM unnest(\(changes.map(\.old)), \(changes.map(\.talk)),
        \(changes.map { ids[$0.key] ?? $0.old })) AS n (old, talk_seconds, new)
      WHERE a.agency_id = \(agency) AND a.code_id = n.old AND a.talk_seconds = n.talk_seconds RETURNING a.case_id
      """
    ).decode(Int64?.self)
    report.attempts = touched.count
    let cases = Set(touched.compactMap { $0 })
    report.cases = cases.count
    if !cases.isEmpty { try rebuildCounters(of: cases.sorted()) }
    return report
  }
}
