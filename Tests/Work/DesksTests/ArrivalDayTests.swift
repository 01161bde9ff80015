import DataTesting
import Figures
import Portfolio
import Speech
import Testing
import Words

@testable import Desks
@testable import Feeds
@testable import Runs
@testable import Schema
@testable import Views

/// By day an agency that went ahead of the clock stays there.
@Suite struct ArrivalDayTests {
  @Test func aRunOfArrivalsIsOfTheLastNightsDayWhereThatIsLater() async throws {
    let world = try await SimulationTests.Agency("arrivals-ahead")
    #expect(try await world.night().slot == world.today)
    #expect(try await world.night(world.today + 1).status == .published)
    try await world.add(61...63)
    var request = RunShell.Request()
    (request.kind, request.slot) = (.arrivals, world.today)
    let report = try await RunShell(world.seat, logger: SimulationTests.quiet).run(request)
    #expect(report.slot == world.today + 1 && report.status == .published && report.classChanged == 0)
  }

  /// Whoever takes a night back has time to mend what was wrong: one new case does not deal all of it again.
  @Test func whatWasTakenBackWaitsForTheNextNightWhateverComesByDay() async throws {
    let world = try await SimulationTests.Agency("arrivals-undone")
    let night = try await world.night()
    let run = try #require(night.run)
    let dealt = try #require(night.won?.assigned)
    #expect(dealt > 3)
    _ = try await PlanDesk(world.seat, logger: SimulationTests.quiet).undo(
      run, client: nil, team: nil, reason: "another file", isDry: false)
    func new(_ name: String) async throws -> RunReport {
      var row = CaseRow(line: 2, client: "cmb", caseNo: name, currency: .cny, outstanding: 20_000)
      row.entrustedOn = world.today - 1
      _ = try await world.store.feeds.apply([row], file: "cases", agency: world.agency)
      var request = RunShell.Request()
      (request.kind, request.slot) = (.arrivals, world.today)
      return try await RunShell(world.seat, logger: SimulationTests.quiet).run(request)
    }
    let first = try await new("late1")
    #expect(
      first.won?.assigned == 1 && first.earlier?.assigned == 0 && first.earlier?.held == dealt, "\(String(describing: first.earlier))")
    // It is decided again as it was, from what is kept of it.
    #expect(try await Replay.run(String(try #require(first.run)), world.seat).isIdentical)
  }

  /// Cases that nobody may have wait since the night; the run by day is for the three that came after it.
  @Test func aRunByDayTellsWhatCameEarlierAndStillHasNoHolder() async throws {
    let world = try await SimulationTests.Agency("arrivals-earlier")
    func add(_ names: [String], skill: String? = nil) async throws {
      let rows = names.map { name in
        var row = CaseRow(line: 2, client: "cmb", caseNo: name, currency: .cny, outstanding: 20_000)
        row.entrustedOn = world.today - 1
        row.requiredSkills = skill.map { [$0] } ?? []
        return row
      }
      _ = try await world.store.feeds.apply(rows, file: "cases", agency: world.agency)
    }
    var speaker = CollectorRow(line: 2, code: "gone")
    (speaker.team, speaker.skills, speaker.leavesOn) = ("a", ["cantonese"], world.today - 1)
    _ = try await world.store.feeds.apply([speaker], file: "collectors", agency: world.agency)
    try await add(["e1", "e2", "e3", "e4"], skill: "cantonese")
    let night = try await world.night()
    #expect(night.won?.unassigned == 4 && night.earlier == nil)
    try await add(["n1", "n2"])
    try await add(["n3"], skill: "cantonese")
    var request = RunShell.Request()
    (request.kind, request.slot) = (.batch, world.today)
    let report = try await RunShell(world.seat, logger: SimulationTests.quiet).run(request)
    var earlier = EarlierCases()
    earlier.unassigned = 4
    #expect(report.won?.assigned == 2 && report.won?.unassigned == 1 && report.earlier == earlier)
    let run = try #require(report.run)
    #expect(try await world.store.views.findRun(String(run), agency: world.agency).earlier == earlier)
    let figures = try await world.store.views.figures(run: run, agency: world.agency)
    #expect(figures.header.earlier == earlier && figures.header.isByDay)
    let said = NightSentence.of(figures)
    #expect(
      said.en.contains("1 found nobody; of the cases that had come earlier, 0 were assigned too and 4 still have no holder"), "\(said.en)")
    #expect(said.zh.contains("未分出1件") && said.zh.contains("仍无人持有4件：停催0件，未分出4件"), "\(said.zh)")
    #expect(RedFlag.all(figures).contains { $0.text.en.hasSuffix("of the open cases could not be dealt.") && $0.text.en.hasPrefix("7") })
    // With the licence back, the next run by day gives one of them away, and says that it had come earlier.
    speaker.leavesOn = world.today + 30
    _ = try await world.store.feeds.apply([speaker], file: "collectors", agency: world.agency)
    let hours = [HoursRow(line: 2, collector: "gone", day: world.today, scheduledMinutes: 480)]
    _ = try await world.store.feeds.apply(hours, file: "hours", agency: world.agency)
    try await add(["n4"])
    let next = try await RunShell(world.seat, logger: SimulationTests.quiet).run(request)
    #expect(next.earlier?.assigned == 5 && next.earlier?.waiting == 0 && next.won?.assigned == 6, "\(String(describing: next.earlier))")
  }
}
