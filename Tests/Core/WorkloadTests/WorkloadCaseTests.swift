import Portfolio
import Testing
import Workload

struct WorkloadCases {
  @Test func saturationIsTimeUsedOverTimeScheduledShrunkToThePeers() {
    var desk = Desk()
    desk.settings.windowScheduledHours = 40
    desk.settings.shrinkHours = 40
    // Five days of 8 h each: 4 h talk and 40 calls of 45 s wrap-up = 4.5 h used; the other nothing.
    desk.collector(days: Desk.fortnights(talk: 14_400, calls: 40))
    desk.collector(days: Desk.fortnights(talk: 0, calls: 0))
    let loads = desk.loads()
    #expect(loads.usedSeconds == [81_000, 0] && loads.scheduledSeconds == [144_000, 144_000])
    // (562.5 + 281.25) / 2 and 281.25 / 2 per mille
    #expect(loads.saturation == [421, 140])
    // 5 days of 8 h, the first discounted by 421 − 281 = 140 per mille above the mean.
    #expect(loads.capacitySeconds == [144_000 * 1000 / 1140, 144_000])
  }

  @Test func noHoursNoHistoryAndATeamOfOneAreDefined() {
    var desk = Desk()
    desk.settings.shrinkHours = 0
    desk.collector(team: 0)
    desk.collector(team: 1, days: Desk.fortnights(talk: 14_400, calls: 0))
    desk.collector(team: -1, days: [CollectorDay(day: Desk.slot - 1, talkSeconds: 9000)])
    let loads = desk.loads()
    #expect(loads.saturation == [500, 500, 500], "who has no hours counts as his peers")
    #expect(loads.closedBy == [.open, .open, .open])
    #expect(Desk().loads().count == 0)
    var alone = Desk()
    alone.collector(days: Desk.fortnights(talk: 7200, calls: 0))
    #expect(alone.loads().saturation == [250])
    alone.settings.effortSeconds = [0, 0, 0, 0, 0]
    alone.settings.betaPermille = 0
    alone.hold(0, .normal, 3)
    #expect(alone.loads().score == [0] && alone.loads().room == [60])
  }

  @Test func aWeekWithoutHoursForEverybodyClosesNobody() {
    var desk = Desk()
    let past = Desk.fortnights().filter { $0.day < Desk.slot - 7 }
    for _ in 0..<3 { desk.collector(days: past) }
    let loads = desk.loads()
    #expect(loads.closedBy == [.open, .open, .open] && loads.room == [60, 60, 60])
    #expect(loads.capacitySeconds == [144_000, 144_000, 144_000])
    let never = desk.loads(calendar: Calendar(workedWeekdays: 0, holidays: [], makeUpDays: []))
    #expect(never.closedBy == [.open, .open, .open])
  }

  @Test func whoIsAwayAllWeekIsNotPresentAndComesBackWithoutAPile() {
    var desk = Desk()
    desk.collector(days: Desk.fortnights())
    desk.collector(
      days: Desk.fortnights().map { day in
        var day = day
        if day.day >= Desk.slot, day.day < Desk.slot + 7 { day.leaveMinutes = day.scheduledMinutes }
        return day
      })
    desk.collector(
      days: Desk.fortnights().map { day in
        var day = day
        if day.day >= Desk.slot, day.day < Desk.slot + 3 { day.leaveMinutes = day.scheduledMinutes }
        return day
      })
    let loads = desk.loads()
    #expect(loads.closedBy == [.open, .notPresent, .open])
    #expect(loads.room == [60, 0, 24], "two of five days: two fifths of the daily cap")
    #expect(loads.nextPresent == [Desk.slot, Desk.slot + 7, Desk.slot + 3])
  }

  @Test func leaveWithoutARosterIsLeaveFromContractHours() {
    var desk = Desk()
    let week = (0..<5).map { Desk.slot + $0 }
    desk.collector(days: week.map { CollectorDay(day: $0, leaveMinutes: 1440) })
    desk.collector(days: [CollectorDay(day: week[0], leaveMinutes: 240), CollectorDay(day: week[1], leaveMinutes: 1440)])
    desk.collector()
    let loads = desk.loads()
    let expected: [Int64] = [0, 100_800, 144_000]
    #expect(loads.capacitySeconds == expected)
    #expect(loads.closedBy == [.notPresent, .open, .open] && loads.withoutRoster == 0)
    #expect(loads.nextPresent[1] == week[0])
  }

