import Postgres
package import Schema

/// Agencies and their keys, people and their tokens, policies in versions, audit and seals: what everything else is entered under. Each method is one unit of work.
package struct Register: Sendable {
  /// The door into the database, and where keys lie.
  package let store: Store
  var database: Database { store.database }
  var keys: KeyRing { store.keys }
}

extension Store {
  /// Agencies, people, policies and seals, through this door.
  package var register: Register { Register(store: self) }
}
