import Portfolio
import Testing
import Workload

/// Every formula beside a second reading of it, made from the text of the method in plain steps over random desks.
struct FormulaTests {
  @Test func usedAndScheduledTimeAddUpFromTheirParts() {
    var random = Random(21)
    for _ in 0..<120 {
      let desk = Desk.random(&random)
      let (loads, parts) = (desk.loads(), desk.parts())
      for (c, part) in parts.enumerated() {
        var left = desk.settings.windowScheduledHours * 60
        var (talk, calls, messages, others, scheduled) = (Int64(0), Int64(0), Int64(0), Int64(0), Int64(0))
        for day in desk.days[c].sorted(by: { $0.day > $1.day }) where day.day < Desk.slot && left > 0 {
          let minutes = Int64(max(0, day.scheduledMinutes - day.leaveMinutes))
          // Nothing stands against work on a day off.
          if minutes == 0 { continue }
          (left, scheduled) = (left - minutes, scheduled + minutes)
          (talk, calls) = (talk + Int64(day.talkSeconds), calls + Int64(day.calls))
          (messages, others) = (messages + Int64(day.messages), others + Int64(day.otherContacts))
        }
        #expect(part.window.talkSeconds == talk && part.window.wrapUpSeconds == calls * 45)
        #expect(part.window.messageSeconds == messages * 60 && part.window.otherSeconds == others * 300)
        #expect(part.window.scheduledSeconds == scheduled * 60)
        #expect(loads.usedSeconds[c] == part.window.usedSeconds && loads.scheduledSeconds[c] == part.window.scheduledSeconds)
      }
    }
  }

  @Test func saturationIsShrunkToThePeersMean() {
    var random = Random(22)
    for _ in 0..<120 {
      let desk = Desk.random(&random)
      let (loads, parts) = (desk.loads(), desk.parts())
      func ratio(_ people: [Int]) -> Double? {
        let known = people.filter { loads.scheduledSeconds[$0] > 0 }
        let hours = known.reduce(0.0) { $0 + Double(loads.scheduledSeconds[$1]) }
        return hours > 0 ? known.reduce(0.0) { $0 + Double(loads.usedSeconds[$1]) } / hours : nil
      }
      for c in desk.days.indices {
        let team = desk.snapshot.collectors.team[c]
        let mates = team < 0 ? [] : desk.days.indices.filter { desk.snapshot.collectors.team[$0] == team }
        let mean = ratio(mates) ?? ratio(Array(desk.days.indices)) ?? 0
        let used = Double(loads.usedSeconds[c])
        let hours = Double(loads.scheduledSeconds[c])
        let weight = Double(desk.settings.shrinkHours * 3600)
        let expected = hours > 0 ? (used + weight * mean) / (hours + weight) : mean
        #expect(abs(Double(loads.saturation[c]) - expected * 1000) <= 1.001)
        #expect(parts[c].saturation == loads.saturation[c] && abs(Double(parts[c].peersSaturation) - mean * 1000) <= 1.001)
        #expect((parts[c].ownSaturation == nil) == (hours == 0))
        // Between the own figure and the peers'.
        if let own = parts[c].ownSaturation {
          let (low, high) = (min(own, parts[c].peersSaturation), max(own, parts[c].peersSaturation))
          #expect((low - 1...high + 1).contains(loads.saturation[c]))
        }
      }
    }
  }

  @Test func theScoreIsEffortOverTimePlusSaturation() {
    var random = Random(23)
    for round in 0..<120 {
      var desk = Desk.random(&random)
      desk.settings.betaPermille = [0, 500, 1000, 2500][round % 4]
      desk.settings.mode = round % 2 == 0 ? .discount : .published
      let (loads, parts) = (desk.loads(), desk.parts())
      for (c, part) in parts.enumerated() {
        var effort: Int64 = 0
        var counts = [Int32](repeating: 0, count: 5)
        for i in desk.classes.indices where desk.snapshot.cases.holder[i].position == c && desk.counts[i] {
          effort += desk.settings.effortSeconds[Int(desk.classes[i].rawValue)]
          counts[Int(desk.classes[i].rawValue)] += 1
        }
        #expect(part.effortSeconds == effort && part.cases == counts && loads.effortSeconds[c] == effort)
        #expect(part.notCounted == loads.openCases[c] - counts.reduce(0, +))
        #expect(part.policies.reduce(0) { $0 + $1.effortSeconds } == effort, "over all policies")
        for kind in 0..<5 {
          let sum = part.policies.reduce(Int32(0)) { $0 + $1.cases[kind] }
          #expect(sum == counts[kind])
        }
        let activity = Int64(loads.saturation[c]) * desk.settings.betaPermille / 1000
        if effort == 0 {
          #expect(loads.score[c] == activity)
        } else if part.capacitySeconds == 0 {
          #expect(loads.score[c] == 1_000_000_000)
        } else {
          #expect(loads.score[c] == effort * 1000 / part.capacitySeconds + activity)
          #expect(part.effortTerm + part.activityTerm == part.score && part.score == loads.score[c])
        }
        let excess = Double(max(0, part.saturation - part.peersSaturation)) / 1000
        let divisor = desk.settings.mode == .discount ? 1 + Double(desk.settings.betaPermille) / 1000 * excess : 1
        #expect(abs(Double(part.pricedSeconds) - Double(part.capacitySeconds) / divisor) <= 1)
        #expect(part.pricedSeconds == loads.capacitySeconds[c] && part.pricedSeconds <= part.capacitySeconds)
        #expect((part.pricedSeconds > 0) == (part.capacitySeconds > 0), "busy is dearer, never closed")
      }
    }
  }

