import Logging
import Policy
import Portfolio
import Speech
import Synchronization
import Testing

@testable import Daemon
@testable import Desks
@testable import Faults
@testable import Runs
@testable import Schema
@testable import Tasks
@testable import Telemetry

/// A world without a database: times, policies and faults as the test says.
private final class FakeOffice: Office {
  struct World {
    var secondsOfDay = 3 * 3600
    var today = Day(9000)
    var published: Set<Day> = []
    /// By agency, besides.
    var publishedBy: [Int64: Set<Day>] = [:]
    var waiting: Set<Day> = []
    var discarded: Set<Day> = []
    var pending = 0
    var unreconciled: (run: RunID, faults: [String])?
    var fault: OperationError?
    /// Whom the fault hits; nil = everybody.
    var faulty: Int64?
    /// Whether it hits every question, not only runs.
    var isDeaf = false
    var runs: [String] = []
    /// Whose they were.
    var runsOf: [Int64] = []
    var status = RunReport.Status.published
    var agencies = 1

    func fault(of agency: Agency) -> OperationError? { faulty ?? agency.id == agency.id ? fault : nil }
  }
  let world = Mutex(World())

  func change(_ body: (inout World) -> Void) { world.withLock { body(&$0) } }
  var runs: [String] { world.withLock { $0.runs } }
  var runsOf: [Int64] { world.withLock { $0.runsOf } }

  func agencies() async throws -> [Agency] { (0..<world.withLock { $0.agencies }).map { FakeOffice.agency(Int64($0 + 1)) } }
  func clock(_ agency: Agency) async throws -> Clock { try world.withLock { try FakeOffice.clock($0, agency) } }
  func policies(_ agency: Agency) async throws -> PolicySet {
    PolicySet(agency: AgencyPolicy(code: agency.code, name: "", timezone: "UTC", currency: .cny), policies: [])
  }
  func nightState(_ slot: Day, _ agency: Agency) async throws -> NightState {
    world.withLock { world in
      world.published.contains(slot) || world.publishedBy[agency.id]?.contains(slot) == true
        ? .published(1) : world.waiting.contains(slot) ? .waiting(1) : world.discarded.contains(slot) ? .discarded(1) : .open
    }
  }
  func lastPublishes(_ agency: Agency) async throws -> [(kind: RunKind, at: Instant)] { [] }
  func unreconciled(_ agency: Agency) async throws -> (run: RunID, faults: [String])? { world.withLock { $0.unreconciled } }
  func pendingArrivals(_ agency: Agency) async throws -> Int {
    try world.withLock { world in
      if let fault = world.fault(of: agency) { throw fault }
      return world.pending
    }
  }
  func run(_ kind: RunKind, slot: Day, _ agency: Agency) async throws -> RunReport {
    try world.withLock { world in
      world.runs.append("\(kind.rawValue) \(slot.rawValue)")
      world.runsOf.append(agency.id)
      if let fault = world.fault(of: agency) { throw fault }
      if kind == .night, world.status == .published { world.publishedBy[agency.id, default: []].insert(slot) }
      if kind == .night, world.status == .waiting { world.waiting.insert(slot) }
      if kind != .night { world.pending = 0 }
      return RunReport(status: world.status, run: 1, slot: slot, kind: kind)
    }
  }
  static func agency(_ id: Int64) -> Agency {
    Agency(
      id: id, code: "a\(id)", name: "", zone: "UTC", currency: .cny, identifierKey: [], keyID: 1, keepText: false)
  }
  static func clock(_ world: World, _ agency: Agency) throws -> Clock {
    if let fault = world.fault(of: agency), fault.status == .unavailable || world.isDeaf { throw fault }
    return Clock(now: Instant(rawValue: 0), today: world.today, secondsOfDay: world.secondsOfDay)
  }
}

@Suite struct DaemonLoopTests {
  private let office = FakeOffice()
  private let health = Health(parts: [NightService.part, ArrivalService.part])

