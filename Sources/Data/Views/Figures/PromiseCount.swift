import Figures
import Portfolio
import Postgres
import Schema

/// What became of single promises: instalments are judged together with their plan, and are not counted here.
enum PromiseCount {
  enum State: Int32 {
    /// The amount, or any money where none was named, came between the day it was made and the end of grace, and stayed.
    case kept = 1
    /// It did not, and grace is over.
    case broken = 2
    /// It has not yet.
    case open = 3
  }

  /// Promises that are due between two days, both included, judged by payments of the days before `asOf`; ascending by currency. `filter`: a further
  /// condition on `s`, the case's state.
  static func read(
    _ connection: Connection, _ agency: Int64, due first: Day, through last: Day, asOf: Day, graceDays: Int,
    _ filter: SQL = ""
  ) throws -> [(currency: Currency, state: State, stock: Stock)] {
    let grace = Int32(graceDays)
    let paid = EffectiveMoney.paid(
      agency: "\(agency)", caseID: "q.case_id", from: "q.made_on", through: "q.due_on + \(grace)", where: "m.day < \(asOf.literal)")
    let rows = try connection.query(
      """
      SELECT s.currency, p.state, count(*), coalesce(sum(p.amount), 0)::int8
      FROM (
        SELECT q.case_id, q.amount,
          CASE WHEN \(raw: paid) >= greatest(1, q.amount) THEN 1
            WHEN q.due_on + \(grace) < \(asOf.date) THEN 2 ELSE 3 END AS state
        FROM allot.standing_promise q
        WHERE q.agency_id = \(agency) AND q.plan = 0 AND q.due_on BETWEEN \(first.date) AND \(last.date) AND q.made_on < \(asOf.date)) p
      JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = p.case_id \(filter) GROUP BY 1, 2 ORDER BY s.currency COLLATE "C", 2
      """
    ).decode(String.self, Int32.self, Int64.self, Int64.self)
    return try rows.map { (try Currency(stored: $0.0), State(rawValue: $0.1) ?? .open, Stock($0.2, $0.3)) }
  }
}
