package import Portfolio
import Postgres

extension Store {
  /// Takes a position: counts stocks and the flows since the position before in one snapshot of the database, and keeps both. A change belongs
  /// to exactly one position, by the snapshot in which it first is visible, however long its transaction ran.
  package func takeLedgerPosition(run: RunID?, slot: Day, agency: Agency) async throws -> Ledger {
    while true {
      do {
        let id = try await database.transaction(.repeatableRead, agency: agency.id, settings: .patient) { connection in
          try Self.takePosition(connection, agency.id, run, slot)
        }
        return try await ledger(position: id, agency: agency)
      } catch let error as PostgresError where error.isUniqueViolation {
        // Somebody took a position at the same time; ours continues from that one.
        continue
      }
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
      FROM allot.case_state WHERE agency_id = \(agency) AND status = \(stored: CaseStatus.open) GROUP BY 3, 4
      """)
    // The snapshot of this transaction hides what is not committed; the one before tells what was counted then.
    let since: SQL = previous.map { "AND \(unseen($0.1))" } ?? ""
    try connection.execute(
      """
      INSERT INTO allot.ledger_flow (agency_id, position_id, currency, side, kind, status, cases, amount)
      SELECT \(agency), \(id), f.currency, f.side, f.kind, f.status, sum(f.cases), sum(f.amount)
      FROM (
        SELECT c.currency, s.side, c.kind, coalesce(c.status, -1) AS status, c.cases, c.amount
        FROM allot.change c
        CROSS JOIN LATERAL (
          SELECT 'pool' AS side WHERE c.kind IN (\(stored: FlowKind.ofPool)) OR (c.kind IN (\(stored: FlowKind.ofEither))
            AND c.from_id IS NULL)
          UNION ALL
          SELECT 'people' WHERE c.kind IN (\(stored: FlowKind.ofPeople)) OR (c.kind IN (\(stored: FlowKind.ofEither))
            AND c.from_id IS NOT NULL)) s
        WHERE c.agency_id = \(agency) \(since)) f
      GROUP BY 3, 4, 5, 6
      """)
    if let run {
      try connection.execute("UPDATE allot.run SET position_id = \(id) WHERE agency_id = \(agency) AND run_id = \(run)")
    }
    return id
  }

  /// A position as it was taken. Throws `notFound`.
  package func ledger(position: Int64, agency: Agency) async throws -> Ledger {
    try await database.transaction(agency: agency.id) { connection in
      let row = try connection.query(
        "SELECT previous_id FROM allot.ledger_position WHERE agency_id = \(agency.id) AND position_id = \(position)")
      guard let previous = try row.first?[0, as: Int64.self] else {
        throw StoreError.notFound(kind: "ledger position", name: String(position))
      }
      var lines = LedgerLines()
      let stocks = try connection.query(
        """
        SELECT position_id, currency, side, cases, amount FROM allot.ledger_stock
        WHERE agency_id = \(agency.id) AND position_id IN (\(previous), \(position))
        """)
      for (at, currency, side, cases, amount) in try stocks.decode(Int64.self, String.self, String.self, Int64.self, Int64.self) {
        let value = LedgerAmount(cases: cases, amount: amount)
        try lines.change(currency, side) { if at == position { $0.after = value } else { $0.before = value } }
      }
      let flows = try connection.query(
        """
        SELECT currency, side, kind, status, cases, amount FROM allot.ledger_flow
        WHERE agency_id = \(agency.id) AND position_id = \(position)
        """)
      for (currency, side, kind, status, cases, amount) in try flows.decode(
        String.self, String.self, Int16.self, Int16.self, Int64.self, Int64.self)
      {
        let value = LedgerAmount(cases: cases, amount: amount)
        try lines.change(currency, side) { $0.add(FlowKind(rawValue: kind), CaseStatus(rawValue: UInt8(clamping: status)), value) }
      }
      return Ledger(position: position, lines: lines.sorted)
    }
  }
}

/// Lines being filled.
private struct LedgerLines {
  private var lines: [LedgerLine] = []

  mutating func change(_ currency: String, _ side: String, _ body: (inout LedgerLine) -> Void) throws {
    let currency = try Currency(stored: currency)
    guard let side = LedgerSide(rawValue: side) else { throw StoreError.invalid("the ledger knows no side \"\(side)\"") }
    // Both sides of a currency always stand together.
    if !lines.contains(where: { $0.currency == currency }) { lines += LedgerSide.allCases.map { LedgerLine(currency: currency, side: $0) } }
    guard let index = lines.firstIndex(where: { $0.currency == currency && $0.side == side }) else { return }
    body(&lines[index])
  }

  var sorted: [LedgerLine] {
    lines.sorted { $0.currency != $1.currency ? $0.currency < $1.currency : $0.side == .pool && $1.side == .people }
  }
}

extension LedgerLine {
  fileprivate mutating func add(_ kind: FlowKind?, _ status: CaseStatus?, _ value: LedgerAmount) {
    switch kind {
    case .entrusted: entrusted = entrusted + value
    case .reopened: reopened = reopened + value
    case .assigned: assigned = assigned + value
    case .recalled: recalled = recalled + value
    case .moved: moved = moved + value
    case .closed: closed[status ?? .withdrawn, default: LedgerAmount()] = closed[status ?? .withdrawn, default: LedgerAmount()] + value
    case .revalued: revalued = revalued + value
    case nil: break
    }
  }
}
