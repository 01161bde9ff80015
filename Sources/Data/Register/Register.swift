import Postgres
package import Schema

/// Agencies and their keys, people and their tokens, policies in versions, audit and seals: what everything else is entered under. Each method is one unit of work.
package struct Register: Sendable {
  package let store: Store
  var database: Database { store.database }
  var keys: KeyRing { store.keys }
}

extension Store {
  package var register: Register { Register(store: self) }
}
