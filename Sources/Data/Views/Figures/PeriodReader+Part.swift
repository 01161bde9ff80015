import Figures
import Portfolio
import Postgres
import Schema

/// Stock and flow of a part of the agency: the ledger's positions know currencies and sides only, so the part's stock is counted back from its cases as
/// they are now through the ledger's changes. All cases are counted back in the same pass, and what that gives at each position is held against what was
/// counted there then: so a change that was lost, invented or put into the wrong window shows.
extension PeriodReader {
  /// `flows`, `days` and `bookDifferences`, and what every run did with the part's cases.
  mutating func readPartFlows() throws {
    try readPartRuns()
    let ends = try connection.query(
      """
      SELECT min(position_id), max(position_id) FROM allot.ledger_position
      WHERE agency_id = \(agency.id) AND day BETWEEN \(period.first.date) AND \(period.last.date)
      """
    ).only().decode(Int64?.self, Int64?.self)
    guard let first = ends.0, let last = ends.1 else { return }
    let chain = try connection.query(
      """
      SELECT position_id, previous_id, day, snapshot::text, coalesce(run_id, 0) FROM allot.ledger_position
      WHERE agency_id = \(agency.id) AND position_id BETWEEN \(first) AND \(last) ORDER BY position_id
      """
    ).decode(Int64.self, Int64.self, PostgresDate.self, String.self, Int64.self)
    figures.strangers = Int64(chain.count { !period.contains(Day($0.2)) })
    let before = try connection.query(
      "SELECT snapshot::text FROM allot.ledger_position WHERE agency_id = \(agency.id) AND position_id = \(chain[0].1)"
    ).first?[0, as: String.self]
    // From now back: what lies behind the last position, then position by position.
    var windows: [PartFlows] = []
    for place in chain.indices {
      windows.append(try flows(after: place == 0 ? before : chain[place - 1].3, through: chain[place].3))
    }
    var standing = try standing().less(try flows(after: chain[chain.count - 1].3, through: nil))
    var closings = [standing]
    for window in windows.reversed() {
      standing = standing.less(window)
      closings.append(standing)
    }
    // closings[place] is where the window of that place opens, closings[place + 1] where it closes.
    closings.reverse()
    try compareWithBooks([chain[0].1] + chain.map(\.0), closings)
    figures.flows = account(closings[0], windows, closings[chain.count])
    var from = 0
    for place in chain.indices where place == chain.count - 1 || chain[place + 1].2 != chain[place].2 {
      let day = PeriodDay(Day(chain[place].2), flows: account(closings[from], Array(windows[from...place]), closings[place + 1]))
      figures.days.append(day)
      from = place + 1
    }
    for index in figures.runs.indices {
      guard let place = chain.firstIndex(where: { $0.4 == figures.runs[index].run }) else { continue }
      figures.runs[index].counts.open = closings[place + 1].own.values.reduce(0) { $0 + $1.cases }
      let came = windows[place].own.values.reduce(Stock.zero) { sum, lines in
        [FlowLineKind.entrusted, .reopened, .fromPool, .movedIn].reduce(sum) { $0 + (lines[$1] ?? .zero) }
      }
      figures.runs[index].counts.entrusted = came.cases
    }
  }

  /// A run's counts are those of the part.
  private mutating func readPartRuns() throws {
    let rows = try connection.query(
      """
      SELECT d.run_id, count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.assigned) AND NOT d.lost),
        count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.moved) AND NOT d.lost),
        count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.recalled) AND NOT d.lost),
        count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.held)),
        count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.unassigned) OR d.kind = \(stored: DecisionKind.assigned) AND d.lost)
      FROM allot.decision d
      WHERE d.agency_id = \(agency.id) AND d.day BETWEEN \(period.first.date) AND \(period.last.date) \(part.ofDecision(from: false))
      GROUP BY 1
      """
    ).decode(Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self)
    let found = Dictionary(rows.map { ($0.0, $0) }, uniquingKeysWith: { first, _ in first })
    for index in figures.runs.indices {
      var counts = NightFigures(slot: figures.runs[index].slot, run: figures.runs[index].run)
      if let row = found[counts.run] {
        (counts.assigned, counts.moved, counts.recalled, counts.held, counts.unassigned) = (row.1, row.2, row.3, row.4, row.5)
      }
      figures.runs[index].counts = counts
    }
  }

