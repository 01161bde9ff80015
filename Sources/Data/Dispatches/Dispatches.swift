import Postgres
package import Schema

/// What is told of a night, to whom, and what came of it. Each method is one unit of work.
package struct Dispatches: Sendable {
  /// The door into the database.
  package let store: Store
  var database: Database { store.database }
}

extension Store {
  /// Deliveries, through this door.
  package var dispatches: Dispatches { Dispatches(store: self) }
}
