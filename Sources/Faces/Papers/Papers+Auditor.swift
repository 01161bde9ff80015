import Desks
import Figures
import Portfolio
import Reports
import Views

extension Papers {
  /// The sample of a run for an auditor: over clients and rules, by the seed that he names now, else by the last one named before the run began, else by
  /// the digest of the inputs of the published run before. Throws with `EX_NOPERM` for who may not audit.
  func sample(of run: ShownRun, _ header: RunHeader) async throws -> AuditedSample {
    let desk = AuditDesk(seat)
    let (cases, seeds) = try await desk.decided(by: run)
    let named = wishes.seed.map { wish in seeds.first { $0.seed == wish } } ?? seeds.first
    let seed = wishes.seed ?? named?.seed ?? (header.previous?.inputDigest).flatMap { $0.isEmpty ? nil : $0 } ?? "first"
    let source: AuditedSample.Source = named.map { .named(by: $0.by, at: $0.at) } ?? (wishes.seed == nil ? .before : .given)
    // A kind's number has one digit: strata are in the order of kinds.
    let (drawn, strata) = AuditSample.draw(
      cases.map { ($0.caseID, [$0.client, $0.policy, $0.route, String($0.kind.rawValue)]) }, seed: seed
    ) { AuditSample.allocation($0, size: AuditSample.size) }
    let places = Dictionary(strata.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = try await desk.drawn(drawn.map(\.caseID), of: run)
    return AuditedSample(
      seed: seed, source: source,
      strata: strata.map {
        AuditedSample.Stratum(
          client: $0.key[0], policy: $0.key[1], route: $0.key[2], kind: UInt8($0.key[3]).flatMap(DecisionKind.init(rawValue:)) ?? .assigned,
          cases: Int64($0.cases), drawn: Int64($0.drawn))
      },
      rows: drawn.compactMap { one in
        rows[one.caseID].map {
          var row = $0
          (row.stratum, row.rank) = (places[one.stratum] ?? 0, one.rank)
          return row
        }
      })
  }
}
