import Figures
import FiguresTesting
import Portfolio
import Speech
import TestRandom
import Testing
import Words

@Suite struct FiguresTests {
  @Test func giniOfKnownCases() {
    #expect(Spread([5, 5, 5, 5]).gini == 0)
    #expect(Spread([0, 0, 0, 10]).gini == 750)
    #expect(Spread([1, 2, 3, 4]).gini == 250)
    #expect(Spread([]).gini == 0)
    #expect(Spread([0, 0]).gini == 0)
    #expect(Spread([.max, .max]).gini == 0)
  }

  @Test(arguments: 0..<50) func spreadAgreesWithItsDefinition(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let values = (0..<Int.random(in: 1...40, using: &random)).map { _ in Int64.random(in: 0...1000, using: &random) }
    let spread = Spread(values)
    let sum = values.reduce(0, +)
    var pairs: Int64 = 0
    for a in values { for b in values { pairs += abs(a - b) } }
    let exact = sum == 0 ? 0 : Double(pairs) * 1000 / (2 * Double(values.count) * Double(sum))
    #expect(abs(Double(spread.gini) - exact) <= 0.51)
    #expect(spread.total == sum && spread.minimum == values.min() && spread.maximum == values.max())
    #expect(Spread(values.shuffled(using: &random)) == spread)
    let below = values.count { $0 < spread.median }
    let above = values.count { $0 > spread.median }
    #expect(below * 2 <= values.count && above * 2 <= values.count)
  }

