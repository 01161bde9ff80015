package import Postgres

/// Everything `allot` keeps in PostgreSQL. All statements of the product live in this target; each method is one unit of work.
///
/// ```
/// files → apply ─→ tables ─→ freeze ─→ Snapshot ─→ (Night) ─→ Outcome ─→ stage ─→ publish ─→ decisions, ledger
/// ```
package struct Store: Sendable {
  package let database: Database
  /// Where the keys of identifiers lie.
  package let keys: KeyRing

  package init(_ database: Database, keys: KeyRing = .database) {
    self.database = database
    self.keys = keys
  }
}