  private var nights: NightService {
    NightService(
      office: office, health: health, beat: .none, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }, isStopping: { false })
  }
  private var arrivals: ArrivalService {
    ArrivalService(office: office, health: health, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func aDueNightRunsOnceAndIsThenWaitedFor() async {
    let memory = NightService.Memory()
    #expect(await nights.round(memory) == .zero)
    #expect(await nights.round(memory) > .zero)
    #expect(office.runs == ["night 9000"])
    // A night published ahead of the clock is not announced again.
    office.change { $0.published = [Day(9001)] }
    _ = await nights.round(memory)
    #expect(health.parts.contains { $0.text.contains("the night of \(Day(9001)) is published already (run 1)") })
  }

  @Test func booksThatDoNotFitAreNotReadyAndNightsGoOn() async {
    let memory = NightService.Memory()
    office.change { $0.unreconciled = (run: 7, faults: ["check_load: 1 violated, for example {}"]) }
    _ = await nights.round(memory)
    #expect(office.runs == ["night 9000"])
    let part = health.parts.first { $0.name == NightService.part }
    #expect(part?.isWell == false && part?.text.contains("since run 7") == true && part?.text.contains("check_load: 1") == true)
    office.change { $0.unreconciled = nil }
    _ = await nights.round(memory)
    #expect(health.parts.first { $0.name == NightService.part }?.isWell == true)
  }

  @Test func beforeItsTimeAndAfterItsDeadlineNothingRuns() async {
    let memory = NightService.Memory()
    office.change { $0.secondsOfDay = 3600 }
    #expect(await nights.round(memory) > .zero)
    office.change { $0.secondsOfDay = 8 * 3600 }
    #expect(await nights.round(memory) > .zero)
    #expect(office.runs.isEmpty)
    #expect(health.parts.first { $0.name == NightService.part }?.text.contains("missed") == true)
  }

  @Test func aFailedNightIsTriedAgain() async {
    let memory = NightService.Memory()
    office.change { $0.fault = OperationError(.software, Wording(same: "broken")) }
    #expect(await nights.round(memory) > .zero)
    office.change { $0.fault = nil }
    // Not at once, but after a while that only chance knows.
    #expect(await nights.round(memory) > .zero)
    memory.change { $0.notBefore = [:] }
    #expect(await nights.round(memory) == .zero)
    #expect(office.runs == ["night 9000", "night 9000"])
  }

  private var isNightsWell: Bool { health.parts.first { $0.name == NightService.part }?.isWell == true }

  @Test func aNightThatFailsIsNotWellUntilItIsOver() async {
    let memory = NightService.Memory()
    office.change { $0.fault = OperationError(.software, Wording(same: "broken by a test")) }
    _ = await nights.round(memory)
    _ = await nights.round(memory)
    #expect(!isNightsWell && health.summary.contains("broken by a test"))
    // Tried again and under way is no success yet.
    memory.change { ($0.notBefore, $0.running) = ([:], [1: Day(9000)]) }
    _ = await nights.round(memory)
    #expect(!isNightsWell && health.summary.contains("broken by a test"))
    office.change { $0.fault = nil }
    memory.change { $0.running = [:] }
    _ = await nights.round(memory)
    _ = await nights.round(memory)
    #expect(isNightsWell)
    // Too late to make up: a word, and the next night may be well.
    office.change { ($0.fault, $0.today) = (OperationError(.software, Wording(same: "broken by a test")), Day(9001)) }
    _ = await nights.round(memory)
    office.change { $0.secondsOfDay = 8 * 3600 }
    _ = await nights.round(memory)
    #expect(isNightsWell && health.parts.contains { $0.name == NightService.part && $0.text.contains("missed") })
  }

  @Test func anAgencyThatCannotBeLookedAtIsNotWellThoughOthersAre() async {
    let memory = NightService.Memory()
    office.change { ($0.agencies, $0.faulty, $0.isDeaf) = (2, 2, true) }
    office.change { $0.fault = OperationError(.configuration, Wording(same: "a policy cannot be read")) }
    _ = await nights.round(memory)
    _ = await nights.round(memory)
    #expect(!isNightsWell && health.summary.contains("a2: a policy cannot be read"))
    #expect(office.runsOf == [1], "the other agency's night ran")
    // Started all the same, for systemd: starting again would mend nothing and cost the other agency its nights.
    _ = await arrivals.round(memory)
    #expect(health.hasStarted && !health.isReady)
  }

  @Test func aPlanThatWaitsForAPersonIsNotRepeatedInAHurry() async {
    let memory = NightService.Memory()
    office.change { $0.status = .waiting }
    _ = await nights.round(memory)
    #expect(await nights.round(memory) >= .seconds(10))
    // Another process, which remembers nothing, knows it from the database.
    #expect(await nights.round(NightService.Memory()) >= .seconds(10))
    #expect(office.runs == ["night 9000"])
    #expect(health.parts.first { $0.name == NightService.part }?.text.contains("waits for a person") == true)
  }

  @Test func aNightThatLacksCasesIsNoFaultAndIsTriedAgainAfterAWhile() async {
    let memory = NightService.Memory()
    office.change { $0.status = .lacking }
    _ = await nights.round(memory)
    #expect(await nights.round(memory) >= .seconds(10))
    #expect(office.runs == ["night 9000"])
    let part = health.parts.first { $0.name == NightService.part }
    #expect(part?.isWell == true && part?.text.contains("waits for cases and people") == true, "\(part?.text ?? "")")
    // And when they are there, it runs.
    memory.change { $0.notBefore = [:] }
    office.change { $0.status = .published }
    #expect(await nights.round(memory) == .zero)
    #expect(office.runs == ["night 9000", "night 9000"])
  }

  @Test func aDiscardedNightIsNotDecidedAgainAndArrivalsAreDealt() async {
    let memory = NightService.Memory()
    office.change { ($0.discarded, $0.pending) = ([$0.today], 1) }
    _ = await nights.round(memory)
    _ = await arrivals.round(memory)
    #expect(office.runs == ["arrivals 9000"])
  }

  @Test func somebodyElsesLeaseIsNoFault() async {
    let memory = NightService.Memory()
    office.change { $0.fault = OperationError(.temporary, Wording(same: "another run is under way")) }
    _ = await nights.round(memory)
    #expect(memory.change { $0.notBefore.count } == 1)
    #expect(health.parts.first { $0.name == NightService.part }?.isWell == true)
  }

  @Test func oneAgencysFaultDoesNotStopTheOthers() async {
    let memory = NightService.Memory()
    office.change { ($0.agencies, $0.fault, $0.faulty) = (3, OperationError(.software, Wording(same: "broken")), 2) }
    _ = await nights.round(memory)
    // Two at a time: the third waits for its turn.
    #expect(office.runsOf.sorted() == [1, 2])
    #expect(health.parts.first { $0.name == NightService.part }?.text.split(separator: ",").count == 3)
    // The second is tried again later; the third has its turn at once, and the first is done.
    _ = await nights.round(memory)
    #expect(office.runsOf.sorted() == [1, 2, 3] && memory.change { $0.notBefore.keys.sorted() } == [2])
    let text = health.parts.first { $0.name == NightService.part }?.text ?? ""
    #expect(text.contains("a2: the night of \(Day(9000)) is tried again, it failed: broken") && text.contains("a1: next night"), "\(text)")
  }

  @Test func anAgencyThatCannotBeAskedDoesNotStopTheOthersNights() async {
    let memory = NightService.Memory()
    office.change { ($0.agencies, $0.fault, $0.faulty, $0.isDeaf) = (3, OperationError(.software, Wording(same: "broken")), 1, true) }
    _ = await nights.round(memory)
    #expect(office.runsOf.sorted() == [2, 3])
    #expect(health.parts.first { $0.name == NightService.part }?.text.contains("a1: broken") == true)
  }

  @Test func arrivalsAreDealtAfterTheNightNotBefore() async {
    let memory = NightService.Memory()
    office.change { ($0.pending, $0.secondsOfDay) = (12, 3600) }
    _ = await arrivals.round(memory)
    #expect(office.runs.isEmpty)
    office.change { ($0.published, $0.secondsOfDay) = ([$0.today], 10 * 3600) }
    _ = await arrivals.round(memory)
    #expect(office.runs == ["arrivals 9000"])
    _ = await arrivals.round(memory)
    #expect(office.runs.count == 1)
  }

  @Test func aMissedNightStillLeavesArrivalsToTheDay() async {
    let memory = NightService.Memory()
    office.change { ($0.pending, $0.secondsOfDay) = (1, 8 * 3600) }
    _ = await arrivals.round(memory)
    #expect(office.runs == ["arrivals 9000"])
  }

  @Test func manyArrivalsAtOnceAreABatch() async {
    let memory = NightService.Memory()
    for pending in [200, 201] {
      office.change { ($0.pending, $0.secondsOfDay) = (pending, 10 * 3600) }
      _ = await arrivals.round(memory)
    }
    #expect(office.runs == ["arrivals 9000", "batch 9000"])
  }

  @Test func aLostDatabaseShowsInHealthAndHeals() async {
    let memory = NightService.Memory()
    office.change { ($0.fault, $0.secondsOfDay) = (OperationError(.unavailable, Wording(same: "no answer")), 10 * 3600) }
    #expect(await arrivals.round(memory) > .zero)
    #expect(!health.isReady)
    #expect(health.summary.contains("no answer"))
    office.change { $0.fault = nil }
    _ = await arrivals.round(memory)
    _ = await nights.round(memory)
    #expect(health.isReady)
  }

  @Test func aBellRungBeforeOrDuringTheWaitEndsIt() async {
    let bell = Bell()
    // A pause that ends only when the wait is over.
    let forever = Pause { _ in
      let (stream, _) = AsyncStream.makeStream(of: Void.self)
      for await _ in stream {}
    }
    bell.ring()
    await bell.wait(atMost: .seconds(1000), forever)
    async let waited: Void = bell.wait(atMost: .seconds(1000), forever)
    bell.ring()
    await waited
    await bell.wait(atMost: .zero, Pause { _ in })
  }
}