  @Test(arguments: 0..<50) func lorenzRisesConvexlyFromNothingToAll(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let values = (0..<Int.random(in: 1...60, using: &random)).map { _ in Int64.random(in: 0...100_000_000_000, using: &random) }
    let curve = Spread.lorenz(values)
    #expect(curve.first == 0 && curve.last == 1000 && curve.count == 21)
    for (step, share) in curve.enumerated() { #expect(share <= step * 50) }
    let steps = zip(curve, curve.dropFirst()).map { $1 - $0 }
    for (a, b) in zip(steps, steps.dropFirst()) { #expect(b >= a - 2) }
    #expect(Spread.lorenz([0, 0]) == (0...20).map { $0 * 50 })
  }

  @Test func accountsShowWhatIsMissing() {
    var flow = Sample.night().flows[0]
    #expect(flow.reconciles)
    #expect(flow.difference == .zero)
    flow.pool.closing.cases -= 1
    #expect(flow.difference == Stock(1, 0))
    #expect(!flow.reconciles)
  }

  @Test func whatLeavesThePoolMustArrive() {
    var flow = Sample.night().flows[0]
    // Both accounts still add up by themselves, but 10 cases vanished on the way.
    flow.people.lines = flow.people.lines.map { $0.kind == .assigned ? FlowLine(.assigned, $0.change - Stock(10, 0)) : $0 }
    flow.people.closing = flow.people.closing - Stock(10, 0)
    #expect(flow.difference == .zero)
    #expect(!flow.reconciles)
  }

  @Test func fairnessMeasuresAgainstScheduledHours() throws {
    var figures = Sample.empty()
    for (index, hours) in [3600, 3600, 7200].enumerated() {
      var person = CollectorFigures(id: Int64(index), code: "c\(index)")
      person.capacitySeconds = Int64(hours)
      person.room = 50
      figures.collectors.append(person)
      figures.shares.append(ShareFigures(currency: .cny, collector: Int32(index), cases: [10, 20, 10][index]))
    }
    let number = try #require(Fairness.all(figures).first { $0.measure == .number && $0.span == .tonight })
    #expect(number.spread.total == 40 && number.spread.minimum == 10 && number.spread.maximum == 20)
    // Both the second and the third are ten away; the first of them is named.
    let farthest = try #require(number.farthest)
    #expect(farthest.collector == 1 && farthest.value == 20 && farthest.share == 10)
    #expect(Fairness.all(figures).count == 6)
  }

  @Test func peopleWhoCouldNotBeDealtToDoNotCountAsUnfairlyTreated() throws {
    var figures = Sample.night()
    figures.collectors[0].room = 0
    figures.collectors[0].closedBy = .caseLimit
    figures.shares[0] = ShareFigures(currency: .cny, collector: 0)
    #expect(Fairness.all(figures).allSatisfy { !$0.positions.contains(0) })
  }

  @Test func aCalmNightHasNoGraveFlag() {
    let flags = RedFlag.all(Sample.night())
    #expect(flags.allSatisfy { !$0.grave })
    #expect(flags.contains { $0.text.en.contains("could not be dealt") })
  }

  @Test func violationsAndDifferencesAreGraveAndFirst() {
    var figures = Sample.night()
    figures.controls[2].violations = 3
    figures.flows[0].people.closing.amount += 1
    let flags = RedFlag.all(figures)
    #expect(flags.prefix(2).map(\.grave) == [true, true])
    #expect(flags[0].text.en.contains("CNY does not reconcile"))
    #expect(flags[1].text.en.contains("3 times"))
  }

  @Test func aFlagOfPeopleNamesThem() {
    var figures = Sample.night()
    for index in 0..<7 { figures.collectors[index].after = 600 }
    let codes = figures.collectors.prefix(7).map(\.code).sorted().prefix(5).joined(separator: ", ")
    #expect(RedFlag.all(figures).contains { $0.text.en == "7 collectors hold more than 500 cases: \(codes) and 2 more." })
  }

  @Test func unusualNightsStandOut() throws {
    var figures = Sample.night()
    figures.trend[figures.trend.count - 1].recalled = 900
    let change = try #require(Headline.change(figures) { $0.recalled })
    #expect(change.unusual)
    #expect(change.difference == 900 - change.median)
    #expect(Headline.change(Sample.empty()) { $0.recalled } == nil)
  }

  @Test(arguments: Language.allCases) func everyoneGetsASentence(language: Language) {
    let figures = Sample.night(people: 200, seed: 9)
    let sentence = CollectorSentence(figures.collectors, fairness: figures.fairness)
    for person in figures.collectors {
      let text = sentence.text(person, language)
      #expect(text.hasSuffix(language == .zh ? "。" : "."))
      if !person.assignable { #expect(text.hasPrefix(language == .zh ? "无新案" : "No new cases")) }
    }
    for reason in CloseReason.allCases {
      var person = figures.collectors[0]
      person.closedBy = reason
      person.room = 0
      #expect(!sentence.text(person, language).isEmpty)
    }
  }

  @Test func numbersReadWell() throws {
    #expect(NumberText.count(-1_234_567) == "-1,234,567")
    #expect(NumberText.amount(-5, .cny) == "-0.05")
    #expect(NumberText.amount(123_456_789, .cny) == "1,234,567.89")
    let (yen, dinar) = (try #require(Currency("JPY")), try #require(Currency("KWD")))
    #expect(NumberText.amount(1234, yen) == "1,234" && NumberText.amount(1234, dinar) == "1.234")
    #expect(NumberText.amount(.min, .cny) == "-92,233,720,368,547,758.08")
    #expect(NumberText.plainAmount(-100_001, .usd) == "-1000.01")
    #expect(NumberText.major(150, .cny) == "2" && NumberText.major(-149, .cny) == "-1" && NumberText.major(-10, .cny) == "0")
    #expect(NumberText.percent(125) == "12.5\u{202F}%" && NumberText.percent(1000) == "100\u{202F}%")
    #expect(NumberText.ratio(1040) == "1.040" && NumberText.ratio(-5) == "-0.005")
    #expect(NumberText.hours(5400) == "1.5")
    #expect(NumberText.short(12_345, .zh) == "1.2万" && NumberText.short(12_345, .en) == "12.3k" && NumberText.short(999, .en) == "999")
    #expect(NumberText.signed(0) == "±0" && NumberText.signed(-3) == "−3")
  }

  @Test func referencesAreMasked() {
    #expect(Masking.reference("CMB2026112100042") == "CM…0042")
    #expect(Masking.reference("12345678") == "…78")
    #expect(Masking.reference("9") == "…")
    #expect(Masking.reference("") == "…")
  }
}