  /// Open cases as they are: the part's, and all that its books are compared with.
  private func standing() throws -> PartStock {
    var own: SQL = "true"
    var side: SQL = ""
    switch part {
    case .agency: break
    case .client(let client): own = "s.client_id = \(client)"
    case .team(let people):
      own = "s.holder_id = ANY (\(people))"
      side = "AND s.holder_id IS NOT NULL"
    }
    let rows = try connection.query(
      """
      SELECT \(own), s.currency, count(*), sum(s.outstanding)::int8 FROM allot.case_state s
      WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open) \(side) GROUP BY 1, 2
      """
    ).decode(Bool.self, String.self, Int64.self, Int64.self)
    var stock = PartStock()
    for (isOwn, code, cases, amount) in rows {
      let currency = try Currency(stored: code)
      if isOwn { stock.own[currency, default: .zero] += Stock(cases, amount) }
      stock.all[currency, default: .zero] += Stock(cases, amount)
    }
    return stock
  }

  /// What changed between two snapshots; without the first from the beginning of the books, without the last until now.
  private func flows(after first: String?, through last: String?) throws -> PartFlows {
    let since: SQL = first.map { "AND \(Store.unseen($0))" } ?? ""
    let until: SQL = last.map { "AND \(Store.seen($0))" } ?? ""
    var flows = PartFlows()
    switch part {
    case .agency: break
    case .client(let client):
      let rows = try connection.query(
        """
        SELECT r.client_id = \(client), c.currency, c.kind, coalesce(c.status, -1)::int2, sum(c.cases)::int8, sum(c.amount)::int8
        FROM allot.change c JOIN allot.case_record r ON r.agency_id = c.agency_id AND r.case_id = c.case_id
        WHERE c.agency_id = \(agency.id) AND c.kind IN (\(stored: FlowKind.arrivals + [.closed, .revalued])) \(since) \(until)
        GROUP BY 1, 2, 3, 4
        """
      ).decode(Bool.self, String.self, Int16.self, Int16.self, Int64.self, Int64.self)
      for (isOwn, code, kind, status, cases, amount) in rows {
        let currency = try Currency(stored: code)
        let line: (kind: FlowLineKind, change: Stock) =
          switch FlowKind(rawValue: kind) {
          case .entrusted: (.entrusted, Stock(cases, amount))
          case .reopened: (.reopened, Stock(cases, amount))
          case .closed: (Self.closing(status), Stock(-cases, -amount))
          default: (.revalued, Stock(0, amount))
          }
        flows.add(line.change, line.kind, isOwn: isOwn, currency)
      }
    case .team(let people):
      let rows = try connection.query(
        """
        SELECT coalesce(c.from_id = ANY (\(people)), false), coalesce(c.to_id = ANY (\(people)), false), c.from_id IS NOT NULL, c.currency, c.kind,
          coalesce(c.status, -1)::int2, sum(c.cases)::int8, sum(c.amount)::int8
        FROM allot.change c
        WHERE c.agency_id = \(agency.id) AND NOT c.kind IN (\(stored: FlowKind.arrivals)) \(since) \(until) GROUP BY 1, 2, 3, 4, 5, 6
        """
      ).decode(Bool.self, Bool.self, Bool.self, String.self, Int16.self, Int16.self, Int64.self, Int64.self)
      for (isFrom, isTo, isHeld, code, kind, status, cases, amount) in rows {
        let currency = try Currency(stored: code)
        let (some, none) = (Stock(cases, amount), Stock(-cases, -amount))
        switch FlowKind(rawValue: kind) {
        case .assigned: flows.add(some, .fromPool, isOwn: isTo, currency)
        case .recalled: flows.add(none, .toPool, isOwn: isFrom, currency)
        case .moved:
          // From one person to another: nothing comes to people as a whole.
          if isTo, !isFrom { flows.own[currency, default: [:]][.movedIn, default: .zero] += some }
          if isFrom, !isTo { flows.own[currency, default: [:]][.movedOut, default: .zero] += none }
        case .closed: if isHeld { flows.add(none, Self.closing(status), isOwn: isFrom, currency) }
        default: if isHeld { flows.add(Stock(0, amount), .revalued, isOwn: isFrom, currency) }
        }
      }
    }
    return flows
  }

