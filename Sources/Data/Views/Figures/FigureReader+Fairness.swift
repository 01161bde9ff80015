import Figures
package import Portfolio
import Postgres
import Register
package import Schema

extension FigureReader {
  /// What the run noted of the fairness it was asked for.
  mutating func readFairness() throws { figures.fairness = try Views.fairness(run, connection, agency.id) }
}

extension Views {
  /// Which wishes for fairness a run did not keep, and by whose hours it counted; nothing where the run noted nothing.
  package func fairness(run: RunID, agency: Agency) async throws -> FairnessRecord {
    try await database.transaction(agency: agency.id) { try Self.fairness(run, $0, agency.id) }
  }

  static func fairness(_ run: RunID, _ connection: Connection, _ agency: Int64) throws -> FairnessRecord {
    var record = FairnessRecord()
    let people = try connection.query(
      """
      SELECT coalesce((stats -> 'fairness' ->> 'people')::int8, 0), coalesce((stats -> 'fairness' ->> 'by_contract')::int8, 0),
        coalesce((stats -> 'fairness' ->> 'without_roster')::int8, 0)
      FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run)
      """
    ).first?.decode(Int64.self, Int64.self, Int64.self)
    (record.people, record.byContract, record.withoutRoster) = (Int(people?.0 ?? 0), Int(people?.1 ?? 0), Int(people?.2 ?? 0))
    let misses = try connection.query(
      """
      SELECT m.policy, m.rule, m.measure, m.wished, m.reached, m.below, m.collector, m.cause
      FROM allot.run r, ROWS FROM (jsonb_to_recordset(coalesce(r.stats -> 'fairness' -> 'misses', '[]'))
        AS (policy text, rule text, measure text, wished int8, reached int8, below boolean, collector int8, cause text)) WITH ORDINALITY
        AS m(policy, rule, measure, wished, reached, below, collector, cause, position)
      WHERE r.agency_id = \(agency) AND r.run_id = \(run) ORDER BY m.position
      """
    ).decode(String.self, String.self, String.self, Int64.self, Int64.self, Bool.self, Int64.self, String.self)
    record.misses = try misses.map { policy, rule, measure, wished, reached, isBelow, collector, cause in
      guard let measure = FairnessMiss.Measure(rawValue: measure), let cause = FairnessMiss.Cause(rawValue: cause) else {
        throw StoreError.newer(run: run)
      }
      return FairnessMiss(
        policy: policy, rule: rule, measure: measure, wished: wished, reached: reached, isBelow: isBelow, collector: collector, cause: cause
      )
    }
    record.quotas = try quotas(run, connection, agency)
    return record
  }

  private static func quotas(_ run: RunID, _ connection: Connection, _ agency: Int64) throws -> [QuotaMiss] {
    let misses = try connection.query(
      """
      SELECT m.policy, m.team, m.measure, m.wanted, m.got, m.cause
      FROM allot.run r, ROWS FROM (jsonb_to_recordset(coalesce(r.stats -> 'fairness' -> 'quotas', '[]'))
        AS (policy text, team text, measure text, wanted int8, got int8, cause text)) WITH ORDINALITY
        AS m(policy, team, measure, wanted, got, cause, position)
      WHERE r.agency_id = \(agency) AND r.run_id = \(run) ORDER BY m.position
      """
    ).decode(String.self, String.self, String.self, Int64.self, Int64.self, String.self)
    return try misses.map { policy, team, measure, wanted, got, cause in
      guard let measure = FairnessMiss.Measure(rawValue: measure), let cause = FairnessMiss.Cause(rawValue: cause) else {
        throw StoreError.newer(run: run)
      }
      return QuotaMiss(policy: policy, team: team, measure: measure, wantedPPM: wanted, gotPPM: got, cause: cause)
    }
  }
}
