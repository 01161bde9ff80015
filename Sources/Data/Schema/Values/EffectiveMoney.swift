/// Money that stayed, in SQL: a reversal takes off the latest money before it, as `DeedReader` does it for the night, so that a payment that bounced is none,
/// and one that came before what is looked at takes nothing off what came since. Minor units.
///
/// Added up from the last payment backwards, what stayed from a day on is the highest of these sums from that day on, and never less than 0.
package enum EffectiveMoney {
  /// What stayed of the payments of a case from a day to a day, both included. All are expressions, but `before`: a condition on the payment `m`, which says
  /// up to when payments are known.
  package static func paid(agency: String, caseID: String, from first: String, through last: String, where before: String) -> String {
    """
    (SELECT greatest(0, coalesce(max(y.tail) FILTER (WHERE y.day >= \(first)), 0)) \
    - greatest(0, coalesce(max(y.tail) FILTER (WHERE y.day > \(last)), 0)) FROM (\(tails("m.agency_id = \(agency) AND m.case_id = \(caseID) AND \(before)"))) y)
    """
  }

  /// Every payment `m` that fulfils a condition, with its case, day and the sum of what came with it and later.
  package static func tails(_ condition: String) -> String {
    """
    SELECT m.case_id, m.day, sum(m.amount) OVER (PARTITION BY m.case_id ORDER BY m.day DESC, m.amount ROWS UNBOUNDED PRECEDING)::int8 AS tail \
    FROM allot.payment m WHERE \(condition)
    """
  }
}
