import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// What is owed: the client's figure, less what was paid after its day.
@Suite struct BalanceTests {
  private let key = CaseKey(client: nil, caseNo: "k1")

  private func pay(_ world: World, _ id: String, _ amount: Int64, on day: Day) async throws {
    let row = PaymentRow(line: 2, key: key, sourceID: id, day: day, amount: amount, currency: nil)
    #expect(try await world.store.feeds.apply([row], file: "p", agency: world.agency).rejects.isEmpty)
  }

  @discardableResult
  private func state(_ world: World, _ amount: Int64, change: @escaping (inout CaseRow) -> Void = { _ in }) async throws -> ApplyReport {
    try await world.addCases(1) { _, row in
      row.outstanding = amount
      change(&row)
    }
  }

  private func owed(_ world: World) async throws -> Int64 { try await world.shown("k1").outstanding }

  private func expectBalanced(_ world: World) async throws {
    let ledger = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    #expect(ledger.imbalances.isEmpty)
    #expect(try await world.store.views.invariants(agency: world.agency).filter { $0.violations > 0 }.map(\.view) == [])
  }

  @Test func aPaymentThatBouncesLeavesWhatWasOwed() async throws {
    let world = try await World("balance-bounced", collectors: 1)
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 30_000) { $0.collector = "c1" }
    try await pay(world, "a", 50_000, on: today)
    #expect(try await owed(world) == 0)
    try await pay(world, "b", -50_000, on: today)
    #expect(try await owed(world) == 30_000)
    try await expectBalanced(world)
  }

  @Test func aPaymentCorrectedBelowWhatWasOwedLeavesTheRest() async throws {
    let world = try await World("balance-corrected")
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 30_000)
    try await pay(world, "a", 50_000, on: today)
    try await pay(world, "a", 5_000, on: today)
    #expect(try await owed(world) == 25_000)
    // To a day that the client's figure has: it lowers nothing any more.
    try await pay(world, "a", 5_000, on: today - 1)
    #expect(try await owed(world) == 30_000)
    try await expectBalanced(world)
  }

  @Test func aPaymentDatedAheadCountsFromItsDayOn() async throws {
    let world = try await World("balance-ahead", collectors: 1)
    let (agency, today) = (world.agency.id, try await world.store.register.clock(world.agency).today)
    try await state(world, 30_000) { $0.collector = "c1" }
    try await pay(world, "a", 10_000, on: today + 1)
    #expect(try await owed(world) == 30_000)
    #expect(try await world.store.feeds.settle(agency: world.agency) == 0)
    try await expectBalanced(world)
    // The day comes.
    try await world.store.database.transaction(agency: agency) {
      try $0.execute("UPDATE allot.payment SET day = \(today.date) WHERE agency_id = \(agency)")
    }
    let rev = try await world.heldCases().first?.rev ?? 0
    #expect(try await world.store.feeds.settle(agency: world.agency) == 1)
    #expect(try await owed(world) == 20_000)
    #expect(try await world.heldCases().first?.rev ?? 0 > rev, "a plan under way knows no longer what is owed")
    #expect(try await world.store.feeds.settle(agency: world.agency) == 0)
    try await expectBalanced(world)
  }

  /// Figure and payments of one day, in both orders: with the day said, the order does not matter.
  @Test(arguments: [true, false])
  func theDaysPaymentsAreNotSubtractedTwice(figureFirst: Bool) async throws {
    let world = try await World("balance-day-\(figureFirst)")
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 30_000) { $0.balanceOn = today - 2 }
    if figureFirst { try await state(world, 20_000) { $0.balanceOn = today } }
    try await pay(world, "a", 10_000, on: today)
    if !figureFirst { try await state(world, 20_000) { $0.balanceOn = today } }
    #expect(try await owed(world) == 20_000)
    // A figure of an earlier day, read late, changes nothing.
    try await state(world, 30_000) { $0.balanceOn = today - 1 }
    #expect(try await owed(world) == 20_000)
    try await expectBalanced(world)
  }

  @Test func withoutADayAFigureHasThePaymentsThatWereHereWhenItCame() async throws {
    let world = try await World("balance-unsaid")
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 30_000)
    try await pay(world, "a", 10_000, on: today)
    #expect(try await owed(world) == 20_000)
    try await state(world, 19_900)
    #expect(try await owed(world) == 19_900)
    try await pay(world, "b", 900, on: today)
    #expect(try await owed(world) == 19_000)
    try await expectBalanced(world)
  }

  /// The figure of today is replaced by one without a day: the day goes with it, and what is paid today comes on top.
  @Test(arguments: [nil, false])
  func aFigureWithoutADayBringsItsOwnDay(isAsOfToday: Bool?) async throws {
    let world = try await World("balance-own-day-\(isAsOfToday.map { "\($0)" } ?? "unsaid")")
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 10_000) { $0.balanceOn = today }
    try await state(world, 9_000) { $0.isAsOfToday = isAsOfToday }
    #expect(try await owed(world) == 9_000)
    try await pay(world, "a", 3_000, on: today)
    #expect(try await owed(world) == 6_000)
    // Read again, the file undoes no payment.
    try await state(world, 9_000) { $0.isAsOfToday = isAsOfToday }
    #expect(try await owed(world) == 6_000)
    try await expectBalanced(world)
  }

  @Test(arguments: [(true, 30_000), (false, 20_000)])
  func aMappingSaysWhetherTheDaysPaymentsComeOnTop(isAsOfToday: Bool, wanted: Int64) async throws {
    let world = try await World("balance-mapping-\(isAsOfToday)")
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 40_000) { $0.balanceOn = today - 3 }
    try await pay(world, "a", 10_000, on: today)
    try await state(world, 30_000) { $0.isAsOfToday = isAsOfToday }
    #expect(try await owed(world) == wanted)
    try await expectBalanced(world)
  }

  @Test func aCreditIsNothingDueAndAReversalOwesTheRest() async throws {
    let world = try await World("balance-credit")
    let today = try await world.store.register.clock(world.agency).today
    #expect(try await state(world, -5_000).inserted == 1)
    #expect(try await owed(world) == 0)
    try await pay(world, "a", -8_000, on: today)
    #expect(try await owed(world) == 3_000)
    try await expectBalanced(world)
  }

  @Test func aFigureOfADayToComeIsRejected() async throws {
    let world = try await World("balance-figure-ahead")
    let today = try await world.store.register.clock(world.agency).today
    let report = try await state(world, 30_000) { $0.balanceOn = today + 1 }
    #expect(report.rejects.map(\.column) == ["balance_on"] && report.inserted == 0)
  }

  @Test func aPaymentOfAClosedCaseCountsWhenItIsOpenedAgain() async throws {
    let world = try await World("balance-closed")
    let today = try await world.store.register.clock(world.agency).today
    try await state(world, 30_000)
    try await state(world, 30_000) { $0.status = .returned }
    try await pay(world, "a", 10_000, on: today)
    try await state(world, 30_000) { $0.status = .open }
    #expect(try await owed(world) == 20_000)
    try await expectBalanced(world)
  }

  @Test func daysPastDueFollowTheLatestFigureAndDoNotDrift() async throws {
    let world = try await World("balance-dpd")
    let today = try await world.store.register.clock(world.agency).today
    // Entrusted 59 days ago: what is stated today is 89 all the same.
    try await state(world, 30_000) {
      $0.daysPastDue = 89
      $0.entrustedOn = today - 59
    }
    #expect(try await world.shown("k1").overdueOn == today - 89)
    try await state(world, 30_000) {
      $0.daysPastDue = 12
      $0.balanceOn = today
    }
    #expect(try await world.shown("k1").overdueOn == today - 12)
    try await state(world, 30_000) {
      $0.daysPastDue = 300
      $0.balanceOn = today - 1
    }
    #expect(try await world.shown("k1").overdueOn == today - 12, "an earlier figure does not speak of today")
    try await state(world, 30_000) { $0.daysPastDue = 20 }
    #expect(try await world.shown("k1").overdueOn == today - 20)
    // The same file, read again some days later.
    let agency = world.agency.id
    try await world.store.database.transaction(agency: agency) {
      try $0.execute("UPDATE allot.case_state SET overdue_on = overdue_on - 3 WHERE agency_id = \(agency)")
    }
    try await state(world, 30_000) { $0.daysPastDue = 20 }
    #expect(try await world.shown("k1").overdueOn == today - 23)
  }
}
