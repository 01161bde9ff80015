import DataTesting
import Portfolio
import Postgres
import Runs
import Schema
import Speech
import TestRandom
import Testing

@testable import Feeds
@testable import Views

/// Collectors, their hours, their leave and their extensions.
@Suite struct PeopleFeedTests {
  @Test func collectorsAreUpsertedAndOnlyChangesMoveTheirRevision() async throws {
    let world = try await World("feed-collectors")
    var row = CollectorRow(line: 2, code: "x")
    row.name = "X"
    row.team = "a"
    row.skills = ["cantonese", "litigation"]
    row.joinedOn = World.slot
    func apply(_ rows: [CollectorRow]) async throws -> ApplyReport {
      try await world.store.feeds.apply(rows, file: "c.csv", agency: world.agency)
    }
    #expect(try await apply([row]).inserted == 1)
    #expect(try await apply([row]).unchanged == 1)
    let revision: SQL = "SELECT rev FROM allot.collector_state WHERE agency_id = \(world.agency.id)"
    #expect(try await world.count(revision) == 0)
    row.skills = ["litigation"]
    row.name = nil
    row.team = nil
    row.leavesOn = World.slot + 9
    #expect(try await apply([row]).changed == 1)
    #expect(try await world.count(revision) == 1)
    let shown = try #require(try await world.store.views.showCollectors(limit: 9, agency: world.agency).first)
    #expect(shown.name == "X" && shown.team == "a" && shown.skills == ["litigation"] && shown.leavesOn == World.slot + 9)
    let twice = try await apply([row, CollectorRow(line: 3, code: "x")])
    #expect(twice.rejects.map(\.position.line) == [2])
    // A row that is refused does not displace the one before.
    var many = CollectorRow(line: 3, code: "y")
    many.skills = (1...65).map { "s\($0)" }
    let refused = try await apply([CollectorRow(line: 2, code: "y"), many])
    #expect((refused.inserted, refused.rejects.map(\.position.line)) == (1, [3]))
  }

  @Test func hoursAreUpserted() async throws {
    let world = try await World("feed-hours", collectors: 1)
    let rows = [
      HoursRow(line: 2, collector: "c1", day: World.slot, scheduledMinutes: 480, leaveMinutes: 60),
      HoursRow(line: 3, collector: "zz", day: World.slot, scheduledMinutes: 480),
    ]
    let first = try await world.store.feeds.apply(rows, file: "h.csv", agency: world.agency)
    #expect((first.inserted, first.unchanged, first.rejects.map(\.position.line)) == (1, 0, [3]))
    let second = try await world.store.feeds.apply(rows, file: "h.csv", agency: world.agency)
    #expect((second.inserted, second.changed, second.unchanged) == (0, 0, 1))
    let frozen = try await world.freeze()
    #expect(Array(frozen.snapshot.collectors.days[0]) == [CollectorDay(day: World.slot, scheduledMinutes: 480, leaveMinutes: 60)])
  }

  @Test func aRosterAndALeaveListOfTheSameDayAddUpInEitherOrder() async throws {
    let world = try await World("feed-leave", collectors: 2)
    let days = (0..<6).map { World.slot + $0 }
    let roster = days.prefix(5).map {
      HoursRow(line: 2, collector: "c1", day: $0, scheduledMinutes: 480, leaveMinutes: $0 == days[4] ? 60 : 0)
    }
    let list = [
      LeaveRow(line: 2, collector: "c1", days: [(days[0], .whole), (days[1], .morning), (days[2], .minutes(90)), (days[4], .afternoon)]),
      LeaveRow(line: 3, collector: "c1", days: [(days[2], .morning), (days[5], .whole)]),
      LeaveRow(line: 4, collector: "zz", days: [(days[0], .whole)]),
    ]
    let personnel = [HoursRow(line: 2, collector: "c1", day: days[3], scheduledMinutes: 0, leaveMinutes: 480)]
    let feeds = world.store.feeds
    func left() async throws -> [[Int32]] {
      let frozen = try await world.freeze()
      return frozen.snapshot.collectors.days[0].map { [$0.scheduledMinutes, $0.leaveMinutes] }
    }
    let expected: [[Int32]] = [[480, 480], [480, 240], [480, 330], [480, 480], [480, 240], [0, 1440]]
    for isRosterFirst in [true, false] {
      if isRosterFirst { _ = try await feeds.apply(roster, file: "h.csv", agency: world.agency) }
      let report = try await feeds.apply(list, file: "l.csv", agency: world.agency)
      #expect(report.rejects.map(\.position.line) == [4])
      // Rows, not days: a row of several days counts once.
      #expect(report.inserted + report.changed + report.unchanged == 2)
      _ = try await feeds.apply(personnel, file: "p.csv", agency: world.agency)
      if !isRosterFirst { _ = try await feeds.apply(roster, file: "h.csv", agency: world.agency) }
      #expect(try await left() == expected, "roster first: \(isRosterFirst)")
      let again = try await feeds.apply(list + list, file: "l.csv", agency: world.agency)
      #expect((again.inserted, again.changed) == (0, 0))
      guard isRosterFirst else { break }
      try await world.store.database.run { try $0.execute("DELETE FROM allot.collector_day WHERE agency_id = \(world.agency.id)") }
    }
    // Leave that is withdrawn leaves the day to what else is known of it, and moves the revision that a plan under way compares.
    let revision: SQL = "SELECT rev FROM allot.collector_state WHERE agency_id = \(world.agency.id) ORDER BY collector_id LIMIT 1"
    let before = try await world.count(revision)
    let back = LeaveRow(line: 2, collector: "c1", days: [(days[0], .whole), (days[4], .whole), (days[5], .whole)], isWithdrawn: true)
    #expect(try await feeds.apply([back], file: "l.csv", agency: world.agency).changed == 1)
    #expect(try await left() == [[480, 0], [480, 240], [480, 330], [480, 480], [480, 60], [0, 0]])
    #expect(try await world.count(revision) == before + 1)
  }

