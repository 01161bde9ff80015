import DataTesting
import Portfolio
import Postgres
import Speech
import Testing

@testable import Feeds
@testable import Register
@testable import Schema
@testable import Views

/// Days that cannot be, and payments that lower nothing: refused, or said.
@Suite struct FactDayTests {
  private static let key = CaseKey(client: nil, caseNo: "k1")

  @Test func whatIsSaidToHaveHappenedAfterTomorrowIsRefused() async throws {
    let world = try await World("days-ahead", collectors: 1)
    try await world.addCases(1)
    let (feeds, agency) = (world.store.feeds, world.agency)
    let today = try await world.store.register.clock(agency).today
    let calls = [
      CallRows.attempt(2, case: "k1", day: today), CallRows.attempt(3, case: "k1", day: today + 2),
      CallRows.attempt(4, case: "k1", day: today + 36_500),
    ]
    let called = try await feeds.apply(calls, file: "a.csv", agency: agency)
    #expect((called.inserted, called.rejects.map(\.position.line), called.rejects.map(\.column)) == (1, [3, 4], ["at", "at"]))
    #expect(called.rejects[0].why.en.contains("lies ahead") && called.rejects[0].why.zh.contains("在将来"))
    let promises = [2, 3].map { line in
      PromiseRow(
        line: line, key: Self.key, sourceID: "s\(line)", madeOn: today + (line == 2 ? 0 : 9), dueOn: today + 60, amount: 5, plan: 0)
    }
    let promised = try await feeds.apply(promises, file: "s.csv", agency: agency)
    #expect((promised.inserted, promised.rejects.map(\.column)) == (1, ["made_on"]))
    let flags = [2, 3].map { FlagRow(line: $0, key: Self.key, flag: .dispute, set: true, day: today + ($0 == 2 ? 1 : 2)) }
    #expect(try await feeds.apply(flags, file: "f.csv", agency: agency).rejects.map(\.position.line) == [3])
    let holds = [2, 3].map { HoldRow(line: $0, key: Self.key, kind: .dispute, from: today + ($0 == 2 ? 300 : 3000), until: .never) }
    #expect(try await feeds.apply(holds, file: "h.csv", agency: agency).rejects.map(\.position.line) == [3])
    #expect(try await world.addCases(1) { _, row in row.entrustedOn = today + 800 }.rejects.map(\.column) == ["entrusted_on"])
  }

  @Test func aFirstDayOverdueThatHasNotComeIsSaidOrRefused() async throws {
    let world = try await World("days-overdue", collectors: 1)
    let today = try await world.store.register.clock(world.agency).today
    let report = try await world.addCases(4) { index, row in row.overdueOn = [today, today + 9, today + 400, nil][index - 1] }
    #expect((report.inserted, report.datedAhead.count, report.rejects.map(\.column)) == (3, 1, ["overdue_on"]))
  }

  @Test func aPaymentThatLowersNothingIsNamed() async throws {
    let world = try await World("days-nothing")
    try await world.addCases(1)
    let today = try await world.store.register.clock(world.agency).today
    // Of yesterday is the figure, for nobody said which day it is of.
    let days = [today - 9, today - 1, today, today + 60, today + 20_000]
    let rows = days.enumerated().map {
      PaymentRow(line: $0 + 2, key: Self.key, sourceID: "p\($0)", day: $1, amount: 100, currency: nil)
    }
    let report = try await world.store.feeds.apply(rows, file: "p.csv", agency: world.agency)
    #expect((report.inserted, report.rejects.map(\.position.line)) == (4, [6]))
    #expect((report.inFigure.lines, report.onFigureDay, report.ahead.lines) == ([2, 3], 1, [5]))
    #expect(try await world.shown("k1").outstanding == 9_900)
    // Said once: what changes nothing is not said again.
    let again = try await world.store.feeds.apply(Array(rows.prefix(4)), file: "p.csv", agency: world.agency)
    #expect((again.unchanged, again.inFigure.count, again.ahead.count) == (4, 0, 0))
  }

