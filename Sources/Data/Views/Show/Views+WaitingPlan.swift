package import Figures
import Portfolio
import Postgres
import Runs
package import Schema

extension Views {
  /// Why a plan waits and what drove it, from the run and its kept plan; nil when the run does not wait. Throws `invalid` when the plan is gone.
  package func waitingPlan(run: RunID, agency: Agency) async throws -> WaitingPlan? {
    try await database.transaction(agency: agency.id) { connection in try Self.waitingPlan(run, agency.id, connection) }
  }

  static func waitingPlan(_ run: RunID, _ agency: Int64, _ connection: Connection) throws -> WaitingPlan? {
    guard let shown = try runs(connection, agency, "AND run_id = \(run) AND state = 'waiting'").first else { return nil }
    let decisions = try KeptPlan.decisions(of: run, agency: agency, connection)
    let found = try shown.tripped.compactMap { brake in
      try cases(behind: brake.kind, shown, decisions).map { try drivers(brake.kind, $0, agency, connection) }
    }
    return WaitingPlan(brakes: shown.tripped, stored: shown.brakes, drivers: found)
  }

  /// A statement that gives policy, code and collector_id of every case that a brake counted; nil for a brake that counts no cases.
  private static func cases(behind kind: TrippedBrake.Kind, _ run: ShownRun, _ decisions: String) -> SQL? {
    func decided(_ code: String, _ person: String, _ kinds: [DecisionKind]) -> SQL {
      """
      SELECT CASE WHEN d.policy >= 0 THEN u.policies -> d.policy::int4 ->> 'name' END AS policy, d.\(raw: code) AS code,
        d.\(raw: person) AS collector_id
      FROM \(raw: decisions) d JOIN allot.run u ON u.agency_id = d.agency_id AND u.run_id = d.run_id
      WHERE d.agency_id = \(run.key.agency) AND d.run_id = \(run.id) AND d.day = \(run.key.slot.date) AND d.kind IN (\(stored: kinds))
      """
    }
    switch kind {
    case .recalled: return decided("recall_code", "from_id", DecisionKind.taken)
    case .moved: return decided("recall_code", "from_id", [.moved])
    case .unassigned: return decided("code", "from_id", [.unassigned])
    case .firstNight: return decided("code", "to_id", DecisionKind.given)
    case .classChanged:
      return """
        SELECT NULL::text AS policy, v.code, s.holder_id AS collector_id FROM \(raw: KeptPlan.verdicts(of: run.id)) v
        JOIN allot.case_state s ON s.agency_id = \(run.key.agency) AND s.case_id = v.case_id
        WHERE s.class_since IS NOT NULL AND s.class <> v.class
        """
    case .inputs, .contract: return nil
    }
  }

  private static func drivers(_ kind: TrippedBrake.Kind, _ cases: SQL, _ agency: Int64, _ connection: Connection) throws -> BrakeDrivers {
    let rows = try connection.query(
      """
      SELECT grouping(x.policy, x.code, c.code), coalesce(x.policy, ''), coalesce(x.code, 0)::int2, coalesce(c.code, ''), count(*)
      FROM (\(cases)) x LEFT JOIN allot.collector c ON c.agency_id = \(agency) AND c.collector_id = x.collector_id
      GROUP BY GROUPING SETS ((x.policy), (x.code), (c.code)) ORDER BY 1, 5 DESC, 2, 3, 4
      """
    ).decode(Int32.self, String.self, Int16.self, String.self, Int64.self)
    var found = BrakeDrivers(kind: kind)
    // The bits say what a row is not grouped by.
    for (grouping, policy, code, collector, cases) in rows {
      switch grouping {
      case 0b011 where found.policies.count < 5: found.policies.append(BrakeDrivers.Share(name: policy, cases: cases))
      case 0b101 where found.rules.count < 5:
        if let code = ReasonCode(rawValue: code) { found.rules.append(BrakeDrivers.Rule(code: code, cases: cases)) }
      case 0b110 where found.collectors.count < 5: found.collectors.append(BrakeDrivers.Share(name: collector, cases: cases))
      default: break
      }
    }
    // A class is judged before a policy is asked.
    if kind == .classChanged { found.policies = [] }
    // Cases of the pool are nobody's: no row of people at all then.
    if found.collectors.allSatisfy(\.name.isEmpty) { found.collectors = [] }
    return found
  }
}
