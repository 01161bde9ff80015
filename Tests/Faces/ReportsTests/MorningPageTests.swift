import Figures
import FiguresTesting
import Portfolio
import Reports
import Speech
import Testing
import Words

/// The page in the order of eight o'clock, and a period's page, from values.
@Suite struct MorningPageTests {
  private let pages = ReportPageTests()

  /// One language's half of a page, between its marks.
  private func half(_ page: String, _ language: Language) throws -> String {
    let parts = page.split(separator: "<div class=\"page page-")
    return String(try #require(parts.first { $0.hasPrefix(language.rawValue) }))
  }

  /// What a person reads: the text without markup.
  private func text(_ markup: String) -> String {
    var (text, inTag) = ("", false)
    for character in markup {
      if character == "<" { inTag = true } else if character == ">" { inTag = false } else if !inTag { text.append(character) }
    }
    return text
  }

  @Test(arguments: Language.allCases) func sectionsStandInTheOrderOfEightOClock(language: Language) throws {
    let page = try half(pages.page(Sample.night(), language), language)
    let order = [
      "trust", "night", "clocks", "people", "money", "flow", "classes", "talk", "waiting", "workload", "fairness", "rules", "collectors",
      "trend", "audit",
    ]
    let places = order.map { page.firstRange(of: "<section id=\"\(language.rawValue)-\($0)\">")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test func trustSaysWhatCameWhatIsMissingAndWhatIsKnown() throws {
    var night = Sample.night()
    let place = try #require(night.morning.feeds.firstIndex { $0.feed == .payments })
    (night.morning.feeds[place].files, night.morning.feeds[place].lastAt) = (0, "2026-11-19 23:50")
    let english = text(try half(pages.page(night, .en), .en))
    for said in [
      "missing: payments", "2 rows rejected", "31 late facts", "98.7\u{202F}%", "9,512 of 9,640", "all 9 controls passed",
      "3 decisions of the plan left out",
    ] {
      #expect(english.contains(said), "\(said)")
    }
    #expect(english.contains("No file of payments came, though one usually does: the last was 2026-11-19 23:50."))
    let chinese = text(try half(pages.page(night, .zh), .zh))
    #expect(chinese.contains("未到：还款") && chinese.contains("拒收2行") && chinese.contains("9项控制全部通过"))
    // A night on which everything came says so, and no flag is left.
    var good = Sample.night()
    for index in good.morning.feeds.indices {
      (good.morning.feeds[index].files, good.morning.feeds[index].rejected, good.morning.feeds[index].late) = (1, 0, nil)
    }
    let calm = text(try half(pages.page(good, .en), .en))
    #expect(calm.contains("none that usually comes is missing") && calm.contains("no row rejected") && !calm.contains("late facts"))
  }

  @Test func clocksPeopleAndMoneyShowTheirNumbers() throws {
    let page = text(try half(pages.page(Sample.night(), .en), .en))
    for said in [
      "first contact runs out today37missed already: 12", "untouched after 24 hours214nobody holds: 41", "untouched after 48 hours66",
      "due back within 7 days320with an open promise: 58", "promised after the case goes back9", "on the roster today33of 36 people",
      "cases without a present owner812with a promise due today: 6", "1 person has left and still stands in a team: C1007.",
      "52,100.00", "The 10 largest of 23; all are in batches.csv.", "held for more than 30 days62held on 2026-10-22, too",
      "held and freed again and again8",
    ] { #expect(page.contains(said), "\(said)") }
    #expect(page.contains("Not on this page, since nothing is on record yet"))
  }

  @Test(arguments: Language.allCases) func listsThatNobodyPickedUpAreToldByTeamWithItsLead(language: Language) throws {
    let page = text(try half(pages.page(Sample.night(), language), language))
    let said =
      language == .en
      ? ["15 of 17 lists not picked up", "no team–01C1000", "华东一组王敏114C1011, C1012, C1014", "C1023 …"]
      : ["17份清单中15份尚未领取", "无小组–01C1000", "华东一组王敏114C1011、C1012、C1014"]
    for text in said { #expect(page.contains(text), "\(text)") }
    // A team that has all of its lists is not in the way; the file has everybody.
    #expect(!page.contains("North") && !page.contains("C1040"))
    let rows = try #require(MorningTables.all(Sample.night()).first { $0.name == "pickups" }).rows
    #expect(rows.count == 17 && rows.count { $0[3] == .flag(true) } == 2)
    var figures = Sample.night()
    figures.morning.areListsAcknowledged = false
    let unknown = text(try half(pages.page(figures, language), language))
    #expect(unknown.contains(language == .en ? "who has his cannot be told" : "无法得知谁已领取"))
    #expect(!unknown.contains("C1011, C1012") && !unknown.contains("C1011、C1012"))
  }

  @Test func aChinesePageNamesRulesInChinese() throws {
    var figures = Sample.night()
    figures.rules += ["recall early", "recall put off", "recall retention", "stay 2", "stop 3", "covers"].map {
      RuleHealth(policy: "retail-card", rule: $0, matched: 3, considered: 9)
    }
    let page = text(try half(pages.page(figures, .zh), .zh))
    #expect(page.contains("第2条留任规则") && page.contains("第3条停催规则") && page.contains("收回："))
    for english in ["recall", "stay ", "stop ", "covers", "put off"] { #expect(!page.contains(english), "\(english)") }
  }

  @Test func aWeekAgoIsTheSameWeekday() {
    let figures = Sample.night()
    #expect(Headline.aWeekAgo(figures)?.slot == Sample.slot - 7)
    var young = figures
    young.trend = Array(figures.trend.suffix(3))
    #expect(Headline.aWeekAgo(young) == nil)
  }

  @Test func littleActivityWithAFullPortfolioIsToldApartFromFreeCapacity() {
    var full = CollectorFigures(id: 1, code: "a")
    (full.scheduledSeconds, full.saturation, full.before, full.capacitySeconds, full.effortSeconds) = (3_600, 200, 30, 1_000, 950)
    #expect(full.isFullAndIdle && !full.isFreeAndIdle)
    var free = full
    (free.effortSeconds, free.room) = (300, 10)
    #expect(!free.isFullAndIdle && free.isFreeAndIdle)
    var limited = free
    (limited.room, limited.closedBy) = (0, .caseLimit)
    #expect(limited.isFullAndIdle)
    var busy = full
    busy.saturation = 900
    #expect(!busy.isFullAndIdle && !busy.isFreeAndIdle)
  }

  @Test(arguments: Language.allCases) func aPeriodsPageIsWellFormedAndSaysWhatIsWrong(language: Language) throws {
    let page = String(decoding: PeriodPage.html(Sample.week(), language: language), as: UTF8.self)
    #expect(pages.fault(page) == nil)
    let half = text(try half(page, language))
    let said =
      language == .en
      ? [
        "No night was published for 1 day: 2026-11-18.", "The decisions of 1 runs are no longer kept", "Moves of 1 run were taken back",
        "week 2026-11-16 to 2026-11-22", "not over",
      ]
      : ["1天没有已发布的夜间分案：2026-11-18。", "1次运行的决定已清除", "1次运行的变动被撤销", "2026-11-16至2026-11-22当周", "尚未结束"]
    for text in said { #expect(half.contains(text), "\(text)") }
    let empty = PeriodFigures(
      .week(of: Sample.slot), agencyCode: "x", agencyName: "", baseCurrency: .cny, timeZone: "", readOn: Sample.slot + 9)
    #expect(pages.fault(String(decoding: PeriodPage.html(empty, language: language), as: UTF8.self)) == nil)
  }

  @Test func aPeriodsTablesHaveEveryRowAndRanksShareNumbers() throws {
    let tables = PeriodTables.all(Sample.week())
    #expect(tables.map(\.name) == ["days", "runs", "money", "recalls", "people", "teams", "clients", "batches"])
    for table in tables {
      for row in table.rows { #expect(row.count == table.columns.count, "\(table.name)") }
      #expect(Set(table.columns.map(\.key)).count == table.columns.count)
      _ = try table.csv(.en)
    }
    let people = tables[4]
    #expect(people.rows.count == 36)
    let (ranks, dealt) = (people.rows.map { $0[0] }, people.rows.map { $0[3] })
    for (index, pair) in zip(dealt, dealt.dropFirst()).enumerated() where pair.0 == pair.1 { #expect(ranks[index] == ranks[index + 1]) }
    // A difference in the middle of the period is found whatever the ends say.
    var wrong = Sample.week()
    wrong.days[0].flows[0].pool.closing = wrong.days[0].flows[0].pool.closing + Stock(1, 0)
    #expect(Sample.week().differences == 0 && wrong.differences == 1)
  }

  @Test func hoursOfWhoHasLeftAreNobodysCapacity() throws {
    var night = Sample.night()
    func capacity() throws -> String {
      let said = text(try half(pages.page(night, .en), .en))
      return String(try #require(said.firstMatch(of: /capacity, hours([\d,.]+)effort/)?.1))
    }
    let before = try capacity()
    let (all, one) = (night.collectors.reduce(0) { $0 + $1.capacitySeconds }, night.collectors[0].capacitySeconds)
    #expect(before == NumberText.hours(all))
    (night.collectors[0].closedBy, night.collectors[0].room) = (.left, 0)
    #expect(try capacity() == NumberText.hours(all - one))
    night.collectors[0].closedBy = .inactive
    #expect(try capacity() == NumberText.hours(all - one))
    // Who is only away counts.
    night.collectors[0].closedBy = .notPresent
    #expect(try capacity() == before)
  }

  /// What was decided, what happened meanwhile and what was left out, in words.
  @Test func aReleasedPlanSaysWhatHappenedMeanwhileAndWhatWasLeftOut() throws {
    var night = Sample.night()
    night.morning.meanwhile.closed = 2
    night.morning.meanwhile.moved = 1
    night.morning.left = [LeftOut(kind: .moved, code: .caseChangedMeanwhile, cases: 21, first: (0..<20).map { "*\($0)" })]
    let english = text(try half(pages.page(night, .en), .en))
    #expect(english.contains("2 were closed, 1 was moved by hand. What people hold after the run and the stock count it"))
    #expect(
      english.contains("Decisions of the plan that the publish left out") && english.contains("*0, *1, *2") && english.contains("*19 …"))
    #expect(english.contains("allot show assignments 812 --kind left_out"))
    let chinese = text(try half(pages.page(night, .zh), .zh))
    #expect(chinese.contains("结案2件，人工换手1件") && chinese.contains("发布时略去的方案决定"))
    let plain = text(try half(pages.page(Sample.night(), .en), .en))
    #expect(!plain.contains("Between the decision") && !plain.contains("that the publish left out"))
  }

  @Test func aRunByDayIsNotToldAsANight() throws {
    var day = Sample.night()
    day.header.kind = .batch
    var earlier = EarlierCases()
    (earlier.assigned, earlier.held, earlier.unassigned) = (3, 5, 7)
    day.header.earlier = earlier
    let english = text(try half(pages.page(day, .en), .en))
    #expect(english.contains("of the cases that had come earlier, 3 were assigned too and 12 still have no holder: 5 held, 7 found nobody"))
    #expect(!english.contains("vs last 7 ") || english.contains("of its kind"))
    #expect(!english.contains("unlike the last seven nights") && !english.contains("rules matched nothing"))
    day.header.earlier = nil
    #expect(text(try half(pages.page(day, .zh), .zh)).contains("更早到达的案件不在其内"))
  }
}
