import Figures
import FiguresTesting
import Portfolio
import Reports
import Speech
import Testing
import Words

@Suite struct TalkTests {
  private func month(_ number: Int, _ tones: [Int], groups: [Int] = [10, 10]) -> TalkMonth {
    TalkMonth(
      month: Day(year: 2026, month: number, day: 1) ?? .none, conversations: tones.reduce(0, +), tones: tones,
      groups: groups + [Int](repeating: 0, count: 31 - groups.count))
  }

  private func talk() -> TalkFigures {
    var talk = TalkFigures()
    talk.labelsUpTo = "2026-11-21 09:30:00"
    talk.byLot.add(label: .cooperative, judged: .cooperative, 40)
    talk.byLot.add(label: .cooperative, judged: .uncooperative, 2)
    talk.byLot.add(label: .uncooperative, judged: .uncooperative, 9)
    talk.byLot.add(label: .neutral, judged: .cooperative, 9)
    talk.chosen.add(label: .neutral, judged: .uncooperative, 7)
    talk.months = [month(9, [600, 300, 100]), month(10, [610, 290, 100]), month(11, [200, 300, 500])]
    (talk.attempts, talk.unmapped) = (1_000, 30)
    talk.unmappedCodes = [
      UnmappedCode(source: "dialler", code: "<b>QUACK</b>", attempts: 21), UnmappedCode(source: "sip", code: "999", attempts: 9),
    ]
    return talk
  }

  private func section(_ talk: TalkFigures, _ language: Language) throws -> String {
    var figures = Sample.night()
    figures.talk = talk
    let page = String(decoding: ReportPage.html(figures, language: language), as: UTF8.self)
    #expect(ReportPageTests().fault(page) == nil)
    let parts = page.split(separator: "<section id=\"\(language.rawValue)-talk\">")
    try #require(parts.count == 2)
    return String(try #require(parts[1].split(separator: "</section>").first))
  }

  @Test func theSameSharesHaveNoDriftAndAnotherMixHas() {
    #expect(TalkDrift.psi([100, 200, 300], [200, 400, 600]) == 0)
    // 50/50 against 80/20: 0.3 · ln 1.6 − 0.3 · ln 0.4 = 0.416.
    #expect(TalkDrift.psi([50_000, 50_000], [80_000, 20_000]) == 416)
    #expect(TalkDrift.psi([], []) == 0)
  }

  @Test func monthsAreComparedWithTheOneBefore() {
    let drift = TalkDrift.of([month(8, [60, 30, 10]), month(9, [62, 28, 10]), month(10, [20, 30, 50]), month(11, [3, 2, 1])])
    #expect(drift.map { $0?.flag } == [nil, TalkDrift.Flag.none, .changed, nil])
  }

  /// Against the closed form worked by hand: 8 of 10 gives 0.490 … 0.943, none of 20 gives 0 … 0.161.
  @Test func intervalsHoldForFewLabelsToo() {
    #expect(SampleShare(8, of: 10).interval == 490...944)
    #expect(SampleShare(0, of: 20).interval == 0...162)
    #expect(SampleShare(20, of: 20).interval == 838...1_000)
    #expect(SampleShare(0, of: 0).interval == 0...1_000 && SampleShare(0, of: 0).perMille == nil)
    var last: Int64 = 1_001
    for whole: Int64 in [1, 10, 100, 1_000, 100_000] {
      let interval = SampleShare(whole / 2, of: whole).interval
      #expect(interval.contains(SampleShare(whole / 2, of: whole).perMille ?? -1))
      #expect(interval.upperBound - interval.lowerBound < last)
      last = interval.upperBound - interval.lowerBound
    }
  }

  @Test func agreementIsCountedByLabelAndVerdict() {
    let lot = talk().byLot
    #expect(lot.labels == 60 && lot.labelled(.cooperative) == 42 && lot.judged(.cooperative) == 49)
    #expect(lot.precision(.cooperative) == SampleShare(40, of: 49) && lot.recall(.cooperative) == SampleShare(40, of: 42))
    #expect(lot.accuracy == SampleShare(49, of: 60) && lot.falseAlarms == SampleShare(2, of: 51))
    #expect(lot.recall(.neutral).perMille == 0)
  }

  @Test func thePageSaysItInBothLanguages() throws {
    let english = try section(talk(), .en)
    for text in [
      "81.6\u{202F}% (68.6–90.1)", "Right: 81.7\u{202F}% (70.0–89.5)", "Falsely called uncooperative: 3.9\u{202F}% (1.0–13.3)",
      "chosen by lot (60)",
      "chosen as doubtful or by hand (7)", "2026-11", "30 of 1,000 attempts", "180 days up to 2026-11-21 09:30:00",
      "&lt;b&gt;QUACK&lt;/b&gt;", "changed", "steady",
    ] { #expect(english.contains(text), "\(text)") }
    let chinese = try section(talk(), .zh)
    for text in ["判断正确：81.7\u{202F}%", "随机抽取 (60)", "显著", "平稳", "近7天1,000条联系记录中的30条", "截至2026-11-21 09:30:00的近180天"] {
      #expect(chinese.contains(text), "\(text)")
    }
    let months = ReportPageTests().cells(english)
    #expect(months.contains("0.001") || months.contains("0.000"))
  }

  @Test func anAgencyWithoutLabelsIsToldHowToGetSome() throws {
    let english = try section(TalkFigures(), .en)
    #expect(english.contains("allot review list") && english.contains("No conversations on record") && english.contains("All 0 attempts"))
    #expect(try section(TalkFigures(), .zh).contains("尚无人工标注"))
  }

  @Test func blockedCallsAreNamedWithTheirSource() throws {
    var figures = Sample.night()
    let calm = RedFlag.all(figures)
    figures.talk.attempts = 1_000
    figures.talk.blocked = [BlockedCalls(source: "sip", calls: 1_200), BlockedCalls(source: "dialler", calls: 3)]
    let flag = try #require(RedFlag.all(figures).first { raised in !calm.contains(raised) })
    #expect(!flag.grave && flag.text.en.contains("number that calls") && flag.text.zh.contains("拦截"))
    #expect(flag.text.en.contains("sip 1,200, dialler 3") && flag.text.zh.contains("1,203次"))
    let page = try section(figures.talk, .en)
    #expect(page.contains("Calls that carriers refused") && page.contains("1,200"))
    #expect(try !section(TalkFigures(), .en).contains("carriers refused"))
  }

  @Test func changeAndUnknownCodesRaiseFlags() {
    var figures = Sample.night()
    let calm = RedFlag.all(figures).count
    figures.talk = talk()
    let raised = RedFlag.all(figures)
    #expect(raised.count == calm + 2)
    #expect(raised.contains { $0.text.en.contains("2026-11: PSI") && !$0.grave } && raised.contains { $0.text.en.contains("3\u{202F}%") })
    figures.talk.months[2].tones = [590, 300, 110]
    figures.talk.unmapped = 10
    #expect(RedFlag.all(figures).count == calm)
  }
}
