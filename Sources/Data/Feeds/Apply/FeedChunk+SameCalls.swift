import Portfolio
import Postgres
import Schema

/// An attempt of a file that is on record, and the key of the record.
struct KnownAttempt {
  var row: TypedAttempt
  var record: AttemptKey
  /// Of the other source that it was filed under; nil when it was filed under its own.
  var otherSource: String?
  /// Whether a talk time of 0 says that the file has none.
  var mayLackTalk = false

  /// The same, of a file that may lack the column of talk times.
  var keepingTalk: KnownAttempt {
    var other = self
    other.mayLackTalk = true
    return other
  }
}

// One call is one attempt, by whatever mapping, source or client its file was read.
extension FeedChunk {
  /// The rows that are new, each once, and those on record. A row is on record under its key, under one that another reading of the same file gives
  /// it, or as the same call of another source.
  mutating func matched(_ rows: [TypedAttempt]) throws -> (fresh: [TypedAttempt], known: [KnownAttempt]) {
    guard !rows.isEmpty else { return ([], []) }
    let own = Set(rows.map(\.key))
    // A join and no `= ANY`: planning tens of thousands of values one by one takes longer than finding them.
    let keys = own.union(rows.flatMap(\.formerKeys)).sorted().map(\.bytes)
    let found = try connection.query(
      """
      SELECT a.source_key, a.case_id FROM unnest(\(keys)) AS n (source_key)
      JOIN allot.attempt a ON a.agency_id = \(agency) AND a.source_key = n.source_key
      """
    ).decode([UInt8].self, Int64?.self)
    let caseOf = Dictionary(found.map { (AttemptKey($0.0), $0.1) }) { first, _ in first }
    // What a row of this file is called stands for that row alone.
    var free = Set(caseOf.keys).subtracting(own)
    var places: [AttemptKey: Int] = [:]
    var fresh: [TypedAttempt] = []
    var known: [KnownAttempt] = []
    for row in rows {
      if caseOf[row.key] != nil {
        known.append(KnownAttempt(row: row, record: row.key))
      } else if let place = places[row.key] {
        // Twice in one chunk: the later row counts, of the legs of a call the one that says most.
        let first = fresh[place]
        if row.isLeg ? row.talkSeconds > first.talkSeconds : !row.saysTheSame(as: first) {
          if !row.isLeg { report.superseded.add([first.line]) }
          fresh[place] = row
        }
      } else if let former = row.formerKeys.first(where: { free.contains($0) && (caseOf[$0] ?? nil) == row.caseID }) {
        free.remove(former)
        known.append(KnownAttempt(row: row, record: former))
      } else {
        places[row.key] = fresh.count
        fresh.append(row)
      }
    }
    (fresh, known) = try takeOver(fresh, known)
    return try readAgain(fresh, known, own)
  }

  /// Of rows that nobody knows by name, those that another source has told of: the same case, instant, channel and direction, and neither point nor
  /// talk time that says otherwise. They are this source's from now on, so the later reading counts, and one record stands for one row only: what
  /// two sources tell of, and each of them twice, happened twice.
  private func takeOver(_ rows: [TypedAttempt], _ known: [KnownAttempt]) throws -> (fresh: [TypedAttempt], known: [KnownAttempt]) {
    let sources = Set(rows.map(\.source)).sorted()
    guard let first = rows.map(\.day).min(), let last = rows.map(\.day).max(),
      try connection.query(
        "SELECT EXISTS (SELECT FROM allot.contact_code WHERE agency_id = \(agency) AND source <> ALL (\(sources)))"
      ).only()[0, as: Bool.self]
    else { return (rows, known) }
    var records = try records(at: Set(rows.map(\.at)), from: first, to: last, of: "c.source <> ALL (\(sources))" as SQL)
    guard !records.isEmpty else { return (rows, known) }
    var wanted: [(caseID: Int64, reference: OpaqueReference)] = []
    for row in rows where records[row.at] != nil {
      if let id = row.caseID, let reference = row.reference { wanted.append((id, reference)) }
    }
    let ordinals = try contactPoints(wanted).ordinals
    var (fresh, known) = ([TypedAttempt](), known)
    for row in rows {
      let point = row.caseID.flatMap { id in row.reference.flatMap { ordinals[CasePoint(caseID: id, reference: $0)] } }
      let candidates = records[row.at, default: []]
      // The one with the same talk time before the others.
      let match =
        candidates.firstIndex { $0.isSame(as: row, point) && $0.talkSeconds == row.talkSeconds }
        ?? candidates.firstIndex { $0.isSame(as: row, point) }
      guard let match else {
        fresh.append(row)
        continue
      }
      known.append(KnownAttempt(row: row, record: candidates[match].key, otherSource: candidates[match].source))
      records[row.at]?.remove(at: match)
    }
    return (fresh, known)
  }

  /// Attempts at these instants whose contact code `c` is of the sources of a condition, in the order of their keys.
  func records(at instants: Set<Instant>, from first: Day, to last: Day, of sources: SQL) throws -> [Instant: [OtherRecord]] {
    let found = try connection.query(
      """
      SELECT a.source_key, c.source, a.at, a.case_id, a.collector_id, c.channel, c.inbound, a.point, a.talk_seconds
      FROM unnest(\(instants.map(\.timestamp))) AS n (at)
      JOIN allot.attempt a ON a.agency_id = \(agency) AND a.day BETWEEN \(first.date) AND \(last.date) AND a.at = n.at
      JOIN allot.contact_code c ON c.agency_id = a.agency_id AND c.code_id = a.code_id AND \(sources)
      ORDER BY a.source_key
      """
    ).decode([UInt8].self, String.self, PostgresTimestamp.self, Int64?.self, Int64?.self, Int16.self, Bool.self, Int16.self, Int32.self)
    var records: [Instant: [OtherRecord]] = [:]
    for (key, source, at, caseID, collector, channel, inbound, point, talk) in found {
      records[Instant(at), default: []].append(
        OtherRecord(
          key: AttemptKey(key), source: source, caseID: caseID, collector: collector, channel: channel, inbound: inbound,
          point: UInt8(clamping: point), talkSeconds: talk))
    }
    return records
  }
}

/// An attempt as another source told of it.
struct OtherRecord {
  var key: AttemptKey
  var source: String
  var caseID: Int64?
  var collector: Int64?
  var channel: Int16
  var inbound: Bool
  var point: UInt8
  var talkSeconds: Int32

  /// Whether the row, of the same instant, is the same call. `ordinal`: of its point within its case.
  func isSame(as row: TypedAttempt, _ ordinal: UInt8?) -> Bool {
    // As bytes: to the database two forms of one letter are two names.
    !source.utf8.elementsEqual(row.source.utf8) && isSameCall(as: row, ordinal)
  }

  /// The same whatever source it was filed under.
  func isSameCall(as row: TypedAttempt, _ ordinal: UInt8?) -> Bool {
    guard channel == Int16(row.kind.channel.rawValue), inbound == row.kind.inbound else { return false }
    guard let caseID, let other = row.caseID else {
      // Without a case: nobody makes two calls at once.
      return row.hasClock && collector != nil && collector == row.collector && talkSeconds == row.talkSeconds
    }
    guard caseID == other else { return false }
    if let ordinal, ordinal < 254, point < 254, ordinal != point { return false }
    // A day is no instant: there the talk time has to fit, where both know it.
    return row.hasClock || talkSeconds == row.talkSeconds || talkSeconds == 0 || row.talkSeconds == 0
  }
}
