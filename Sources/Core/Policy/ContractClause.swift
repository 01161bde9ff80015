/// What the contract with a client asks of every plan, whatever the policies say: one key under `contract:` of the agency file or of a policy. Looked at
/// after the plan is made, apart from whatever made it.
package struct ContractClause: Sendable, Equatable {
  /// Name pattern of clients, as in `Glob`; the clause holds for each of them by itself.
  package var client: String
  /// What is agreed.
  package var term: Term

  /// Made by the reader.
  package init(client: String, term: Term) { (self.client, self.term) = (client, term) }

  /// What is agreed.
  package enum Term: Sendable, Equatable {
    /// Nobody gets a case within so many months after he joined. 1…120.
    case noNewcomers(months: Int)
    /// At least so many people hold the client's cases, as soon as so many are held at all. 2…1000.
    case seats(Int)
    /// Only members of teams that match a pattern get a case.
    case onlyTeams([String])

    /// The key in the file.
    package var key: String {
      switch self {
      case .noNewcomers: "no_newcomers"
      case .seats: "seats"
      case .onlyTeams: "only_teams"
      }
    }
  }
}
