import Faults
package import Figures
package import Portfolio
import Register
import Schema
import Speech
package import Views

extension AuditDesk {
  /// Names the seed by which samples of the runs to come are drawn: it stands in the audit, which is chained, from now on. Throws with `EX_USAGE` for one
  /// that is empty, has several lines or more than 200 characters.
  package func nameSeed(_ seed: String) async throws {
    try seat.require(.audit)
    guard (1...200).contains(seed.count), !seed.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw OperationError(
        .usage, Wording("a seed is one line of 1 to 200 characters", "种子应为一行，1 至 200 个字符"),
        remedy: Wording("write one as in: allot audit seed \"autumn audit 2026\"", "写法如：allot audit seed \"2026 秋季审计\""))
    }
    try await seat.store.register.note("sample.seed_named", of: seed, by: seat.actor.name, agency: seat.agency)
  }

  /// Everything that a published run decided, and the seeds that were named before it began, the latest first.
  package func decided(by run: ShownRun) async throws -> (cases: [SampledCase], seeds: [NamedSeed]) {
    try seat.require(.audit)
    return (
      try await seat.store.views.decidedCases(run: run.id, slot: run.key.slot, agency: seat.agency),
      try await seat.store.views.seedsNamed(before: run.id, agency: seat.agency)
    )
  }

  /// What a run decided of some cases.
  package func drawn(_ cases: [Int64], of run: ShownRun) async throws -> [Int64: AuditedSample.Row] {
    try seat.require(.audit)
    return try await seat.store.views.drawn(cases, run: run.id, slot: run.key.slot, agency: seat.agency)
  }
}