  @Test func whatADiallerDidAloneIsNobodysWork() async throws {
    let world = try await World("feed-nobody", collectors: 1)
    try await world.addCases(1) { _, row in
      row.collector = "c1"
      row.entrustedOn = World.slot - 10
    }
    let day = World.slot - 3
    var alone = CallRows.attempt(3, case: "k1", day: day, collector: "VDAD")
    alone.isNobodys = true
    let report = try await world.store.feeds.apply([CallRows.attempt(2, case: "k1", day: day), alone], file: "a.csv", agency: world.agency)
    #expect(report.inserted == 2 && report.unknownAgents.isEmpty)
    let frozen = try await world.freeze()
    // Both are evidence about the case; the holder made one of them.
    #expect(try #require(ContactCounters.unpack(frozen.snapshot.contacts[0])).map(\.count).reduce(0, +) == 2)
    #expect(Array(frozen.snapshot.collectors.days[0]) == [CollectorDay(day: day, calls: 1)])
  }

  @Test func aCallIsTheWorkOfWhoeverHasItsExtension() async throws {
    let world = try await World("feed-agents")
    try await world.addCases(1)
    func collector(_ line: Int, _ code: String, _ agents: [String]?) -> CollectorRow {
      var row = CollectorRow(line: line, code: code)
      row.agents = agents
      return row
    }
    func apply(_ rows: [CollectorRow]) async throws -> ApplyReport {
      try await world.store.feeds.apply(rows, file: "c.csv", agency: world.agency)
    }
    func callers() async throws -> [String] {
      try await world.store.database.run { [agency = world.agency.id] connection in
        try connection.query(
          """
          SELECT coalesce(c.code, '-') FROM allot.attempt a LEFT JOIN allot.collector c USING (agency_id, collector_id)
          WHERE agency_id = \(agency) ORDER BY a.at
          """
        ).decode(String.self)
      }
    }
    #expect(try await apply([collector(2, "li", ["801", "li.na"]), collector(3, "wang", ["802"])]).inserted == 2)
    // 802 is Wang's, and “wang” is a code: no second person is called so.
    let taken = try await apply([collector(2, "li", ["801", "802"]), collector(3, "zhao", ["wang"])])
    #expect(taken.rejects.map(\.position.line) == [2, 3] && taken.rejects.map(\.column) == ["agents", "agents"])
    let calls = ["801", "li.na", "wang", "803"].enumerated().map { number, who in
      CallRows.attempt(number + 2, case: "k1", day: World.slot - (4 - number), collector: who)
    }
    let report = try await world.store.feeds.apply(calls, file: "a.csv", agency: world.agency)
    #expect((report.inserted, report.rejects.count) == (4, 0) && report.unknownAgents == [Wording(same: "803"): 1])
    #expect(try await callers() == ["li", "li", "wang", "-"])
    // A file without the column keeps the extensions, an empty cell takes them away; in one file an extension may go from one to the next.
    #expect(try await apply([collector(2, "li", nil)]).unchanged == 1)
    #expect(try await apply([collector(2, "li", []), collector(3, "wang", ["802", "801"])]).changed == 2)
    let later = CallRows.attempt(9, case: "k1", day: World.slot, collector: "801")
    _ = try await world.store.feeds.apply([later], file: "b.csv", agency: world.agency)
    #expect(try await callers().last == "wang")
  }
}
