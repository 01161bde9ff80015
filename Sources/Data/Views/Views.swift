import Postgres
package import Schema

/// What is read and never written: cases, collectors, runs, decisions, figures, health. Each method is one unit of work.
package struct Views: Sendable {
  package let store: Store
  var database: Database { store.database }
}

extension Store {
  package var views: Views { Views(store: self) }
}
