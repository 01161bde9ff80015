import Postgres
package import Schema

/// A run from lease to ledger: freeze, stage, publish, undo; arrivals by day, moves by hand, and what is kept for a replay. Each method is one unit of work.
package struct Runs: Sendable {
  /// The door into the database.
  package let store: Store
  var database: Database { store.database }
}

extension Store {
  /// Runs and moves by hand, through this door.
  package var runs: Runs { Runs(store: self) }
}
