package import Portfolio
import Postgres
package import Schema

/// What an agency has at one moment, to be compared with another.
package struct Holdings: Sendable {
  /// Open cases of a client in one currency.
  package struct Sum: Sendable, Hashable {
    /// Name of the client.
    package var client: String
    /// What the amounts are in.
    package var currency: Currency
    /// Open cases.
    package var cases: Int
    /// What is outstanding of them, in minor units.
    package var amount: Int64
  }

  /// Names of clients, teams, skills and products, each in order.
  package var names: [NameTable: [String]] = [:]
  /// Codes of collectors, in order.
  package var collectors: [String] = []
  /// By client, then currency.
  package var open: [Sum] = []

  /// Nothing.
  package init() {}

  /// The kinds of names that are compared.
  private static let tables: [NameTable] = [.client, .team, .skill, .product]

  init(_ connection: Connection, agency: Int64) throws {
    for table in Self.tables { names[table] = try table.names(connection, agency) }
    collectors = try connection.query("SELECT code FROM allot.collector WHERE agency_id = \(agency) ORDER BY code COLLATE \"C\"")
      .decode(String.self)
    // Clients may owe more together than a number of this size holds.
    open = try connection.query(
      """
      SELECT c.name, s.currency, count(*)::int8, least(sum(s.outstanding), \(Int64.max)::numeric)::int8
      FROM allot.case_state s JOIN allot.client c ON c.agency_id = s.agency_id AND c.client_id = s.client_id
      WHERE s.agency_id = \(agency) AND s.status = \(stored: CaseStatus.open)
      GROUP BY c.name, s.currency ORDER BY c.name COLLATE "C", s.currency COLLATE "C"
      """
    ).decode(String.self, String.self, Int64.self, Int64.self).map { client, currency, cases, amount in
      Sum(client: client, currency: try Currency(stored: currency), cases: Int(cases), amount: amount)
    }
  }
}
