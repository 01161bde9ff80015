import DataTesting
import Faults
import Glibc
import Logging
import Portfolio
import Postgres
import Speech
import Tables
import Testing

@testable import Desks
@testable import Feeds
@testable import Figures
@testable import Register
@testable import Runs
@testable import Schema
@testable import Simulations
@testable import Views

/// What is simulated is what the night does.
@Suite struct SimulationTests {
  static let quiet = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }

  /// An agency with six people in two teams, sixty cases, a third of them with somebody, and files in force.
  struct Agency {
    let store: Store
    let agency: Schema.Agency
    let today: Day
    var seat: Seat { .daemon(store, agency) }
    var desk: SimulationDesk { SimulationDesk(seat, door: PolicyDoor(RaceWorld.entrance(store, "li")), logger: SimulationTests.quiet) }

    static func agencyFile(_ code: String) -> PolicyDoor.File {
      // Somewhere where it is neither midnight nor soon.
      let zone = (4..<20).contains(time(nil) / 3600 % 24) ? "UTC" : "Etc/GMT+12"
      let text = """
        agency: \(code)
        name: Simulation
        timezone: \(zone)
        currency: CNY
        calendar: { weekdays: mon..sun }
        workload:
          effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
          limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
        brakes: { recalled: off, moved: "> 5%", unassigned: off, class_changed: off, inputs: off, first_night: publish }
        approval: { policies: one person, moves_above: 20 cases }

        """
      return ("agency.yaml", Array(text.utf8))
    }

    static func policy(teams: String, stop: String = "attorney") -> PolicyDoor.File {
      let text = """
        policy: everything
        valid: { from: 2020-01-01 }
        covers: { client: "*" }
        stay: [{ when: { promise: open } }]
        stop: [{ when: { flag: [\(stop)] }, owner: keeps, counts_as_load: no }]
        classify: { profile: cn-mobile-2026 }
        route:
          - { rule: everyone, to: { teams: [\(teams)] } }
        together: { same: debtor, if_not_authorised: split }
        recall: { forced: 60 working days }
        fair: { new_cases: within 1, new_amount: within 5%, load: within 10% }

        """
      return ("everything.yaml", Array(text.utf8))
    }

    init(_ code: String) async throws {
      store = try await TestServer.store()
      let files = [Self.agencyFile(code), Self.policy(teams: "a, b")]
      agency = try await PolicyDoor(RaceWorld.entrance(store, "li")).apply(.init(files), agencyCode: nil).agency
      today = try await store.register.clock(agency).today
      let (store, agency, today) = (store, agency, today)
      let people = (1...6).map { number in
        var row = CollectorRow(line: number + 1, code: "c\(number)")
        row.team = number <= 3 ? "a" : "b"
        return row
      }
      _ = try await store.feeds.apply(people, file: "collectors", agency: agency)
      let hours = (1...6).flatMap { number in
        (-3..<12).map { HoursRow(line: 2, collector: "c\(number)", day: today + $0, scheduledMinutes: 480) }
      }
      _ = try await store.feeds.apply(hours, file: "hours", agency: agency)
      try await add(1...60)
      _ = try await store.runs.takeLedgerPosition(run: nil, slot: today, agency: agency)
    }

    func add(_ numbers: ClosedRange<Int>) async throws {
      let cases = numbers.map { number in
        var row = CaseRow(line: number + 1, client: "cmb", caseNo: "k\(number)", currency: .cny, outstanding: Int64(10_000 + number))
        row.debtor = OpaqueReference(bytes: [UInt8](repeating: UInt8(number / 2 % 251), count: 16))
        row.collector = number % 3 == 0 ? "c\(number % 6 + 1)" : nil
        row.entrustedOn = today - 2
        return row
      }
      _ = try await store.feeds.apply(cases, file: "cases", agency: agency)
    }

    func apply(_ file: PolicyDoor.File) async throws {
      _ = try await PolicyDoor(RaceWorld.entrance(store, "li")).apply(.init([file]), agencyCode: agency.code)
    }

    func night(_ slot: Day? = nil) async throws -> RunReport {
      var request = RunShell.Request()
      (request.slot, request.despiteBrakes) = (slot, true)
      return try await RunShell(seat, logger: SimulationTests.quiet).run(request)
    }

    func noted(_ run: RunID) async throws -> [String: [UInt8]] {
      let input = try #require(try await store.runs.runInput(run, agency: agency))
      return Dictionary(input.outcome.map { ($0.name, $0.digest) }) { $1 }
    }

    func number(_ query: SQL) async throws -> Int {
      try await store.database.transaction(agency: agency.id) { try $0.query(query).only()[0, as: Int.self] }
    }
  }

  private func request(_ files: PolicyDoor.File...) -> SimulationRequest {
    var (request, world) = (SimulationRequest(), SimulationRequest.World())
    if !files.isEmpty { world.files = .init(files) }
    request.worlds = [world]
    return request
  }

  private func parts(_ plan: SimulatedPlan) -> [String: [UInt8]] { Dictionary(plan.parts.map { ($0.name, $0.digest) }) { $1 } }

  @Test func theFirstNightAfterTheFilesAreAppliedIsTheOneSimulatedBitForBit() async throws {
    let world = try await Agency("sim-first")
    let proposed = Agency.policy(teams: "b")
    let report = try await world.desk.simulate(request(proposed))
    let plans = report.simulation.plans
    #expect(plans.count == 2 && plans[1].differ > 0 && plans[1].parts.count == 8)
    try await world.apply(proposed)
    let run = try #require(try await world.night().run)
    #expect(try await world.noted(run) == parts(plans[1]))
    #expect(parts(plans[0]) != parts(plans[1]))
    // Nobody of team a gets anything by the proposed files.
    let effect = try #require(plans[1].effects.first { $0.part == .dealt })
    #expect(effect.policy == "everything" && effect.route == "everyone" && effect.before == effect.after)
    #expect(plans[1].people.first { $0.code == "c1" }?.after.new == 0)
    #expect(plans[1].people.allSatisfy { ($0.team == "a") == ($0.gain < 0) || $0.gain == 0 })
  }

  @Test func withoutFilesItIsTheNightThatFollows() async throws {
    let world = try await Agency("sim-plain")
    let report = try await world.desk.simulate(SimulationRequest())
    #expect(report.simulation.plans.count == 1 && report.simulation.differ == 0 && report.simulation.noise == nil)
    let again = try await world.desk.simulate(SimulationRequest())
    #expect(again.simulation == report.simulation)
    let run = try #require(try await world.night().run)
    #expect(try await world.noted(run) == parts(report.simulation.plans[0]))
    // Tonight's is over: the next one is tomorrow's.
    let next = try await world.desk.simulate(SimulationRequest())
    #expect(next.simulation.slot == report.simulation.slot + 1)
  }

  @Test func aPaymentDatedAheadIsPaidInTheSimulationAsInTheNight() async throws {
    let world = try await Agency("sim-ahead")
    let payment = PaymentRow(
      line: 2, key: CaseKey(client: nil, caseNo: "k1"), sourceID: "p1", day: world.today + 1, amount: 4_000, currency: nil)
    _ = try await world.store.feeds.apply([payment], file: "payments", agency: world.agency)
    _ = try await world.night()
    // Tomorrow's night finds the payment's day come.
    let amounts = try await world.desk.simulate(SimulationRequest()).simulation
    let frozen = try await RunShell(world.seat, logger: Self.quiet).coming(RunShell.Request()).frozen.snapshot
    #expect(amounts.slot == world.today + 1 && frozen.cases.outstanding[0] == 10_001 - 4_000)
    #expect(try await world.number("SELECT count(*) FROM allot.payment WHERE agency_id = \(world.agency.id) AND ahead") == 1)
  }

  @Test func nothingIsWrittenAndNoLeaseIsNeeded() async throws {
    let world = try await Agency("sim-reads")
    func state() async throws -> [Int] {
      var found: [Int] = []
      for table in ["run", "policy_version", "audit", "decision", "change", "case_state", "lease"] {
        found.append(try await world.number("SELECT count(*) FROM allot.\(raw: table) WHERE agency_id = \(world.agency.id)"))
      }
      found.append(
        try await world.number("SELECT coalesce(sum(rev), 0)::bigint FROM allot.case_state WHERE agency_id = \(world.agency.id)"))
      return found
    }
    let fence = try #require(try await world.store.runs.acquireLease(owner: "somebody", seconds: 60, agency: world.agency))
    let before = try await state()
    _ = try await world.desk.simulate(request(Agency.policy(teams: "b")))
    #expect(try await state() == before)
    try await world.store.runs.releaseLease(fence)
  }

  @Test func wrongFilesAreRefusedAsWhenTheyAreApplied() async throws {
    let world = try await Agency("sim-wrong")
    let wrong = PolicyDoor.File("x.yaml", Array("policy: everything\nroutes: []\n".utf8))
    await #expect(throws: OperationError.self) { _ = try await world.desk.simulate(request(wrong)) }
    await #expect(throws: OperationError.self) { _ = try await world.desk.simulate(request(Agency.agencyFile("another"))) }
  }

  @Test func brakesAndSilentRulesAreThoseOfTheProposedFiles() async throws {
    let world = try await Agency("sim-brakes")
    _ = try await world.night()
    var text = String(decoding: Agency.policy(teams: "b", stop: "fraud").bytes, as: UTF8.self)
    text = text.replacing("recall: { forced: 60 working days }", with: "recall: { forced: 2 working days }")
    let report = try await world.desk.simulate(request(("everything.yaml", Array(text.utf8))))
    let plan = try #require(report.simulation.subject)
    #expect(plan.odd.contains { $0.rule == "stop 1" && $0.matched == 0 })
    #expect(plan.brakes.isEmpty == (plan.count(.moved) * 1000 <= 50 * plan.openCases))
    #expect(report.simulation.record.contains("\"moved\":\(plan.otherHolder),"))
  }

  @Test func peopleAndCasesChangeTheFrozenWorldOnly() async throws {
    let world = try await Agency("sim-world")
    var people = SimulationRequest.World(name: "away")
    people.people = .bytes(
      Array(
        "collector,change,from,to,team,skills,hours\nc1,away,,,,,\nc2,leaves,\(world.today - 1),,,,\nn1,joins,\(world.today),,b,english,8\n"
          .utf8),
      name: "people.csv")
    var cases = SimulationRequest.World(name: "batch")
    let rows = (1...20).map { "cmb,n\($0),CNY,100.00,\(world.today - 1)\n" }.joined()
    cases.cases = .bytes(
      Array(("client,case_no,currency,outstanding,entrusted_on\ncmb,k1,CNY,1.00,\(world.today - 1)\n" + rows).utf8), name: "cases.csv")
    var request = SimulationRequest()
    request.worlds = [people, cases]
    let report = try await world.desk.simulate(request)
    let plans = report.simulation.plans
    #expect(plans.map(\.name) == ["", "away", "batch"])
    let one = try #require(plans[1].people.first { $0.code == "c1" })
    #expect(one.after.new == 0 && one.before.new > 0)
    // Who has left holds nothing; who joins gets his part.
    #expect(plans[1].people.first { $0.code == "c2" }?.after.cases == 0)
    #expect((plans[1].people.first { $0.code == "n1" }?.after.new ?? 0) > 0)
    #expect(plans[2].openCases == 80 && plans[2].count(.dealt) == plans[0].count(.dealt) + 20)
    #expect(report.notes.contains { $0.en.contains("20 new, 1 on record already") })
    #expect(try await world.number("SELECT count(*) FROM allot.case_state WHERE agency_id = \(world.agency.id)") == 60)
  }

  @Test func mistakesInATableOfPeopleAreNamedByLine() async throws {
    let world = try await Agency("sim-table")
    func refusal(_ text: String) async throws -> String {
      var (request, away) = (SimulationRequest(), SimulationRequest.World())
      away.people = .bytes(Array(text.utf8), name: "p.csv")
      request.worlds = [away]
      let error = await #expect(throws: OperationError.self) { _ = try await world.desk.simulate(request) }
      return error?.what.en ?? ""
    }
    let words = try await refusal("collector,change,from,to\nc1,gone,,\n,away,,\nc2,away,2026-12-09,2026-12-01\n")
    #expect(
      words.contains("p.csv:2: no change") && words.contains("p.csv:3: no collector") && words.contains("p.csv:4: not two days in order"))
    let unknown = try await refusal("collector,change\nzz,away\nc1,joins\n")
    #expect(unknown.contains("there is no collector “zz”") && unknown.contains("p.csv:3"))
  }

  @Test func nightsAreDecidedAgainFromTheirOwnFrozenInputsWhateverHappenedBetweenThem() async throws {
    let world = try await Agency("sim-nights")
    let first = try #require(try await world.night().run)
    try await world.add(61...90)
    let undo = PlanDesk(world.seat, logger: Self.quiet)
    _ = try await world.night(world.today + 1)
    _ = try await undo.undo(first, client: nil, team: "a", reason: "wrong file", isDry: false)
    try await world.add(91...100)
    _ = try await world.night(world.today + 2)
    for carries in [false, true] {
      let same = try await world.desk.nights(3, .init(), carries: carries).nights
      #expect(same.nights.map(\.slot) == [0, 1, 2].map { world.today + $0 } && same.differ == 0 && same.nights.allSatisfy(\.isSame))
    }
    var other = SimulationRequest.World()
    other.files = .init([Agency.policy(teams: "b")])
    let apart = try await world.desk.nights(3, other, carries: false).nights
    #expect(apart.differ > 0 && apart.nights.allSatisfy { $0.isSame && $0.differing == 0 })
    let carried = try await world.desk.nights(3, other, carries: true).nights
    #expect(carried.nights[0].after == apart.nights[0].after, "the first night begins where it began")
    #expect(carried.nights[1].after != apart.nights[1].after, "the second where the other files left the first")
    // What is gone is refused by name; the others go on.
    _ = try await world.store.database.transaction(agency: world.agency.id) {
      try $0.execute("DELETE FROM allot.run_input WHERE agency_id = \(world.agency.id) AND run_id = \(first)")
    }
    let rest = try await world.desk.nights(3, .init(), carries: false).nights
    #expect(rest.nights[0].refusal == .notKept && rest.nights[1].isSame && rest.differ == 0)
  }
}
