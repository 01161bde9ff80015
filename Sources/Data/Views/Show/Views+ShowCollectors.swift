package import Portfolio
import Postgres
import Register
package import Schema

/// A collector and the load, for people. Amounts in the agency's currency.
package struct ShownCollector: Sendable, Hashable {
  /// The database's id.
  package var id: Int64
  /// By which files and commands name the person; unique.
  package var code: String
  /// Name for the agency's own people; nil when no file said.
  package var name: String?
  /// Name of the team; nil when no file said.
  package var team: String?
  /// Names of licences, languages and other skills, in the order of their bits.
  package var skills: [String]
  /// False when the collectors file says so; such a person gets no cases.
  package var isActive: Bool
  /// First day; `.none` when no file said.
  package var joinedOn: Day
  /// Last day; `.never` when none is known.
  package var leavesOn: Day
  /// Open cases the person holds, by the running sum.
  package var openCases: Int
  /// Outstanding of these, in minor units of the agency's currency.
  package var openAmount: Int64
  /// 0 = the agency's.
  package var caseLimit: Int
  /// Most that may be outstanding with the person, in minor units of the agency's currency; 0 = the agency's.
  package var amountLimit: Int64
}

extension Views {
  /// Collectors by code, of one team where given, at most `limit`.
  package func showCollectors(team: String? = nil, limit: Int, agency: Agency) async throws -> [ShownCollector] {
    try await database.transaction(agency: agency.id) { connection in
      let filter: SQL = team.map { "AND t.name = \($0)" } ?? ""
      let rows = try connection.query(
        """
        SELECT c.collector_id, c.code, c.name, t.name,
          ARRAY(SELECT k.name FROM allot.skill k WHERE k.agency_id = c.agency_id AND c.skills >> (k.skill_id - 1) & 1 = 1 ORDER BY k.skill_id),
          c.active, c.joined_on, c.leaves_on, s.open_cases, s.open_amount, c.case_limit, c.amount_limit
        FROM allot.collector c JOIN allot.collector_state s ON s.agency_id = c.agency_id AND s.collector_id = c.collector_id
        LEFT JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
        WHERE c.agency_id = \(agency.id) \(filter) ORDER BY c.code COLLATE "C" LIMIT \(limit)
        """
      ).decode(
        Int64.self, String.self, String?.self, String?.self, [String].self, Bool.self, PostgresDate?.self, PostgresDate?.self, Int.self,
        Int64.self, Int.self, Int64.self)
      return rows.map { row in
        ShownCollector(
          id: row.0, code: row.1, name: row.2, team: row.3, skills: row.4, isActive: row.5, joinedOn: Day(row.6),
          leavesOn: row.7.map { Day($0) } ?? .never, openCases: row.8, openAmount: row.9, caseLimit: row.10, amountLimit: row.11)
      }
    }
  }
}
