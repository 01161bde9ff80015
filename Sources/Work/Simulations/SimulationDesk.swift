package import Desks
import Digest
import Faults
import Figures
package import Logging
import Night
import Policy
import Portfolio
import Runs
import Schema
import Speech
import Tables
import Tasks
import Workload

/// What other files, people or cases would make of the coming night, or of nights that were. Reads one consistent snapshot and decides it as often as it takes;
/// writes nothing, takes no lease, and works while a night runs.
package struct SimulationDesk: Sendable {
  let seat: Seat
  let door: PolicyDoor
  let logger: Logger
  let phase: @Sendable (String) -> Void
  var agency: Agency { seat.agency }

  /// `door`: where files come in, which are checked as when they are applied. `phase` is told what begins, for progress.
  package init(_ seat: Seat, door: PolicyDoor, logger: Logger, phase: @escaping @Sendable (String) -> Void = { _ in }) {
    (self.seat, self.door, self.logger, self.phase) = (seat, door, logger, phase)
  }

  /// By whoever has taken his seat already. Throws with `EX_NOPERM` for those who may not see. `phase`: as for `init`.
  package static func at(_ seat: Seat, logger: Logger, phase: @escaping @Sendable (String) -> Void = { _ in }) throws -> SimulationDesk {
    SimulationDesk(seat, door: .own(try seat.store(with: .see), seat.actor.name), logger: logger, phase: phase)
  }

  /// So many phases a simulation of so many worlds has.
  package static func phases(ofWorlds count: Int) -> Int { count == 0 ? 2 : count + 3 }

  /// Decides the coming night by the files in force and by every world of the request. Needs `see`. Throws with `EX_DATAERR` for files that `policy apply`
  /// would refuse and for tables with mistakes, `EX_CONFIG` without policy, `EX_TEMPFAIL` where the night would have nothing to decide.
  package func simulate(_ request: SimulationRequest) async throws -> SimulationReport {
    let store = try seat.store(with: .see)
    let worlds = try await prepare(request.worlds.filter { !$0.isEmpty })
    var clock = SimulationClock(phase: phase)
    var run = RunShell.Request()
    (run.slot, run.asOf) = (request.slot, request.asOf)
    let shell = RunShell(seat, logger: logger)
    let (key, frozen, library) = try await clock.measure("freeze") { [run] in try await shell.coming(run) }
    var simulation = Simulation(slot: key.slot, currency: agency.currency)
    (simulation.collectors, simulation.inputs) = (frozen.snapshot.collectors.count, frozen.digest)
    let base = try await clock.measure("decide") { try await Self.decide(frozen.snapshot, library.set) }
    simulation.plans = [try await plan("", base, .alone(base), key, store)]
    var notes: [Wording] = []
    for world in worlds {
      let (snapshot, set) = try world.apply(to: frozen.snapshot, library, of: agency)
      let side = try await clock.measure("decide again") { try await Self.decide(snapshot, set) }
      simulation.plans.append(try await plan(world.name, side, PlanComparison(before: base, after: side), key, store))
      simulation.files += world.read
      notes += world.notes
    }
    if !worlds.isEmpty {
      // The solver knows no chance: what it does twice is the same. Ties drawn anew show how much of a difference is a matter of lots.
      var other = frozen.snapshot
      other.seed = ~other.seed
      let again = try await clock.measure("draw again") { [other] in try await Self.decide(other, library.set) }
      simulation.noise = PlanComparison(before: base, after: again).differ
    }
    simulation.digest = Self.digest(simulation)
    return SimulationReport(simulation: simulation, notes: notes, timings: clock.phases)
  }

  private func plan(_ name: String, _ side: DecidedSide, _ comparison: PlanComparison, _ key: RunKey, _ store: Store) async throws
    -> SimulatedPlan
  {
    let (brakes, _) = try await BrakeCheck(store: store, agency: agency).tripped(key, side.snapshot, side.outcome, side.set)
    return try await BlockingThread.run { comparison.plan(name, brakes: brakes) }
  }

  /// Seconds of pure computing, on a thread of its own.
  static func decide(_ snapshot: Snapshot, _ set: PolicySet, rules: Night.Rules = .current) async throws -> DecidedSide {
    try await Abandoned.run {
      let (outcome, clocks) = try Night.simulate(snapshot, set, rules: rules)
      var contacts = FirstContacts()
      (contacts.inTime, contacts.late, contacts.missed, contacts.waiting) = clocks
      return DecidedSide(snapshot: snapshot, set: set, outcome: outcome, contacts: contacts)
    }
  }

  func prepare(_ worlds: [SimulationRequest.World]) async throws -> [PreparedWorld] {
    var prepared: [PreparedWorld] = []
    for world in worlds { prepared.append(try await PreparedWorld(world, seat, door)) }
    return prepared
  }

  private static func digest(_ simulation: Simulation) -> [UInt8] {
    var hash = SHA256()
    hash.update(simulation.inputs)
    for file in simulation.files {
      for text in [file.scenario, file.kind] { hash.update(SHA256.hash(text)) }
      hash.update(file.digest)
    }
    return hash.digest()
  }
}

