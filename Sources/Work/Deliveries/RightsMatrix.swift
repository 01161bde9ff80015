package import Desks
package import Portfolio
package import Register
import Schema

/// Who may do what: every right with the roles that have it, every user with his roles and the rights that come of them.
package struct RightsMatrix: Sendable {
  /// In the order of `Right.allCases`; empty roles: the owner of the database only.
  package var roles: [(right: Right, roles: [Role])]
  /// By name, disabled ones too, who have none.
  package var people: [(person: Person, rights: [Right])]
}

extension DeliveryDesk {
  /// The matrix as it is now. Needs `audit`.
  package func rights() async throws -> RightsMatrix {
    try seat.require(.audit)
    let roles = Right.allCases.map { right in (right, Role.allCases.filter(right.roles.contains)) }
    let people = try await store.register.people(agency: seat.agency).map { person in
      (person, person.isActive ? Right.allCases.filter { !$0.roles.isDisjoint(with: person.roles) } : [])
    }
    return RightsMatrix(roles: roles, people: people)
  }
}
