import Figures
import FiguresTesting
import Portfolio
import Reports
import Speech
import Testing

/// What holds for every page that this program makes, whatever it is of.
@Suite struct PageKindsTests {
  private let pages = ReportPageTests()

  /// A page of every kind, full and empty.
  static func all(_ language: Language) throws -> [(kind: String, page: String)] {
    var found: [(String, [UInt8])] = [
      ("night", ReportPage.html(Sample.night(), language: language)), ("empty night", ReportPage.html(Sample.empty(), language: language)),
      ("nobody", ReportPage.html(Sample.night(people: 0), language: language)),
      ("period", PeriodPage.html(Sample.week(), language: language)),
    ]
    var waiting = Sample.night()
    waiting.plan = WaitingPlan(brakes: [], stored: [], drivers: [])
    found.append(("waiting plan", ReportPage.html(waiting, language: language)))
    var audited = Sample.night()
    audited.sample = sample
    found.append(("auditor", ReportPage.html(audited, language: language)))
    for scope in [PeriodScope.team("华东<一>组"), .client("zx & co")] {
      var part = Sample.week()
      part.scope = scope
      found.append(("period of a part", PeriodPage.html(part, language: language)))
    }
    var simulation = Simulation(slot: Sample.slot, currency: .cny)
    found.append(("empty simulation", SimulationPage.html(simulation, agency: "a<b>", notes: [], language: language)))
    simulation.plans = [SimulatedPlan(name: ""), SimulatedPlan(name: "")]
    simulation.noise = 3
    found.append(("simulation", SimulationPage.html(simulation, agency: "a<b>", notes: [Wording("1 & 2", "一")], language: language)))
    for (folds, lines, effect) in [
      ([], [], nil),
      (
        [PolicyDifferencePage.Fold(title: Wording("Routes", "路由"), sentences: [Wording("1 & 2", "一")])],
        [(PolicyDifferencePage.Mark.gone, "-<x>")], Wording("<p>", "<p>")
      ),
    ] as [([PolicyDifferencePage.Fold], [(mark: PolicyDifferencePage.Mark, text: String)], Wording?)] {
      found.append(
        (
          "policies",
          PolicyDifferencePage.html(
            old: "a@1", new: "<b>", summary: Wording("Different.", "有变化。"), folds: folds, lines: lines, effect: effect, language: language)
        ))
    }
    for table in [nil, SampleTable.one] {
      let page = TablePage(
        kicker: Wording("Team's lists", "小组清单"), heading: "组 <1>", day: Sample.slot.description, meta: Wording("x", "某"),
        sentence: Wording("3 people.", "3 人。"), flags: [Wording("a & b", "甲")],
        sections: [
          .init(Wording("People", "人员"), notes: [Wording("n", "注")], table: table),
          .init(Wording("C1", "C1"), table: table, isFolded: true),
        ])
      found.append(("table page", try page.html(language)))
    }
    return found.map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }
  }

  private enum SampleTable {
    static let one = ReportTable(
      "t", Wording("T", "表"),
      [.init("a", Wording("A", "甲"), .text, Wording("a", "甲")), .init("b", Wording("B", "乙"), .count, Wording("b", "乙"))],
      rows: [[.text("<x>"), .count(1)], [.empty, .empty]])
  }

  static let sample = AuditedSample(
    seed: "autumn <1>", source: .named(by: "wang", at: "2026-11-19 16:00:00"),
    strata: [
      .init(client: "cmb", policy: "retail-card", route: "normal", kind: .assigned, cases: 40, drawn: 2),
      .init(client: "zx & co", policy: "", route: "", kind: .unassigned, cases: 1, drawn: 1),
    ],
    rows: [0, 0, 1].enumerated().map { index, stratum in
      .init(
        stratum: stratum, rank: "00ff\(index)", caseID: Int64(index + 1), reference: "62…\(index)", from: "", to: "C1001",
        caseClass: .normal,
        amount: 12_345, currency: .cny, code: .assignedCheapest, lost: false)
    })

  @Test(arguments: Language.allCases) func everyPageNestsHasOneMainPartAndIdsOfItsOwn(language: Language) throws {
    for (kind, page) in try Self.all(language) {
      #expect(pages.fault(page) == nil, "\(kind)")
      #expect(page.ranges(of: "<main").count == 1 && page.ranges(of: "<h1").count == 2, "\(kind)")
      let ids = pages.values("id", in: page)
      #expect(Set(ids).count == ids.count, "\(kind)")
      for link in pages.values("href", in: page) { #expect(ids.contains(String(link.dropFirst())), "\(kind): \(link)") }
      for label in pages.values("for", in: page) { #expect(ids.contains(label), "\(kind): \(label)") }
      // A list without items and a table without rows are no HTML that anybody can read aloud.
      #expect(!page.contains("<ul class=\"flags\"></ul>") && !page.contains("<nav></nav>"), "\(kind)")
      #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("http:") && !page.contains("https:"), "\(kind)")
    }
  }

  /// The pages as files, for a validator: `ALLOT_PAGES` names a folder.
  @Test func pagesAreLaidOutForAValidatorThatAsks() throws {
    guard let folder = Setting.pages else { return }
    for language in Language.allCases {
      for (index, one) in try Self.all(language).enumerated() {
        let name = one.kind.replacing(" ", with: "-")
        try Setting.write("\(folder)/\(index)-\(name)-\(language.rawValue).html", one.page)
      }
    }
  }

  @Test(arguments: Language.allCases) func theAuditorsPageStatesSeedStrataAndAllocation(language: Language) throws {
    var figures = Sample.night()
    figures.sample = Self.sample
    let page = pages.page(figures, language)
    let said =
      language == .en
      ? ["3 of 41 decisions", "autumn &lt;1&gt;", "2 strata", "wang named the seed at 2026-11-19 16:00:00, before the run began"]
      : ["按种子“autumn &lt;1&gt;”从2层", "41项决定中抽取3项", "种子由wang于2026-11-19 16:00:00约定，早于运行开始"]
    for text in said { #expect(page.contains(text), "\(text)") }
    let files = ReportWriter.files(figures, language: language)
    let strata = String(decoding: try #require(files.first { $0.name == "sample_strata.csv" }).bytes, as: UTF8.self)
    #expect(strata.contains("cmb,retail-card,normal,assigned,40,2\r\n") && strata.contains("zx & co,,,unassigned,1,1\r\n"))
    #expect(String(decoding: try #require(files.first { $0.name == "sample.csv" }).bytes, as: UTF8.self).contains(",00ff0\r\n"))
    // Whoever asked for no sample gets none.
    #expect(!ReportWriter.files(Sample.night(), language: language).contains { $0.name.hasPrefix("sample") })
    figures.sample?.source = .given
    #expect(pages.page(figures, .en).contains("whoever wrote the report could choose it"))
  }
}
