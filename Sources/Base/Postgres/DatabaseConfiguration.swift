/// Where the database is and how long to wait for it.
package struct DatabaseConfiguration: Sendable {
  /// A libpq connection string (`host=/run/x port=5432 dbname=allot`) or URI (`postgres://…`). Its settings win over the defaults
  /// here. Several hosts with `target_session_attrs=read-write` find the current primary.
  package var conninfo: String
  /// Shown in `pg_stat_activity`, unless the connection string names another.
  package var applicationName = "allot"
  /// Connections of the pool at most, 1 or more; the listener's own connection comes on top.
  package var maximumConnections = 4
  /// Seconds to wait for a connection, for each host of a list.
  package var connectTimeout = 5
  /// Milliseconds a statement outside `transaction` may take; 0 leaves it to the server. Do not use it behind a transaction-mode
  /// pooler: the setting would leak to other clients.
  package var statementTimeout = 0
  /// Milliseconds to wait for a free connection of the pool.
  package var acquireTimeout = 30_000
  /// Milliseconds after which an unused connection is closed; it is opened again when needed.
  package var idleTimeout = 300_000
  /// A statement at the head of every transaction of an agency that may write, in the same round trip as BEGIN; what it raises ends the transaction
  /// before it has done anything. For what must be true whenever something is written.
  package var agencyGuard: String?

  /// A configuration with the default time-outs.
  package init(conninfo: String) {
    self.conninfo = conninfo
  }
}