  /// A closing without a reason counts as withdrawn, as in the agency's own flow.
  private static func closing(_ status: Int16) -> FlowLineKind {
    switch CaseStatus(rawValue: UInt8(clamping: status)) {
    case .settled: .settled
    case .returned: .returned
    case .deceased: .deceased
    default: .withdrawn
    }
  }

  /// The part's account of every currency between two stocks.
  private func account(_ opening: PartStock, _ windows: [PartFlows], _ closing: PartStock) -> [StockFlow] {
    let currencies = Set(opening.own.keys).union(closing.own.keys).union(windows.flatMap { $0.own.keys })
    return currencies.sorted().compactMap { currency in
      let lines = FlowLineKind.allCases.map { kind in
        FlowLine(kind, windows.reduce(Stock.zero) { $0 + ($1.own[currency]?[kind] ?? .zero) })
      }
      let account = FlowAccount(
        opening: opening.own[currency] ?? .zero, lines: lines.filter { $0.change != .zero }, closing: closing.own[currency] ?? .zero)
      if account == FlowAccount() { return nil }
      if case .team = part { return StockFlow(currency: currency, people: account) }
      return StockFlow(currency: currency, pool: account)
    }
  }

  /// What all cases, counted back, come to at each position, against what was counted there; 0 is the beginning of the books.
  private mutating func compareWithBooks(_ positions: [Int64], _ stocks: [PartStock]) throws {
    var side: SQL = ""
    if case .team = part { side = "AND side = 'people'" }
    let rows = try connection.query(
      """
      SELECT position_id, currency, sum(cases)::int8, sum(amount)::int8 FROM allot.ledger_stock
      WHERE agency_id = \(agency.id) AND position_id = ANY (\(positions)) \(side) GROUP BY 1, 2
      """
    ).decode(Int64.self, String.self, Int64.self, Int64.self)
    var books: [Int64: [Currency: Stock]] = [:]
    for (position, code, cases, amount) in rows { books[position, default: [:]][try Currency(stored: code)] = Stock(cases, amount) }
    for (position, stock) in zip(positions, stocks) {
      let counted = books[position] ?? [:]
      for currency in Set(counted.keys).union(stock.all.keys) where (counted[currency] ?? .zero) != (stock.all[currency] ?? .zero) {
        figures.bookDifferences += 1
      }
    }
  }
}

/// Stocks at a position: the part's, and those of all that the books have.
private struct PartStock {
  var own: [Currency: Stock] = [:]
  var all: [Currency: Stock] = [:]

  /// Where it stood before these flows.
  func less(_ flows: PartFlows) -> PartStock {
    var before = self
    for (currency, lines) in flows.own { before.own[currency, default: .zero] -= lines.values.reduce(.zero, +) }
    for (currency, change) in flows.all { before.all[currency, default: .zero] -= change }
    return before
  }
}

/// Flows between two positions: the part's by kind, and the sum of all.
private struct PartFlows {
  var own: [Currency: [FlowLineKind: Stock]] = [:]
  var all: [Currency: Stock] = [:]

  mutating func add(_ change: Stock, _ kind: FlowLineKind, isOwn: Bool, _ currency: Currency) {
    all[currency, default: .zero] += change
    if isOwn { own[currency, default: [:]][kind, default: .zero] += change }
  }
}
