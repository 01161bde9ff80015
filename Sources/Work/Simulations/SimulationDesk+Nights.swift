package import Desks
import Failures
import Faults
package import Figures
import Night
import Policy
import Portfolio
import Runs
import Schema
package import Speech
import Tasks
import Views

extension SimulationDesk {
  /// What came of nights decided again.
  package struct NightsReport: Sendable {
    /// Night by night.
    package var nights: SimulatedNights
    /// As in `SimulationReport`.
    package var notes: [Wording] = []
    /// Phase and its time, all nights together.
    package var timings: [(phase: String, duration: Duration)] = []
  }

  /// Decides the last `count` published nights again from their frozen inputs: by their own files, which must give what was published, and by those of `world`.
  /// A night whose inputs are not there is refused by name, and the others go on. With `carries`, what the other files would have given out is where the next
  /// night begins; what people did in between stays as they did it. Needs `see`. Throws with `EX_NOINPUT` where no night was published.
  package func nights(_ count: Int, _ world: SimulationRequest.World, carries: Bool) async throws -> NightsReport {
    let store = try seat.store(with: .see)
    let prepared = try await prepare([world])[0]
    var clock = SimulationClock(phase: phase)
    var report = NightsReport(nights: SimulatedNights(currency: agency.currency), notes: prepared.notes)
    (report.nights.carries, report.nights.files) = (carries, prepared.read)
    let runs = try await store.runs.publishedNights(limit: count, agency: agency)
    guard !runs.isEmpty else {
      throw OperationError(
        .noInput, Wording("no night was published yet", "还没有已发布的夜间分案"),
        remedy: Wording("simulate the coming one: allot simulate", "请模拟下一晚：allot simulate"))
    }
    var carried: CarriedState?
    for run in runs.reversed() {
      var night = SimulatedNights.Night(run: run.run, slot: run.slot)
      guard let input = try await store.runs.runInput(run.run, agency: agency) else {
        night.refusal = .notKept
        report.nights.nights.append(night)
        carried = nil
        continue
      }
      guard let rules = Night.Rules(number: input.rules) else {
        night.refusal = .unknownRules(input.rules)
        report.nights.nights.append(night)
        carried = nil
        continue
      }
      let frozen: Snapshot
      do {
        frozen = try await clock.measure("read") { [store, agency] in try await store.runs.frozenSnapshot(input, agency: agency) }
      } catch let error as StoreError {
        night.refusal = .unreadable(Wording(error).en)
        report.nights.nights.append(night)
        carried = nil
        continue
      }
      let library = try PolicyLibrary.read(input.texts, of: agency)
      let base = try await clock.measure("decide") { try await Self.decide(frozen, library.set, rules: rules) }
      let parts = OutcomeDigest.parts(of: base.outcome)
      night.isSame = Dictionary(input.outcome.map { ($0.name, $0.digest) }) { $1 } == Dictionary(parts.map { ($0.name, $0.digest) }) { $1 }
      let published = try await clock.measure("published") { [store, agency] in
        try await store.runs.comparePublished(base.outcome, frozen, run: run.run, slot: run.slot, agency: agency)
      }
      night.differing = published.differing
      night.before = PlanComparison.alone(base).plan("", brakes: [])
      var start = frozen
      if carries, let carried { (start, night.byOthers) = carried.continued(in: frozen) }
      let (snapshot, set) = try prepared.apply(to: start, library, of: agency)
      let after =
        world.isEmpty && !carries ? base : try await clock.measure("decide again") { try await Self.decide(snapshot, set, rules: rules) }
      night.after = PlanComparison(before: base, after: after).plan(
        world.name,
        brakes: BrakeCheck.tripped(set.agency.brakes, snapshot, after.outcome) + ContractBrake.tripped(snapshot, set, after.outcome))
      if carries { carried = CarriedState(real: base, other: after, earlier: carried) }
      report.nights.nights.append(night)
    }
    report.timings = clock.phases
    return report
  }
}
