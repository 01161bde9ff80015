import Portfolio
import Postgres
package import Schema
import Speech

extension FeedChunk {
  /// Ids of `names`, those that are new made in the order given.
  package func ids(of names: some Sequence<String>, in table: NameTable) throws -> [String: Int32] {
    var wanted: [String] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted { wanted.append(name) }
    guard !wanted.isEmpty else { return [:] }
    var found = try knownIDs(of: wanted, in: table)
    let missing = wanted.filter { found[$0] == nil }
    guard !missing.isEmpty else { return found }
    let made = try connection.query(
      """
      INSERT INTO allot.\(raw: table.rawValue) (agency_id, \(raw: table.rawValue)_id, name)
      SELECT \(agency), (last.id + n.ordinality)::int4, n.name
      FROM unnest(\(missing)) WITH ORDINALITY AS n (name, ordinality),
        (SELECT coalesce(max(\(raw: table.rawValue)_id), 0) AS id FROM allot.\(raw: table.rawValue) WHERE agency_id = \(agency)) last
      RETURNING name, \(raw: table.rawValue)_id
      """)
    for (name, id) in try made.decode(String.self, Int32.self) { found[name] = id }
    return found
  }

  /// Ids of those `names` that exist.
  func knownIDs(of names: [String], in table: NameTable) throws -> [String: Int32] {
    let rows = try connection.query(
      """
      SELECT name, \(raw: table.rawValue)_id FROM allot.\(raw: table.rawValue) WHERE agency_id = \(agency) AND name = ANY (\(names))
      """)
    return Dictionary(try rows.decode(String.self, Int32.self).map { ($0.0, $0.1) }) { first, _ in first }
  }

  /// Ids of the collectors with these codes; unknown codes are missing.
  func collectorIDs(of codes: some Sequence<String>) throws -> [String: Int64] {
    let wanted = Set(codes).sorted()
    guard !wanted.isEmpty else { return [:] }
    let rows = try connection.query("SELECT code, collector_id FROM allot.collector WHERE agency_id = \(agency) AND code = ANY (\(wanted))")
    return Dictionary(try rows.decode(String.self, Int64.self).map { ($0.0, $0.1) }) { first, _ in first }
  }

  /// Ids of collectors by what a telephone system calls them: their codes first, else their agents' names.
  func agentIDs(of names: some Sequence<String>) throws -> [String: Int64] {
    var ids = try collectorIDs(of: names)
    let wanted = Set(names).filter { ids[$0] == nil }.sorted()
    guard !wanted.isEmpty else { return ids }
    let rows = try connection.query(
      """
      SELECT a.name, c.collector_id FROM unnest(\(wanted)) AS a (name)
      JOIN allot.collector c ON c.agency_id = \(agency) AND c.agents @> ARRAY[a.name]
      """)
    for (name, id) in try rows.decode(String.self, Int64.self) { ids[name] = id }
    return ids
  }

  /// The bit masks of skills, in order, new ones made. nil with the reject entered when the agency would have more than 64.
  mutating func skillMasks(_ rows: [(line: Int, skills: [String])]) throws -> [Int64?] {
    var known = try knownIDs(of: Array(Set(rows.flatMap(\.skills))), in: .skill)
    let count = try connection.query("SELECT count(*)::int4 FROM allot.skill WHERE agency_id = \(agency)").only()[0, as: Int32.self]
    var accepted: [String] = []
    var isAccepted = [Bool](repeating: false, count: rows.count)
    for (index, row) in rows.enumerated() {
      let new = row.skills.filter { known[$0] == nil && !accepted.contains($0) }
      guard Int(count) + accepted.count + new.count <= 64 else {
        reject(
          line: row.line, column: "skills", value: new.joined(separator: ", "),
          Wording("an agency has at most 64 skills; it would be the 65th", "每个机构最多 64 项技能；这将是第 65 项"))
        continue
      }
      accepted += new.reduce(into: []) { unique, skill in if !unique.contains(skill) { unique.append(skill) } }
      isAccepted[index] = true
    }
    known.merge(try ids(of: accepted, in: .skill)) { first, _ in first }
    return zip(rows, isAccepted).map { row, isAccepted in
      isAccepted ? row.skills.reduce(Int64(0)) { mask, skill in mask | (known[skill].map { 1 << Int64($0 - 1) } ?? 0) } : nil
    }
  }
}
