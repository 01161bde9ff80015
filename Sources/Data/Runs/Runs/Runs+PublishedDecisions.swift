package import Portfolio
import Postgres
package import Schema

/// What a run published beside what the same inputs give again.
package struct PublishedComparison: Sendable, Hashable {
  /// One decision that came out otherwise; nil where one side has none.
  package struct Difference: Sendable, Hashable {
    /// The client's number of the case; `#` and the database's id when the case is no longer there.
    package var caseNo: String
    /// What the run published; nil when it decided nothing about the case.
    package var published: StoredDecision?
    /// What came out again; nil when nothing was decided about the case.
    package var replayed: StoredDecision?
  }
  /// Decisions that the run published.
  package var compared = 0
  /// Cases whose decision is another, or stands on one side only.
  package var differing = 0
  /// The first of them, in order of case.
  package var first: [Difference] = []
}

/// A decision as `allot.decision` holds it.
package struct StoredDecision: Sendable, Hashable {
  /// What became of the case; of a lost decision, what was planned.
  package var kind: DecisionKind
  /// Codes of collectors; nil is the pool.
  package var from: String?
  /// Code of the collector who gets the case; nil is the pool.
  package var to: String?
  /// Position in the run's policies; −1 when none covered the case.
  package var policy: Int16
  /// Position among the policy's routes; −1 when none matched.
  package var route: Int16
  /// Class by the run's verdict.
  package var caseClass: CaseClass
  /// nil for a decision lost at the publish: the reason for that took its place.
  package var reason: Reason?
  /// Why the case left its holder; nil unless moved or recalled.
  package var recallReason: Reason?
}

extension Runs {
  /// Compares the decisions of an outcome with those that a run published from the same snapshot. At most `keep` differences are kept.
  package func comparePublished(_ outcome: Outcome, _ snapshot: Snapshot, run: RunID, slot: Day, keep: Int = 20, agency: Agency)
    async throws
    -> PublishedComparison
  {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var walk = DecisionWalk(outcome, snapshot, keep: keep)
      let people = Dictionary(zip(snapshot.collectors.id, snapshot.collectors.code), uniquingKeysWith: { first, _ in first })
      try connection.copyOut(
        """
        SELECT case_id, from_id, to_id, kind, policy, route, class, lost, code, n1, n2, n3, n4, recall_code, recall_n1, recall_n2, recall_n3, recall_n4
        FROM allot.decision WHERE agency_id = \(literal: agency.id) AND run_id = \(literal: run) AND day = \(literal: slot.date) ORDER BY case_id
        """
      ) { row in
        let (id, from, to) = (try row.int64(), try row.int64OrNil(), try row.int64OrNil())
        let (kind, policy, route, found) = (try row.int16(), try row.int16(), try row.int16(), try row.int16())
        let isLost = try row.bool()
        let (code, numbers) = (
          try row.int16(), ReasonNumbers(try row.int64(), try row.int64(), try row.int64(), try row.int64())
        )
        let recallCode = try row.int16OrNil()
        let recallNumbers = ReasonNumbers(
          try row.int64OrNil() ?? 0, try row.int64OrNil() ?? 0, try row.int64OrNil() ?? 0, try row.int64OrNil() ?? 0)
        walk.published(
          id,
          StoredDecision(
            kind: DecisionKind(rawValue: UInt8(clamping: kind)) ?? .unassigned, from: from.map { people[$0] ?? "#\($0)" },
            to: to.map { people[$0] ?? "#\($0)" }, policy: policy, route: route,
            caseClass: CaseClass(rawValue: UInt8(clamping: found)) ?? .unknown,
            reason: isLost ? nil : try Reason.stored(code, numbers, of: .run(run)),
            recallReason: try recallCode.map { try Reason.stored($0, recallNumbers, of: .run(run)) }))
      }
      walk.finish()
      var result = walk.result
      let ids = walk.firstIDs
      let numbers = try connection.query(
        "SELECT case_id, case_no FROM allot.case_record WHERE agency_id = \(agency.id) AND case_id = ANY (\(ids))"
      ).decode(Int64.self, String.self)
      let names = Dictionary(numbers.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
      for i in ids.indices { result.first[i].caseNo = names[ids[i]] ?? "#\(ids[i])" }
      return result
    }
  }
}

/// Walks two ascending lists of decisions side by side.
private struct DecisionWalk {
  private let outcome: Outcome
  private let snapshot: Snapshot
  private let keep: Int
  private var next = 0
  private(set) var result = PublishedComparison()
  private(set) var firstIDs: [Int64] = []

  init(_ outcome: Outcome, _ snapshot: Snapshot, keep: Int) {
    self.outcome = outcome
    self.snapshot = snapshot
    self.keep = keep
  }

  mutating func published(_ id: Int64, _ decision: StoredDecision) {
    result.compared += 1
    while next < outcome.decisions.count, replayedID(next) < id { missing() }
    guard next < outcome.decisions.count, replayedID(next) == id else { return differ(id, decision, nil) }
    var replayed = stored(outcome.decisions[next])
    next += 1
    let full = replayed
    if decision.reason == nil { replayed.reason = nil }
    if replayed != decision { differ(id, decision, full) }
  }

  mutating func finish() { while next < outcome.decisions.count { missing() } }

  private mutating func missing() {
    differ(replayedID(next), nil, stored(outcome.decisions[next]))
    next += 1
  }

  private func replayedID(_ position: Int) -> Int64 { snapshot.cases.id[outcome.decisions[position].caseIndex.position] }

  private mutating func differ(_ id: Int64, _ published: StoredDecision?, _ replayed: StoredDecision?) {
    result.differing += 1
    guard result.first.count < keep else { return }
    firstIDs.append(id)
    result.first.append(PublishedComparison.Difference(caseNo: "", published: published, replayed: replayed))
  }

  private func stored(_ decision: Decision) -> StoredDecision {
    func code(_ index: CollectorIndex) -> String? { index == .none ? nil : snapshot.collectors.code[index.position] }
    return StoredDecision(
      kind: decision.kind, from: code(decision.from), to: code(decision.to), policy: decision.policy, route: decision.route,
      caseClass: outcome.verdicts[decision.caseIndex.position].caseClass, reason: decision.reason, recallReason: decision.recallReason)
  }
}
