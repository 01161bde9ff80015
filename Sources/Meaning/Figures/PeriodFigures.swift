package import Portfolio

/// Every number of a period for its page, its tables and its files; plain data, filled by the store.
package struct PeriodFigures: Sendable, Equatable {
  /// Which days.
  package var period: Period
  /// Of which part of the agency. Of a team `flows` and `days` have the account of its people, of a client one account of his open cases, which
  /// stands under `pool`.
  package var scope = PeriodScope.agency
  /// Of a part: positions and currencies at which all cases of the agency, counted back from now as the part's are, are not what was counted then.
  package var bookDifferences = 0
  /// Code of the agency, as in its file.
  package var agencyCode: String
  /// The agency's full name, for headings.
  package var agencyName: String
  /// The agency's own currency: amounts called base are its minor units.
  package var baseCurrency: Currency
  /// The agency's zone by its IANA name.
  package var timeZone: String
  /// Day on which these figures were read, in the agency's zone: nothing later is in them.
  package var readOn: Day
  /// Version of the program.
  package var program = ""
  /// Published runs of the period's days, in the order in which they were published.
  package var runs: [PeriodRun] = []
  /// Days up to `readOn`, from the agency's first night on, for which no night was published.
  package var missing: [Day] = []
  /// Stock and flow from the first position of the period to the last, by currency; empty where there is none.
  package var flows: [StockFlow] = []
  /// The same day by day, ascending; days without a position are missing.
  package var days: [PeriodDay] = []
  /// Positions between the first and the last that were taken for a day outside the period: runs made up later. They are in `flows`, with a day of their own.
  package var strangers: Int64 = 0
  /// Promises due in the period and payments of its days; `dueToday` and `paidYesterday` are empty.
  package var money: [MoneyDay] = []
  /// Cases that left their holder, by kind of recall.
  package var recalls: [RecallFigures] = []
  /// By person, most new cases first.
  package var people: [LeagueRow] = []
  /// By team, as people stand in teams when this was read.
  package var teams: [LeagueRow] = []
  /// By client.
  package var clients: [LeagueRow] = []
  /// By batch.
  package var batches: [LeagueRow] = []
  /// A period in which nothing is known yet.
  package init(_ period: Period, agencyCode: String, agencyName: String, baseCurrency: Currency, timeZone: String, readOn: Day) {
    (self.period, self.agencyCode, self.agencyName) = (period, agencyCode, agencyName)
    (self.baseCurrency, self.timeZone, self.readOn) = (baseCurrency, timeZone, readOn)
  }

  /// Nights of the period, the last of each day, ascending.
  package var nights: [PeriodRun] {
    var found: [Day: PeriodRun] = [:]
    for run in runs where run.kind == .night { found[run.slot] = run }
    return found.values.sorted { $0.slot < $1.slot }
  }

  /// Runs that were taken back, as a whole or in part.
  package var undone: [PeriodRun] { runs.filter { $0.takenBackBy != nil } }
  /// Runs that moved cases and whose decisions are gone: league tables know nothing of them.
  package var purged: [PeriodRun] { runs.filter(\.isPurged) }

  /// Everything that does not add up: of the whole, of each day, and from one day's closing to the next one's opening. 0 is well.
  package var differences: Int {
    var count = bookDifferences + flows.count { !$0.reconciles }
    for day in days { count += day.flows.count { !$0.reconciles } }
    for (before, after) in zip(days, days.dropFirst()) {
      let currencies = Set(before.flows.map(\.currency)).union(after.flows.map(\.currency))
      for currency in currencies {
        let (closing, opening) = (before.flow(currency), after.flow(currency))
        if closing.pool.closing != opening.pool.opening || closing.people.closing != opening.people.opening { count += 1 }
      }
    }
    for flow in flows {
      let daily = days.map { $0.flow(flow.currency) }
      for kind in FlowLineKind.allCases {
        if daily.reduce(Stock.zero, { $0 + $1.pool[kind] }) != flow.pool[kind] { count += 1 }
        if daily.reduce(Stock.zero, { $0 + $1.people[kind] }) != flow.people[kind] { count += 1 }
      }
    }
    return count
  }
}

extension PeriodFigures {
  /// Cases that came in over the period: entrusted and reopened; of a team from the pool and from other teams.
  package var arrivals: Int64 {
    flows.reduce(Int64(0)) { sum, flow in
      sum + [FlowLineKind.entrusted, .reopened].reduce(0) { $0 + flow.pool[$1].cases }
        + [FlowLineKind.fromPool, .movedIn].reduce(0) { $0 + flow.people[$1].cases }
    }
  }
}

/// A published run of a period.
package struct PeriodRun: Sendable, Equatable {
  /// Database id.
  package var run: Int64
  /// Day the run was for.
  package var slot: Day
  package var kind: RunKind
  /// Its counts; of a part of the agency those of the part, without `classChanged`.
  package var counts: NightFigures
  /// The last run that took moves of it back; nil where nobody did.
  package var takenBackBy: Int64?
  /// Whether it takes another run's moves back.
  package var takesBack: Bool
  /// It moved cases, and its decisions are gone.
  package var isPurged: Bool
  /// A row of the register of runs.
  package init(run: Int64, slot: Day, kind: RunKind, counts: NightFigures, takenBackBy: Int64?, takesBack: Bool, isPurged: Bool) {
    (self.run, self.slot, self.kind, self.counts) = (run, slot, kind, counts)
    (self.takenBackBy, self.takesBack, self.isPurged) = (takenBackBy, takesBack, isPurged)
  }
}

/// Stock and flow of one day.
package struct PeriodDay: Sendable, Equatable {
  package var day: Day
  /// By currency, ascending.
  package var flows: [StockFlow]
  /// A day with at least one position.
  package init(_ day: Day, flows: [StockFlow]) { (self.day, self.flows) = (day, flows) }
  /// The accounts of a currency; empty ones where the day knows none.
  package func flow(_ currency: Currency) -> StockFlow { flows.first { $0.currency == currency } ?? StockFlow(currency: currency) }
}

/// One row of a league table. What a table does not count is 0.
package struct LeagueRow: Sendable, Equatable {
  /// Code of the person; name of the team, client or batch; empty for none.
  package var name: String
  /// What it belongs to: a person's team, a batch's client.
  package var of = ""
  /// Cases that came in between the period's ledger positions, with their amount then in base minor units.
  package var entrusted = Stock.zero
  /// Cases dealt or moved to; base minor units.
  package var dealt = Stock.zero
  /// Cases moved or recalled from; base minor units.
  package var taken = Stock.zero
  /// Cases closed between the period's ledger positions.
  package var closed: Int64 = 0
  /// Payments and their sum in base minor units.
  package var paid = Stock.zero
  /// Open cases when this was read, base minor units.
  package var open = Stock.zero
  /// Seconds scheduled less leave.
  package var scheduledSeconds: Int64 = 0
  /// Seconds talked.
  package var talkSeconds: Int64 = 0
  /// Calls made.
  package var calls: Int64 = 0
  /// Messages and other contacts.
  package var otherContacts: Int64 = 0
  /// A row in which nothing is counted.
  package init(_ name: String, of: String = "") { (self.name, self.of) = (name, of) }

  /// Adds what another row counts.
  package mutating func add(_ row: LeagueRow) {
    entrusted += row.entrusted
    dealt += row.dealt
    taken += row.taken
    closed += row.closed
    paid += row.paid
    open += row.open
    scheduledSeconds += row.scheduledSeconds
    talkSeconds += row.talkSeconds
    calls += row.calls
    otherContacts += row.otherContacts
  }
}
