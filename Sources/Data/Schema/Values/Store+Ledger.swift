import Portfolio
package import Postgres
import Speech

extension Store {
  /// A position as it was taken. Throws `notFound`.
  package func ledger(position: Int64, agency: Agency) async throws -> Ledger {
    try await database.transaction(agency: agency.id) { connection in
      let row = try connection.query(
        "SELECT previous_id FROM allot.ledger_position WHERE agency_id = \(agency.id) AND position_id = \(position)")
      guard let previous = try row.first?[0, as: Int64.self] else {
        throw StoreError.notFound(kind: .ledgerPosition, name: String(position))
      }
      return Ledger(position: position, lines: try Self.lines(connection, agency.id, opening: previous, closing: position, "= \(position)"))
    }
  }

  /// The stocks at two positions and every flow between them, in the same form: `previous` is where the period opens (0 before the first position),
  /// `position` where it closes.
  package static func ledger(after previous: Int64, through position: Int64, agency: Int64, _ connection: Connection) throws -> Ledger {
    Ledger(
      position: position,
      lines: try lines(connection, agency, opening: previous, closing: position, "> \(previous) AND position_id <= \(position)"))
  }

  /// `flows`: which positions' flows, as a comparison of `position_id`.
  private static func lines(_ connection: Connection, _ agency: Int64, opening: Int64, closing: Int64, _ flows: SQL) throws -> [LedgerLine]
  {
    var lines = LedgerLines()
    let stocks = try connection.query(
      """
      SELECT position_id, currency, side, cases, amount FROM allot.ledger_stock
      WHERE agency_id = \(agency) AND position_id IN (\(opening), \(closing))
      """)
    for (at, currency, side, cases, amount) in try stocks.decode(Int64.self, String.self, String.self, Int64.self, Int64.self) {
      let value = LedgerAmount(cases: cases, amount: amount)
      try lines.change(currency, side) { if at == closing { $0.after = value } else { $0.before = value } }
    }
    let rows = try connection.query(
      """
      SELECT currency, side, kind, status, sum(cases)::int8, sum(amount)::int8 FROM allot.ledger_flow
      WHERE agency_id = \(agency) AND position_id \(flows) GROUP BY 1, 2, 3, 4
      """)
    for (currency, side, kind, status, cases, amount) in try rows.decode(
      String.self, String.self, Int16.self, Int16.self, Int64.self, Int64.self)
    {
      let value = LedgerAmount(cases: cases, amount: amount)
      try lines.change(currency, side) { $0.add(FlowKind(rawValue: kind), CaseStatus(rawValue: UInt8(clamping: status)), value) }
    }
    return lines.sorted
  }
}

/// Lines being filled.
private struct LedgerLines {
  private var lines: [LedgerLine] = []

  mutating func change(_ currency: String, _ side: String, _ body: (inout LedgerLine) -> Void) throws {
    let currency = try Currency(stored: currency)
    guard let side = LedgerSide(rawValue: side) else {
      throw StoreError.invalid(Wording("the ledger knows no side \"\(side)\"", "台账没有“\(side)”这一方"))
    }
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
