import Movement
import Policy
import Portfolio
import Testing

@testable import Night

/// Nobody who is gone holds a case after a night, whatever else speaks for it.
@Suite struct GoneTests {
  /// What might let a case stay with somebody, each alone.
  enum Tie: CaseIterable, Sendable {
    case nothing, pin, retention, stayRule, stop, hold, nothingDue, nearReturn, noLeaverRule, noRoute, noPolicy, pinElsewhere,
      pinWithoutRoute
  }

  private func scene(_ tie: Tie, _ marks: (inout Scene, CollectorIndex) -> Void) -> (Scene, CaseIndex) {
    var scene = Scene()
    let holder = scene.person("A")
    let other = scene.person("B")
    let index = scene.debt(tie == .nothingDue ? 0 : 100_000, holder: holder, flags: tie == .stop ? [.dispute] : [])
    let i = index.position
    switch tie {
    case .nothing: break
    case .pin, .pinElsewhere, .pinWithoutRoute:
      scene.snapshot.cases.pinnedTo[i] = tie == .pin ? holder : other
      scene.snapshot.cases.pinnedUntil[i] = Scene.slot + 30
    case .retention: scene.snapshot.cases.retainedUntil[i] = Scene.slot + 30
    case .stayRule: scene.change { $0.movement.stay = [StayRule(when: Condition())] }
    case .stop: scene.change { $0.movement.stop = MovementSettings().stop }
    case .hold: (scene.snapshot.cases.hold[i], scene.snapshot.cases.holdUntil[i]) = (.dispute, .never)
    case .nothingDue: break
    case .nearReturn: scene.snapshot.cases.dueBackOn[i] = Scene.slot + 1
    case .noLeaverRule: scene.change { $0.movement.recall.whenHolderLeft = false }
    case .noRoute: break
    case .noPolicy: break
    }
    if tie == .noRoute || tie == .pinWithoutRoute { scene.change { $0.routes = [] } }
    if tie == .noPolicy { scene.policies = PolicySet(agency: scene.policies.agency, policies: []) }
    marks(&scene, holder)
    return (scene, index)
  }

  @Test(arguments: Tie.allCases)
  func whoIsInactiveWithoutALastDayHoldsNothingAfterANight(tie: Tie) throws {
    let (scene, index) = scene(tie) { $0.snapshot.collectors.active[$1.position] = false }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.holderAfter[index.position] != scene.snapshot.cases.holder[index.position])
    let decision = try #require(outcome.decisions.first { $0.caseIndex == index })
    #expect(decision.kind == .moved || decision.kind == .recalled)
    #expect(decision.recallReason == (tie == .pinElsewhere ? .assignedPinned : .recallHolderLeft(daysAgo: nil)))
  }

  @Test(arguments: Tie.allCases)
  func whoseLastDayHasPassedHoldsNothingAfterANight(tie: Tie) throws {
    let (scene, index) = scene(tie) { $0.snapshot.collectors.leavesOn[$1.position] = Scene.slot - 1 }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.holderAfter[index.position] != scene.snapshot.cases.holder[index.position])
    #expect(outcome.decisions.contains { $0.caseIndex == index })
  }

  @Test func aPinToSomebodyInactiveHoldsNothing() throws {
    var scene = Scene()
    let (gone, other) = (scene.person("A"), scene.person("B"))
    scene.snapshot.collectors.active[gone.position] = false
    let index = scene.debt()
    scene.snapshot.cases.pinnedTo[index.position] = gone
    scene.snapshot.cases.pinnedUntil[index.position] = .never
    #expect(try Night.decide(scene.snapshot, scene.policies).holderAfter[index.position] == other)
  }

  @Test func byDayNothingIsTakenEvenFromWhoIsGone() throws {
    let (scene, index) = scene(.nothing) { $0.snapshot.collectors.active[$1.position] = false }
    let outcome = try Night.day(scene.snapshot, scene.policies, arrived: [])
    #expect(outcome.holderAfter[index.position] == scene.snapshot.cases.holder[index.position] && outcome.decisions.isEmpty)
  }

  @Test func byEarlierRulesSomebodyInactiveWithoutALastDayKeptHisCases() throws {
    let (scene, index) = scene(.nothing) { $0.snapshot.collectors.active[$1.position] = false }
    let rules = try #require(Night.Rules(number: 3))
    let outcome = try Night.decide(scene.snapshot, scene.policies, rules: rules)
    #expect(outcome.holderAfter[index.position] == scene.snapshot.cases.holder[index.position])
  }
}
