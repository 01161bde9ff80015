package import Postgres
package import Speech

/// A ledger that knows its server. `allot.change.xid`, `allot.ledger_position.snapshot` and `allot.run.snapshot` are numbers of transactions, which
/// another server counts anew: after a dump was restored there, what is new would look old and what is old would look new.
extension Store {
  /// Whether the ledger's numbers are those of another server. False for a schema that does not note it yet.
  package func isOnAnotherServer() async throws -> Bool {
    try await database.transaction(retries: 3) { connection in
      // Who may not look there is told so by what he asks for.
      let maySee = try connection.query(
        """
        SELECT EXISTS (
          SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'allot' AND c.relname = 'server' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
            AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))
        """
      ).only()[0, as: Bool.self]
      guard maySee else { return false }
      return try Self.isOnAnotherServer(connection)
    }
  }

  private static func isOnAnotherServer(_ connection: Connection) throws -> Bool {
    try connection.query(
      """
      SELECT EXISTS (SELECT FROM allot.server WHERE system_identifier <> allot.system_identifier())
      """
    ).only()[0, as: Bool.self]
  }

  /// Why nothing can be written where we are connected to; nil where it can.
  package func readOnlyReason() async throws -> Wording? {
    try await database.transaction(retries: 3) { connection in
      let (isStandby, isReadOnly) = try connection.query(
        "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only')::boolean"
      ).only().decode(Bool.self, Bool.self)
      return isStandby
        ? Wording("the server is a standby and takes no writes", "服务器是备库，不接受写入")
        : isReadOnly
          ? Wording("the database is read-only (default_transaction_read_only is on)", "数据库为只读（default_transaction_read_only 已开启）") : nil
    }
  }

  /// Throws `readOnly` where nothing can be written.
  package func requireWritable() async throws {
    if let reason = try await readOnlyReason() { throw StoreError.readOnly(reason) }
  }

  /// Gives the ledger numbers of this server, when it has those of another. Part of `migrate`. What was counted and seen stays so, what was not is
  /// counted and seen next. Plans that wait lose their staging. True when something was done.
  @discardableResult
  package func adoptServer() async throws -> Bool {
    guard try await isOnAnotherServer() else { return false }
    return try await migrating { connection in
      guard try Self.isOnAnotherServer(connection) else { return false }
      let agencies = try connection.query("SELECT agency_id FROM allot.agency ORDER BY agency_id").map { try $0[0, as: Int64.self] }
      for agency in agencies {
        try connection.query("SELECT set_config('allot.agency', \(String(agency)), true)")
        try Self.renumber(connection, agency)
        try Store.audit(connection, agency, by: "migrate", "server.changed", "the ledger continues on this server")
      }
      try connection.execute("UPDATE allot.server SET system_identifier = allot.system_identifier(), since = clock_timestamp()")
      return true
    }
  }

  /// Three ages instead of the old numbers: counted and seen (3, older than everything), counted but not seen by a run, and not counted. Nobody else
  /// writes, so our own number and the one before it divide them.
  private static func renumber(_ connection: Connection, _ agency: Int64) throws {
    let own = try connection.query("SELECT pg_current_xact_id()::text::bigint").only()[0, as: Int64.self]
    func snapshot(_ query: SQL) throws -> String? { try connection.query(query).first?[0, as: String.self] }
    let counted = try snapshot(
      "SELECT snapshot::text FROM allot.ledger_position WHERE agency_id = \(agency) ORDER BY position_id DESC LIMIT 1")
    let seen = try snapshot(lastSeen(agency))
    let notCounted: SQL = counted.map { unseen($0) } ?? "true"
    let notSeen: SQL = seen.map { unseen($0) } ?? "false"
    try connection.execute(
      """
      UPDATE allot.change c SET xid = (CASE WHEN \(notCounted) THEN \(String(own)) WHEN \(notSeen) THEN \(String(own - 1)) ELSE '3' END)::xid8
      WHERE c.agency_id = \(agency)
      """)
    func divide(_ number: Int64) -> SQL {
      let text = "\(number):\(number):"
      return "\(text)::text::pg_snapshot"
    }
    try connection.execute(
      """
      UPDATE allot.ledger_position SET snapshot = \(divide(own))
      WHERE agency_id = \(agency) AND position_id = (SELECT max(position_id) FROM allot.ledger_position WHERE agency_id = \(agency))
      """)
    // Published runs of which only the latest is ever asked; those still under way have to begin again.
    try connection.execute(
      """
      UPDATE allot.run SET snapshot = CASE WHEN state = 'published' THEN \(divide(own - 1)) END, planned_schema = NULL
      WHERE agency_id = \(agency) AND snapshot IS NOT NULL
      """)
  }

  /// What the latest published run that froze cases had seen, as text; no row before the first.
  package static func lastSeen(_ agency: Int64) -> SQL {
    """
    SELECT snapshot::text FROM allot.run
    WHERE agency_id = \(agency) AND state = 'published' AND snapshot IS NOT NULL ORDER BY published_at DESC LIMIT 1
    """
  }

  /// Condition for changes `c` that a snapshot did not see.
  package static func unseen(_ snapshot: String) -> SQL {
    "c.xid >= pg_snapshot_xmin(\(snapshot)::text::pg_snapshot) AND NOT pg_visible_in_snapshot(c.xid, \(snapshot)::text::pg_snapshot)"
  }

  /// Condition for changes `c` that a snapshot saw.
  package static func seen(_ snapshot: String) -> SQL {
    "c.xid < pg_snapshot_xmax(\(snapshot)::text::pg_snapshot) AND pg_visible_in_snapshot(c.xid, \(snapshot)::text::pg_snapshot)"
  }
}
