import Register
package import Schema

/// The way in: finds the agency and who acts, and gives him a seat. One for a process or a request.
package struct Entrance: Sendable {
  let store: Store
  private let process: Access.Process
  private let isEmbedded: Bool

  /// `isEmbedded`: the database is the private one, whose files whoever reaches it can read.
  package init(store: Store, process: Access.Process, isEmbedded: Bool) {
    self.store = store
    self.process = process
    self.isEmbedded = isEmbedded
  }

  /// A seat at the agency with this code, or at the only one there is. Throws as `Register.agency`, and with `EX_NOPERM` for strangers.
  package func seat(_ code: String?) async throws -> Seat { try await seat(at: try await store.register.agency(code)) }

  func seat(at agency: Agency) async throws -> Seat {
    let actor = try await Access.resolve(process, store: store, isEmbedded: isEmbedded, agency: agency)
    return Seat(store: store, agency: agency, actor: actor)
  }

  /// Agencies by code, for those who ask where they are. Names only; what is in them needs a seat.
  package func agencies() async throws -> [Agency] { try await store.register.agencies() }

  /// Who stands at the door while there is no agency yet.
  var nobodyYet: ActingUser { ActingUser(name: process.claimed ?? process.osName(peer: nil, isEmbedded: isEmbedded).name, isOwner: true) }
}
