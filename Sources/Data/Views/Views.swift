import Postgres
package import Schema

/// What is read and never written: cases, collectors, runs, decisions, figures, health. Each method is one unit of work.
package struct Views: Sendable {
  /// The door into the database.
  package let store: Store
  var database: Database { store.database }
}

extension Store {
  /// What is read and never written, through this door.
  package var views: Views { Views(store: self) }
}
