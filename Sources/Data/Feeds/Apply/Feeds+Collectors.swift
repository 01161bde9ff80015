package import Portfolio
import Postgres
package import Schema
import Speech

extension Feeds {
  /// Applies rows of a collectors file. A row is the whole truth about a person, except that a missing name, team or first day, and every
  /// column the file does not have, keeps what is known. A change that bears on who may get cases moves the collector's rev.
  package func apply(_ rows: [CollectorRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }

  /// Applies scheduled hours. A day that is missing stays as it is.
  package func apply(_ rows: [HoursRow], file: String, agency: Agency) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { try $0.apply(rows) }
  }
}

/// A collector row whose names have become ids.
struct TypedCollector {
  var row: CollectorRow
  var team: Int32?
  var skills: Int64
}

extension FeedChunk {
  /// As `Feeds.apply`; of a code twice the later row is taken and the earlier one rejected. A row that is refused counts for none.
  package mutating func apply(_ all: [CollectorRow]) throws {
    // First what is refused: such a row takes no other row's place.
    let allMasks = try skillMasks(all.map { ($0.line, $0.skills) })
    var last: [String: Int] = [:]
    for (index, row) in all.enumerated() where allMasks[index] != nil { last[row.code] = index }
    var (kept, masks): ([CollectorRow], [Int64?]) = ([], [])
    for (index, row) in all.enumerated() where allMasks[index] != nil {
      if let later = last[row.code], later != index {
        reject(
          line: row.line, column: "code", value: row.code,
          Wording(
            "the collector stands again in line \(all[later].line); that one was taken", "该催收员在第 \(all[later].line) 行再次出现；采用了那一行"))
      } else {
        kept.append(row)
        masks.append(allMasks[index])
      }
    }
    let teams = try ids(of: kept.compactMap(\.team), in: .team)
    let rows = zip(kept, masks).compactMap { row, mask in
      mask.map { TypedCollector(row: row, team: row.team.flatMap { teams[$0] }, skills: $0) }
    }
    let known = Set(try collectorIDs(of: rows.map(\.row.code)).keys)
    let changed = try updateCollectors(rows.filter { known.contains($0.row.code) })
    try insertCollectors(rows.filter { !known.contains($0.row.code) })
    report.inserted = rows.count - known.count
    report.changed = changed
    report.unchanged = known.count - changed
  }

  /// The rows as a table expression with the columns of `collector`.
  private func source(_ typed: [TypedCollector]) -> SQL {
    let rows = typed.map(\.row)
    return """
      unnest(\(rows.map(\.code)), \(rows.map(\.name)), \(typed.map(\.team)), \(typed.map(\.skills)), \(rows.map(\.active)),
        \(rows.map { $0.joinedOn?.dateOrNull }), \(rows.map { $0.leavesOn?.dateOrNull }), \(rows.map(\.fullTime)),
        \(rows.map(\.caseLimit)), \(rows.map(\.amountLimit)), \(rows.map(\.unsaid.rawValue))) WITH ORDINALITY
        AS n (code, name, team_id, skills, active, joined_on, leaves_on, full_time, case_limit, amount_limit, unsaid, ordinality)
      """
  }

  private func insertCollectors(_ rows: [TypedCollector]) throws {
    guard !rows.isEmpty else { return }
    try connection.execute(
      """
      WITH made AS (
        INSERT INTO allot.collector (agency_id, code, name, team_id, skills, active, joined_on, leaves_on, full_time, case_limit, amount_limit)
        SELECT \(agency), code, name, team_id, skills, active, joined_on, leaves_on, full_time, case_limit, amount_limit
        FROM \(source(rows)) ORDER BY ordinality
        RETURNING collector_id)
      INSERT INTO allot.collector_state (agency_id, collector_id) SELECT \(agency), collector_id FROM made ORDER BY collector_id
      """)
  }

  /// What the row says of a column, or what is known where its file has no such column.
  private func kept(_ column: String, _ unsaid: CollectorRow.Unsaid) -> SQL {
    "CASE WHEN n.unsaid & \(unsaid.rawValue) = 0 THEN n.\(raw: column) ELSE k.\(raw: column) END AS \(raw: column)"
  }

