import Movement
import Portfolio
import Testing

struct Recalls {
  /// 2026-10-26 to 2026-11-22 holds 20 working days.
  @Test func forcedRecallComesAfterTheLimitInWorkingDays() {
    var night = TestNight()
    night.settings.recall.forcedAfterWorkingDays = 20
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 20)))
    night.settings.recall.forcedAfterWorkingDays = 21
    #expect(night.move() == .keeps)
    night.settings.recall.forcedAfterWorkingDays = nil
    #expect(night.move() == .keeps)
  }

  @Test func anUnknownBeginningRecallsNothing() {
    var night = TestNight()
    night.settings.recall = RecallSettings(
      forcedAfterWorkingDays: 1, noFollowUpWorkingDays: 1, rotate: [Rotation(caseClass: .normal, afterWorkingDays: 1)])
    night.snapshot.cases.heldSince = [.none]
    #expect(night.move() == .keeps)
    night.snapshot.cases.heldSince = [TestNight.slot]
    #expect(night.move() == .keeps)
  }

  @Test func daysOfLeaveAreNotHeldAgainstTheHolder() {
    var night = TestNight()
    night.settings.recall.forcedAfterWorkingDays = 20
    night.schedule(0, (-28..<0).map { ($0, 480, $0 >= -7 ? 480 : 0) }.filter { (($0.0 % 7) + 7) % 7 < 5 })
    #expect(night.move() == .keeps)
    night.settings.recall.forcedAfterWorkingDays = 15
    #expect(night.move() == .recalls(.recallForced(workingDays: 15, limit: 15)))
  }

  @Test func aHolidayWeekForEverybodyRecallsNothing() {
    for listed in [true, false] {
      var night = TestNight()
      night.snapshot.cases.heldSince = [TestNight.slot - 7]
      night.settings.recall = RecallSettings(
        forcedAfterWorkingDays: 1, noFollowUpWorkingDays: 1, rotate: [Rotation(caseClass: .normal, afterWorkingDays: 1)])
      #expect(night.move() == .recalls(.recallForced(workingDays: 5, limit: 1)))
      if listed {
        // The calendar names the holidays and nobody sends schedules …
        night.calendar.holidays = Set((1...7).map { TestNight.slot - $0 })
      } else {
        // … or nobody told the calendar, but no schedule has hours in that week.
        for c in 0..<6 { night.schedule(c, [(-10, 480, 0), (0, 480, 0), (1, 480, 0)]) }
      }
      #expect(night.move() == .keeps)
    }
  }

  @Test func earlyRecallLooksForAPersonsWorkSinceTheHolderGotTheCase() {
    var night = TestNight()
    night.settings.recall.noFollowUpWorkingDays = 5
    #expect(night.move() == .recalls(.recallNoFollowUp(workingDays: 20, limit: 5)))
    func contact(_ offset: Int, _ code: Int32) -> ContactCount {
      ContactCount(day: TestNight.slot + offset, point: 0, code: code, count: 1)
    }
    night.cells = [contact(-60, 0), contact(-2, 1), contact(-2, 2), contact(-2, 3)]
    #expect(
      night.move() == .recalls(.recallNoFollowUp(workingDays: 20, limit: 5)),
      "machines, cancelled calls and former holders are no follow-up")
    night.cells = [contact(-7, 0)]
    #expect(night.move() == .keeps, "Monday a week ago: four working days since")
    night.cells = [contact(-10, 0)]
    #expect(night.move() == .recalls(.recallNoFollowUp(workingDays: 5, limit: 5)))
    night.cells = [contact(-3, 4)]
    #expect(night.move() == .keeps, "he called and was answered")
    night.cells = []
    night.conversations = [ConversationFact(day: TestNight.slot - 3, tone: .neutral, confidence: 50, groups: 0)]
    #expect(night.move() == .keeps)
  }

  @Test func rotationCountsFromTheLaterOfHolderAndClass() {
    var night = TestNight()
    night.facts.verdict = Verdict(.abnormal, .evidenceAbnormal(abnormality: 0, threshold: 0, points: 0, attempts: 0))
    night.snapshot.cases.previousClass = [.abnormal]
    night.settings.recall.rotate = [Rotation(caseClass: .abnormal, afterWorkingDays: 20)]
    #expect(night.move() == .recalls(.recallRotated(workingDays: 20, limit: 20, caseClass: .abnormal)))
    night.snapshot.cases.classSince = [TestNight.slot - 7]
    #expect(night.move() == .keeps)
    night.snapshot.cases.classSince = [TestNight.day("2026-01-05")]
    night.snapshot.cases.previousClass = [.normal]
    #expect(night.move() == .keeps, "abnormal only since tonight")
  }

  @Test func aTwentyDayRotationMovesACaseAtMostOnceInTwentyDaysOfEachHolder() {
    var night = TestNight()
    night.facts.verdict = Verdict(.abnormal, .evidenceAbnormal(abnormality: 0, threshold: 0, points: 0, attempts: 0))
    night.snapshot.cases.previousClass = [.abnormal]
    night.settings.recall.rotate = [Rotation(caseClass: .abnormal, afterWorkingDays: 20)]
    night.snapshot.cases.heldSince = [TestNight.slot]
    var moves: [Day] = []
    for offset in 0..<200 {
      night.snapshot.slot = TestNight.slot + offset
      if case .recalls = night.move() {
        #expect(night.calendar.workingDays(from: night.snapshot.cases.heldSince[0], to: night.snapshot.slot) >= 20)
        moves.append(night.snapshot.slot)
        night.snapshot.cases.holder = [CollectorIndex((night.snapshot.cases.holder[0].position + 1) % 6)]
        night.snapshot.cases.heldSince = [night.snapshot.slot]
      }
    }
    #expect(moves.count == 7)
  }

  @Test func theLastWorkingDaysOfAMonthRecallNothing() {
    var night = TestNight()
    night.settings.recall = RecallSettings(forcedAfterWorkingDays: 1, blackoutLastWorkingDaysOfMonth: 3)
    night.snapshot.cases.heldSince = [TestNight.day("2026-11-02")]
    // November 2026 ends on a Monday: its last three working days are Thursday 26, Friday 27 and Monday 30.
    let quiet = (23...30).filter { date in
      night.snapshot.slot = Day(year: 2026, month: 11, day: date) ?? .none
      return night.move() == .keeps
    }
    #expect(quiet == [26, 27, 28, 29, 30])
    night.snapshot.slot = TestNight.day("2026-11-27")
    night.snapshot.collectors.leavesOn[0] = TestNight.day("2026-11-25")
    #expect(night.move() == .recalls(.recallHolderLeft(daysAgo: 2)), "a leaver's cases do not wait for the month")
  }

  @Test func anEndedRetentionRecallsOnlyItsOwnHolder() {
    var night = TestNight()
    night.settings.recall.whenRetentionExpired = true
    night.snapshot.cases.retainedUntil = [TestNight.slot - 4]
    #expect(night.move() == .recalls(.recallRetentionExpired(daysAgo: 4)))
    night.snapshot.cases.retainedUntil = [TestNight.slot - 1]
    #expect(night.move() == .keeps, "the holder has had no working day since")
    night.snapshot.cases.retainedUntil = [TestNight.slot - 60]
    #expect(night.move() == .keeps, "it was given to a former holder")
    night.settings.recall.whenRetentionExpired = false
    night.snapshot.cases.retainedUntil = [TestNight.slot - 4]
    #expect(night.move() == .keeps)
  }

  @Test func aMissingLicenceRecallsAndALeaverLetsGo() {
    var night = TestNight()
    night.snapshot.cases.requiredSkills = [0b101]
    night.snapshot.collectors.skills[0] = 0b001
    #expect(night.move() == .recalls(.recallNotAuthorised(missing: 0b100)))
    night.settings.recall.whenNotAuthorised = false
    #expect(night.move() == .keeps)
    night.snapshot.collectors.leavesOn[0] = TestNight.slot
    #expect(night.move() == .keeps, "his last day")
    night.snapshot.collectors.leavesOn[0] = TestNight.slot - 1
    #expect(night.move() == .recalls(.recallHolderLeft(daysAgo: 1)))
    night.settings.recall.whenHolderLeft = false
    #expect(night.move() == .keeps)
  }

  @Test func holderDaysAgreeWithCountingOneByOne() {
    var seed: UInt64 = 5
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % UInt64(bound))
    }
    for _ in 0..<60 {
      var night = TestNight()
      let first = -1 - next(40)
      var days: [(Int, Int32, Int32)] = []
      for offset in first..<10 where next(3) > 0 { days.append((offset, next(4) == 0 ? 0 : 480, next(4) == 0 ? 480 : 0)) }
      night.schedule(0, days)
      night.schedule(1, [(first, 480, 0), (9, 480, 0)])
      let counter = HolderDays(night.finished(), night.calendar)
      let hasHours = days.contains { $0.1 > 0 }
      for _ in 0..<20 {
        let since = -next(2000)
        let expected = (since..<0).filter { offset in
          guard hasHours, offset >= first else { return night.calendar.isWorkingDay(TestNight.slot + offset) }
          return days.contains { $0.0 == offset && $0.1 > $0.2 }
        }.count
        #expect(counter.worked(by: CollectorIndex(0), since: TestNight.slot + since) == expected)
      }
    }
  }
}
