import DataTesting
import Figures
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// What a manager asks at eight o'clock, from rows that are known.
extension FiguresTests {
  @Test func clocksRunForCasesThatNobodyTouchedAndThatAreNotHeld() async throws {
    let world = try await World("morning-clocks", collectors: 3)
    // Days since each came in: k1 1, k2 2, k3 3, k4 3 and held, k5 3 and called, k6 5; k6 goes back tomorrow.
    try await world.addCases(6) { number, row in
      row.entrustedOn = World.slot - [1, 2, 3, 3, 3, 5][number - 1]
      row.collector = number == 2 ? "c1" : nil
      row.dueBackOn = number == 6 ? World.slot + 1 : World.slot + 60
    }
    try await call("k5", World.slot - 2, in: world)
    let promises = [
      PromiseRow(
        line: 2, key: CaseKey(client: nil, caseNo: "k6"), sourceID: "1", madeOn: World.slot - 3, dueOn: World.slot + 2, amount: 700, plan: 0
      )
    ]
    _ = try await world.store.feeds.apply(promises, file: "p", agency: world.agency)
    let run = try await night(world) { _, outcome in
      outcome.decisions = [0, 1, 2, 5].map {
        Decision(caseIndex: CaseIndex($0), kind: .unassigned, policy: 0, route: 0, reason: .nobodyInTeams(route: 1))
      }
      outcome.decisions.append(Decision(caseIndex: CaseIndex(3), kind: .held, policy: 0, reason: .holdNothingDue(outstanding: 5)))
      outcome.decisions.sort { $0.caseIndex < $1.caseIndex }
    }
    let figures = try await world.store.views.figures(
      run: run, agency: world.agency, terms: ReportTerms(firstContactHours: ["p": 72]))
    let clocks = figures.morning.clocks
    #expect(clocks.untouched24 == 3 && clocks.untouched48 == 2 && clocks.untouchedInPool == 2)
    #expect(clocks.firstContactToday == 1 && clocks.firstContactMissed == 1)
    #expect(clocks.dueBack == 1 && clocks.dueBackPromised == 1 && clocks.promisedTooLate == 1)
    let coverage = figures.morning.coverage
    #expect(coverage.open == 6 && coverage.attempted == 1 && coverage.withConversation == 0)
    // Without the policies' word no first contact is due.
    let plain = try await world.store.views.figures(run: run, agency: world.agency).morning.clocks
    #expect(plain.firstContactToday == 0 && plain.firstContactMissed == 0 && plain.untouched48 == 2)
  }

  /// 36 hours of a case that was read on the day of its entrustment run from that hour; of one that was read later only the day is known.
  @Test func theFirstContactIsDueByTheClockWhereTheHourIsKnown() async throws {
    let world = try await World("morning-hours", collectors: 1)
    // Entrusted and read, in days before the slot, and the hour at which it was read. Due: k1 today at 22:00, k2 yesterday at 22:00, k3 today (the day
    // of its entrustment is two days back, and that is all that is known), k4 tomorrow at 11:59.
    let read: [(entrusted: Int, read: Int, at: String)] = [(1, 1, "10:00"), (2, 2, "10:00"), (2, 1, "10:00"), (1, 1, "23:59")]
    try await world.addCases(4) { number, row in row.entrustedOn = World.slot - read[number - 1].entrusted }
    let id = world.agency.id
    for (number, one) in read.enumerated() {
      let at = "\(World.slot - one.read) \(one.at)"
      try await world.store.database.run { connection in
        try connection.execute(
          """
          UPDATE allot.case_record SET created_at = \(at)::timestamp AT TIME ZONE 'Asia/Shanghai'
          WHERE agency_id = \(id) AND case_no = \("k\(number + 1)")
          """)
      }
    }
    let run = try await night(world) { _, outcome in
      outcome.decisions = (0..<4).map {
        Decision(caseIndex: CaseIndex($0), kind: .unassigned, policy: 0, route: 0, reason: .nobodyInTeams(route: 1))
      }
    }
    func clocks(_ hours: Int) async throws -> [Int64] {
      let clocks = try await world.store.views.figures(
        run: run, agency: world.agency, terms: ReportTerms(firstContactHours: ["p": hours])
      ).morning.clocks
      return [clocks.firstContactToday, clocks.firstContactMissed]
    }
    #expect(try await clocks(36) == [2, 1])
    // Four hours: all but k4 and k3 are over; k3 was entrusted two days ago, so that one day is over, too. k4 ran out at 3:59 today.
    #expect(try await clocks(4) == [1, 3])
    // Whole days need no hour: the second day after the entrustment, whatever the hour.
    #expect(try await clocks(48) == [2, 0])
    #expect(try await clocks(24) == [2, 2])
  }

