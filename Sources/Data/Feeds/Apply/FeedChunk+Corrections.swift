import Portfolio
import Postgres
import Schema

extension FeedChunk {
  /// Attempts on record of which the source now says something else: time, code, talk time, or the case and collector that it names. The record,
  /// the counters of the cases and the days of the people follow. Of the legs of one call only one with more talk corrects. Gives how many.
  /// Records of another name or source are this row's from now on.
  mutating func correct(_ rows: [KnownAttempt]) throws -> Int {
    let (changes, renamed) = try corrections(rows)
    try rename(renamed)
    guard !changes.isEmpty else { return 0 }
    var wanted: [(caseID: Int64, reference: OpaqueReference)] = []
    for (_, new, _) in changes { if let id = new.caseID, let reference = new.reference { wanted.append((id, reference)) } }
    let ordinals = try contactPoints(wanted).ordinals
    let points = changes.map { change -> Int16? in
      guard let id = change.new.caseID, let reference = change.new.reference else { return nil }
      return ordinals[CasePoint(caseID: id, reference: reference)].map(Int16.init)
    }
    try connection.execute(
      """
      UPDATE allot.attempt a SET case_id = n.case_id, collector_id = n.collector_id, at = n.at, day = n.day, code_id = n.code_id,
        talk_seconds = n.talk_seconds, point = coalesce(n.point, CASE WHEN a.case_id IS NOT DISTINCT FROM n.case_id THEN a.point ELSE 255 END)
      FROM unnest(\(changes.map(\.new.key.bytes)), \(changes.map(\.ingested.date)), \(changes.map(\.new.caseID)), \(changes.map(\.new.collector)),
        \(changes.map(\.new.at.timestamp)), \(changes.map(\.new.day.date)), \(changes.map(\.new.code)), \(changes.map(\.new.talkSeconds)),
        \(points)) AS n (key, ingested_on, case_id, collector_id, at, day, code_id, talk_seconds, point)
      WHERE a.agency_id = \(agency) AND a.source_key = n.key AND a.ingested_on = n.ingested_on
      """)
    let cases = Set(changes.flatMap { [$0.old.caseID, $0.new.caseID].compactMap { $0 } })
    if !cases.isEmpty { try rebuildCounters(of: cases.sorted()) }
    try addActivity(changes.map(\.old), sign: -1)
    try addActivity(changes.map(\.new))
    for case let source? in renamed.map(\.otherSource) { report.takenOver[source, default: 0] += 1 }
    return changes.count
  }

  /// Gives records the names of their rows.
  private func rename(_ rows: [KnownAttempt]) throws {
    guard !rows.isEmpty else { return }
    try connection.execute(
      """
      UPDATE allot.attempt a SET source_key = n.new FROM unnest(\(rows.map(\.record.bytes)), \(rows.map(\.row.key.bytes))) AS n (old, new)
      WHERE a.agency_id = \(agency) AND a.source_key = n.old
      """)
  }

  /// Of several rows about one record the last; of legs all stay, for the one that says most counts.
  private mutating func lastOfEach(_ rows: [KnownAttempt]) -> [KnownAttempt] {
    var places: [AttemptKey: Int] = [:]
    var kept: [KnownAttempt] = []
    for row in rows {
      guard let place = places[row.record] else {
        places[row.record] = kept.count
        kept.append(row)
        continue
      }
      let earlier = kept[place]
      if row.row.isLeg {
        if row.row.talkSeconds > earlier.row.talkSeconds { kept[place] = row }
      } else {
        if !row.row.saysTheSame(as: earlier.row) { report.superseded.add([earlier.row.line]) }
        kept[place] = row
      }
    }
    return kept
  }

  private mutating func corrections(_ all: [KnownAttempt]) throws -> (
    changes: [(old: TypedAttempt, new: TypedAttempt, ingested: Day)], renamed: [KnownAttempt]
  ) {
    let rows = lastOfEach(all)
    guard !rows.isEmpty else { return ([], []) }
    var known: [AttemptKey: (old: TypedAttempt, ingested: Day)] = [:]
    let found = try connection.query(
      """
      SELECT a.source_key, a.ingested_on, a.case_id, a.collector_id, a.at, a.day, a.code_id, a.talk_seconds, c.channel, c.outcome, c.party,
        c.automatic, c.inbound
      FROM unnest(\(rows.map(\.record.bytes))) AS n (key) JOIN allot.attempt a ON a.agency_id = \(agency) AND a.source_key = n.key
      JOIN allot.contact_code c ON c.agency_id = a.agency_id AND c.code_id = a.code_id
      """)
    for row in found {
      let key = AttemptKey(try row[0, as: [UInt8].self])
      let kind = try ContactCode(
        stored: row[8, as: Int16.self], row[9, as: Int16.self], row[10, as: Int16.self], automatic: row[11, as: Bool.self],
        inbound: row[12, as: Bool.self])
      let old = TypedAttempt(
        key: key, caseID: try row[2, as: Int64?.self], collector: try row[3, as: Int64?.self],
        at: Instant(try row[4, as: PostgresTimestamp.self]), day: Day(try row[5, as: PostgresDate.self]), code: try row[6, as: Int32.self],
        kind: kind, talkSeconds: try row[7, as: Int32.self], reference: nil)
      known[key] = (old, Day(try row[1, as: PostgresDate.self]))
    }
    var changes: [(old: TypedAttempt, new: TypedAttempt, ingested: Day)] = []
    var renamed: [KnownAttempt] = []
    for one in rows {
      guard let (old, ingested) = known.removeValue(forKey: one.record) else { continue }
      let row = one.row
      if one.record != row.key { renamed.append(one) }
      var new = row
      // Who held the case then, and whose number it is, may be answered otherwise today: only what the row says itself corrects.
      if !row.namesCase { new.caseID = old.caseID }
      if !row.namesCollector { new.collector = old.collector }
      if one.mayLackTalk, new.talkSeconds == 0 { new.talkSeconds = old.talkSeconds }
      if row.isLeg, one.otherSource == nil, new.talkSeconds <= old.talkSeconds { continue }
      let isSame =
        (new.caseID, new.collector, new.code, new.talkSeconds) == (old.caseID, old.collector, old.code, old.talkSeconds) && new.at == old.at
      if !isSame { changes.append((old, new, ingested)) }
    }
    return (changes, renamed)
  }
}
