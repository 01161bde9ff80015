package import Portfolio
import Postgres
package import Schema

extension Runs {
  /// Takes a position: counts stocks and the flows since the position before in one snapshot of the database, and keeps both. A change belongs
  /// to exactly one position, by the snapshot in which it first is visible, however long its transaction ran.
  package func takeLedgerPosition(run: RunID?, slot: Day, agency: Agency) async throws -> Ledger {
    while true {
      do {
        let id = try await database.transaction(.repeatableRead, agency: agency.id, settings: .patient) { connection in
          try Self.takePosition(connection, agency.id, run, slot)
        }
        return try await store.ledger(position: id, agency: agency)
      } catch let error as PostgresError where error.isUniqueViolation {
        // Somebody took a position at the same time; ours continues from that one.
        continue
      }
    }
  }

  /// Keeps with a run what did not fit when the books were closed behind it.
  package func noteUnreconciled(_ run: RunID, _ faults: [String], agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        """
        UPDATE allot.run SET stats = stats || jsonb_build_object('unreconciled', to_jsonb(\(faults)::text[]))
        WHERE agency_id = \(agency.id) AND run_id = \(run)
        """)
    }
  }

  private static func takePosition(_ connection: Connection, _ agency: Int64, _ run: RunID?, _ slot: Day) throws -> Int64 {
    let previous = try connection.query(
      """
      SELECT position_id, snapshot::text FROM allot.ledger_position WHERE agency_id = \(agency) ORDER BY position_id DESC LIMIT 1
      """
    ).first?.decode(Int64.self, String.self)
    let runOrNull: SQL = run.map { "\($0)" } ?? "NULL"
    let id = try connection.query(
      """
      INSERT INTO allot.ledger_position (agency_id, previous_id, run_id, day, snapshot, taken_at)
      VALUES (\(agency), \(previous?.0 ?? 0), \(runOrNull), \(slot.date), pg_current_snapshot(), clock_timestamp()) RETURNING position_id
      """
    ).only()[0, as: Int64.self]
    try connection.execute(
      """
      INSERT INTO allot.ledger_stock (agency_id, position_id, currency, side, cases, amount)
      SELECT \(agency), \(id), currency, CASE WHEN holder_id IS NULL THEN 'pool' ELSE 'people' END, count(*), sum(outstanding)
      FROM allot.case_state WHERE agency_id = \(agency) AND status = 0 GROUP BY 3, 4
      """)
    // The snapshot of this transaction hides what is not committed; the one before tells what was counted then.
    let since: SQL = previous.map { "AND \(Store.unseen($0.1))" } ?? ""
    try connection.execute(
      """
      INSERT INTO allot.ledger_flow (agency_id, position_id, currency, side, kind, status, cases, amount)
      SELECT \(agency), \(id), f.currency, f.side, f.kind, f.status, sum(f.cases), sum(f.amount)
      FROM (
        SELECT c.currency, s.side, c.kind, coalesce(c.status, -1) AS status, c.cases, c.amount
        FROM allot.change c
        CROSS JOIN LATERAL (
          SELECT 'pool' AS side WHERE c.kind IN (1, 2, 3, 4) OR (c.kind IN (6, 7) AND c.from_id IS NULL)
          UNION ALL
          SELECT 'people' WHERE c.kind IN (3, 4, 5) OR (c.kind IN (6, 7) AND c.from_id IS NOT NULL)) s
        WHERE c.agency_id = \(agency) \(since)) f
      GROUP BY 3, 4, 5, 6
      """)
    if let run {
      try connection.execute("UPDATE allot.run SET position_id = \(id) WHERE agency_id = \(agency) AND run_id = \(run)")
    }
    return id
  }
}
