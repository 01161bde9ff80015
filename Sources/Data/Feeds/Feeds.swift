import Postgres
package import Schema

/// What comes in: rows of files and inbox applied to cases, people and facts, conversations judged, and what is erased or kept no longer. Each method is one unit of work.
package struct Feeds: Sendable {
  /// The door into the database, and where keys lie.
  package let store: Store
  /// The transaction in which rows are applied to be taken back, see `rehearse`; nil where they count.
  var rehearsal: Rehearsal?
  var database: Database { store.database }
}

extension Store {
  /// What comes in, through this door.
  package var feeds: Feeds { Feeds(store: self, rehearsal: nil) }
}
