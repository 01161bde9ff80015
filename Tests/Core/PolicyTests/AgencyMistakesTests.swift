import Policy
import Portfolio
import Speech
import Testing
import YAML

@Suite("An agency file with mistakes")
struct AgencyMistakesTests {
  @Test("reports all of them at once, each at its place")
  func manyAtOnce() {
    let agency = """
      agency: demo agency
      name: Demo
      timezone: Beijing
      currency: RMB¥
      rates: { CNY: 1 CNY, USD: 7.10 }
      calendar:
        weekdays: mon..fry
        holidays: [2026-10-01..2026-10-07, 2026-10-03, 2026-02-29]
        make_up: [2026-10-01]
      workload:
        effort: { unknown: 12, normal: 15 days, abnormal: 6 min, cooperative: 10 min }
        limits: { portfolio: 400..80, amount: 5000000, new_per_day: { usual: 60, batchday: 500 } }
        ramp: [ { month: 1, size: 130% }, { month: 1, size: 60% } ]
      brakes: { recalled: 3%, moved: "> 5%", unassigned: "> 1%" }
      approval: { policies: nobody, moves_above: 20 }
      data: { payment: { within: same day, if_late: ignore } }
      contact: { quiet: "22:00", limits: [ { count: calls, per: debtor, at_most: 0, in: 1 day } ] }
      bounds: { must_stop: [died], must_stay: plans }
      """
    let problems = PolicyFile.check([("a.yaml", Array(agency.utf8))]).errors
    #expect(
      problems.map { "\($0.line):\($0.column)" } == [
        "1:9", "3:11", "4:11", "5:10", "5:27", "7:13", "8:38", "8:50", "9:13", "11:11", "11:22", "11:34", "12:24", "12:41", "12:76",
        "13:29",
        "13:46", "14:9", "14:21", "15:23", "15:44", "16:9", "16:47", "17:19", "17:76", "18:23", "18:41",
      ])
    for hint in ["did you mean “payments”?", "did you mean “batch_day”?", "write “20 cases”", "write “> 3%”", "did you mean “plan”?"] {
      #expect(problems.contains { $0.hint?.en == hint }, "\(hint)")
    }
  }

  @Test("has a make-up day that is worked anyway: warned of, not refused")
  func needlessMakeUpDay() {
    let agency = Small.changed(Small.agency, "{ weekdays: mon..fri }", "{ weekdays: mon..fri, make_up: [2026-11-20, 2026-11-21] }")
    let check = PolicyFile.check([("a.yaml", Array(agency.utf8))])
    #expect(
      check.findings.map(\.description) == ["a.yaml:6:43: 2026-11-20 is worked anyway; a make-up day changes nothing there (warning)"])
    #expect(check.set?.agency.calendar.makeUpDays.count == 2)
  }

  @Test("throws every problem when parsed alone")
  func thrown() {
    let broken = Small.changed(Small.changed(Small.agency, "name: Demo", "name: \"\""), "60,", "-60,")
    #expect { try Small.parsedAgency(broken) } throws: { error in
      (error as? PolicyFault)?.problems.map(\.line) == [2, 9]
    }
  }

  @Test("says what a portfolio lets somebody with nothing in hand take, where that is more than its lower end")
  func portfolioSurprise() throws {
    func warnings(_ portfolio: String, usual: Int = 60) -> [Problem] {
      let text = Small.changed(
        Small.changed(Small.agency, "portfolio: 80..400", "portfolio: \(portfolio)"), "usual: 60", "usual: \(usual)")
      return PolicyFile.check([("a.yaml", Array(text.utf8))]).warnings.filter { $0.message.en.contains("in one night") }
    }
    let one = try #require(warnings("30..80").first)
    #expect(one.message.en.hasPrefix("30..80 lets somebody with nothing in hand take 40 cases in one night"), "\(one)")
    #expect(one.hint?.en.contains("40..80") == true && one.hint?.en.contains("usual: 30") == true && one.line == 9, "\(one)")
    // The day's limit comes first, or the lower end is what a person takes.
    for (portfolio, usual) in [("30..80", 30), ("40..80", 60), ("80..400", 60), ("80..80", 100)] {
      #expect(warnings(portfolio, usual: usual).isEmpty, "\(portfolio) \(usual)")
    }
    #expect(warnings("80..400", usual: 100).first?.message.en.contains("take 100 cases") == true)
  }
}