  @Test func anAmountOfMoreThanIsOwedIsTakenAndNamed() async throws {
    let world = try await World("days-more")
    try await world.addCases(1) { _, row in row.entrusted = 20_000 }
    let today = try await world.store.register.clock(world.agency).today
    let promises = [20_000, 20_001, 199_999, 200_000].enumerated().map {
      PromiseRow(line: $0 + 2, key: Self.key, sourceID: "s\($0)", madeOn: today, dueOn: today + 1, amount: $1, plan: 0)
    }
    let report = try await world.store.feeds.apply(promises, file: "s.csv", agency: world.agency)
    #expect((report.inserted, report.aboveDebt.lines, report.doubts.lines) == (4, [3, 4], [5]))
  }

  @Test func aRowInAnotherCurrencyThanItsCaseIsRefused() async throws {
    let world = try await World("days-currency")
    try await world.store.database.transaction(agency: world.agency.id) { [agency = world.agency.id] in
      try $0.execute("INSERT INTO allot.exchange_rate (agency_id, currency, numerator, denominator) VALUES (\(agency), 'JPY', 48, 1000)")
    }
    try await world.addCases(2) { number, row in if number == 2 { row.currency = Currency("JPY")! } }
    let today = try await world.store.register.clock(world.agency).today
    func promise(_ line: Int, _ number: String, _ currency: Currency?) -> PromiseRow {
      var row = PromiseRow(
        line: line, key: CaseKey(client: nil, caseNo: number), sourceID: "s\(line)", madeOn: today, dueOn: today, amount: 5, plan: 0)
      row.currency = currency
      return row
    }
    let rows = [promise(2, "k1", nil), promise(3, "k1", .usd), promise(4, "k2", nil), promise(5, "k2", Currency("JPY"))]
    let report = try await world.store.feeds.apply(rows, file: "s.csv", agency: world.agency)
    #expect((report.inserted, report.rejects.map(\.position.line)) == (2, [3, 4]))
    // Five fen are no five yen.
    let paid = PaymentRow(line: 2, key: CaseKey(client: nil, caseNo: "k2"), sourceID: "p", day: today, amount: 500, currency: nil)
    #expect(try await world.store.feeds.apply([paid], file: "p.csv", agency: world.agency).rejects.map(\.column) == ["currency"])
  }

  @Test func aLaterRowOfTheSameIDIsTakenAndSaid() async throws {
    let world = try await World("days-twice")
    try await world.addCases(2)
    let today = try await world.store.register.clock(world.agency).today
    func paid(_ line: Int, _ amount: Int64) -> PaymentRow {
      PaymentRow(line: line, key: Self.key, sourceID: "p", day: today, amount: amount, currency: nil)
    }
    let payments = try await world.store.feeds.apply([paid(2, 5), paid(3, 5), paid(4, 7)], file: "p.csv", agency: world.agency)
    #expect((payments.inserted, payments.superseded.lines) == (1, [3]))
    var calls = (2...4).map { CallRows.attempt($0, case: "k1", day: today) }
    for index in calls.indices { (calls[index].sourceID, calls[index].isNamed) = ("one", true) }
    calls[2].key = CaseKey(client: nil, caseNo: "k2")
    let first = try await world.store.feeds.apply(calls, file: "a.csv", agency: world.agency)
    #expect((first.inserted, first.superseded.lines) == (1, [2]))
    let of: SQL =
      "SELECT r.case_no FROM allot.attempt a JOIN allot.case_record r USING (agency_id, case_id) WHERE a.agency_id = \(world.agency.id)"
    #expect(try await world.store.database.run { try $0.query(of).decode(String.self) } == ["k2"])
    // The case is corrected in a later file, too, and the last of two rows counts there as well.
    let second = try await world.store.feeds.apply([calls[2], calls[0]], file: "b.csv", agency: world.agency)
    #expect((second.inserted, second.changed, second.superseded.lines) == (0, 1, [4]))
    #expect(try await world.store.database.run { try $0.query(of).decode(String.self) } == ["k1"])
    #expect(try await world.store.feeds.checkCounters(agency: world.agency).differences == 0)
  }
}
