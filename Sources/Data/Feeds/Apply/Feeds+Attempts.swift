import Digest
package import Portfolio
import Postgres
package import Schema
import Speech

extension Feeds {
  /// Applies rows of a contact log: each attempt is stored once, whatever file, source or month it comes in, counted in its case's packed counters and
  /// in the day of the collector who made it (the present holder when the row names nobody and he held the case then). Automatic attempts are
  /// nobody's work. An attempt that names no case belongs to the case of
  /// its number; if no open case, or more than one debtor's, has that number, it is stored without a case.
  package func apply(_ rows: [AttemptRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }
}

/// An attempt whose names have become ids.
struct TypedAttempt {
  var key: AttemptKey
  /// Of its file.
  var line = 0
  /// Whether the source gave it its name.
  var isNamed = true
  /// By which it may be on record, beside `key`.
  var formerKeys: [AttemptKey] = []
  /// What it is filed under.
  var source = ""
  /// Whether the row says a time of day.
  var hasClock = true
  var caseID: Int64?
  var collector: Int64?
  var at: Instant
  var day: Day
  /// Id of the contact code, from 0; packed counters hold it.
  package var code: Int32
  var kind: ContactCode
  var talkSeconds: Int32
  var reference: OpaqueReference?
  /// The row itself says which case, and who.
  var namesCase = false
  var namesCollector = false
  /// One of several rows of a call.
  var isLeg = false
}

/// What makes an attempt the same attempt: half the digest of its source and the source's id, as two big-endian halves.
struct AttemptKey: Hashable, Comparable {
  var high: UInt64
  var low: UInt64

  init(source: String, id: String) { self.init(SHA256.hash("\(source)\u{1F}\(id)")) }

  /// A digest of a row names its case by number alone, which other clients' cases may have, too: their ids tell them apart.
  init(_ row: AttemptRow, _ id: String, of caseID: Int64?, isNamed: Bool? = nil) {
    let ofCase = (isNamed ?? row.isNamed) || row.key == nil ? nil : caseID
    self.init(source: row.source, id: ofCase.map { "\(id)\u{1F}\($0)" } ?? id)
  }

  /// Reads the first 16 bytes; what is missing counts as 0.
  init(_ bytes: [UInt8]) {
    func half(_ range: Range<Int>) -> UInt64 { range.reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) } }
    (high, low) = (half(0..<8), half(8..<16))
  }

  var bytes: [UInt8] { (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> (56 - 8 * UInt64($0 & 7))) } }

  static func < (a: AttemptKey, b: AttemptKey) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }
}

extension FeedChunk {
  /// As `Feeds.apply`; rows that name an unknown case become rejects; somebody unknown leaves the attempt without a collector. Comes before
  /// anything else of the chunk that touches attempts, since it may have to make the month's partition.
  package mutating func apply(_ all: [AttemptRow]) throws {
    // First: making a partition locks the whole table, which nothing may hold by then.
    try Store.ensurePartition(.attempt, today, connection)
    let typed = try typed(all)
    let (fresh, known) = try matched(typed)
    if !known.isEmpty { report.changed = try correct(known) }
    guard !fresh.isEmpty else {
      report.unchanged = typed.count - report.changed
      return
    }
    var wanted: [(caseID: Int64, reference: OpaqueReference)] = []
    for one in fresh { if let id = one.caseID, let reference = one.reference { wanted.append((id, reference)) } }
    let ordinals = try contactPoints(wanted).ordinals
    let points = fresh.map { one -> UInt8 in
      guard let id = one.caseID, let reference = one.reference else { return 255 }
      return ordinals[CasePoint(caseID: id, reference: reference)] ?? 255
    }
    try writeAttempts(fresh, points)
    try mergeCounters(fresh, points)
    try addActivity(fresh)
    report.inserted = fresh.count
    report.withoutCase = fresh.count { $0.caseID == nil }
    report.unchanged = typed.count - fresh.count - report.changed
  }

  private mutating func typed(_ all: [AttemptRow]) throws -> [TypedAttempt] {
    let collectors = try agentIDs(of: all.compactMap { $0.isNobodys ? nil : $0.collector })
    let cases = try resolve(all.map { ($0.line, $0.key) })
    let byNumber = try casesByNumber(all.compactMap { $0.key == nil ? $0.point : nil })
    let times = try instants(of: all.map(\.at))
    let codes = try codeIDs(all)
    var result: [TypedAttempt] = []
    result.reserveCapacity(all.count)
    for (index, row) in all.enumerated() {
      let found = cases[index] ?? (row.key == nil ? row.point.flatMap { byNumber[$0] } : nil)
      if row.key != nil, found == nil { continue }
      // Only what is rejected for nothing else is told that it lies ahead.
      if rejectAhead(line: row.line, column: "at", times[index].day, most: today + 1, .pastDay) { continue }
      var collector: Int64?
      if row.isNobodys {
        collector = nil
      } else if let code = row.collector {
        collector = collectors[code]
        if collector == nil { try noteUnknownAgent(code) }
      } else if let found, found.holder != 0, found.heldSince <= times[index].day {
        collector = found.holder
      }
      result.append(
        TypedAttempt(
          key: AttemptKey(row, row.sourceID, of: found?.id), line: row.line, isNamed: row.isNamed,
          formerKeys: row.isNamed
            ? row.formerIDs.map { AttemptKey(row, $0, of: found?.id, isNamed: false) }
            : (row.formerIDs + [row.sourceID]).map { AttemptKey(source: row.source, id: $0) },
          source: row.source, hasClock: row.hasClock, caseID: found?.id, collector: collector, at: times[index].at, day: times[index].day,
          code: codes[CodeKey(row)] ?? 0, kind: row.code, talkSeconds: row.talkSeconds, reference: row.point,
          namesCase: row.key != nil, namesCollector: row.collector != nil, isLeg: row.isLeg))
    }
    return result
  }

  /// A call to a debtor is no less one because nobody knows who made it. Codes are shown as far as no person can be read from them.
  mutating func noteUnknownAgent(_ name: String) throws {
    let isPlain = name.utf8.count <= 20 && name.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    var shown = isPlain ? Wording(same: Reject.shown(name, mayBeLong: false)) : Wording("(a longer name)", "（较长的名称）")
    if report.unknownAgents[shown] == nil, report.unknownAgents.count >= 500 { shown = Wording("(others)", "（其他）") }
    if report.unknownAgents[shown] == nil, isPlain, let meant = try meantCode(name) { report.meantAgents[shown] = meant }
    report.unknownAgents[shown, default: 0] += 1
  }

  private func writeAttempts(_ rows: [TypedAttempt], _ points: [UInt8]) throws {
    let columns = ["agency_id", "case_id", "collector_id", "at", "day", "ingested_on", "code_id", "talk_seconds", "point", "source_key"]
    try connection.copyRows(into: "allot.attempt", columns: columns) { writer in
      // In the order of the key: neighbours in the index are written together.
      for index in rows.indices.sorted(by: { rows[$0].key < rows[$1].key }) {
        let (row, point) = (rows[index], points[index])
        try writer.row { r in
          r.int64(agency)
          r.int64(row.caseID)
          r.int64(row.collector)
          r.timestamp(row.at.rawValue)
          r.date(row.day.rawValue)
          r.date(today.rawValue)
          r.int32(row.code)
          r.int32(row.talkSeconds)
          r.int16(Int16(point))
          r.bytes(row.key.bytes)
        }
      }
    }
  }
}
