package import Postgres

/// Everything `allot` keeps in PostgreSQL. All statements of the product live in this target; each method is one unit of work.
///
/// ```
/// files → apply ─→ tables ─→ freeze ─→ Snapshot ─→ (Night) ─→ Outcome ─→ stage ─→ publish ─→ decisions, ledger
/// ```
package struct Store: Sendable {
  /// Connections to the one database; every transaction about an agency names it, for row-level security.
  package let database: Database
  /// Where the keys of identifiers lie.
  package let keys: KeyRing

  /// Connects to nothing and checks nothing; `requireSchema` does.
  package init(_ database: Database, keys: KeyRing = .database) {
    self.database = database
    self.keys = keys
  }
}
