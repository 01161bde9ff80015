import Digest
package import Portfolio
import Postgres
package import Schema

extension Feeds {
  /// Applies judged conversations. The text itself is kept only where the agency opts in; its digest always. The same id with the same text
  /// is known unless the verdict is another (a newer lexicon or model). `judgedBy` is the digest of what judged.
  package func apply(_ rows: [JudgedConversation], judgedBy: [UInt8], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows, judgedBy) }
  }
}

extension FeedChunk {
  /// As `Feeds.apply`; rows of unknown cases become rejects; somebody unknown leaves the conversation without a collector. Of one id
  /// twice the later row counts.
  package mutating func apply(_ all: [JudgedConversation], _ judgedBy: [UInt8]) throws {
    let cases = try resolve(all.map { ($0.row.line, $0.row.key) })
    let collectors = try agentIDs(of: all.compactMap(\.row.collector))
    let times = try instants(of: all.map(\.row.at))
    var good: [(index: Int, caseID: Int64, currency: Currency)] = []
    for (index, one) in all.enumerated() {
      guard let found = cases[index] else { continue }
      if rejectAhead(line: one.row.line, column: "at", times[index].day, most: today + 1, .pastDay) { continue }
      if let code = one.row.collector, collectors[code] == nil { try noteUnknownAgent(code) }
      good.append((index, found.id, found.currency))
    }
    let keys = try namesOnRecord("conversation", good.map { ($0.caseID, all[$0.index].row.sourceID, all[$0.index].row.idWithClient) })
    var last: [SourceKey: (judged: JudgedConversation, at: Instant, day: Day)] = [:]
    var currencies: [Int64: Currency] = [:]
    var replaced: [Int] = []
    for (key, one) in zip(keys, good) {
      if let earlier = last[key], earlier.judged.row.text != all[one.index].row.text || earlier.at != times[one.index].at {
        replaced.append(earlier.judged.row.line)
      }
      last[key] = (all[one.index], times[one.index].at, times[one.index].day)
      currencies[one.caseID] = one.currency
    }
    report.superseded.add(replaced)
    let rows = last.sorted { $0.key < $1.key }
    guard !rows.isEmpty else { return }
    let judged = rows.map(\.value.judged)
    let written = try connection.query(
      """
      INSERT INTO allot.conversation AS c (agency_id, case_id, source_id, collector_id, at, day, party, tone, confidence, groups,
        suggested_flags, text_digest, judged_by, language, body, score, disputed)
      SELECT \(agency), n.case_id, n.source_id, n.collector_id, n.at, n.day, n.party, n.tone, n.confidence, n.groups, n.suggested_flags,
        n.text_digest, \(judgedBy), n.language, n.body, n.score, n.disputed
      FROM unnest(\(rows.map(\.key.caseID)), \(rows.map(\.key.sourceID)), \(judged.map { $0.row.collector.flatMap { collectors[$0] } }),
        \(rows.map(\.value.at.timestamp)), \(rows.map(\.value.day.date)), \(judged.map { Int16($0.row.party.rawValue) }),
        \(judged.map { Int16($0.tone.rawValue) }), \(judged.map { Int16($0.confidence) }), \(judged.map(\.groups)),
        \(judged.map(\.suggestedFlags.rawValue)), \(judged.map { SHA256.hash($0.row.text) }), \(judged.map(\.row.language)),
        \(judged.map { keepText ? $0.row.text : nil }),
        \(judged.map(\.score)), \(judged.map(\.isDisputed)))
        AS n (case_id, source_id, collector_id, at, day, party, tone, confidence, groups, suggested_flags, text_digest, language, body, score,
          disputed)
      ON CONFLICT (agency_id, case_id, source_id) DO UPDATE SET collector_id = excluded.collector_id, at = excluded.at, day = excluded.day,
        party = excluded.party, tone = excluded.tone, confidence = excluded.confidence, groups = excluded.groups,
        suggested_flags = excluded.suggested_flags, text_digest = excluded.text_digest, judged_by = excluded.judged_by,
        language = excluded.language, body = excluded.body, score = excluded.score, disputed = excluded.disputed
        WHERE ROW(c.collector_id, c.at, c.party, c.tone, c.confidence, c.groups, c.suggested_flags, c.text_digest, c.body, c.judged_by) IS DISTINCT FROM
          ROW(excluded.collector_id, excluded.at, excluded.party, excluded.tone, excluded.confidence, excluded.groups,
            excluded.suggested_flags, excluded.text_digest, excluded.body, excluded.judged_by)
      RETURNING c.xmax = 0
      """)
    try writeSpoken(
      rows.map { key, value in
        (key, value.day, currencies[key.caseID] ?? .cny, value.judged.row.party == .debtor ? value.judged.promises : [])
      })
    let fresh = try written.map { try $0[0, as: Bool.self] }
    report.inserted = fresh.count { $0 }
    report.changed = fresh.count { !$0 }
    report.unchanged = good.count - fresh.count
  }
}

/// The identity of a fact within its case, as the source names it.
struct SourceKey: Hashable, Comparable {
  var caseID: Int64
  var sourceID: String
  static func < (a: SourceKey, b: SourceKey) -> Bool { a.caseID != b.caseID ? a.caseID < b.caseID : a.sourceID < b.sourceID }
}
