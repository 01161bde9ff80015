package import Figures
package import Portfolio
import Postgres
package import Schema

extension Views {
  /// Everything the report of a run says, read in one snapshot of the database. Of a plan that waits they are
  /// those of the kept plan; of any other run that is not published there are no movements. Labels of
  /// conversations count when they were given up to `labelsUpTo`; nil = now. Throws `notFound`.
  package func figures(
    run: RunID, agency: Agency, terms: ReportTerms = ReportTerms(), labelsUpTo moment: Instant? = nil
  ) async throws -> Figures {
    let (read, beside) = try await database.together(agency: agency.id, settings: .unlimited) { connection in
      var reader = try FigureReader(connection, agency, run, terms)
      try reader.readTrend()
      try reader.readClasses()
      try reader.readTalk(labelsUpTo: moment)
      try reader.readRules()
      try reader.readCollectors()
      try reader.readShares()
      try reader.readMeanwhile()
      try reader.readFairness()
      try reader.readWaiting()
      try reader.readRecalls()
      try reader.readMovements()
      try reader.readNames()
      try reader.readControls()
      reader.figures.plan = try Self.waitingPlan(run, agency.id, connection)
      return Read(figures: reader.figures, position: reader.position)
    } _: { connection in
      var reader = try FigureReader(connection, agency, run, terms)
      try reader.readMorning()
      try reader.readLeftOut()
      let held = try reader.heldStock()
      return Beside(morning: reader.figures.morning, earlier: reader.figures.header.earlier, held: held)
    }
    var figures = read.figures
    let meanwhile = figures.morning.meanwhile
    (figures.morning, figures.header.earlier) = (beside.morning, beside.earlier)
    figures.morning.meanwhile = meanwhile
    // A position is written once; it need not be of the same snapshot.
    if let position = read.position {
      figures.flows = StockFlow.of(try await store.ledger(position: position, agency: agency), held: beside.held)
    }
    if !figures.flows.isEmpty {
      figures.controls.append(
        ControlFigures(
          .reconciliation, checked: Int64(figures.flows.count * 2), violations: Int64(figures.flows.count { !$0.reconciles })))
    }
    return figures
  }

  /// Header, people and fairness of a run, read in one snapshot: `figures(run:…)` without the rest. Throws `notFound`.
  package func people(run: RunID, agency: Agency, terms: ReportTerms = ReportTerms()) async throws -> Figures {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var reader = try FigureReader(connection, agency, run, terms)
      try reader.readCollectors()
      try reader.readShares()
      try reader.readFairness()
      return reader.figures
    }
  }
}

/// The night itself.
private struct Read: Sendable {
  var figures: Figures
  var position: Int64?
}

/// What is known around the night, and whether it can be trusted: about as much work as the night itself.
private struct Beside: Sendable {
  var morning: Morning
  var earlier: EarlierCases?
  var held: [Currency: Stock]
}

extension StockFlow {
  /// A ledger position as the report shows it: signed, closed by reason.
  static func of(_ ledger: Ledger, held: [Currency: Stock]) -> [StockFlow] {
    var flows: [StockFlow] = []
    for line in ledger.lines {
      let account = FlowAccount(line)
      if flows.last?.currency != line.currency { flows.append(StockFlow(currency: line.currency, held: held[line.currency] ?? .zero)) }
      switch line.side {
      case .pool: flows[flows.count - 1].pool = account
      case .people: flows[flows.count - 1].people = account
      }
    }
    return flows
  }
}

extension FlowAccount {
  fileprivate init(_ line: LedgerLine) {
    func stock(_ amount: LedgerAmount) -> Stock { Stock(amount.cases, amount.amount) }
    func closed(_ statuses: [CaseStatus]) -> Stock { -statuses.reduce(.zero) { $0 + stock(line.closed[$1] ?? LedgerAmount()) } }
    let inward: Stock = line.side == .pool ? stock(line.recalled) : -stock(line.recalled)
    let outward: Stock = line.side == .pool ? -stock(line.assigned) : stock(line.assigned)
    // A closing without a reason counts as withdrawn: nothing may be missing from the sum.
    let lines: [FlowLine] = [
      FlowLine(.entrusted, stock(line.entrusted)), FlowLine(.reopened, stock(line.reopened)), FlowLine(.recalled, inward),
      FlowLine(.assigned, outward), FlowLine(.settled, closed([.settled])), FlowLine(.returned, closed([.returned])),
      FlowLine(.withdrawn, closed([.withdrawn, .open])), FlowLine(.deceased, closed([.deceased])),
      FlowLine(.revalued, Stock(0, line.revalued.amount)),
    ]
    self.init(opening: stock(line.before), lines: lines.filter { $0.change != .zero }, closing: stock(line.after))
  }
}