  private func call(_ caseNo: String, _ day: Day, in world: World) async throws {
    let id = world.agency.id
    try await world.store.database.run { connection in
      _ = try connection.execute(
        """
        INSERT INTO allot.contacts (agency_id, case_id, last_day, packed)
        SELECT \(id), case_id, \(day.date), '\\x' FROM allot.case_record WHERE agency_id = \(id) AND case_no = \(caseNo)
        ON CONFLICT (agency_id, case_id) DO UPDATE SET last_day = excluded.last_day
        """)
    }
  }

  @Test func whoIsAwayLeavesHisCasesWithoutAnOwner() async throws {
    let world = try await World("morning-people", collectors: 4)
    try await world.addCases(6) { number, row in row.collector = ["c1", "c1", "c2", "c3", "c4", "c4"][number - 1] }
    let hours = (1...3).map {
      HoursRow(line: $0, collector: "c\($0)", day: World.slot, scheduledMinutes: 480, leaveMinutes: $0 == 1 ? 480 : $0 == 2 ? 60 : 0)
    }
    _ = try await world.store.feeds.apply(hours, file: "hours", agency: world.agency)
    let id = world.agency.id
    try await world.store.database.run { connection in
      try connection.execute(
        "INSERT INTO allot.team (agency_id, team_id, name) VALUES (\(id), 1, 'a')")
      try connection.execute(
        """
        UPDATE allot.collector SET leaves_on = \((World.slot - 1).date), team_id = 1 WHERE agency_id = \(id) AND code = 'c3'
        """)
    }
    let run = try await night(world) { _, _ in }
    let presence = try await world.store.views.figures(run: run, agency: world.agency).morning.presence
    #expect(presence.people == 3 && presence.scheduled == 2 && presence.absent == 1 && presence.partly == 1)
    // c1 is away with two cases, c4 is not on the roster with two; c3 has left with one.
    #expect(presence.casesWithoutOwner == 4 && presence.casesOfLeavers == 1 && presence.leavers == ["c3"] && presence.leaverCount == 1)
  }

  @Test func promisesAreKeptBrokenOrStillOpenByTheirGrace() async throws {
    let world = try await World("morning-money", collectors: 1)
    try await world.addCases(5)
    func promise(_ number: Int, due: Int, _ amount: Int64) -> PromiseRow {
      PromiseRow(
        line: number, key: CaseKey(client: nil, caseNo: "k\(number)"), sourceID: "\(number)", madeOn: World.slot - 10,
        dueOn: World.slot + due,
        amount: amount, plan: 0)
    }
    let promises = [
      promise(1, due: 0, 500), promise(2, due: -5, 300), promise(3, due: -5, 400), promise(4, due: -1, 200), promise(5, due: -5, 0),
    ]
    _ = try await world.store.feeds.apply(promises, file: "p", agency: world.agency)
    func paid(_ number: Int, _ day: Int, _ amount: Int64) -> PaymentRow {
      PaymentRow(
        line: number, key: CaseKey(client: nil, caseNo: "k\(number)"), sourceID: "\(number)/\(day)", day: World.slot + day, amount: amount,
        currency: nil)
    }
    // k2 in grace, k3 too little, k5 any money; k1 paid on the night's own day, which it does not know.
    let payments = [paid(2, -3, 300), paid(3, -5, 399), paid(5, -4, 1), paid(1, 0, 50), paid(4, -1, 30)]
    _ = try await world.store.feeds.apply(payments, file: "m", agency: world.agency)
    let run = try await night(world) { _, _ in }
    let figures = try await world.store.views.figures(run: run, agency: world.agency, terms: ReportTerms(promiseGraceDays: 3))
    let money = try #require(figures.morning.money.first)
    #expect(figures.morning.money.count == 1 && money.currency == .cny)
    #expect(money.dueToday == Stock(1, 500) && money.kept == Stock(2, 300) && money.broken == Stock(1, 400) && money.open == Stock(1, 200))
    #expect(money.paidYesterday == Stock(1, 30) && money.paidWeek == Stock(4, 730))
  }

