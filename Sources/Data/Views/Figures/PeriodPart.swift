import Figures
import Portfolio
import Postgres
import Schema

/// The part of an agency that a period is read of, as conditions of queries.
enum PeriodPart {
  case agency
  /// Database ids of the people of a team.
  case team([Int64])
  /// Number of the client; −1 for one that nobody knows.
  case client(Int32)

  init(_ scope: PeriodScope, _ connection: Connection, _ agency: Int64) throws {
    switch scope {
    case .agency: self = .agency
    case .team(let name):
      self = .team(
        try connection.query(
          """
          SELECT c.collector_id FROM allot.collector c JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
          WHERE c.agency_id = \(agency) AND t.name = \(name) ORDER BY 1
          """
        ).decode(Int64.self))
    case .client(let name):
      self = .client(
        try connection.query("SELECT client_id FROM allot.client WHERE agency_id = \(agency) AND name = \(name)").first?[0, as: Int32.self]
          ?? -1)
    }
  }

  /// For `case_state` under an alias: cases of the client; cases that the team's people hold now.
  func ofCase(_ alias: String) -> SQL {
    switch self {
    case .agency: ""
    case .team(let people): " AND \(raw: alias).holder_id = ANY (\(people))"
    case .client(let client): " AND \(raw: alias).client_id = \(client)"
    }
  }

  /// For the id of a collector; a client sees none.
  func ofCollector(_ column: String) -> SQL {
    switch self {
    case .agency: ""
    case .team(let people): " AND \(raw: column) = ANY (\(people))"
    case .client: " AND false"
    }
  }

  /// For `allot.decision d`: of the client's cases; from the team's people, or from or to them.
  func ofDecision(from isFrom: Bool) -> SQL {
    switch self {
    case .agency: ""
    case .team(let people):
      isFrom ? " AND d.from_id = ANY (\(people))" : " AND (d.from_id = ANY (\(people)) OR d.to_id = ANY (\(people)))"
    case .client(let client):
      """
       AND EXISTS (SELECT FROM allot.case_record r WHERE r.agency_id = d.agency_id AND r.case_id = d.case_id AND r.client_id = \(client))
      """
    }
  }
}
