package import Portfolio
import Postgres
package import Schema
import Speech

extension Feeds {
  /// Applies rows of a collectors file. A row is the whole truth about a person, except that a missing name, team or first day, and every
  /// column the file does not have, keeps what is known. A change that bears on who may get cases moves the collector's rev. `taken`: new codes that
  /// are meant although they are nearly others'.
  package func apply(_ rows: [CollectorRow], file: String, agency: Agency, taken: Set<String> = []) async throws -> ApplyReport {
    try await applyChunk(agency, file: file) { chunk in try chunk.apply(try chunk.withoutTwins(rows, taken: taken)) }
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
    let taken = try agentsOfOthers(all)
    for (index, row) in all.enumerated() where allMasks[index] != nil && taken[index] == nil { last[row.code] = index }
    var (kept, masks): ([CollectorRow], [Int64?]) = ([], [])
    for (index, row) in all.enumerated() where allMasks[index] != nil {
      if let other = taken[index] {
        reject(
          line: row.line, column: "agents", value: other.agent,
          Wording(
            "is \(other.owner)'s: an agent's name or extension belongs to one person; take it from the other first, in the same file above",
            "属于 \(other.owner)：一个分机或账号只能归一人；请先在同一文件前面的行里从对方移除"))
        continue
      }
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

  /// By position: an agent's name of the row that is somebody else's already, by the database or by an earlier row, or somebody's code.
  private func agentsOfOthers(_ rows: [CollectorRow]) throws -> [Int: (agent: String, owner: String)] {
    let names = Set(rows.flatMap { $0.agents ?? [] }).sorted()
    guard !names.isEmpty else { return [:] }
    var owners: [String: String] = [:]
    let known = try connection.query(
      """
      SELECT a.name, c.code FROM unnest(\(names)) AS a (name)
      JOIN allot.collector c ON c.agency_id = \(agency) AND (c.agents @> ARRAY[a.name] OR c.code = a.name)
      """)
    for (name, code) in try known.decode(String.self, String.self) { owners[name] = code }
    var result: [Int: (agent: String, owner: String)] = [:]
    for (index, row) in rows.enumerated() {
      guard let agents = row.agents else { continue }
      if let other = agents.first(where: { (owners[$0] ?? row.code) != row.code }) {
        result[index] = (other, owners[other] ?? "")
        continue
      }
      // What the row no longer names is free for the rows below it.
      for (name, owner) in owners where owner == row.code && name != row.code && !agents.contains(name) { owners[name] = nil }
      for name in agents { owners[name] = row.code }
    }
    return result
  }

  /// The rows as a table expression with the columns of `collector`.
  private func source(_ typed: [TypedCollector]) -> SQL {
    let rows = typed.map(\.row)
    return """
      unnest(\(rows.map(\.code)), \(rows.map(\.name)), \(typed.map(\.team)), \(typed.map(\.skills)), \(rows.map(\.active)),
        \(rows.map { $0.joinedOn?.dateOrNull }), \(rows.map { $0.leavesOn?.dateOrNull }), \(rows.map(\.fullTime)),
        \(rows.map(\.caseLimit)), \(rows.map(\.amountLimit)), \(rows.map(\.unsaid.rawValue)),
        \(rows.map { $0.agents?.joined(separator: " ") })) WITH ORDINALITY
        AS n (code, name, team_id, skills, active, joined_on, leaves_on, full_time, case_limit, amount_limit, unsaid, agents, ordinality)
      """
  }

  private func insertCollectors(_ rows: [TypedCollector]) throws {
    guard !rows.isEmpty else { return }
    try connection.execute(
      """
      WITH made AS (
        INSERT INTO allot.collector (agency_id, code, name, team_id, skills, active, joined_on, leaves_on, full_time, case_limit, amount_limit,
          agents)
        SELECT \(agency), code, name, team_id, skills, active, joined_on, leaves_on, full_time, case_limit, amount_limit,
          coalesce(string_to_array(nullif(agents, ''), ' '), '{}')
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
        leaves_on = n.leaves_on, full_time = n.full_time, case_limit = n.case_limit, amount_limit = n.amount_limit,
        agents = n.agents, skills_since = CASE WHEN c.skills = n.skills THEN c.skills_since ELSE clock_timestamp() END
      FROM (
        SELECT k.collector_id, coalesce(n.name, k.name) AS name, coalesce(n.team_id, k.team_id) AS team_id,
          \(kept("skills", .skills)), \(kept("active", .active)), coalesce(n.joined_on, k.joined_on) AS joined_on,
          \(kept("leaves_on", .leavesOn)), \(kept("full_time", .fullTime)), \(kept("case_limit", .caseLimit)),
          \(kept("amount_limit", .amountLimit)),
          CASE WHEN n.agents IS NULL THEN k.agents ELSE coalesce(string_to_array(nullif(n.agents, ''), ' '), '{}') END AS agents
        FROM \(source(rows)) JOIN allot.collector k ON k.agency_id = \(agency) AND k.code = n.code) AS n
      WHERE c.agency_id = \(agency) AND c.collector_id = n.collector_id
        AND ROW(c.name, c.team_id, c.skills, c.active, c.joined_on, c.leaves_on, c.full_time, c.case_limit, c.amount_limit, c.agents) IS DISTINCT FROM
          ROW(n.name, n.team_id, n.skills, n.active, n.joined_on, n.leaves_on, n.full_time, n.case_limit, n.amount_limit, n.agents)
      RETURNING c.collector_id
      """)
    try moveRevisions(of: try changed.map { try $0[0, as: Int64.self] })
    return changed.count
  }

  /// Tells a plan under way that what it knew of these collectors is no longer true.
  func moveRevisions(of collectors: [Int64]) throws {
    guard !collectors.isEmpty else { return }
    try connection.execute(
      """
      WITH held AS (
        SELECT collector_id FROM allot.collector_state WHERE agency_id = \(agency) AND collector_id = ANY (\(collectors))
        ORDER BY collector_id FOR UPDATE)
      UPDATE allot.collector_state c SET rev = c.rev + 1 FROM held WHERE c.agency_id = \(agency) AND c.collector_id = held.collector_id
      """)
  }
}
