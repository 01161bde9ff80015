import DataTesting
import Figures
import Glibc
import Portfolio
import Postgres
import TestRandom
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// A week, a month, any days: what the ledger and the decisions say of them.
@Suite struct PeriodTests {
  private static let nights = getenv("ALLOT_LONG_TESTS") == nil ? 12 : 250

  /// An agency whose nights end today, with arrivals, payments, closings and moves between them as a lot has it.
  private func agency(_ code: String, nights: Int, skipping: Set<Int> = []) async throws -> (world: World, days: [Day], runs: [RunID]) {
    let world = try await World(code, collectors: 4)
    let settings = AgencySettings(
      name: code, zone: "Asia/Shanghai", currency: .cny, keepText: false, rates: [ExchangeRate(currency: .usd, millionths: 7_053_127)])
    _ = try await world.store.register.adopt(settings, for: world.agency)
    let today = try await world.store.register.clock(world.agency).today
    var random = SplitMix64(seed: 16)
    var open: [String] = []
    var days: [Day] = []
    var runs: [RunID] = []
    let tests = FiguresTests()
    for night in 0..<nights where !skipping.contains(night) {
      let day = today - (nights - 1 - night)
      let arrivals = Int.random(in: 1...5, using: &random)
      let rows = (0..<arrivals).map { number in
        var row = CaseRow(
          line: number + 2, client: number % 2 == 0 ? "cmb" : "cgb", caseNo: "n\(night)-\(number)", currency: number == 4 ? .usd : .cny,
          outstanding: Int64.random(in: 1_000...90_000, using: &random))
        row.batch = number % 2 == 0 ? "b1" : "b2"
        row.entrustedOn = day - 1
        return row
      }
      let applied = try await world.store.feeds.apply(rows, file: "cases", agency: world.agency)
      try #require(applied.inserted == rows.count)
      open += rows.map(\.caseNo)
      if let paying = open.randomElement(using: &random) {
        let payment = PaymentRow(
          line: 2, key: CaseKey(client: nil, caseNo: paying), sourceID: "p\(night)", day: today,
          amount: Int64.random(in: 1...900, using: &random),
          currency: nil)
        _ = try await world.store.feeds.apply([payment], file: "payments", agency: world.agency)
      }
      if night % 3 == 2, let place = open.indices.randomElement(using: &random) {
        let gone = open.remove(at: place)
        let shown = try await world.shown(gone)
        var row = CaseRow(line: 2, client: shown.client, caseNo: gone, currency: shown.currency, outstanding: shown.outstanding)
        row.status = [.returned, .settled, .withdrawn][night % 3]
        _ = try await world.store.feeds.apply([row], file: "cases", agency: world.agency)
      }
      let lots = (0..<16).map { _ in Int.random(in: 0..<64, using: &random) }
      let run = try await tests.night(world, slot: day) { snapshot, outcome in
        for (index, lot) in zip(snapshot.cases.indices.suffix(lots.count), lots) where lot % 2 == 0 {
          let to = lot % 10 == 0 ? CollectorIndex.none : CollectorIndex(lot % 4)
          if to != snapshot.cases.holder[index] { outcome.move(snapshot, index, to: to) }
        }
      }
      days.append(day)
      runs.append(run)
    }
    return (world, days, runs)
  }

