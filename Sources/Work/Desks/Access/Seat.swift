package import Faults
package import Schema

/// Who acts, for which agency, in which database. Every desk is made with one, and every call of a desk names the right it needs: command line,
/// daemon, API and pages go the same way in. The database itself cannot be reached through it.
package struct Seat: Sendable {
  package let agency: Agency
  package let actor: ActingUser
  let store: Store

  package init(store: Store, agency: Agency, actor: ActingUser) {
    self.store = store
    self.agency = agency
    self.actor = actor
  }

  /// The daemon acts for the agency by itself: it has every right, and stands as `daemon` beside what it does.
  package static func daemon(_ store: Store, _ agency: Agency) -> Seat {
    Seat(store: store, agency: agency, actor: ActingUser(name: "daemon", isOwner: true))
  }

  /// Throws with `EX_NOPERM` when the right is missing.
  package func require(_ right: Right) throws(OperationError) { try actor.require(right) }
}
