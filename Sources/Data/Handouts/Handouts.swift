import Postgres
package import Schema

/// What leaves the house: lists for people and packages for clients. Each method is one unit of work.
package struct Handouts: Sendable {
  /// The door into the database.
  package let store: Store
  var database: Database { store.database }
}

extension Store {
  /// Lists and packages, through this door.
  package var handouts: Handouts { Handouts(store: self) }
}
