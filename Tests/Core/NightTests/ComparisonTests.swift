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
    for plan in figures { #expect((plan.moves, plan.assigned, plan.unassigned) == (3, 5, 0), "\(plan.planner)") }
  }
}
