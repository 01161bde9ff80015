import Baselines
import Night
import Portfolio
import Testing

/// What stands beside a night's plan.
@Suite struct ComparisonTests {
  @Test func casesThatGoFromOnePersonToAnotherAreCountedForEveryWayOfDealing() throws {
    var scene = Scene()
    let gone = scene.person("gone")
    for code in ["a", "b"] { scene.person(code) }
    scene.snapshot.collectors.leavesOn[gone.position] = Scene.slot - 1
    for _ in 0..<3 { scene.debt(holder: gone) }
    for _ in 0..<2 { scene.debt() }
    let (outcome, figures) = try Night.compare(scene.snapshot, scene.policies, with: Baseline.allCases)
    #expect(outcome.decisions.count { $0.kind == .moved } == 3)
    #expect(figures.count == Baseline.allCases.count + 1)
    for plan in figures { #expect((plan.moves, plan.assigned, plan.unassigned) == (3, 2, 0), "\(plan.planner)") }
  }

  @Test func thePlanIsCountedAsItsDecisionsAre() throws {
    var (putOff, unassigned) = (Int64(0), Int64(0))
    for seed in 1...80 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let (outcome, figures) = try Night.compare(scene.snapshot, scene.policies, with: [.snake])
      func count(_ kind: DecisionKind) -> Int64 { Int64(outcome.decisions.count { $0.kind == kind }) }
      let own = try #require(figures.first)
      #expect(own.assigned == count(.assigned) && own.unassigned == count(.unassigned) && Int64(own.moves) == count(.moved), "seed \(seed)")
      let told = outcome.explanations
      #expect(own.putOff == Int64(told.stayedBy.count { told.stayReasons[Int($0)].code == .noNewHolder }), "seed \(seed)")
      for other in figures { #expect(other.assigned + other.unassigned == own.assigned + own.unassigned, "seed \(seed)") }
      (putOff, unassigned) = (putOff + own.putOff, unassigned + own.unassigned)
    }
    #expect(putOff > 20 && unassigned > 20, "the scenes must have such cases: \(putOff), \(unassigned)")
  }
}
