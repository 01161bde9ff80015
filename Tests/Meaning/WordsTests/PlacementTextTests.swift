import Figures
import Portfolio
import Speech
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
        "Cost here 800 seconds of work at a full desk: load 900, share of new cases −100.", "Next: C007 at 1,000 (load 1,000).",
        "What decided against C007: the load, 100 less here.",
        "Cheaper but full: C009 at 500; one more place there would have saved up to 310.",
      ])
    let chinese = PlacementText.lines(numbers(), reason, isPlaced: true, names, .zh)
    #expect(chinese[0] == "路由小组40人→可承接此类案件（cantonese）37人→服务时限内到岗36人→排除前手与冲突后35人→有余量20人。")
    #expect(
      chinese.dropFirst() == [
        "此处边际成本800（单位：满负荷人员的工作秒数）：负荷 900、新案件数 −100。", "次优：C007，1,000（负荷 1,000）。", "相对C007的决定因素：负荷，此处少100。",
        "更合适但已满额：C009，500；其多一个名额最多可省310。",
      ])
    let alone = PlacementText.lines(
      numbers {
        ($0.runnerUp, $0.full) = (nil, nil)
        $0.together = 3
      }, reason, isPlaced: true, names, .en)
    #expect(
      alone[0]
        == "Of 40 in the teams of the routes of all 3 cases, 37 may work all of them (cantonese), 36 are there within every service time, 35 are left without former holders and conflicts, 20 have room for all."
    )
    #expect(alone[1] == "Went together with 2 other cases of the debtor." && alone[3] == "Nobody else had room." && alone.count == 4)
  }

  @Test func whatDecidedIsNamedWhateverItWas() {
    let reason = Reason.assignedCheapest(eligible: 35, cost: 800 * 1024, runnerUp: 7, runnerUpCost: 1000 * 1024)
    func decided(_ here: [Int64], _ there: [Int64], _ language: Language = .en) -> String {
      let lines = PlacementText.lines(
        numbers {
          ($0.cost.load, $0.cost.number, $0.cost.amount, $0.cost.quota) = (here[0] * 1024, here[1] * 1024, here[2] * 1024, here[3] * 1024)
          $0.runnerUpCost = $0.cost
          ($0.runnerUpCost.load, $0.runnerUpCost.number) = (there[0] * 1024, there[1] * 1024)
          ($0.runnerUpCost.amount, $0.runnerUpCost.quota) = (there[2] * 1024, there[3] * 1024)
        }, reason, isPlaced: true, names, language)
      return lines[3]
    }
    // Quotas go first, whatever the load says.
    #expect(decided([900, 0, 0, -50], [100, 0, 0, 40]) == "What decided against C007: the quotas of teams, 90 less here.")
    #expect(decided([900, 0, 0, -50], [100, 0, 0, 40], .zh) == "相对C007的决定因素：小组配额，此处少90。")
    #expect(decided([900, 10, -300, 0], [800, 10, 200, 0]) == "What decided against C007: the share of new amount, 500 less here.")
    #expect(decided([900, -80, 0, 0], [880, 20, 0, 0]) == "What decided against C007: the share of new cases, 100 less here.")
    #expect(decided([700, 0, 0, 0], [900, 0, 0, 0]) == "What decided against C007: the load, 200 less here.")
    #expect(decided([700, 0, 0, 5], [700, 0, 0, 5]) == "Both cost the same: the run's lot decided.")
    for (here, there) in [([900, 0, 0, 0], [800, 0, 0, 0]), ([100, 0, 0, 60], [900, 0, 0, 40])] as [([Int64], [Int64])] {
      #expect(decided(here, there) == "The plan as a whole is cheaper this way, although this case alone is not.")
    }
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
    // What the report says comes next; nothing else sets this person apart.
    #expect(
      lines { _ in }.dropFirst() == [
        "10 new cases. This month 10.0 new cases after the night, about the 10.0 by hours."
      ])
    #expect(lines { $0.monthShare = 0 }.last == "10 new cases, about the 10 by hours.")
    let half = lines {
      $0.capacitySeconds = 72_000
      $0.got = 5
    }
    #expect(half.contains("Less working time ahead than the others: 20.0 h, the median is 40.0 h."))
    #expect(half.contains { $0.hasPrefix("The load before was heavier than the others': 100") })
    let full = lines {
      ($0.room, $0.got, $0.missed, $0.placeWorth) = (3, 3, 14, 310 * 1024)
    }
    #expect(full[1] == "3 new cases. This month 10.0 new cases after the night, about the 10.0 by hours.")
    #expect(
      full[2]
        == "All 3 places of the night are filled. 14 more would have been cheaper here; one more place would have saved up to 310 seconds of work."
    )
    #expect(lines { $0.eligibleFor = 12 }.contains { $0.hasPrefix("Could take 12 of the 100 cases offered") })
    #expect(lines { $0.second = 1 }.last == "Came second for 1 case.")
    let closed = lines {
      ($0.closedBy, $0.room, $0.got) = (.caseLimit, 0, 0)
      $0.monthShare = nil
    }
    #expect(closed.count == 2 && closed[1] == "No new cases: the case limit is reached with 80 cases.")
    #expect(
      lines(
        {
          ($0.closedBy, $0.room, $0.got) = (.caseLimit, 0, 0)
          $0.monthShare = nil
        }, .zh)[1] == "无新案：在手80件，已达件数上限。")
  }

  @Test func aParagraphKnowsOneShareThatOfTheMonthWhereItIsKnown() {
    // 30 tonight where the night's hours alone give 12: the month decides, and is still 2 behind.
    let story = lines {
      ($0.got, $0.monthAfter, $0.monthShare) = (30, 40 * 1024, 42 * 1024)
    }
    #expect(
      story[1] == "30 new cases. This month 40.0 new cases after the night, fewer than the 42.0 by hours: few cases allowed this person.")
    let full = lines {
      ($0.room, $0.got, $0.monthAfter, $0.monthShare) = (3, 3, 3 * 1024, 9 * 1024 + 512)
    }
    #expect(
      full[1] == "3 new cases. This month 3.0 new cases after the night, fewer than the 9.5 by hours: all places of the night are filled.")
    let ahead = lines({ ($0.got, $0.monthAfter, $0.monthShare) = (0, 40 * 1024, 30 * 1024) }, .zh)
    #expect(ahead[1] == "新案0件。本月累计新案40.0件，多于按工时应得的30.0件：此前各次分得已超过应得。")
    // Where the run does not tell the month, the night's own share stands.
    let alone = lines {
      ($0.room, $0.got, $0.monthAfter, $0.monthShare) = (3, 3, nil, nil)
    }
    #expect(alone[1] == "3 new cases, fewer than the 9 by hours: all places of the night are filled.")
    let closed = lines {
      ($0.closedBy, $0.room, $0.got, $0.monthAfter, $0.monthShare) = (.caseLimit, 0, 0, 4 * 1024, 9 * 1024)
    }
    #expect(
      closed[1]
        == "No new cases: the case limit is reached with 80 cases. This month 4.0 new cases after the night, fewer than the 9.0 by hours.")
  }

  @Test func onTheFirstNightOfAMonthNothingWasAheadOfIt() {
    for (got, share) in [(Int64(0), Int64(4)), (1, 9), (6, 2), (30, 12)] {
      for language in Language.allCases {
        let text = lines({ ($0.got, $0.monthAfter, $0.monthShare) = (got, got * 1024, share * 1024) }, language)[1]
        for word in ["earlier", "ahead", "behind", "此前"] { #expect(!text.contains(word), "\(text)") }
      }
    }
    // Fifteen before and four tonight that follow a debtor's other case: nineteen, as the books say.
    #expect(
      lines { ($0.got, $0.monthAfter, $0.monthShare) = (4, 19 * 1024, 17 * 1024) }[1]
        == "4 new cases. This month 19.0 new cases after the night, more than the 17.0 by hours: routes, skills or one debtor's other cases left fewer people to choose from."
    )
  }

  @Test func reportAndExplanationSayTheSameOfAPerson() {
    var figures: [CollectorFigures] = []
    var nights: [CollectorNight] = []
    for number in 0..<12 {
      let one = night("C\(number)") {
        ($0.got, $0.capacitySeconds, $0.effortSeconds) = (Int64(number * 3), 144_000 - Int64(number) * 3000, Int64(number % 5) * 30_000)
        ($0.monthAfter, $0.monthShare) = (Int64(number * 4) * 1024, 20 * 1024)
        if number == 3 { ($0.closedBy, $0.room, $0.got) = (.left, 0, 0) }
        if number == 4 { ($0.closedBy, $0.room, $0.got) = (.inactive, 0, 0) }
        if number == 5 { $0.room = $0.got }
      }
      var figure = CollectorFigures(id: Int64(number), code: one.code)
      (figure.new, figure.capacitySeconds, figure.effortSeconds) = (one.got, one.capacitySeconds, one.effortSeconds)
      (figure.room, figure.closedBy, figure.nextPresent, figure.before) = (one.room, one.closedBy, one.nextPresent, one.before)
      (figure.monthAfter, figure.monthShare) = (one.monthAfter, one.monthShare)
      figures.append(figure)
      nights.append(one)
    }
    var record = FairnessRecord()
    (record.people, record.byContract) = (10, 10)
    for record in [FairnessRecord(), record] {
      let page = CollectorSentence(figures, fairness: record)
      for (figure, night) in zip(figures, nights) {
        let told = CollectorNightText(night, among: nights, offered: 100, fairness: record, currency: .cny)
        for language in Language.allCases {
          #expect(told.lines(language)[1] == page.text(figure, language))
          // Whoever is gone has no share of the month.
          let hours = language == .en ? "contract hours" : "合同工时"
          #expect(page.text(figure, language).contains(hours) == (record.byContract > 0 && night.isHere))
        }
        #expect(told.share == page.share(figure))
      }
    }
    // Hours of those who are gone are nobody's: what the others got is shared by their hours alone.
    let all = nights.filter { $0.isHere }
    let sum = all.compactMap { CollectorSentence(nights, fairness: FairnessRecord()).share($0) }.reduce(0, +)
    let total = nights.reduce(0) { $0 + $1.got }
    #expect(abs(sum - total) <= 6, "\(sum) of \(total)")
  }

  @Test func wishesThatWereNotKeptAreNamedWithWhatCameBefore() {
    var record = FairnessRecord()
    (record.people, record.byContract) = (10, 4)
    record.misses = [
      FairnessMiss(
        policy: "cards", rule: "open", measure: .newCases, wished: 1, reached: 3, isBelow: true, collector: 9, cause: .limits),
      FairnessMiss(
        policy: "cards", rule: "open", measure: .newAmount, wished: 50, reached: 120, isBelow: false, collector: 8, cause: .load),
    ]
    let names = ReasonNames(collectors: [9: "C009"])
    #expect(
      FairnessText.lines(record, names, .en) == [
        "No roster is known of 4 of 10 people: their share is by contract hours.",
        "cards, open: new cases wished within 1 case of everybody's share, reached within 3 cases (C009 got too few): limits of people came before.",
        "cards, open: new amount wished within 5\u{202F}% of everybody's share, reached within 12\u{202F}% (#8 got too many): an even load came before.",
      ])
    #expect(
      FairnessText.lines(record, names, .zh)[1] == "cards，open：要求每人新案件数与应得相差不超过1件，实际为3件（C009偏少）：人员上限在先。")
    // Quotas come before wishes, each once.
    record.quotas = [
      QuotaMiss(policy: "cards", team: "legal", measure: .newCases, wantedPPM: 600_000, gotPPM: 205_999, cause: .limits),
      QuotaMiss(policy: "loans", team: "a", measure: .newAmount, wantedPPM: 50_000, gotPPM: 120_000, cause: .pins),
    ]
    #expect(
      FairnessText.lines(record, names, .en).dropFirst().prefix(2) == [
        "cards, quotas: team legal is to have 60\u{202F}% of the month's new cases, after the night it has 20.6\u{202F}%: limits of people came before.",
        "loans, quotas: team a is to have 5\u{202F}% of the month's new amount, after the night it has 12\u{202F}%: cases pinned by people came before.",
      ])
    #expect(
      FairnessText.lines(record, names, .zh)[1] == "cards，配额：小组legal应占本月新案件数的60\u{202F}%，本次后实占20.6\u{202F}%：人员上限在先。")
    #expect(FairnessText.lines(record, names, .en).count == 5)
    for cause in FairnessMiss.Cause.allCases {
      #expect(!FairnessText.cause(cause).en.isEmpty && !FairnessText.cause(cause).zh.isEmpty)
    }
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
