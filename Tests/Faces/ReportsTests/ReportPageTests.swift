import AnotherProcess
import Figures
import FiguresTesting
import Portfolio
import Reports
import Speech
import Testing
import Words

@Suite struct ReportPageTests {
  func page(_ figures: Figures, _ language: Language = .zh) -> String {
    String(decoding: ReportPage.html(figures, language: language), as: UTF8.self)
  }

  /// Checks that tags nest; void elements and self-closing SVG shapes need no end.
  func fault(_ page: String) -> String? {
    let void: Set<String> = ["meta", "input", "br", "hr", "link", "img"]
    var open: [String] = []
    var rest = page[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return "a tag is not closed" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace })
      if tag.hasPrefix("/") {
        if open.popLast() != name { return "</\(name)> closes nothing" }
      } else if !void.contains(name) {
        open.append(name)
      }
      if tag.split(separator: "\"", omittingEmptySubsequences: false).count % 2 == 0 { return "quotes of <\(tag)>" }
    }
    return open.isEmpty ? nil : "open: \(open)"
  }

  /// Every value of an attribute.
  func values(_ attribute: String, in page: some StringProtocol) -> [String] {
    page.split(separator: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  /// The figure or card with an id, up to its end tag.
  func figure(_ id: String, in page: String) throws -> String {
    let parts = page.split(separator: "<figure class=\"chart\" id=\"\(id)\">")
    try #require(parts.count == 2)
    return String(try #require(parts[1].split(separator: "</figure>").first))
  }

  /// The text of the cells of a piece of markup, thousands separators and marks removed.
  func cells(_ markup: String) -> [String] {
    markup.split(separator: "<td").dropFirst().map { cell in
      var text = ""
      var inTag = true
      for character in cell.prefix(upTo: cell.range(ofEnd: "</td>") ?? cell.endIndex) {
        if character == "<" {
          inTag = true
        } else if character == ">" {
          inTag = false
        } else if !inTag, character != "," {
          text.append(character)
        }
      }
      return text
    }
  }

  @Test func kindAndStateAreWordsOfThePagesLanguage() {
    var figures = Sample.night()
    for kind in RunKind.allCases {
      for state in RunState.allCases {
        (figures.header.kind, figures.header.status) = (kind, state)
        let page = page(figures)
        for language in Language.allCases {
          let (what, how) = (Words.runKind(kind)[language], Words.runState(state)[language])
          #expect(page.contains("\(what) #812 · <span class=\"status\">\(how)</span>"))
        }
      }
    }
  }

  @Test(arguments: Language.allCases) func pagesAreWellFormed(language: Language) {
    for figures in [Sample.night(), Sample.empty(), Sample.night(people: 0), Sample.night(people: 1), Sample.night(people: 1200)] {
      let fault = fault(page(figures, language))
      #expect(fault == nil)
    }
  }

  @Test func nothingIsLoadedFromAnywhereAndNoScriptRuns() {
    let page = page(Sample.night())
    for forbidden in ["http:", "https:", "//", "<script", "src=", "@import", "url(", "<link", "onload", "onclick", "javascript:"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    #expect(values("href", in: page).allSatisfy { $0.hasPrefix("#") })
  }

  @Test func linksAndLabelsLeadSomewhereAndIdsAreUnique() {
    let page = page(Sample.night())
    let ids = values("id", in: page)
    #expect(Set(ids).count == ids.count)
    for link in values("href", in: page) { #expect(ids.contains(String(link.dropFirst()))) }
    for reference in values("aria-labelledby", in: page).flatMap({ $0.split(separator: " ") }) { #expect(ids.contains(String(reference))) }
    for reference in values("for", in: page) { #expect(ids.contains(reference)) }
  }

  @Test func hostileNamesStayText() {
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=y>"
    var figures = Sample.night(name: evil)
    figures.collectors[0].code = evil
    figures.collectors[1].name = evil
    figures.collectors[2].team = evil
    figures.classes.stages[0].stage = evil
    figures.rules[0].rule = evil
    figures.movements[0].policy = evil
    figures.movements[0].reference = evil
    figures.names.skills = [evil, evil]
    figures.names.collectors[1] = evil
    figures.header.policies[0].inForceBy = evil
    let page = page(figures)
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("onerror=y>\""))
    #expect(fault(page) == nil)
  }

  @Test func theDifferenceIsShownAlsoWhenItIsZero() throws {
    let calm = page(Sample.night(), .en)
    #expect(calm.contains("CNY · difference 0 cases, 0.00"))
    let pool = try figure("en-pool-CNY", in: calm)
    #expect(pool.contains("<tfoot>"))
    var figures = Sample.night()
    figures.flows[0].pool.closing.amount -= 7
    let broken = page(figures, .en)
    #expect(broken.contains("difference ±0 cases") || broken.contains("difference 0 cases, +0.07"))
    #expect(broken.contains("CNY does not reconcile"))
    #expect(broken.contains("badge bad"))
  }

  @Test(arguments: ["zh", "en"], ["pool-CNY", "people-CNY", "class-chart", "saturation", "before-after", "pareto", "age"])
  func whatIsDrawnStandsInTheTable(language: String, chart: String) throws {
    let figure = try figure("\(language)-\(chart)", in: page(Sample.night()))
    let drawn = values("data-value", in: figure)
    #expect(!drawn.isEmpty)
    let listed = Set(cells(figure).map { $0.replacing("−", with: "-").replacing("+", with: "") })
    for value in drawn { #expect(listed.contains(value), "\(chart): \(value) of \(listed)") }
  }

  @Test func lorenzDotsStandInTheTable() throws {
    let figure = try figure("en-lorenz-CNY-tonight", in: page(Sample.night()))
    let listed = Set(cells(figure))
    let drawn = values("data-value", in: figure).compactMap { Int($0) }
    #expect(drawn.count == 9)
    for value in drawn { #expect(listed.contains(NumberText.percent(value))) }
  }

  @Test func thirtyNightsAreDrawnAndListed() throws {
    let figures = Sample.night()
    let page = page(figures)
    for (index, entry) in Headline.values.enumerated() {
      let drawn = values("data-value", in: try figure("en-trend-\(index)", in: page))
      #expect(drawn == figures.trend.map { String(entry.value($0)) })
    }
    let section = try #require(page.split(separator: "<section id=\"en-trend\">").last?.split(separator: "</section>").first)
    let listed = cells(String(section))
    #expect(listed.count == figures.trend.count * (1 + Headline.values.count))
  }

  @Test func aRunThatWasTakenBackSaysSoBeforeAnythingElse() {
    var night = Sample.night()
    #expect(!page(night).contains("taken back"))
    (night.header.takenBackBy, night.header.isTakenBack) = (night.header.run + 1, true)
    let text = page(night, .en)
    #expect(text.contains("This run is taken back by run \(night.header.run + 1), not in force. What follows is what it decided then."))
    #expect(text.contains("本次运行已由运行 \(night.header.run + 1) 撤销，未生效。"))
    night.header.isTakenBack = false
    #expect(page(night, .en).contains("published, in part taken back by run \(night.header.run + 1)"))
  }

  @Test func figuresOfAnotherMomentThanTheNightHaveTheirDay() {
    var night = Sample.night()
    night.header.kind = .night
    night.header.stockAt = "2026-11-20 08:00:00"
    // 954 with people and one in the pool, of which the night looked at 905.
    night.flows = [
      StockFlow(currency: .cny, pool: FlowAccount(closing: Stock(1, 100)), people: FlowAccount(closing: Stock(954, 1_000)))
    ]
    night.trend[night.trend.count - 1].open = 905
    let text = page(night, .en)
    #expect(text.contains("Stock of all open cases as counted at 2026-11-20 08:00:00: 955."))
    #expect(text.contains("The night looked at 905 of them: those entrusted by \(night.header.slot) and open when it began."))
    #expect(text.contains("库存为2026-11-20 08:00:00清点的全部在案案件：955件。其中夜间分案处理905件"))
    night.trend[night.trend.count - 1].open = 955
    #expect(!page(night, .en).contains("The night looked at"))
    // Who holds a case with a promise is known of today only.
    #expect(!page(night, .en).contains("Promises (holders of"))
    night.header.readOn = night.header.slot + 3
    #expect(page(night, .en).contains("Promises (holders of \(night.header.slot + 3))"))
    night.header.readOn = night.header.slot
    #expect(!page(night, .en).contains("Promises (holders of"))
  }

  @Test func whoIsAbsentHasNoScore() {
    var night = Sample.night()
    night.collectors[0].score = CollectorLoads.absentScore
    #expect(page(night, .en).contains(">absent<") && page(night, .zh).contains(">不在岗<") && !page(night, .en).contains("1000000.000"))
  }

  @Test func everyPictureHasNameDescriptionAndRole() {
    let page = page(Sample.night())
    let pictures = page.split(separator: "<svg ").dropFirst()
    #expect(pictures.count > 2 * 12)
    for picture in pictures {
      #expect(picture.hasPrefix("role=\"img\"") || picture.hasPrefix("class=\"mix\" role=\"img\""))
      #expect(picture.contains("<title"))
      if !picture.hasPrefix("class=\"mix\"") { #expect(picture.contains("<desc") && picture.contains("aria-labelledby")) }
    }
  }

  @Test func bothLanguagesAreThereAndTheChosenOneIsShown() {
    let chinese = page(Sample.night(), .zh)
    let english = page(Sample.night(), .en)
    #expect(chinese.contains("<html lang=\"zh-CN\">") && english.contains("<html lang=\"en\">"))
    #expect(chinese.contains("id=\"show-zh\" class=\"switch\" aria-label=\"中文\" checked"))
    #expect(english.contains("id=\"show-en\" class=\"switch\" aria-label=\"English\" checked"))
    #expect(chinese.contains("Stock and flow") && english.contains("库存与流量"))
  }

  @Test func manyCollectorsAreCutAtTheEndsOfTheList() {
    let all = page(Sample.night(people: 300), .en)
    #expect(all.contains("C1001<") && all.contains("C1300<") && !all.contains("most and the"))
    let many = page(Sample.night(people: 3000), .en)
    #expect(many.contains("collectors.csv"))
    #expect(many.utf8.count < 2_000_000)
  }

  @Test func anEmptyNightSaysSo() {
    let page = page(Sample.empty(), .en)
    #expect(page.contains("There are no collectors.") && page.contains("Nothing moved.") && page.contains("No stock on record."))
  }

  @Test func theSameFiguresAreTheSameBytesInAnotherProcess() throws {
    var many = Sample.night(people: 60, seed: 5)
    for index in many.collectors.indices { many.collectors[index].team = "team \(index % 12)" }
    let files = ReportWriter.files(Sample.night()) + ReportWriter.files(many, language: .en)
    let here = files.map { "\($0.name)\n" + String(decoding: $0.bytes, as: UTF8.self) }.joined()
    #expect(try AnotherProcess.texts(besides: here).allSatisfy { $0 == here })
  }
}

extension String {
  /// With every occurrence of a character replaced.
  func replacing(_ character: Character, with text: String) -> String { map { $0 == character ? text : String($0) }.joined() }
}

extension Substring {
  /// Where `text` first begins.
  func range(ofEnd text: String) -> Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index }
      index = self.index(after: index)
    }
    return nil
  }
}
