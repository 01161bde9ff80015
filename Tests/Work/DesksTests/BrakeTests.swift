import Policy
import Portfolio
import Testing

@testable import Desks

@Suite struct BrakeTests {
  /// A hundred cases that had a class before, but for the first ten.
  private static let snapshot: Snapshot = {
    var snapshot = Snapshot(agency: 1, agencyCode: "a", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    snapshot.cases.id = (1...100).map { Int64($0) }
    snapshot.cases.previousClass = [CaseClass](repeating: .unknown, count: 100)
    snapshot.cases.classSince = (0..<100).map { $0 < 10 ? Day.none : Day(8000) }
    return snapshot
  }()

  /// What trips at 3 % recalled, 5 % moved, 1 % unassigned and 10 % changed, by its first word.
  private func tripped(_ kinds: [(DecisionKind, Int)], changed: Range<Int> = 0..<0) -> [String] {
    let decisions = kinds.flatMap { kind, count in
      (0..<count).map { Decision(caseIndex: CaseIndex($0), kind: kind, reason: .noRoom(eligible: 0, places: 0, wanted: 0)) }
    }
    let verdicts = (0..<100).map {
      Verdict(changed.contains($0) ? .normal : .unknown, .evidenceNormal(abnormality: 0, threshold: 0, points: 0, attempts: 0))
    }
    let outcome = Outcome(
      verdicts: verdicts, decisions: decisions, loads: CollectorLoads(), holderAfter: [], rules: [], plan: PlanTotals(), accounts: [])
    return BrakeCheck.tripped(Brakes(), Self.snapshot, outcome).map { $0.replacing(#/^\d+ of 100 open cases are /#, with: "") }
      .map { String($0.prefix { $0 != " " }) }
  }

  @Test func aPlanAtItsBrakesGoesThroughAndOneCaseMoreWaits() {
    #expect(tripped([(.recalled, 3), (.unassigned, 1), (.assigned, 50), (.held, 20)], changed: 10..<20) == [])
    #expect(tripped([(.recalled, 4)]) == ["recalled"])
    #expect(tripped([(.unassigned, 2)]) == ["unassigned"])
    #expect(tripped([], changed: 10..<21) == ["changing"])
    // Who is moved was recalled as well.
    #expect(tripped([(.recalled, 1), (.moved, 3)]) == ["recalled"])
    #expect(tripped([(.moved, 6)]) == ["recalled", "moved"])
  }

  @Test func aFirstClassIsNoChangeAndNoCasesTripNothing() {
    #expect(tripped([], changed: 0..<20) == [])
    let none = Outcome(verdicts: [], decisions: [], loads: CollectorLoads(), holderAfter: [], rules: [], plan: PlanTotals(), accounts: [])
    let empty = Snapshot(agency: 1, agencyCode: "a", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    #expect(BrakeCheck.tripped(Brakes(recalled: 0, moved: 0, unassigned: 0, classChanged: 0), empty, none) == [])
  }
}
