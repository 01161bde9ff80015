/// Parts of statements that turn amounts into the agency's currency.
package enum BaseAmount {
  /// `amount` (an expression) in base minor units, given `join` of the same statement.
  package static func of(_ amount: String) -> String {
    "CASE WHEN x.numerator IS NULL THEN \(amount) ELSE round(\(amount)::numeric * x.numerator / x.denominator)::bigint END"
  }
  /// Joins the rate of the currency in `table`, which also has the agency's id.
  package static func join(_ table: String) -> String {
    "LEFT JOIN allot.exchange_rate x ON x.agency_id = \(table).agency_id AND x.currency = \(table).currency"
  }
  /// The same for a table without the agency's id.
  package static func join(_ table: String, agency: Int64) -> String {
    "LEFT JOIN allot.exchange_rate x ON x.agency_id = \(agency) AND x.currency = \(table).currency"
  }
}
