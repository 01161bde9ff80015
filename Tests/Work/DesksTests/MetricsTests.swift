import DataTesting
import Faults
import Logging
import Metrics
import Policy
import Portfolio
import Postgres
import Speech
import Tasks
import Telemetry
import Testing

@testable import Daemon
@testable import Desks
@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// Every metric is told a truth that the database knows, and told another when that changes. Loops are asked for a single round each.
@Suite(.serialized) struct MetricsTests {
  /// The process has one registry; whatever else is tested in it tells it, too. So agencies have names of their own, and counters are compared.
  static let registry: PrometheusRegistry = {
    let registry = PrometheusRegistry()
    RunMetrics.describe(in: registry)
    MetricsSystem.bootstrap(registry)
    return registry
  }()

  /// The value of a series now; nil when it is not told.
  private func value(_ name: String, _ labels: String = "") -> Double? {
    let series = labels.isEmpty ? name : "\(name){\(labels)}"
    let line = Self.registry.render().split(separator: "\n").first { $0.hasPrefix(series + " ") }
    return line.flatMap { Double($0.dropFirst(series.count + 1)) }
  }

  private func count(_ name: String, _ labels: String) -> Double { value(name, labels) ?? 0 }

  private func world(_ code: String) async throws -> SimulationTests.Agency {
    _ = Self.registry
    return try await SimulationTests.Agency(code)
  }

  private func office(_ world: SimulationTests.Agency) -> DatabaseOffice {
    DatabaseOffice(store: world.store, logger: SimulationTests.quiet, beat: .none)
  }

  /// One look of the loop of nights at an agency whose night of today was made, or is missed.
  private func look(_ world: SimulationTests.Agency) async {
    let service = NightService(
      office: OneAgency(office: office(world), agency: world.agency), health: Health(parts: [NightService.part]), beat: .none,
      logger: SimulationTests.quiet, isStopping: { false })
    _ = await service.round(NightService.Memory())
  }

  private func change(_ world: SimulationTests.Agency, _ sql: SQL) async throws {
    let touched = try await world.store.database.transaction(agency: world.agency.id) { try $0.execute(sql) }
    #expect(touched > 0)
  }

  @Test func aPublishedNightIsCountedAsItsRunSays() async throws {
    let world = try await world("metrics-night")
    let of = "agency=\"metrics-night\""
    let kinds = ["assigned", "moved", "recalled", "held", "unassigned"]
    let before = (
      runs: count("allot_runs_total", "kind=\"night\""), decided: kinds.map { count("allot_decisions_total", "decision=\"\($0)\"") },
      phases: ["freeze", "decide", "stage", "publish", "ledger"].map {
        count("allot_run_phase_seconds_count", "kind=\"night\",phase=\"\($0)\"")
      }
    )
    #expect(value("allot_open_cases", of) == nil)
    let report = try await world.night()
    let won = try #require(report.won)
    #expect(won.assigned > 0)
    #expect(count("allot_runs_total", "kind=\"night\"") == before.runs + 1)
    let decided = [won.assigned, won.moved, won.recalled, won.held, won.unassigned]
    for (k, kind) in kinds.enumerated() {
      #expect(count("allot_decisions_total", "decision=\"\(kind)\"") == before.decided[k] + Double(decided[k]), "\(kind)")
    }
    for (k, phase) in ["freeze", "decide", "stage", "publish", "ledger"].enumerated() {
      #expect(count("allot_run_phase_seconds_count", "kind=\"night\",phase=\"\(phase)\"") == before.phases[k] + 1, "\(phase)")
    }
    #expect(value("allot_open_cases", of) == Double(report.openCases) && report.openCases == 60)
    let published = try await world.number(
      "SELECT extract(epoch FROM max(published_at))::int8 FROM allot.run WHERE agency_id = \(world.agency.id)")
    let told = try #require(value("allot_last_publish_timestamp_seconds", of + ",kind=\"night\""))
    #expect(abs(told - Double(published)) <= 1)
  }

