import DataTesting
import Portfolio
import Postgres
import Register
import Schema
import Speech
import Testing

@testable import Feeds
@testable import Views

/// Files tried in a transaction that is taken back, and codes of people that are nearly others'.
@Suite struct RehearsalTests {
  private struct Stopped: Error {}

  /// Number of rows of the tables that files write.
  private static func rows(_ world: World) async throws -> [Int] {
    var counts: [Int] = []
    for table in [
      "client", "product", "team", "skill", "collector", "collector_state", "case_record", "case_state", "change", "attempt", "contacts",
      "payment",
    ] {
      counts.append(try await world.count("SELECT count(*) FROM allot.\(identifier: table) WHERE agency_id = \(world.agency.id)"))
    }
    return counts
  }

  @Test func whatIsRehearsedCanBeReadByTheNextFileAndIsTakenBack() async throws {
    let world = try await World("rehearsal", collectors: 1)
    try await world.addCases(2)
    let before = try await Self.rows(world)
    let (file, day) = ("f.csv", World.slot - 3)
    // What is paid on the day of the client's figure is not in it yet.
    let today = try await world.store.register.clock(world.agency).today
    let (reports, now, after) = try await world.store.feeds.rehearse(agency: world.agency) { feeds in
      var person = CollectorRow(line: 2, code: "new")
      (person.team, person.skills) = ("night", ["klingon"])
      var row = CaseRow(line: 2, client: "boc", caseNo: "b1", currency: .cny, outstanding: 5_000)
      (row.collector, row.product) = ("new", "boat")
      var paid = PaymentRow(
        line: 2, key: CaseKey(client: nil, caseNo: "k1"), sourceID: "p1", day: today, amount: 4_000, currency: .cny)
      paid.line = 3
      return [
        try await feeds.apply([person], file: file, agency: world.agency),
        // Cases in two chunks: the second finds what the first has made.
        try await feeds.apply([row], file: file, agency: world.agency), try await feeds.apply([row], file: file, agency: world.agency),
        try await feeds.apply([CallRows.attempt(2, case: "b1", day: day)], file: file, agency: world.agency),
        try await feeds.apply([CallRows.attempt(3, case: "b1", day: day)], file: file, agency: world.agency),
        try await feeds.apply([paid], file: file, agency: world.agency),
      ]
    }
    #expect(reports.map(\.inserted) == [1, 1, 0, 1, 1, 1] && reports.map(\.unchanged) == [0, 0, 1, 0, 0, 0], "\(reports)")
    #expect(now.names[.client] == ["cmb"] && after.names[.client] == ["boc", "cmb"])
    #expect(after.names[.product] == ["boat"] && after.names[.team] == ["night"] && after.names[.skill] == ["klingon"])
    #expect(now.collectors == ["c1"] && after.collectors == ["c1", "new"])
    #expect(now.open == [Holdings.Sum(client: "cmb", currency: .cny, cases: 2, amount: 20_000)])
    #expect(
      after.open == [
        Holdings.Sum(client: "boc", currency: .cny, cases: 1, amount: 5_000),
        Holdings.Sum(client: "cmb", currency: .cny, cases: 2, amount: 16_000),
      ])
    #expect(try await Self.rows(world) == before)
    #expect(try await world.shown("k1").outstanding == 10_000)
    // The same for good comes to the same.
    #expect(
      try await world.store.feeds.apply(
        [CaseRow(line: 2, client: "boc", caseNo: "b1", currency: .cny, outstanding: 5_000)], file: file, agency: world.agency
      ).inserted == 1)
  }

  @Test func aRehearsalThatFailsIsTakenBackToo() async throws {
    let world = try await World("rehearsal-fails", collectors: 1)
    await #expect(throws: Stopped.self) {
      _ = try await world.store.feeds.rehearse(agency: world.agency) { feeds in
        _ = try await feeds.apply(
          [CaseRow(line: 2, client: "cmb", caseNo: "k1", currency: .cny, outstanding: 1)], file: "f.csv", agency: world.agency)
        throw Stopped()
      }
    }
    #expect(try await world.count("SELECT count(*) FROM allot.case_record WHERE agency_id = \(world.agency.id)") == 0)
    // The agency is free again.
    #expect(try await world.addCases(1).inserted == 1)
  }

  @Test func aStatementThatFailsEndsTheRehearsal() async throws {
    let world = try await World("rehearsal-error", collectors: 1)
    await #expect(throws: PostgresError.self) {
      try await world.store.database.rehearse(agency: world.agency.id, settings: .default) { rehearsal in
        _ = try? await rehearsal.run { try $0.execute("SELECT 1 / 0") }
        _ = try await rehearsal.run { try $0.query("SELECT 1").only()[0, as: Int32.self] }
      }
    }
  }

  @Test func aCodeThatIsNearlyAnothersIsRefusedUnlessItIsSaidToBeNew() async throws {
    let world = try await World("twins")
    func apply(_ codes: [String], taken: Set<String> = []) async throws -> ApplyReport {
      let rows = codes.enumerated().map { CollectorRow(line: $0.offset + 2, code: $0.element) }
      return try await world.store.feeds.apply(rows, file: "p.csv", agency: world.agency, taken: taken)
    }
    #expect(try await apply(["001", "A7", "100"]).inserted == 3)
    let report = try await apply(["1", "001", "a07", "Ａ7", "10", "1000", "2", "02"])
    #expect(report.rejects.map(\.position.line) == [2, 4, 5, 9])
    #expect((report.inserted, report.unchanged) == (3, 1))
    #expect(
      report.rejects.first?.why.en.contains("did you mean “001”?") == true && report.rejects.first?.why.zh.contains("是否想写“001”？") == true)
    #expect(try await apply(["1"], taken: ["1"]).inserted == 1)
    // Two that are on record stay two.
    #expect(try await apply(["1", "001"]).unchanged == 2)
  }
}