  @Test func roomIsTheSmallestOfWhatIsLeft() {
    var random = Random(24)
    for round in 0..<150 {
      var desk = Desk.random(&random)
      for c in desk.days.indices {
        desk.snapshot.collectors.newToday[c] = Int32(random.below(70))
        if random.below(4) == 0 { desk.snapshot.collectors.caseLimit[c] = Int32(1 + random.below(500)) }
        if random.below(4) == 0 { desk.snapshot.collectors.amountLimit[c] = Int64(1 + random.below(9_000_000)) }
      }
      let batchDay = round % 2 == 0
      let (loads, parts) = (desk.loads(batchDay: batchDay), desk.parts(batchDay: batchDay))
      for (c, part) in parts.enumerated() {
        #expect(part.room == loads.room[c] && part.amountRoom == loads.amountRoom[c] && part.closedBy == loads.closedBy[c])
        #expect(part.caps.map(\.kind) == WorkloadParts.Cap.Kind.allCases)
        guard part.closedBy == .open else {
          #expect(part.room == 0)
          let cap: [CloseReason: Int] = [.caseLimit: 0, .amountLimit: 1, .newPerDay: 2]
          if let at = cap[part.closedBy] { #expect(part.caps[at].left == 0) }
          continue
        }
        #expect(Int64(part.room) == min(part.caps[2].left, part.tapered) && part.room > 0)
        #expect(part.amountRoom == part.caps[1].left)
        #expect(part.tapered <= part.caps[0].left)
        if batchDay { #expect(part.tapered == part.caps[0].left) }
        for cap in part.caps { #expect(cap.left == .max || cap.left == max(0, cap.limit - cap.used)) }
      }
    }
  }

  @Test func oneMoreCaseTakesAtMostOneCaseOfRoom() {
    for fullTime in [1000, 700, 500, 250] as [Int32] {
      var before = Int32.max
      for open in 0...420 {
        var desk = Desk()
        desk.collector(fullTime: fullTime)
        desk.hold(0, .normal, open)
        let room = desk.loads().room[0]
        #expect(room <= before && (before == .max || before - room <= 1), "no cliff at \(open) cases")
        before = room
      }
      #expect(before == 0)
    }
  }

  @Test func theComingWeekCountsWorkingDaysWithHolidaysAndMakeUpDays() {
    // Slot Monday 2026-11-23; the Tuesday is a holiday made up for on Saturday.
    let calendar = Calendar(workedWeekdays: 0b0011_1110, holidays: [Desk.slot + 1], makeUpDays: [Desk.slot + 5])
    var desk = Desk()
    desk.collector()
    desk.collector(fullTime: 500)
    desk.collector(leaves: Desk.slot + 2)
    let contract = desk.parts(calendar: calendar)
    // Mon, Wed, Thu, Fri, Sat: five working days without the Tuesday.
    #expect(contract.map(\.comingSeconds) == [144_000, 72_000, 57_600])
    // Where schedules exist they decide: a shift on the make-up Saturday counts, one after the fifth working day does not.
    desk.days[0] = [0, 2, 5, 6].map { CollectorDay(day: Desk.slot + $0, scheduledMinutes: 300, leaveMinutes: $0 == 2 ? 120 : 0) }
    #expect(desk.parts(calendar: calendar)[0].comingSeconds == 46_800)
    #expect(desk.parts()[0].comingSeconds == 28_800, "without the make-up day the fifth working day is Friday")
  }

  @Test func rampFollowsTheMonthsSinceJoining() {
    var random = Random(25)
    for _ in 0..<200 {
      var desk = Desk()
      let joined = Desk.slot - random.below(200)
      desk.collector(joined: joined)
      desk.settings.ramp = [RampStep(month: 1, permille: 300), RampStep(month: 2, permille: 600), RampStep(month: 3, permille: 850)]
      var months = 0
      var day = joined
      // Count anniversaries: the same day of the next month, or the day after a month too short for it.
      while true {
        let (year, month, _) = day.civil
        let next = Day(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1) ?? day
        let (nextYear, nextMonth, _) = next.civil
        let anniversary =
          Day(year: nextYear, month: nextMonth, day: joined.civil.day) ?? next + Day.length(ofMonth: nextMonth, in: nextYear)
        if anniversary > Desk.slot { break }
        months += 1
        day = next
      }
      let steps: [Int64] = [300, 600, 850]
      let expected = months < steps.count ? steps[months] : 1000
      let part = desk.parts()[0]
      #expect(part.rampPermille == expected, "joined \(joined)")
      #expect(part.capacitySeconds == part.comingSeconds * expected / 1000)
    }
  }
}
