import Movement
import Night
import Policy
import Portfolio
import Testing
import Workload

/// What people expect of fairness over weeks, not of one night.
@Suite struct MonthTests {
  private func people(_ count: Int, team: String = "a") -> [(code: String, team: String)] { (0..<count).map { ("P\($0)", team) } }

  @Test func theRemainderGoesRoundAndNobodyIsFirst() throws {
    var month = Month(people(5))
    var first = [Int](repeating: 0, count: 5)
    for night in 0..<30 {
      try month.night(7)
      let totals = month.totals()
      #expect((totals.max() ?? 0) - (totals.min() ?? 0) <= 1, "night \(night): \(totals)")
      for c in 0..<5 where month.given[night][c] == 2 { first[c] += 1 }
    }
    // 60 second cases in 30 nights, 12 each: nobody has them all the time.
    #expect(first.allSatisfy { (9...15).contains($0) }, "\(first)")
  }

  @Test func withoutAnAccountTheSingleCaseStillGoesToEverybodyInTurn() throws {
    var month = Month(people(5))
    month.scene.change { $0.fair = FairnessSettings(newCasesWithin: nil, newAmountWithinPermille: nil, loadWithinPermille: nil) }
    for _ in 0..<30 { try month.night(1, keptDays: 1) }
    // Thirty draws among five equal people; the chance that fair draws leave this range is below one in ten thousand.
    #expect(month.totals().allSatisfy { (1...15).contains($0) }, "\(month.totals())")
    #expect(month.totals().reduce(0, +) == 30)
  }

  @Test(arguments: [([40, 35, 25], 10_000), ([60, 39, 1], 0)])
  func sevenCasesANightEndWithinOneCaseOfTheQuotas(_ percent: [Int], tolerancePPM: Int) throws {
    let teams = ["a", "b", "c"]
    var month = Month(teams.flatMap { team in (0..<3).map { ("\(team)\($0)", team) } })
    month.scene.change { policy in
      policy.quotas = QuotaSettings(
        of: .newCases, shares: zip(teams, percent).map { QuotaSettings.Share(team: $0, ppm: $1 * 10_000) }, tolerancePPM: tolerancePPM)
    }
    for _ in 0..<22 { try month.night(7) }
    let totals = month.totals()
    let team = [totals[0..<3].reduce(0, +), totals[3..<6].reduce(0, +), totals[6..<9].reduce(0, +)]
    for t in 0..<3 {
      #expect(abs(team[t] * 100 - 154 * percent[t]) <= 100, "team \(teams[t]): \(team[t]) of 154 at \(percent[t]) %")
      // Nor does one person fill the team's quota.
      let members = totals[3 * t..<3 * t + 3]
      #expect((members.max() ?? 0) - (members.min() ?? 0) <= 2, "\(members)")
    }
    #expect(team[2] > 0, "a team of one per cent gets its share too")
  }

  @Test func aHolidayDoesNotEcho() throws {
    var month = Month(people(4), slot: Day(iso: "2026-12-01") ?? .none)
    // Everybody rests from the 7th to the 13th, and two of the four until the 16th.
    let (from, until) = (Day(iso: "2026-12-07") ?? .none, Day(iso: "2026-12-13") ?? .none)
    for c in 0..<4 {
      month.schedule(c) { day in
        let end = c < 2 ? until : until + 3
        return Calendar.mondayToFriday.isWorkingDay(day) && !(day >= from && day <= end) ? 480 : 0
      }
    }
    for _ in 0..<56 {
      if month.scene.snapshot.slot >= from && month.scene.snapshot.slot <= until { month.rest() } else { try month.night(8) }
    }
    // A month after the holiday, and every night after everybody is back: two cases each, give or take the one of a remainder.
    for (night, counts) in month.given.enumerated() where night >= 17 {
      #expect(counts.allSatisfy { (1...3).contains($0) }, "night \(night): \(counts)")
    }
    let after = month.totals(from: 17)
    #expect((after.max() ?? 0) - (after.min() ?? 0) <= 2, "\(after)")
    #expect(month.left.allSatisfy { $0 == 0 })
  }

