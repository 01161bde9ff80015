import Movement
import Policy
import Portfolio
import Testing

@testable import Night

/// Arrivals by day: the night's method with nothing taken from anybody.
@Suite struct DayTests {
  @Test func nobodyLosesACaseByDay() throws {
    for seed in 1...150 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let (snapshot, holders) = (scene.snapshot, scene.snapshot.cases.holder)
      let arrived = Set(snapshot.cases.indices.filter { ($0 + Int(seed)) % 2 == 0 }.map { snapshot.cases.id[$0] })
      for rules in [Night.Rules.first, .current] {
        let outcome = try Night.day(snapshot, scene.policies, arrived: arrived, rules: rules)
        for i in snapshot.cases.indices where holders[i] != .none { #expect(outcome.holderAfter[i] == holders[i], "seed \(seed)") }
        for decision in outcome.decisions {
          let i = decision.caseIndex.position
          #expect(decision.kind == .assigned || arrived.contains(snapshot.cases.id[i]), "seed \(seed)")
          #expect(decision.kind != .moved && decision.kind != .recalled && decision.recallReason == nil, "seed \(seed)")
          if decision.kind == .assigned { #expect(holders[i] == .none && outcome.holderAfter[i] == decision.to, "seed \(seed)") }
        }
      }
    }
  }

  /// Against a count over the whole outcome: what came earlier is in one of three states, and none of them is told as one of what came.
  @Test func whatCameEarlierIsCountedApart() throws {
    var told = EarlierCases()
    for seed in 1...150 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let cases = scene.snapshot.cases
      let arrived = Set(cases.indices.filter { ($0 + Int(seed)) % 2 == 0 }.map { cases.id[$0] })
      let all = try Night.day(scene.snapshot, scene.policies, arrived: Set(cases.id))
      let some = try Night.day(scene.snapshot, scene.policies, arrived: arrived)
      let others = all.decisions.filter {
        cases.holder[$0.caseIndex.position] == .none && !arrived.contains(cases.id[$0.caseIndex.position])
      }
      let earlier = try #require(some.earlier)
      #expect(earlier.assigned == others.count { $0.kind == .assigned }, "seed \(seed)")
      #expect(
        earlier.held == others.count { $0.kind == .held } && earlier.unassigned == others.count { $0.kind == .unassigned }, "seed \(seed)")
      // Whoever is without a holder after the run is told by one of the two figures.
      let without = cases.indices.count { some.holderAfter[$0] == .none }
      #expect(earlier.waiting + some.decisions.count { $0.to == .none && $0.from == .none } == without, "seed \(seed)")
      #expect(all.earlier == EarlierCases(), "seed \(seed)")
      told.assigned += earlier.assigned
      told.held += earlier.held
      told.unassigned += earlier.unassigned
    }
    #expect(told.assigned > 100 && told.held > 20 && told.unassigned > 100, "\(told)")
    #expect(try Night.decide(Scene.random(1).snapshot, Scene.random(1).policies).earlier == nil)
  }

  @Test func heldCasesStandInLineForNoPlaceByDay() throws {
    for seed in 1...150 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let outcome = try Night.day(scene.snapshot, scene.policies, arrived: Set(scene.snapshot.cases.id))
      let offered = outcome.explanations.placements.map(\.caseIndex.position)
      #expect(offered.count == Int(outcome.explanations.offered), "seed \(seed)")
      #expect(offered.allSatisfy { scene.snapshot.cases.holder[$0] == .none }, "seed \(seed)")
      #expect(!outcome.rules.contains { $0.rule.hasPrefix("recall ") })
    }
  }

  /// One place is left, and a case whose holder's licence ran out, one pinned to somebody else and one that a stop takes away would want
  /// it.
  @Test(arguments: 0..<3) func theOnlyPlaceGoesToWhatCame(_ kind: Int) throws {
    var scene = Scene()
    let free = scene.person("free", skills: ["cantonese"]), holder = scene.person("holder")
    scene.snapshot.collectors.caseLimit[free.position] = 1
    scene.snapshot.collectors.caseLimit[holder.position] = 1
    let old = scene.debt(holder: holder, needs: kind == 0 ? ["cantonese"] : [], flags: kind == 2 ? .attorney : [])
    let new = scene.debt()
    if kind == 1 { (scene.snapshot.cases.pinnedTo[old.position], scene.snapshot.cases.pinnedUntil[old.position]) = (free, .never) }
    scene.change { policy in
      var taken = Condition()
      taken.flags = .attorney
      policy.movement.stop = [StopRule(when: taken, ownerKeeps: false, countsAsLoad: true)]
    }
    // A pin is dealt before everything.
    let before = try Night.day(scene.snapshot, scene.policies, arrived: [scene.snapshot.cases.id[new.position]], rules: .first)
    if kind == 1 { #expect(before.holderAfter == [holder, .none]) }
    let outcome = try Night.day(scene.snapshot, scene.policies, arrived: [scene.snapshot.cases.id[new.position]])
    #expect(outcome.holderAfter == [holder, free] && outcome.decisions.map(\.caseIndex) == [new])
  }

  @Test func singleCasesAreDealtWithWhatPeopleHoldAtTheMoment() throws {
    var scene = Scene()
    let full = scene.person("full"), free = scene.person("free")
    let new = scene.debt()
    let present = [
      PresentLoad(casesBefore: 390, effortBefore: 351_000, cases: 400, amount: 40_000_000, given: 3),
      PresentLoad(casesBefore: 10, effortBefore: 9000, cases: 12, amount: 1_200_000, given: 2),
    ]
    let outcome = try Night.day(scene.snapshot, scene.policies, present: present)
    #expect(outcome.holderAfter[new.position] == free && outcome.earlier == nil)
    #expect(outcome.loads.openCases == [400, 12] && outcome.loads.closedBy == [.caseLimit, .open])
    // What came since counts as cases of class unknown do.
    let effort: [Int64] = [358_200, 10_440]
    #expect(outcome.loads.effortSeconds == effort)
    #expect(outcome.loads.room[full.position] == 0 && outcome.loads.room[free.position] == 58)
  }
}
