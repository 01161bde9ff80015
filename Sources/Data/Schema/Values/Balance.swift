/// What is still owed of a case: the client's figure, less every payment after the day as of which it was stated. Counted anew from the records
/// each time, so that payments, reversals, corrections and figures may come in any order.
package enum Balance {
  /// Owed at most, in minor units: sums of some cases stay within eight bytes.
  package static let limit: Int64 = 1_000_000_000_000_000_000

  /// Minor units owed, 0 … `limit`: an expression over expressions of the statement. `stated` may be negative (a credit), `since` is the last day
  /// whose payments are in it; a payment dated ahead does not count, nor one that is in the figure all the same.
  package static func of(stated: String, since: String, case id: String, agency: Int64) -> String {
    """
    least(greatest((\(stated))::numeric - coalesce((SELECT sum(p.amount) FROM allot.payment p
          WHERE p.agency_id = \(agency) AND p.case_id = \(id) AND p.day > \(since)
            AND NOT p.ahead AND NOT p.in_figure), 0), 0), \(limit))::bigint
    """
  }

  /// The last day whose payments are in the client's figure of the record in `table`.
  package static func since(_ table: String) -> String { "coalesce(\(table).balance_on, \(table).stated_on - 1)" }
}