  @Test func whatStandsOutIsTheDatabasesAndEndsWithIt() async throws {
    let world = try await world("metrics-standing")
    let of = "agency=\"metrics-standing\""
    let names = [
      "allot_waiting_plans", "allot_ledger_reconciles", "allot_unfinished_imports", "allot_inbox_rejected", "allot_stops",
      "allot_stops_unconfirmed",
    ]
    func told() async -> [Double?] {
      await look(world)
      return names.map { value($0, of) }
    }
    _ = try await world.night()
    #expect(await told() == [0, 1, 0, 0, 0, 0])
    let id = world.agency.id
    // A plan that waits, an import without end, a refused row, two stops of which one is old, and a position of the ledger that does not fit.
    try await change(
      world,
      """
      INSERT INTO allot.run (agency_id, run_id, slot, kind, seq, state, fence, as_of, agency_version, policies, stats, started_at)
      SELECT agency_id, nextval('allot.run_id'), slot - 1, kind, 7, 'waiting', fence, as_of, agency_version, policies, '{}', started_at
      FROM allot.run WHERE agency_id = \(id) AND state = 'published'
      """)
    try await change(
      world,
      """
      INSERT INTO allot.import_open (agency_id, feed, file, opened_by, opened_at)
      VALUES (\(id), 'cases', 'c.csv', 'li', clock_timestamp() - INTERVAL '16 minutes'),
        (\(id), 'payments', 'p.csv', 'li', clock_timestamp() - INTERVAL '14 minutes')
      """)
    for (what, name) in [(EmergencyStop.What.client, "cmb"), (.policy, "everything")] {
      _ = try await world.store.register.stop(what, name, client: nil, reason: "wrong file", by: "li", agency: world.agency)
    }
    try await change(
      world,
      "UPDATE allot.emergency_stop SET stopped_at = clock_timestamp() - INTERVAL '25 hours' WHERE agency_id = \(id) AND what = 'client'")
    try await change(
      world,
      "INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, rejected) VALUES (\(id), 'cmb', 'x1', 'CNY', 1, 'why')")
    try await change(
      world,
      """
      UPDATE allot.ledger_stock SET cases = cases + 1 WHERE agency_id = \(id) AND side = 'people'
        AND position_id = (SELECT max(position_id) FROM allot.ledger_position WHERE agency_id = \(id))
      """)
    #expect(await told() == [1, 0, 1, 1, 2, 1])
    for sql: SQL in [
      "DELETE FROM allot.run WHERE agency_id = \(id) AND state = 'waiting'", "DELETE FROM allot.import_open WHERE agency_id = \(id)",
      "DELETE FROM allot.inbox WHERE agency_id = \(id)",
      "UPDATE allot.emergency_stop SET lifted_at = clock_timestamp(), lifted_by = 'zhang' WHERE agency_id = \(id)",
      """
      UPDATE allot.ledger_stock SET cases = cases - 1 WHERE agency_id = \(id) AND side = 'people'
        AND position_id = (SELECT max(position_id) FROM allot.ledger_position WHERE agency_id = \(id))
      """,
    ] { try await change(world, sql) }
    #expect(await told() == [0, 1, 0, 0, 0, 0])
  }

  @Test func aMissedNightAndWhatCameMeanwhileAreTold() async throws {
    let world = try await world("metrics-missed")
    let of = "agency=\"metrics-missed\""
    let policy = String(decoding: SimulationTests.Agency.policy(teams: "a, b").bytes, as: UTF8.self)
    let runs = "runs: { night: \"00:00\", missed_until: \"00:01\", batch_file: above 200 rows }\n"
    try await world.apply(("everything.yaml", Array((policy + runs).utf8)))
    await look(world)
    #expect(value("allot_night_missed", of) == 1)
    let arrivals = ArrivalService(
      office: OneAgency(office: office(world), agency: world.agency), health: Health(parts: [ArrivalService.part]),
      logger: SimulationTests.quiet)
    let before = count("allot_runs_total", "kind=\"arrivals\"")
    // Forty of the sixty are with nobody: they came before any run, and the first look deals them.
    _ = await arrivals.round(NightService.Memory())
    #expect(value("allot_pending_arrivals", of) == 40)
    #expect(count("allot_runs_total", "kind=\"arrivals\"") == before + 1)
    _ = await arrivals.round(NightService.Memory())
    #expect(value("allot_pending_arrivals", of) == 0)
    _ = try await world.night()
    await look(world)
    #expect(value("allot_night_missed", of) == 0)
  }

  @Test func aNightThatFailsIsCountedOnce() async throws {
    let world = try await world("metrics-failed")
    let before = count("allot_run_failures_total", "kind=\"night\"")
    let failing = OneAgency(
      office: office(world), agency: world.agency, fault: OperationError(.software, Wording("broken", "坏了")), isDue: true)
    let service = NightService(
      office: failing, health: Health(parts: [NightService.part]), beat: .none, logger: SimulationTests.quiet, isStopping: { false })
    let memory = NightService.Memory()
    _ = await service.round(memory)
    #expect(count("allot_run_failures_total", "kind=\"night\"") == before + 1)
    // Somebody else at it is no failure.
    let busy = OneAgency(
      office: office(world), agency: world.agency, fault: OperationError(.temporary, Wording("busy", "忙")), isDue: true)
    let second = NightService(
      office: busy, health: Health(parts: [NightService.part]), beat: .none, logger: SimulationTests.quiet, isStopping: { false })
    _ = await second.round(NightService.Memory())
    #expect(count("allot_run_failures_total", "kind=\"night\"") == before + 1)
  }

