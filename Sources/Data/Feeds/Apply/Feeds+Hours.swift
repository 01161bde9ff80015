package import Portfolio
import Postgres
package import Schema

extension Feeds {
  /// Applies scheduled hours. A day that is missing stays as it is. A row with leave and without hours is one of a leave list: it takes nothing
  /// from what the roster says of the day, whichever comes first.
  package func apply(_ rows: [HoursRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }

  /// Applies rows of a leave list. Absences add up, also with what a roster says, and never exceed the hours of their day; a withdrawn one
  /// leaves the day to the others.
  package func apply(_ rows: [LeaveRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }
}

/// One person's day.
private struct PersonDay: Hashable, Comparable {
  var collector: Int64
  var day: Day
  static func < (a: PersonDay, b: PersonDay) -> Bool { (a.collector, a.day) < (b.collector, b.day) }
}

/// What rows say of the leave of one day: bits to set and to clear, and minutes.
private struct Listed {
  var set: Int16 = 0
  var cleared: Int16 = 0
  /// nil keeps what is known.
  var minutes: Int32?

  mutating func add(_ part: LeaveRow.Part, isWithdrawn: Bool) {
    let bits: Int16
    switch part {
    case .whole: bits = 3
    case .morning: bits = 1
    case .afternoon: bits = 2
    case .minutes(let count):
      minutes = isWithdrawn ? 0 : count
      return
    }
    if isWithdrawn {
      (set, cleared) = (set & ~bits, cleared | bits)
      // Who withdraws the whole day withdraws its minutes, too.
      if bits == 3 { minutes = 0 }
    } else {
      (set, cleared) = (set | bits, cleared & ~bits)
    }
  }
}

extension FeedChunk {
  /// As `Feeds.apply`; rows of unknown collectors become rejects. New or changed hours move the collector's revision.
  package mutating func apply(_ all: [HoursRow]) throws {
    let collectors = try collectorIDs(of: all.map(\.collector))
    var (roster, listed): ([PersonDay: HoursRow], [PersonDay: Listed]) = ([:], [:])
    var accepted = 0
    for row in all {
      guard let id = collectors[row.collector] else {
        try rejectCollector(line: row.line, row.collector)
        continue
      }
      accepted += 1
      let slot = PersonDay(collector: id, day: row.day)
      if row.scheduledMinutes == 0, row.leaveMinutes > 0 {
        listed[slot, default: Listed()].minutes = row.leaveMinutes
      } else {
        roster[slot] = row
        // A day without hours and without leave takes back what such a list said of it before.
        if row.scheduledMinutes == 0 { listed[slot, default: Listed()].minutes = 0 }
      }
    }
    let rows = roster.sorted { $0.key < $1.key }
    var written: [PersonDay: Bool] = [:]
    if !rows.isEmpty {
      let found = try connection.query(
        """
        INSERT INTO allot.collector_day AS d (agency_id, collector_id, day, scheduled_minutes, leave_minutes)
        SELECT \(agency), * FROM unnest(\(rows.map(\.key.collector)), \(rows.map(\.key.day.date)), \(rows.map(\.value.scheduledMinutes)),
          \(rows.map(\.value.leaveMinutes)))
        ON CONFLICT (agency_id, collector_id, day) DO UPDATE
          SET scheduled_minutes = excluded.scheduled_minutes, leave_minutes = excluded.leave_minutes
          WHERE (d.scheduled_minutes, d.leave_minutes) <> (excluded.scheduled_minutes, excluded.leave_minutes)
        RETURNING collector_id, day, xmax = 0
        """
      ).decode(Int64.self, PostgresDate.self, Bool.self)
      for (id, day, isNew) in found { written[PersonDay(collector: id, day: Day(day))] = isNew }
    }
    try write(listed, &written)
    try finish(written, accepted)
  }

  /// As `Feeds.apply`; rows of unknown collectors become rejects. A row of several days is new or changed
  /// when one of them is.
  package mutating func apply(_ all: [LeaveRow]) throws {
    let collectors = try collectorIDs(of: all.map(\.collector))
    var listed: [PersonDay: Listed] = [:]
    var days: [[PersonDay]] = []
    for row in all {
      guard let id = collectors[row.collector] else {
        try rejectCollector(line: row.line, row.collector)
        continue
      }
      days.append(row.days.map { PersonDay(collector: id, day: $0.0) })
      for (day, part) in row.days {
        listed[PersonDay(collector: id, day: day), default: Listed()].add(part, isWithdrawn: row.isWithdrawn)
      }
    }
    var written: [PersonDay: Bool] = [:]
    try write(listed, &written)
    try moveRevisions(of: Set(written.keys.map(\.collector)).sorted())
    for row in days {
      let found = row.compactMap { written[$0] }
      if found.contains(true) { report.inserted += 1 } else if found.isEmpty { report.unchanged += 1 } else { report.changed += 1 }
    }
  }

  /// Writes what lists say into the days; `written` learns which days are new and which changed.
  private func write(_ listed: [PersonDay: Listed], _ written: inout [PersonDay: Bool]) throws {
    let rows = listed.sorted { $0.key < $1.key }
    guard !rows.isEmpty else { return }
    // A day of which nothing is known and nothing said gets no row.
    let named = rows.filter { $0.value.set != 0 || ($0.value.minutes ?? 0) > 0 }
    let made = try connection.query(
      """
      INSERT INTO allot.collector_day (agency_id, collector_id, day)
      SELECT \(agency), * FROM unnest(\(named.map(\.key.collector)), \(named.map(\.key.day.date)))
      ON CONFLICT (agency_id, collector_id, day) DO NOTHING RETURNING collector_id, day
      """
    ).decode(Int64.self, PostgresDate.self)
    let changed = try connection.query(
      """
      UPDATE allot.collector_day d SET listed_halves = (d.listed_halves & (~n.cleared)) | n.halves,
        listed_minutes = coalesce(n.minutes, d.listed_minutes)
      FROM unnest(\(rows.map(\.key.collector)), \(rows.map(\.key.day.date)), \(rows.map(\.value.set)), \(rows.map(\.value.cleared)),
        \(rows.map(\.value.minutes))) AS n (collector_id, day, halves, cleared, minutes)
      WHERE d.agency_id = \(agency) AND d.collector_id = n.collector_id AND d.day = n.day
        AND (d.listed_halves, d.listed_minutes) <> (((d.listed_halves & (~n.cleared)) | n.halves), coalesce(n.minutes, d.listed_minutes))
      RETURNING d.collector_id, d.day
      """
    ).decode(Int64.self, PostgresDate.self)
    for (id, day) in changed {
      let slot = PersonDay(collector: id, day: Day(day))
      written[slot] = written[slot] ?? false
    }
    for (id, day) in made { written[PersonDay(collector: id, day: Day(day))] = true }
  }

  private mutating func finish(_ written: [PersonDay: Bool], _ accepted: Int) throws {
    try moveRevisions(of: Set(written.keys.map(\.collector)).sorted())
    report.inserted = written.values.count { $0 }
    report.changed = written.count - report.inserted
    report.unchanged = max(0, accepted - written.count)
  }
}
