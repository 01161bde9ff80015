import Portfolio
package import Postgres
package import Schema
import Speech

/// A plan that is kept and waits for a person, read like what was published: everything that reads decisions reads both alike.
package enum KeptPlan {
  /// What stands where a statement would say `allot.decision`: the same table or, while the run waits, its rows and those of the run's plan in
  /// the same shape. Of a run that neither waits nor is published there are no decisions. Throws `invalid` when the plan is no longer there.
  package static func decisions(of run: RunID, agency: Int64, _ connection: Connection) throws -> String {
    let row = try connection.query(
      "SELECT state, slot FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run)"
    ).first?.decode(String.self, PostgresDate.self)
    guard let row, row.0 == RunState.waiting.rawValue else { return "allot.decision" }
    let stage = StageTables(run: run)
    for table in [stage.plan, stage.recall, stage.verdict] {
      guard try connection.query("SELECT to_regclass(\(table)) IS NOT NULL").only()[0, as: Bool.self] else {
        throw StoreError.invalid(
          Wording(
            "the kept plan of run \(run) is not there any more (was the database restored without schema allot_stage?); discard it and decide anew: "
              + "allot run discard \(run) --reason \"plan lost\", then allot run --slot \(Day(row.1))",
            "运行 \(run) 保存的方案已不存在（恢复数据库时是否漏了模式 allot_stage？）；请放弃它并重新分案："
              + "allot run discard \(run) --reason \"plan lost\"，然后 allot run --slot \(Day(row.1))"))
      }
    }
    return """
      (SELECT agency_id, run_id, case_id, from_id, to_id, amount, n1, n2, n3, n4, recall_n1, recall_n2, recall_n3, recall_n4, day, kind, policy,
        route, code, recall_code, class, lost, currency, account
      FROM allot.decision
      UNION ALL
      SELECT \(agency)::bigint, \(run)::bigint, p.case_id, p.from_id, p.to_id, p.outstanding, p.n1, p.n2, p.n3, p.n4, r.n1, r.n2, r.n3, r.n4,
        \(Day(row.1).literal)::date, p.kind, p.policy, p.route, p.code, r.code, p.class, false,
        coalesce(p.currency, (SELECT a.currency FROM allot.agency a WHERE a.agency_id = \(agency))), p.account
      FROM \(stage.plan) p LEFT JOIN \(stage.recall) r ON r.case_id = p.case_id)
      """
  }

  /// Name of the table with the verdicts that a kept plan would change; only while the run waits, see `decisions`.
  package static func verdicts(of run: RunID) -> String { StageTables(run: run).verdict }
}
