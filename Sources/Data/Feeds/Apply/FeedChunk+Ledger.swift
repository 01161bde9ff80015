import Portfolio
import Postgres
import Register
import Schema

/// What a chunk does to stocks, case by case, in the temporary table `feed_delta`: the state before and after. Every feed that moves money or
/// cases fills it and calls `bookDelta`, so that no path forgets the ledger or a collector's load.
enum FeedDelta {
  /// old_open NULL: the case is new.
  static let table = """
    CREATE TEMP TABLE feed_delta (
      case_id bigint, old_open boolean, old_holder bigint, old_amount bigint, new_open boolean, new_holder bigint, new_amount bigint,
      new_status smallint, currency text
    ) ON COMMIT DROP
    """
}

extension FeedChunk {
  /// Locks what the cases of `feed_delta` touch in the order every writer keeps: collectors ascending, then cases ascending.
  /// `cases` selects case ids, `holders` further collectors who get cases.
  func lock(cases: String, holders: String? = nil) throws {
    let more = holders.map { " UNION \($0)" } ?? ""
    try connection.execute(
      """
      SELECT count(*) FROM (
        SELECT FROM allot.collector_state c WHERE c.agency_id = \(agency) AND c.collector_id IN (
          SELECT s.holder_id FROM allot.case_state s WHERE s.agency_id = \(literal: agency) AND s.case_id IN (\(raw: cases))\(raw: more))
        ORDER BY c.collector_id FOR UPDATE) l
      """)
    try connection.execute(
      """
      SELECT count(*) FROM (
        SELECT FROM allot.case_state s WHERE s.agency_id = \(agency) AND s.case_id IN (\(raw: cases)) ORDER BY s.case_id FOR UPDATE) l
      """)
  }

  /// Writes the flows of `feed_delta` to the ledger and its differences to the collectors' open cases and amounts.
  func bookDelta() throws {
    try connection.execute(
      """
      INSERT INTO allot.change (agency_id, day, at, case_id, from_id, to_id, amount, kind, status, currency)
      SELECT \(agency), \(today.date), clock_timestamp(), case_id, from_id, to_id, amount, kind, status, currency
      FROM (
        SELECT case_id, NULL::bigint AS from_id, NULL::bigint AS to_id, new_amount AS amount,
          CASE WHEN old_open IS NULL THEN \(stored: FlowKind.entrusted) ELSE \(stored: FlowKind.reopened) END AS kind,
          NULL::smallint AS status, currency
        FROM feed_delta WHERE old_open IS NOT TRUE AND new_open
        UNION ALL
        SELECT case_id, NULL, new_holder, new_amount, \(stored: FlowKind.assigned), NULL, currency
        FROM feed_delta WHERE old_open IS NOT TRUE AND new_open AND new_holder IS NOT NULL
        UNION ALL
        SELECT case_id, old_holder, NULL, old_amount, \(stored: FlowKind.closed), new_status, currency
        FROM feed_delta WHERE old_open AND NOT new_open
        UNION ALL
        SELECT case_id, old_holder, NULL, new_amount - old_amount, \(stored: FlowKind.revalued), NULL, currency
        FROM feed_delta WHERE old_open AND new_open AND new_amount <> old_amount) f
      ORDER BY case_id, kind
      """)
    try connection.execute(
      """
      WITH one AS (
        SELECT old_holder AS collector_id, -1 AS n, 0 AS given, -old_amount AS amount, currency
        FROM feed_delta WHERE old_open AND old_holder IS NOT NULL
        UNION ALL
        SELECT new_holder, 1, (old_open IS NOT TRUE)::int4, new_amount, currency FROM feed_delta WHERE new_open AND new_holder IS NOT NULL),
      total AS (
        SELECT collector_id, sum(n)::int4 AS n, sum(given)::int8 AS given, sum(\(raw: BaseAmount.of("amount")))::bigint AS amount,
          coalesce(sum(\(raw: BaseAmount.of("amount"))) FILTER (WHERE given > 0), 0)::bigint AS given_amount
        FROM one \(raw: BaseAmount.join("one", agency: agency)) GROUP BY collector_id)
      UPDATE allot.collector_state c SET open_cases = c.open_cases + t.n, open_amount = c.open_amount + t.amount,
        given_cases = c.given_cases + t.given, given_amount = c.given_amount + t.given_amount
      FROM total t WHERE c.agency_id = \(agency) AND c.collector_id = t.collector_id AND (t.n <> 0 OR t.amount <> 0 OR t.given <> 0)
      """)
  }
}