  /// Money that came before the entrustment or the promise, and what bounced of it, is told as the night judges it.
  @Test func whatBouncedIsNoMoneyAndTakesNothingOffWhatCameSince() async throws {
    let world = try await World("morning-bounced", collectors: 1)
    try await world.addCases(3) { _, row in row.entrustedOn = World.slot - 6 }
    let key = { (number: Int) in CaseKey(client: nil, caseNo: "k\(number)") }
    let promises = [2, 3].map {
      PromiseRow(
        line: $0, key: key($0), sourceID: "p\($0)", madeOn: World.slot - 6, dueOn: World.slot - 5, amount: 100, plan: 0)
    }
    _ = try await world.store.feeds.apply(promises, file: "p", agency: world.agency)
    func paid(_ number: Int, _ day: Int, _ amount: Int64) -> PaymentRow {
      PaymentRow(
        line: 2, key: key(number), sourceID: "\(number)/\(day)", day: World.slot + day, amount: amount, currency: nil)
    }
    let payments = [
      // From before the entrustment, bounced in the week; then 50 that stay.
      paid(1, -9, 100), paid(1, -4, -100), paid(1, -2, 50),
      // Kept, and bounced four days later; k3 is kept, what bounced had come before the promise was made.
      paid(2, -5, 100), paid(2, -1, -100), paid(3, -8, 70), paid(3, -6, -70), paid(3, -5, 100),
    ]
    for payment in payments { _ = try await world.store.feeds.apply([payment], file: "m", agency: world.agency) }
    let run = try await night(world) { _, _ in }
    let morning = try await world.store.views.figures(run: run, agency: world.agency).morning
    let money = try #require(morning.money.first)
    #expect(money.kept == Stock(1, 100) && money.broken == Stock(1, 100) && money.open == .zero)
    // All of the week's, whenever the case came: the same as the period says of these days.
    #expect(money.paidWeek == Stock(6, -20) && money.paidYesterday == Stock(1, -100))
    let days = try #require(Period.days(from: World.slot - 7, to: World.slot - 1))
    let period = try await world.store.views.figures(of: days, agency: world.agency)
    #expect(period.money.first?.paidWeek == money.paidWeek && period.money.first?.kept == money.kept)
    // Of the batch, what stayed of what came since: 50, and 100.
    #expect(morning.batches.map(\.paid).reduce(0, +) == 150)
  }

  @Test func aFirstContactThatIsLongOverdueIsStillMissed() async throws {
    let world = try await World("morning-overdue", collectors: 1)
    try await world.addCases(2) { _, row in row.entrustedOn = World.slot - 20 }
    for back in [19, 0] {
      let run = try await night(world, slot: World.slot - back) { _, outcome in
        // Decided once, three weeks ago; since then nothing is decided about them.
        guard back == 19 else { return }
        outcome.decisions = (0..<2).map {
          Decision(caseIndex: CaseIndex($0), kind: .unassigned, policy: 0, route: 0, reason: .nobodyInTeams(route: 1))
        }
      }
      guard back == 0 else { continue }
      let terms = ReportTerms(firstContactHours: ["p": 48])
      let clocks = try await world.store.views.figures(run: run, agency: world.agency, terms: terms).morning.clocks
      #expect(clocks.firstContactMissed == 2 && clocks.untouched24 == 2)
    }
  }

  @Test func aFeedThatUsuallyComesAndDidNotIsMissing() async throws {
    let world = try await World("morning-feeds", collectors: 1)
    try await world.addCases(1)
    func file(_ feed: Feed, rejected: Int) async throws {
      var report = ApplyReport()
      (report.inserted, report.changed, report.unchanged) = (2, 1, 3)
      _ = try await world.store.feeds.recordFile(
        feed: feed, file: "f", digest: [1], report: report, rejected: rejected, by: "t", agency: world.agency)
    }
    for back in (1...6).reversed() {
      try await file(.payments, rejected: 0)
      _ = try await night(world, slot: World.slot - back) { _, _ in }
    }
    try await file(.cases, rejected: 4)
    let run = try await night(world) { _, _ in }
    let feeds = try await world.store.views.figures(run: run, agency: world.agency).morning.feeds
    #expect(feeds.map(\.feed) == Feed.allCases)
    let payments = try #require(feeds.first { $0.feed == .payments })
    let cases = try #require(feeds.first { $0.feed == .cases })
    let leave = try #require(feeds.first { $0.feed == .leave })
    #expect(payments.isMissing && payments.files == 0 && payments.usual == 5 && !payments.lastAt.isEmpty)
    #expect(
      !cases.isMissing && (cases.files, cases.inserted, cases.changed, cases.known, cases.rejected) == (1, 2, 1, 3, 4) && cases.rows == 10)
    #expect(!leave.isMissing && leave.lastAt.isEmpty)
  }

  @Test func whatWasHeldThirtyDaysAgoAndIsHeldAgainIsLong() async throws {
    let world = try await World("morning-holds", collectors: 1)
    try await world.addCases(3)
    func held(_ indexes: [Int]) -> (Snapshot, inout Outcome) -> Void {
      { _, outcome in
        outcome.decisions = indexes.map {
          Decision(caseIndex: CaseIndex($0), kind: .held, policy: 0, reason: .holdNothingDue(outstanding: 5))
        }
      }
    }
    _ = try await night(world, slot: World.slot - 31, held([0, 1]))
    let run = try await night(world, held([1, 2]))
    let id = world.agency.id
    try await world.store.database.run { connection in
      _ = try connection.execute(
        """
        INSERT INTO allot.flag_event (agency_id, case_id, flag, day, is_set, at)
        SELECT \(id), case_id, 1, \(World.slot.date) - n, true, now() FROM allot.case_record, generate_series(1, 3) n
        WHERE agency_id = \(id) AND case_no = 'k3'
        """)
    }
    let holds = try await world.store.views.figures(run: run, agency: world.agency).morning.holds
    #expect(holds.long == 1 && holds.longSince == World.slot - 31 && holds.again == 1)
  }
}
