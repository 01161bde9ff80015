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

  /// The name on record for each region of `names`: the one that is written so, else the first that is the same place by another of its names
  /// (广东, 广东省), else the name itself. Of two that are new the first stands for both.
  package func regionNames(_ names: some Sequence<String>) throws -> [String: String] {
    let wanted = Array(names)
    guard !wanted.isEmpty else { return [:] }
    let known = try connection.query("SELECT name FROM allot.region WHERE agency_id = \(agency) ORDER BY region_id").decode(String.self)
    var first: [String: String] = [:]
    for name in known where first[RegionName.short(name)] == nil { first[RegionName.short(name)] = name }
    let asWritten = Set(known)
    var result: [String: String] = [:]
    for name in wanted where result[name] == nil {
      let place = RegionName.short(name)
      if first[place] == nil { first[place] = name }
      result[name] = asWritten.contains(name) ? name : first[place]
    }
    return result
  }

  /// The same facts by the names under which they are on record: a digest that an earlier version made with the client's name in it stays the fact's
  /// name. `rows`: case, name, and that digest.
  func namesOnRecord(_ table: String, _ rows: [(caseID: Int64, name: String, withClient: String?)]) throws -> [SourceKey] {
    let earlier = rows.compactMap { row in row.withClient.map { SourceKey(caseID: row.caseID, sourceID: $0) } }
    var known: Set<SourceKey> = []
    if !earlier.isEmpty {
      let found = try connection.query(
        """
        SELECT t.case_id, t.source_id FROM unnest(\(earlier.map(\.caseID)), \(earlier.map(\.sourceID))) AS n (case_id, source_id)
        JOIN allot.\(raw: table) t ON t.agency_id = \(agency) AND t.case_id = n.case_id AND t.source_id = n.source_id
        """
      ).decode(Int64.self, String.self)
      known = Set(found.map { SourceKey(caseID: $0.0, sourceID: $0.1) })
    }
    return rows.map { row in
      if let digest = row.withClient, known.contains(SourceKey(caseID: row.caseID, sourceID: digest)) {
        return SourceKey(caseID: row.caseID, sourceID: digest)
      }
      return SourceKey(caseID: row.caseID, sourceID: row.name)
    }
  }

  /// Ids of those `names` that exist. A letter and its accent are one sign or two (é): names that differ in that only are one, here as in Swift.
  func knownIDs(of names: [String], in table: NameTable) throws -> [String: Int32] {
    let accented = names.filter { name in name.utf8.contains { $0 >= 0x80 } }
    let rows =
      accented.isEmpty
      ? try connection.query(
        """
        SELECT name, \(raw: table.rawValue)_id FROM allot.\(raw: table.rawValue) WHERE agency_id = \(agency) AND name = ANY (\(names))
        """)
      : try connection.query(
        """
        SELECT name, \(raw: table.rawValue)_id FROM allot.\(raw: table.rawValue) WHERE agency_id = \(agency) AND name IN (
          SELECT unnest(ARRAY[n.name, normalize(n.name, NFC), normalize(n.name, NFD)]) FROM unnest(\(names)) AS n (name))
        ORDER BY \(raw: table.rawValue)_id
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