  @Test func everyPeriodOfManyNightsReconcilesToZero() async throws {
    let (world, days, _) = try await agency("period-many", nights: Self.nights)
    var random = SplitMix64(seed: 3)
    var periods = [try #require(Period.days(from: days[0], to: days[days.count - 1])), .week(of: days[days.count / 2])]
    let (year, month, _) = days[days.count / 2].civil
    periods.append(try #require(Period.month(month, of: year)))
    for _ in 0..<10 {
      let ends = [days.randomElement(using: &random), days.randomElement(using: &random)].compactMap { $0 }.sorted()
      periods.append(try #require(Period.days(from: ends[0], to: ends[1])))
    }
    for period in periods {
      let figures = try await world.store.views.figures(of: period, agency: world.agency)
      #expect(figures.differences == 0, "\(period)")
      #expect(figures.flows.allSatisfy { $0.reconciles && $0.difference == .zero } && !figures.flows.isEmpty)
      #expect(figures.missing.isEmpty && figures.undone.isEmpty && figures.purged.isEmpty && figures.strangers == 0)
      let inside = days.filter { period.contains($0) }
      #expect(figures.days.map(\.day) == inside && figures.nights.map(\.slot) == inside)
      // Everything was read today: league tables count by the ledger's positions, as stock and flow do.
      let came = figures.flows.reduce(0) { $0 + $1.pool[.entrusted].cases + $1.pool[.reopened].cases }
      let closed = [FlowLineKind.settled, .returned, .withdrawn, .deceased].map { kind in
        figures.flows.reduce(0) { $0 - $1.pool[kind].cases - $1.people[kind].cases }
      }
      for league in [figures.clients, figures.batches] {
        #expect(
          league.reduce(0) { $0 + $1.entrusted.cases } == came && league.reduce(0) { $0 + $1.closed } == closed.reduce(0, +), "\(period)")
      }
    }
    // The whole closes with what is counted from the cases, and opens with nothing.
    let whole = try await world.store.views.figures(of: periods[0], agency: world.agency)
    let open = try await world.count("SELECT count(*) FROM allot.case_state WHERE agency_id = \(world.agency.id) AND status = 0")
    #expect(whole.flows.reduce(0) { $0 + $1.pool.closing.cases + $1.people.closing.cases } == Int64(open))
    #expect(whole.flows.allSatisfy { $0.pool.opening == .zero && $0.people.opening == .zero })
    // Both league tables count the same deals, and the runs say so many.
    let dealt = Int64(whole.runs.reduce(0) { $0 + $1.counts.assigned + $1.counts.moved })
    #expect(whole.people.reduce(0) { $0 + $1.dealt.cases } == dealt && whole.batches.reduce(0) { $0 + $1.dealt.cases } == dealt)
    #expect(whole.clients.reduce(0) { $0 + $1.dealt.cases } == dealt && whole.teams.reduce(0) { $0 + $1.dealt.cases } == dealt)
    // Amounts of another currency are turned into the agency's one by one, so all tables add up to the same.
    let amount = whole.people.reduce(0) { $0 + $1.dealt.amount }
    for league in [whole.teams, whole.clients, whole.batches] { #expect(league.reduce(0) { $0 + $1.dealt.amount } == amount) }
    let owed = try await world.count(
      "SELECT sum(CASE currency WHEN 'USD' THEN round(outstanding * 7.053127) ELSE outstanding END)::int8 FROM allot.case_state WHERE agency_id = \(world.agency.id) AND status = 0"
    )
    #expect(whole.clients.reduce(0) { $0 + $1.open.amount } == Int64(owed))
    #expect(Set(whole.clients.map(\.name)) == ["cmb", "cgb"] && Set(whole.batches.map(\.name)) == ["b1", "b2"])
    #expect(whole.clients.reduce(0) { $0 + $1.open.cases } == Int64(open))
  }

  /// What a client and a team get: only theirs, reconciled by itself, and together nothing but the whole.
  @Test func partsOfAPeriodReconcileAndAddUpToTheWhole() async throws {
    let (world, days, _) = try await agency("period-parts", nights: 9)
    let id = world.agency.id
    try await world.store.database.run { connection in
      try connection.execute("INSERT INTO allot.team (agency_id, team_id, name) VALUES (\(id), 1, 'a'), (\(id), 2, 'b')")
      try connection.execute(
        "UPDATE allot.collector SET team_id = CASE WHEN code IN ('c1', 'c2') THEN 1 ELSE 2 END WHERE agency_id = \(id)")
    }
    func figures(_ period: Period, _ scope: PeriodScope) async throws -> PeriodFigures {
      try await world.store.views.figures(of: period, scope: scope, agency: world.agency)
    }
    func sum(_ flows: [StockFlow], _ value: (StockFlow) -> Stock) -> [Currency: Stock] {
      flows.reduce(into: [:]) { $0[$1.currency, default: .zero] += value($1) }.filter { $0.value != .zero }
    }
    for period in [try #require(Period.days(from: days[0], to: days[8])), try #require(Period.days(from: days[2], to: days[6]))] {
      let whole = try await figures(period, .agency)
      let clients = [try await figures(period, .client("cmb")), try await figures(period, .client("cgb"))]
      let teams = [try await figures(period, .team("a")), try await figures(period, .team("b"))]
      for part in clients + teams {
        #expect(part.differences == 0 && part.bookDifferences == 0 && !part.flows.isEmpty, "\(part.scope)")
        #expect(part.days.map(\.day) == whole.days.map(\.day) && part.runs.map(\.run) == whole.runs.map(\.run))
        #expect(part.clients.isEmpty && part.teams.isEmpty)
      }
      let ofClients = clients.flatMap(\.flows)
      #expect(sum(ofClients) { $0.pool.closing } == sum(whole.flows) { $0.pool.closing + $0.people.closing })
      #expect(sum(ofClients) { $0.pool.opening } == sum(whole.flows) { $0.pool.opening + $0.people.opening })
      for kind in [FlowLineKind.entrusted, .settled, .returned, .withdrawn, .revalued] {
        #expect(sum(ofClients) { $0.pool[kind] } == sum(whole.flows) { $0.pool[kind] + $0.people[kind] }, "\(kind)")
      }
      let ofTeams = teams.flatMap(\.flows)
      #expect(sum(ofTeams) { $0.people.closing } == sum(whole.flows) { $0.people.closing })
      #expect(sum(ofTeams) { $0.people.opening } == sum(whole.flows) { $0.people.opening })
      #expect(sum(ofTeams) { $0.people[.fromPool] } == sum(whole.flows) { $0.people[.assigned] })
      // What one team gives the other gets.
      #expect(sum(ofTeams) { $0.people[.movedIn] + $0.people[.movedOut] }.isEmpty)
      for (index, run) in whole.runs.enumerated() {
        #expect(clients.reduce(0) { $0 + $1.runs[index].counts.assigned } == run.counts.assigned)
        #expect(clients.reduce(0) { $0 + $1.runs[index].counts.moved } == run.counts.moved)
      }
      #expect(clients.flatMap(\.batches).map(\.name).sorted() == whole.batches.map(\.name).sorted())
      #expect(clients[0].batches.allSatisfy { $0.of == "cmb" } && clients[0].people.isEmpty)
      #expect(teams.flatMap(\.people).map(\.name).sorted() == whole.people.map(\.name).sorted() && teams[0].batches.isEmpty)
      #expect(clients.flatMap(\.money).reduce(0) { $0 + $1.paidWeek.amount } == whole.money.reduce(0) { $0 + $1.paidWeek.amount })
    }
    // A change behind the ledger's back shows in every part: all cases counted back are not what was counted.
    try await world.store.database.run { connection in
      try connection.execute(
        """
        DELETE FROM allot.change WHERE agency_id = \(id) AND kind = 1 AND (xid, seq) = (
          SELECT xid, seq FROM allot.change WHERE agency_id = \(id) AND kind = 1 ORDER BY xid DESC, seq DESC LIMIT 1)
        """)
    }
    let period = try #require(Period.days(from: days[0], to: days[8]))
    #expect(try await figures(period, .client("cmb")).differences > 0)
    #expect(try await figures(period, .client("nobody")).flows.isEmpty)
  }

  @Test func aFlowThatIsNotWhatItWasIsADifference() async throws {
    let (world, days, _) = try await agency("period-tampered", nights: 4)
    let period = try #require(Period.days(from: days[0], to: days[3]))
    #expect(try await world.store.views.figures(of: period, agency: world.agency).differences == 0)
    let id = world.agency.id
    try await world.store.database.run { connection in
      _ = try connection.execute(
        """
        UPDATE allot.ledger_flow SET cases = cases + 1 WHERE agency_id = \(id) AND kind = 1
          AND position_id = (SELECT max(position_id) FROM allot.ledger_position WHERE agency_id = \(id) AND day = \(days[1].date))
        """)
    }
    let figures = try await world.store.views.figures(of: period, agency: world.agency)
    #expect(figures.differences > 0 && figures.days.filter { day in day.flows.contains { !$0.reconciles } }.map(\.day) == [days[1]])
  }

  @Test func daysWithoutANightAndDecisionsThatAreGoneAreSaid() async throws {
    let (world, days, runs) = try await agency("period-gaps", nights: 6, skipping: [2, 3])
    let period = try #require(Period.days(from: days[0] - 3, to: days[3] + 3))
    let before = try await world.store.views.figures(of: period, agency: world.agency)
    // Days before the first night ever, and those to come, are not missing.
    #expect(before.missing == [days[1] + 1, days[1] + 2] && before.purged.isEmpty && before.differences == 0)
    let moved = before.runs.filter { $0.counts.assigned + $0.counts.moved + $0.counts.recalled > 0 && $0.slot < days[2] }.map(\.run)
    try await world.store.feeds.purge(.decision, before: days[2], by: "t", agency: world.agency)
    let after = try await world.store.views.figures(of: period, agency: world.agency)
    #expect(after.purged.map(\.run) == moved && !moved.isEmpty && Set(moved).isSubset(of: runs))
    #expect(after.differences == 0 && after.flows == before.flows)
    #expect(after.people.reduce(0) { $0 + $1.dealt.cases } < before.people.reduce(0) { $0 + $1.dealt.cases })
  }

  @Test func aRunThatWasTakenBackIsSaidAndStandsOnBothSides() async throws {
    let (world, days, runs) = try await agency("period-undone", nights: 3)
    let key = RunKey(agency: world.agency.id, slot: days[2], kind: .manual, seq: 1)
    let fence = try await world.fence()
    let now = try await world.store.register.clock(world.agency).now
    guard case .began(let undo) = try await world.store.runs.beginRun(key, fence: fence, asOf: now) else {
      throw Unexpected("published already")
    }
    let counts = try await world.store.runs.stageUndo(undo, key: key, UndoScope(run: runs[2], slot: days[2]), reason: "wrong file", by: "t")
    try #require(counts.back > 0)
    _ = try await world.store.runs.publish(undo, key: key, fence: fence, undoneSlot: days[2])
    _ = try await world.store.runs.takeLedgerPosition(run: undo, slot: days[2], agency: world.agency)
    let figures = try await world.store.views.figures(of: try #require(Period.days(from: days[0], to: days[2])), agency: world.agency)
    #expect(figures.undone.map(\.run) == [runs[2]] && figures.runs.last?.takesBack == true && figures.runs.last?.kind == .manual)
    #expect(figures.differences == 0 && figures.days.map(\.day) == days && figures.nights.count == 3)
  }

  @Test func aPeriodBeforeTheFirstNightHasNothing() async throws {
    let world = try await World("period-nothing", collectors: 1)
    let figures = try await world.store.views.figures(of: .week(of: World.slot), agency: world.agency)
    #expect(figures.runs.isEmpty && figures.flows.isEmpty && figures.days.isEmpty && figures.missing.isEmpty && figures.differences == 0)
    #expect(figures.people.map(\.name) == ["c1"] && figures.batches.isEmpty)
  }

  @Test func weeksAndMonthsHaveTheirDays() throws {
    let week = Period.week(of: World.slot)
    #expect(week.first.description == "2026-11-16" && week.last.description == "2026-11-22" && week.days.count == 7)
    let february = try #require(Period.month(2, of: 2028))
    #expect(february.last.description == "2028-02-29" && Period.month(13, of: 2026) == nil)
    #expect(Period.days(from: week.last, to: week.first) == nil && Period.days(from: week.first, to: week.first + 366) == nil)
    #expect(Period.days(from: week.first, to: week.first + 365)?.days.count == 366)
  }
}