  @Test func whatIsInTheWayOfTheComingNightIsCounted() async throws {
    let world = try await world("metrics-rehearsal")
    let of = "agency=\"metrics-rehearsal\""
    func rehearsed() async -> [Double?] {
      let service = RehearsalService(
        store: world.store, health: Health(parts: [RehearsalService.part]), logger: SimulationTests.quiet)
      var done = RehearsalService.Done()
      await service.look(&done, Episodes())
      return ["brakes", "contacts_missed", "feeds_late"].map { value("allot_rehearsal_\($0)", of) }
    }
    let file = String(decoding: SimulationTests.Agency.agencyFile("metrics-rehearsal").bytes, as: UTF8.self)
    try await world.apply(("agency.yaml", Array(file.replacing("approval:", with: "rehearse: \"00:00\"\napproval:").utf8)))
    #expect(await rehearsed() == [0, 0, 0])
    let tight = file.replacing("unassigned: off", with: "unassigned: \"> 0%\"").replacing(
      "approval:",
      with:
        "rehearse: \"00:00\"\ndata:\n  payments: { within: same day, if_late: go on }\n  promises: { within: same day, if_late: go on }\napproval:"
    )
    try await world.apply(("agency.yaml", Array(tight.utf8)))
    // Nobody may have the forty cases of the pool, which came in two days ago and are due for their first contact within one.
    let policy = String(decoding: SimulationTests.Agency.policy(teams: "nobody").bytes, as: UTF8.self)
      .replacing("together:", with: "service: [{ first_contact: 24 h, priority: 5 }]\ntogether:")
    try await world.apply(("everything.yaml", Array(policy.utf8)))
    #expect(await rehearsed() == [2, 40, 2])
  }

  @Test func violationsOfEveryViewAreCounted() async throws {
    let world = try await world("metrics-violated")
    _ = try await world.night()
    func look() async throws -> [String: Double] {
      let rounds = Rounds()
      let service = HousekeepingService(
        store: world.store, health: Health(parts: [HousekeepingService.part]), pause: Pause { _ in await rounds.next() },
        logger: SimulationTests.quiet)
      let task = Task { try await service.run() }
      await rounds.second()
      task.cancel()
      await rounds.end()
      _ = try? await task.value
      let pattern = /allot_invariant_violations\{agency="metrics-violated",view="(\w+)"\} (\d+)/
      return Dictionary(uniqueKeysWithValues: Self.registry.render().matches(of: pattern).map { (String($0.1), Double($0.2) ?? -1) })
    }
    let sound = try await look()
    #expect(sound.count >= 10 && sound.values.allSatisfy { $0 == 0 }, "\(sound)")
    let id = world.agency.id
    try await change(
      world,
      """
      UPDATE allot.collector_state SET open_cases = open_cases + 3 WHERE agency_id = \(id)
        AND collector_id IN (SELECT collector_id FROM allot.collector WHERE agency_id = \(id) AND code IN ('c1', 'c2'))
      """)
    let broken = try await look()
    #expect(broken["check_load"] == 2 && broken.filter { $0.key != "check_load" }.values.allSatisfy { $0 == 0 }, "\(broken)")
  }

  @Test func theBuildIsThatOfTheProgram() throws {
    _ = Self.registry
    RunMetrics.build(schema: SchemaStatus.newest)
    let labels = "commit=\"\(Software.commit ?? "unknown")\",schema=\"\(SchemaStatus.newest)\",version=\"\(Software.version)\""
    #expect(value("allot_build_info", labels) == 1)
  }
}

/// The real office for one agency only: loops look at every agency of a database, and other tests have theirs there.
private struct OneAgency: Office {
  let office: DatabaseOffice
  let agency: Schema.Agency
  /// What a run ends with; nil: it runs.
  var fault: OperationError?
  /// The clock says the hour of the night.
  var isDue = false

  func agencies() async throws -> [Schema.Agency] { [agency] }
  func clock(_ agency: Schema.Agency) async throws -> Clock {
    var clock = try await office.clock(agency)
    if isDue { clock.secondsOfDay = 3 * 3600 }
    return clock
  }
  func policies(_ agency: Schema.Agency) async throws -> PolicySet { try await office.policies(agency) }
  func comeIntoForce(_ agency: Schema.Agency) async throws { try await office.comeIntoForce(agency) }
  func nightState(_ slot: Day, _ agency: Schema.Agency) async throws -> NightState { try await office.nightState(slot, agency) }
  func lastPublishes(_ agency: Schema.Agency) async throws -> [(kind: RunKind, at: Instant)] { try await office.lastPublishes(agency) }
  func standing(_ agency: Schema.Agency) async throws -> Standing { try await office.standing(agency) }
  func unreconciled(_ agency: Schema.Agency) async throws -> (run: RunID, faults: [String])? { try await office.unreconciled(agency) }
  func pendingArrivals(_ agency: Schema.Agency) async throws -> Int { try await office.pendingArrivals(agency) }
  func run(_ kind: RunKind, slot: Day, _ agency: Schema.Agency) async throws -> RunReport {
    if let fault { throw fault }
    return try await office.run(kind, slot: slot, agency)
  }
}

/// Lets a loop make one round, and holds it in its second pause.
private actor Rounds {
  private var pauses = 0
  private var waiting: CheckedContinuation<Void, Never>?
  private var held: CheckedContinuation<Void, Never>?

  func next() async {
    pauses += 1
    guard pauses == 2 else { return }
    waiting?.resume()
    waiting = nil
    await withCheckedContinuation { held = $0 }
  }
  func second() async { if pauses < 2 { await withCheckedContinuation { waiting = $0 } } }
  func end() {
    held?.resume()
    held = nil
  }
}
