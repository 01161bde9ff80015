/// Who of a team has picked up his list of the run's day.
package struct ListPickup: Sendable, Equatable {
  /// Somebody who is active and stands in the team.
  package struct Person: Sendable, Equatable {
    /// Code of the person.
    package var code: String
    /// When it was acknowledged, on the agency's wall, `2026-11-21 08:05`; empty where it was not.
    package var notedAt: String
    /// Who said so; empty where nobody did.
    package var notedBy: String
    /// A row of the register of people with its receipt.
    package init(_ code: String, notedAt: String = "", notedBy: String = "") {
      (self.code, self.notedAt, self.notedBy) = (code, notedAt, notedBy)
    }
  }

  /// Name of the team; empty for people without one.
  package var team: String
  /// Users who lead it, by name; empty where nobody does.
  package var leads: [String]
  /// By code.
  package var people: [Person]

  /// A team with everybody in it.
  package init(_ team: String, leads: [String], people: [Person]) { (self.team, self.leads, self.people) = (team, leads, people) }

  /// Codes of those whose list nobody has picked up.
  package var missing: [String] { people.filter(\.notedAt.isEmpty).map(\.code) }
}