/// What a request says is otherwise, read and checked.
struct PreparedWorld: Sendable {
  let name: String
  private let proposal: Proposal?
  private let people: PeopleSheet?
  private let cases: CaseBatch?
  /// What was read, for the simulation's digest.
  let read: [Simulation.File]

  init(_ world: SimulationRequest.World, _ seat: Seat, _ door: PolicyDoor) async throws {
    name = world.name
    if let files = world.files { proposal = try await Proposal(files, door, at: seat.agency) } else { proposal = world.proposal }
    people = try world.people.map { try PeopleSheet($0) }
    if let source = world.cases { cases = try await CaseBatch(source, seat) } else { cases = nil }
    var read: [Simulation.File] = []
    for text in (proposal?.texts ?? []).sorted(by: { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }) {
      read.append(Simulation.File(name: text.name, kind: text.kind.rawValue, digest: SHA256.hash(text.text), scenario: world.name))
    }
    if let people { read.append(Simulation.File(name: people.file, kind: "people", digest: people.digest, scenario: world.name)) }
    if let cases { read.append(Simulation.File(name: cases.file, kind: "cases", digest: cases.digest, scenario: world.name)) }
    self.read = read
  }

  /// What has to be said of it.
  var notes: [Wording] { (proposal?.notes ?? []) + (cases.map { [$0.note] } ?? []) }

  /// The snapshot and the policies as they would be.
  func apply(to frozen: Snapshot, _ library: PolicyLibrary, of agency: Agency) throws -> (Snapshot, PolicySet) {
    let set = try proposal.map { try library.with($0, of: agency).set } ?? library.set
    var snapshot = frozen
    if let people {
      try people.apply(to: &snapshot, calendar: set.agency.calendar, fullDayMinutes: set.agency.workload.fullDayMinutes)
    }
    cases?.apply(to: &snapshot)
    return (snapshot, set)
  }
}

/// Measures the phases of a simulation; the same phase again adds up.
struct SimulationClock {
  private(set) var phases: [(phase: String, duration: Duration)] = []
  private let phase: @Sendable (String) -> Void
  private let clock = ContinuousClock()

  init(phase: @escaping @Sendable (String) -> Void) { self.phase = phase }

  mutating func measure<Value: Sendable>(_ name: String, _ body: @Sendable () async throws -> Value) async throws -> Value {
    phase(name)
    let started = clock.now
    let value = try await body()
    let duration = clock.now - started
    if let place = phases.firstIndex(where: { $0.phase == name }) {
      phases[place].duration += duration
    } else {
      phases.append((name, duration))
    }
    return value
  }
}