  @Test func whoComesBackGetsNoPileAndIsOwedNothing() throws {
    var month = Month(people(5))
    let back = Day(iso: "2026-12-15") ?? .none
    month.schedule(2) { $0 >= back && Calendar.mondayToFriday.isWorkingDay($0) ? 480 : 0 }
    for _ in 0..<28 { try month.night(10) }
    for (night, counts) in month.given.enumerated() {
      let day = (Day(iso: "2026-12-01") ?? .none) + night
      // The case's own clock of five days may be served by somebody who comes back within it.
      if day < back - 5 { #expect(counts[2] == 0, "night \(night)") }
      #expect(counts[2] <= 4, "night \(night): \(counts) — two would be the even share")
    }
    let after = month.totals(from: 14)
    #expect(after[2] <= after.enumerated().filter { $0.offset != 2 }.map(\.element).max() ?? 0 + 2, "\(after)")
    #expect(after[2] >= 20, "and no less than the others: \(after)")
  }

  @Test func joinersDoNotTakeEverything() throws {
    var month = Month(people(10))
    for c in 0..<8 { for _ in 0..<100 { month.scene.debt(holder: CollectorIndex(c)) } }
    for _ in 0..<5 { try month.night(50, keptDays: 90) }
    let totals = month.totals()
    // 250 new cases, 25 each: two people with empty desks among eight with a hundred cases each.
    #expect(totals[8...].allSatisfy { $0 <= 38 }, "\(totals)")
    #expect(totals[..<8].allSatisfy { $0 >= 18 }, "\(totals)")
  }

  /// Two empty desks among eight with a hundred cases each: the tighter load is to be, the more the two get of the month's new cases.
  @Test func theToleranceOfLoadDecidesBetweenLoadAndShares() throws {
    func toTheEmptyDesks(_ within: Int?) throws -> Int {
      var month = Month(people(10))
      month.scene.change { $0.fair.loadWithinPermille = within }
      for c in 0..<8 { for _ in 0..<100 { month.scene.debt(holder: CollectorIndex(c)) } }
      for _ in 0..<3 { try month.night(50, keptDays: 90) }
      return month.totals()[8...].reduce(0, +)
    }
    let (tight, usual, loose) = (try toTheEmptyDesks(10), try toTheEmptyDesks(100), try toTheEmptyDesks(1000))
    // 150 new cases, an even share of the two is 30.
    #expect(tight > usual && usual >= loose && loose >= 30, "\(tight), \(usual), \(loose)")
    #expect(try toTheEmptyDesks(nil) == loose)
  }

  @Test func theIdleWithFullStockGetNoMoreThanTheirShare() throws {
    var month = Month(people(20))
    for c in 0..<20 { for _ in 0..<100 { month.scene.debt(holder: CollectorIndex(c)) } }
    // Ten are on the phone seven hours a day, ten for a quarter of an hour.
    let rows = month.scene.snapshot.collectors.indices.map { c in
      month.scene.snapshot.collectors.days[c].map { day in
        var day = day
        day.talkSeconds = day.talkSeconds > 0 ? (c < 10 ? 25_200 : 900) : 0
        return day
      }
    }
    month.scene.snapshot.collectors.days = Ragged(rows)
    for _ in 0..<10 { try month.night(40, keptDays: 90) }
    let totals = month.totals()
    let (busy, idle) = (totals[..<10].reduce(0, +), totals[10...].reduce(0, +))
    #expect(busy + idle == 400 && idle <= 220, "\(totals): half of 400 is 200")
    #expect(totals.allSatisfy { (17...23).contains($0) }, "\(totals)")
  }

  @Test func aTeamBeyondItsCapacityDealsALittleEveryNight() throws {
    var month = Month(people(4))
    var agency = month.scene.policies.agency
    agency.workload.limits = WorkLimits(cases: 20...60, amount: 0, newPerDay: 12, newPerBatchDay: 12)
    month.scene.policies = PolicySet(agency: agency, policies: month.scene.policies.policies)
    // Forty a night come, about thirty-three are closed.
    for _ in 0..<25 { try month.night(40, keptDays: 7) }
    let dealt = month.given.map { $0.reduce(0, +) }
    #expect(dealt[8...].allSatisfy { (15...48).contains($0) }, "no night of nothing, none of hundreds: \(dealt)")
  }

  @Test func aWeekWithoutHoursRecallsNothingAndClosesNobody() throws {
    var month = Month(people(3))
    month.scene.change {
      $0.movement.recall.forcedAfterWorkingDays = 5
      $0.movement.recall.noFollowUpWorkingDays = 3
    }
    for c in 0..<3 { for _ in 0..<4 { month.scene.debt(holder: CollectorIndex(c)) } }
    for i in month.scene.snapshot.cases.indices { month.scene.snapshot.cases.heldSince[i] = month.scene.snapshot.slot - 9 }
    let slot = month.scene.snapshot.slot
    for c in 0..<3 { month.schedule(c) { ($0 < slot - 9 || $0 > slot + 8) && Calendar.mondayToFriday.isWorkingDay($0) ? 480 : 0 } }
    let outcome = try month.night(6)
    #expect(outcome.decisions.allSatisfy { $0.kind == .assigned && $0.recallReason == nil } && outcome.decisions.count == 6)
    #expect(outcome.loads.closedBy.allSatisfy { $0 == .open })
    #expect(outcome.loads.saturation.allSatisfy { $0 > 0 && $0 < 1000 })
    // And with no hours ever, anywhere.
    for c in 0..<3 { month.schedule(c) { _ in 0 } }
    let never = try month.night(6)
    #expect(never.decisions.count { $0.kind == .assigned } == 6 && never.loads.saturation == [0, 0, 0])
  }
}
