import Figures
import Portfolio
import Testing
import Words

@Suite struct PlacementTextTests {
  private let names = ReasonNames(collectors: [7: "C007", 9: "C009"], skills: ["litigation", "cantonese"], currency: .cny)

  private func numbers(_ change: (inout PlacementNumbers) -> Void = { _ in }) -> PlacementNumbers {
    var (cost, other) = (Explanations.Cost(), Explanations.Cost())
    (cost.load, cost.number) = (900 * 1024, -100 * 1024)
    other.load = 1000 * 1024
    var numbers = PlacementNumbers(
      funnel: Explanations.Funnel(policy: 0, route: 0, inTeams: 40, withSkills: 37, present: 36, requiredSkills: 2), eligible: 35,
      withRoom: 20,
      together: 1, cost: cost, runnerUp: 7, runnerUpCost: other, full: 9, fullCost: 500 * 1024, placeWorth: 310 * 1024)
    change(&numbers)
    return numbers
  }

  @Test func aPlaceIsToldFilterByFilterAndCostByCost() {
    let reason = Reason.assignedCheapest(eligible: 35, cost: 800 * 1024, runnerUp: 7, runnerUpCost: 1000 * 1024)
    let english = PlacementText.lines(numbers(), reason, isPlaced: true, names, .en)
    #expect(
      english == [
        "Of 40 in the teams of the route, 37 may work such cases (cantonese), 36 are there within the service time, 35 are left without former holders and conflicts, 20 have room.",
        "Cost here 800: load 900, share of new cases −100.", "Next: C007 at 1,000 (load 1,000).",
        "Cheaper but full: C009 at 500; one more place there would have saved up to 310.",
      ])
    let chinese = PlacementText.lines(numbers(), reason, isPlaced: true, names, .zh)
    #expect(chinese[0] == "路由小组40人→可承接此类案件（cantonese）37人→服务时限内到岗36人→排除前手与冲突后35人→有余量20人。")
    #expect(chinese[1] == "此处边际成本800：负荷 900、新案件数 −100。" && chinese[3] == "更合适但已满额：C009，500；其多一个名额最多可省310。")
    let alone = PlacementText.lines(
      numbers {
        ($0.runnerUp, $0.full) = (nil, nil)
        $0.together = 3
      }, reason, isPlaced: true, names, .en)
    #expect(alone[1] == "Went together with 2 other cases of the debtor." && alone[3] == "Nobody else had room." && alone.count == 4)
  }

  @Test func whoWaitsHearsWhatIsShort() {
    let reason = Reason.noRoom(eligible: 37, places: 380, wanted: 412)
    let english = PlacementText.lines(numbers(), reason, isPlaced: false, names, .en)
    #expect(
      english.count == 2 && english[1] == "The case needs cantonese: 412 cases compete for the 380 places of the 37 who may take them.")
    #expect(PlacementText.lines(numbers(), reason, isPlaced: false, names, .zh)[1] == "该案需要cantonese：412件案件争37名可承接人员的380个名额。")
    #expect(PlacementText.lines(numbers { $0.funnel.requiredSkills = 0 }, reason, isPlaced: false, names, .en).count == 1)
  }

  private func night(_ code: String, _ change: (inout CollectorNight) -> Void = { _ in }) -> CollectorNight {
    var night = CollectorNight(
      code: code, capacitySeconds: 144_000, effortSeconds: 72_000, score: 900, room: 60, closedBy: .open, nextPresent: Day(9818),
      before: 80,
      saturationPermille: 600, got: 10, gotAmount: 123_456, taken: 0, ofThemMoved: 0, eligibleFor: 100, second: 0, missed: 0, placeWorth: 0,
      monthAfter: 10 * 1024, monthShare: 10 * 1024)
    change(&night)
    return night
  }

  private func lines(_ change: (inout CollectorNight) -> Void, _ language: Language = .en) -> [String] {
    let one = night("X", change)
    let all = (0..<9).map { night("C\($0)") } + [one]
    return CollectorNightText(one, among: all, offered: 100, currency: .cny).lines(language)
  }

  @Test func aPersonHearsWhatIsUnlikeTheOthers() {
    #expect(lines { _ in }.first == "Got 10 new cases (1,234.56 CNY); the median of the 10 who had room is 10.")
    #expect(lines { $0.monthShare = 0 }.last == "Nothing sets this person apart from the others.")
    let half = lines {
      $0.capacitySeconds = 72_000
      $0.got = 5
    }
    #expect(half.contains("Less working time ahead than the others: 20.0 h, the median is 40.0 h."))
    #expect(half.contains { $0.hasPrefix("The load before was heavier than the others': 100") })
    let full = lines {
      ($0.room, $0.got, $0.missed, $0.placeWorth) = (3, 3, 14, 310 * 1024)
    }
    #expect(
      full[1] == "All 3 places of the night are filled. 14 more would have been cheaper here; one more place would have saved up to 310.")
    #expect(lines { $0.eligibleFor = 12 }.contains { $0.hasPrefix("Could take 12 of the 100 cases offered") })
    #expect(
      lines { $0.monthAfter = 15 * 1024 }.contains(
        "This month 15.0 new cases after the night, ahead of the share of 10.0 by scheduled hours."))
    #expect(lines { $0.second = 1 }.last == "Came second for 1 case.")
    let closed = lines {
      ($0.closedBy, $0.room, $0.got) = (.caseLimit, 0, 0)
    }
    #expect(closed.count == 2 && closed[1] == "Could get nothing: case limit reached; next day at work 2026-11-18; 80 cases in hand.")
    #expect(lines({ ($0.closedBy, $0.room, $0.got) = (.caseLimit, 0, 0) }, .zh)[1] == "不可分配：达到件数上限；下次在岗2026-11-18；在手80件。")
  }

  @Test func withoutExplanationsAndWithoutOthersNothingBreaks() {
    let one = night("X") {
      ($0.eligibleFor, $0.second, $0.missed, $0.placeWorth, $0.monthAfter, $0.monthShare) = (nil, nil, nil, nil, nil, nil)
    }
    for language in Language.allCases {
      #expect(!CollectorNightText(one, among: [one], offered: nil, currency: .cny).lines(language).isEmpty)
      #expect(!CollectorNightText(one, among: [], offered: nil, currency: .cny).lines(language).isEmpty)
    }
  }
}