  @Test func oneRowOfARosterThatHasBegunToComeInMakesNobodyElseAbsent() {
    let past = (1...10).map { CollectorDay(day: Desk.slot - $0, scheduledMinutes: 480) }.reversed()
    for (named, absent) in [(1, false), (4, false), (5, true), (9, true)] {
      var desk = Desk()
      for c in 0..<10 { desk.collector(days: past + (c < named ? [CollectorDay(day: Desk.slot, scheduledMinutes: 480)] : [])) }
      let loads = desk.loads()
      #expect(loads.closedBy[9] == (absent ? .notPresent : .open), "\(named)")
      #expect(loads.capacitySeconds[0] == 480 * 60, "\(named)")
      #expect(loads.withoutRoster == (absent ? 0 : Int32(10 - named)), "\(named)")
    }
  }

  @Test func rampScalesCapsAndCapacityByMonthsSinceJoining() {
    var desk = Desk()
    desk.settings.ramp = [RampStep(month: 2, permille: 600), RampStep(month: 1, permille: 300, classes: [.unknown, .normal])]
    for joined in ["2026-11-20", "2026-10-23", "2026-10-24", "2026-09-23"] { desk.collector(joined: Day(iso: joined) ?? .none) }
    let loads = desk.loads()
    #expect(loads.room == [18, 36, 18, 60])
    #expect(loads.capacitySeconds == [43_200, 86_400, 43_200, 144_000])
    #expect(loads.allowedClasses == [0b11, 0b11111, 0b11, 0b11111])
  }

  @Test func capsCloseWithTheirReason() {
    var desk = Desk()
    desk.settings.limits.amount = 10_000
    for _ in 0..<7 { desk.collector() }
    desk.hold(0, .normal, 400, amount: 1)
    desk.hold(1, .normal, 1, amount: 10_000)
    desk.snapshot.collectors.newToday[2] = 60
    desk.snapshot.collectors.active[3] = false
    desk.snapshot.collectors.leavesOn[4] = Desk.slot - 1
    desk.snapshot.collectors.caseLimit[5] = 10
    desk.hold(5, .normal, 9, amount: 1)
    desk.hold(6, .normal, 500, amount: 1000, counts: false)
    let loads = desk.loads()
    #expect(loads.closedBy == [.caseLimit, .amountLimit, .newPerDay, .inactive, .left, .open, .open])
    #expect(loads.room == [0, 0, 0, 0, 0, 1, 60])
    #expect(loads.openCases[6] == 500 && loads.effortSeconds[6] == 0 && loads.amountRoom[6] == 10_000)
    #expect(loads.casesByClass[6 * 5 + 1] == 500)
  }

  @Test func aNearlyFullDeskGetsALittleEveryNightAndALargeFileIsDealtOut() {
    var desk = Desk()
    desk.collector()
    desk.hold(0, .normal, 380)
    #expect(desk.loads().room == [10])
    #expect(desk.loads(batchDay: true).room == [20])
    desk.hold(0, .normal, 19)
    #expect(desk.loads().room == [1], "the last place too")
    // Twenty per cent over for a while: every night something, never a pile.
    var open = 395
    for _ in 0..<60 {
      var night = Desk()
      night.collector()
      night.hold(0, .normal, open)
      let room = Int(night.loads().room[0])
      #expect((1...12).contains(room))
      open += room - 6
    }
  }

  @Test func thePublishedModeStartsFromTheScore() {
    var desk = Desk()
    desk.collector(days: Desk.fortnights(talk: 14_400, calls: 0))
    desk.collector(days: Desk.fortnights(talk: 0, calls: 0))
    desk.hold(0, .normal, 16)
    desk.hold(1, .normal, 32)
    let discount = desk.loads()
    #expect(Workloads.startingLoad(discount, desk.settings) == [14_400, 28_800])
    desk.settings.mode = .published
    let loads = desk.loads()
    #expect(loads.capacitySeconds == [144_000, 144_000])
    #expect(loads.score == [100 + Int64(loads.saturation[0]), 200 + Int64(loads.saturation[1])])
    #expect(Workloads.startingLoad(loads, desk.settings) == loads.score.map { $0 * 144 })
    #expect(loads.score == discount.score)
  }
}
