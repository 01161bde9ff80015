import Portfolio
import Schema

// What a plan says besides its moves, made to say what is published: it may have waited for days.
extension PublishStatements {
  /// Cases that the plan left where they were, held or without anybody who could take them, of which that is no longer true: closed since, or with
  /// another holder. What is said of them would be of the freeze, not of what is published.
  var findOvertaken: String {
    """
    CREATE TEMP TABLE publish_overtaken ON COMMIT DROP AS
    SELECT p.case_id, p.kind FROM \(stage.plan) p JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = p.case_id
    WHERE p.kind > \(DecisionKind.lastChange.literal)
      AND (s.status <> \(CaseStatus.open.literal) OR s.holder_id IS DISTINCT FROM p.from_id)
    """
  }

  /// The month that the record tells of a person is that after the plan: what the publish left out is not in it.
  var updateFared: String {
    """
    UPDATE allot.run_fared f SET month_after = greatest(f.month_after - 1024 * l.cases, 0)
    FROM (SELECT p.to_id, count(*) AS cases FROM \(stage.plan) p LEFT JOIN publish_won w ON w.case_id = p.case_id
      WHERE p.kind IN (\(DecisionKind.given.literals)) AND p.account IS NOT NULL AND w.case_id IS NULL GROUP BY p.to_id) l
    WHERE f.agency_id = \(agency) AND f.run_id = \(run) AND f.collector_id = l.to_id
    """
  }
}