  private func updateCollectors(_ rows: [TypedCollector]) throws -> Int {
    guard !rows.isEmpty else { return 0 }
    let changed = try connection.query(
      """
      UPDATE allot.collector c SET name = n.name, team_id = n.team_id, skills = n.skills, active = n.active, joined_on = n.joined_on,
        leaves_on = n.leaves_on, full_time = n.full_time, case_limit = n.case_limit, amount_limit = n.amount_limit
      FROM (
        SELECT k.collector_id, coalesce(n.name, k.name) AS name, coalesce(n.team_id, k.team_id) AS team_id,
          \(kept("skills", .skills)), \(kept("active", .active)), coalesce(n.joined_on, k.joined_on) AS joined_on,
          \(kept("leaves_on", .leavesOn)), \(kept("full_time", .fullTime)), \(kept("case_limit", .caseLimit)),
          \(kept("amount_limit", .amountLimit))
        FROM \(source(rows)) JOIN allot.collector k ON k.agency_id = \(agency) AND k.code = n.code) AS n
      WHERE c.agency_id = \(agency) AND c.collector_id = n.collector_id
        AND ROW(c.name, c.team_id, c.skills, c.active, c.joined_on, c.leaves_on, c.full_time, c.case_limit, c.amount_limit) IS DISTINCT FROM
          ROW(n.name, n.team_id, n.skills, n.active, n.joined_on, n.leaves_on, n.full_time, n.case_limit, n.amount_limit)
      RETURNING c.collector_id
      """)
    try moveRevisions(of: try changed.map { try $0[0, as: Int64.self] })
    return changed.count
  }

  /// Tells a plan under way that what it knew of these collectors is no longer true.
  private func moveRevisions(of collectors: [Int64]) throws {
    guard !collectors.isEmpty else { return }
    try connection.execute(
      """
      WITH held AS (
        SELECT collector_id FROM allot.collector_state WHERE agency_id = \(agency) AND collector_id = ANY (\(collectors))
        ORDER BY collector_id FOR UPDATE)
      UPDATE allot.collector_state c SET rev = c.rev + 1 FROM held WHERE c.agency_id = \(agency) AND c.collector_id = held.collector_id
      """)
  }

  /// As `Feeds.apply`; rows of unknown collectors become rejects. New or changed hours move the collector's revision.
  package mutating func apply(_ all: [HoursRow]) throws {
    let collectors = try collectorIDs(of: all.map(\.collector))
    struct Slot: Hashable {
      var collector: Int64
      var day: Day
    }
    var last: [Slot: HoursRow] = [:]
    var accepted = 0
    for row in all {
      guard let id = collectors[row.collector] else {
        reject(line: row.line, column: "collector", value: row.collector, Self.noCollector)
        continue
      }
      accepted += 1
      last[Slot(collector: id, day: row.day)] = row
    }
    let rows = last.sorted { ($0.key.collector, $0.key.day) < ($1.key.collector, $1.key.day) }
    guard !rows.isEmpty else { return }
    let written = try connection.query(
      """
      INSERT INTO allot.collector_day AS d (agency_id, collector_id, day, scheduled_minutes, leave_minutes)
      SELECT \(agency), * FROM unnest(\(rows.map(\.key.collector)), \(rows.map(\.key.day.date)), \(rows.map(\.value.scheduledMinutes)),
        \(rows.map(\.value.leaveMinutes)))
      ON CONFLICT (agency_id, collector_id, day) DO UPDATE
        SET scheduled_minutes = excluded.scheduled_minutes, leave_minutes = excluded.leave_minutes
        WHERE (d.scheduled_minutes, d.leave_minutes) <> (excluded.scheduled_minutes, excluded.leave_minutes)
      RETURNING collector_id, xmax = 0
      """
    ).decode(Int64.self, Bool.self)
    try moveRevisions(of: Set(written.map(\.0)).sorted())
    report.inserted = written.count { $0.1 }
    report.changed = written.count { !$0.1 }
    report.unchanged = accepted - written.count
  }
}
