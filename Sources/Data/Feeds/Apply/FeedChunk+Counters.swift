import Portfolio
import Postgres
import Schema
import Speech

extension FeedChunk {
  /// Adds attempts to the packed counters of their cases.
  func mergeCounters(_ rows: [TypedAttempt], _ points: [UInt8]) throws {
    var cells: [Int64: [ContactCount]] = [:]
    for (row, point) in zip(rows, points) {
      guard let id = row.caseID else { continue }
      cells[id, default: []].append(ContactCount(day: row.day, point: point, code: row.code, count: 1))
    }
    guard !cells.isEmpty else { return }
    let cases = cells.keys.sorted()
    let known = try connection.query("SELECT case_id, packed FROM allot.contacts WHERE agency_id = \(agency) AND case_id = ANY (\(cases))")
    for (id, packed) in try known.decode(Int64.self, [UInt8].self) {
      guard let old = ContactCounters.unpack(packed[...]) else {
        throw StoreError.invalid(
          Wording(
            "the contact counters of case \(id) are damaged; restore allot.contacts from a backup or rebuild it from allot.attempt",
            "案件 \(id) 的联系计数已损坏；请从备份恢复 allot.contacts，或由 allot.attempt 重建"))
      }
      cells[id, default: []] += old
    }
    try connection.script(
      "CREATE TEMP TABLE feed_contacts (case_id bigint, last_day date, packed bytea) ON COMMIT DROP")
    try connection.copyIn("feed_contacts", columns: ["case_id", "last_day", "packed"]) { writer in
      for id in cases {
        guard let merged = cells[id], let last = merged.map(\.day).max() else { continue }
        try writer.row { r in
          r.int64(id)
          r.date(last.rawValue)
          r.bytes(ContactCounters.pack(merged))
        }
      }
    }
    try connection.execute(
      """
      INSERT INTO allot.contacts AS c (agency_id, case_id, last_day, packed) SELECT \(agency), case_id, last_day, packed FROM feed_contacts
      ON CONFLICT (agency_id, case_id) DO UPDATE SET last_day = excluded.last_day, packed = excluded.packed
      """)
    try connection.script("DROP TABLE feed_contacts")
  }

  /// Adds attempts to the days of the people who made them; with sign −1 takes them off.
  func addActivity(_ rows: [TypedAttempt], sign: Int32 = 1) throws {
    struct Key: Hashable {
      var collector: Int64
      var day: Day
    }
    struct Sum {
      var talk: Int32 = 0
      var calls: Int32 = 0
      var messages: Int32 = 0
      var other: Int32 = 0
    }
    var sums: [Key: Sum] = [:]
    for row in rows where !row.kind.automatic {
      guard let collector = row.collector else { continue }
      var sum = sums[Key(collector: collector, day: row.day)] ?? Sum()
      sum.talk += sign * row.talkSeconds
      switch row.kind.channel {
      case .phone: sum.calls += sign
      case .sms, .im: sum.messages += sign
      case .email, .letter, .visit, .tracing: sum.other += sign
      }
      sums[Key(collector: collector, day: row.day)] = sum
    }
    let sorted = sums.sorted { ($0.key.collector, $0.key.day) < ($1.key.collector, $1.key.day) }
    guard !sorted.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO allot.collector_day AS d (agency_id, collector_id, day, talk_seconds, calls, messages, other_contacts)
      SELECT \(agency), * FROM unnest(\(sorted.map(\.key.collector)), \(sorted.map(\.key.day.date)), \(sorted.map(\.value.talk)),
        \(sorted.map(\.value.calls)), \(sorted.map(\.value.messages)), \(sorted.map(\.value.other)))
      ON CONFLICT (agency_id, collector_id, day) DO UPDATE SET talk_seconds = d.talk_seconds + excluded.talk_seconds,
        calls = d.calls + excluded.calls, messages = d.messages + excluded.messages,
        other_contacts = d.other_contacts + excluded.other_contacts
      """)
  }
}
