import Movement
import Policy
import Portfolio
import Testing

@testable import Night

/// A recall that finds no new holder is written with its reason, and the case stays.
@Suite struct PutOffTests {
  private func stayed(_ outcome: Outcome) -> [CaseIndex: Reason] {
    let told = outcome.explanations
    return Dictionary(uniqueKeysWithValues: zip(told.stayed, told.stayedBy.map { told.stayReasons[Int($0)] }))
  }

  @Test func aRecallWithoutNewHolderIsAlwaysWritten() throws {
    var (written, unrouted) = (0, 0)
    for seed in 1...200 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let moves = Night.standing(scene.snapshot, scene.policies).movement.moves
      let outcome = try Night.decide(scene.snapshot, scene.policies)
      let stayed = stayed(outcome)
      let decided = Dictionary(uniqueKeysWithValues: outcome.decisions.map { ($0.caseIndex, $0) })
      #expect(outcome.explanations.stayed == outcome.explanations.stayed.sorted(), "seed \(seed)")
      for (i, move) in moves.enumerated() {
        let index = CaseIndex(i)
        guard case .recalls(let recall) = move else {
          #expect(stayed[index]?.code != .noNewHolder && decided[index]?.kind != .moved, "seed \(seed)")
          continue
        }
        if let decision = decided[index] {
          // Pinned elsewhere by somebody who is gone, and no route speaks for it: he is gone all the same.
          let isGone = recall == .assignedPinned && decision.reason.code == .noRouteMatches
          #expect(decision.kind == .moved || decision.kind == .recalled, "seed \(seed)")
          #expect(isGone ? decision.recallReason?.code == .recallHolderLeft : decision.recallReason == recall, "seed \(seed)")
          #expect(stayed[index] == nil && outcome.holderAfter[i] == decision.to, "seed \(seed)")
          if decision.reason.code == .noRouteMatches { unrouted += 1 }
        } else {
          #expect(
            stayed[index] == Reason.noNewHolder(for: recall), "seed \(seed)")
          #expect(outcome.holderAfter[i] == scene.snapshot.cases.holder[i], "seed \(seed)")
          #expect(recall.code != .recallHolderLeft && recall.code != .recallNotAuthorised, "seed \(seed)")
          written += 1
        }
      }
      let counted = outcome.rules.filter { $0.rule == "recall put off" }.reduce(0) { $0 + $1.matched }
      #expect(counted == stayed.values.count { $0.code == .noNewHolder }, "seed \(seed)")
    }
    #expect(written > 100 && unrouted > 0, "the scenes must have such cases: \(written), \(unrouted)")
  }

  @Test func theFirstRulesLeaveNoTrace() throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let (first, now) = (
        try Night.decide(scene.snapshot, scene.policies, rules: .first),
        try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 3)))
      )
      #expect(!stayed(first).values.contains { $0.code == .noNewHolder } && !first.rules.contains { $0.rule == "recall put off" })
      #expect(now.rules.filter { $0.rule != "recall put off" } == first.rules && now.verdicts == first.verdicts && now.plan == first.plan)
      #expect(now.loads == first.loads && now.accounts == first.accounts)
      // What a recall without route became is the only decision that changed.
      let gone = Set(
        first.decisions.filter { $0.reason.code == .noRouteMatches && $0.from != .none }.map(\.caseIndex))
      #expect(now.decisions.filter { !gone.contains($0.caseIndex) } == received(first.decisions.filter { !gone.contains($0.caseIndex) }))
    }
  }

  /// Without the accounts of decisions that have no receiver: what rules 3 changed.
  private func received(_ decisions: [Decision]) -> [Decision] {
    decisions.map { decision in
      var decision = decision
      if decision.to == .none { decision.account = -1 }
      return decision
    }
  }

  @Test func onlyWhoReceivesACaseIsCounted() throws {
    var before = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let scene = Scene.random(seed)
      let now = try Night.decide(scene.snapshot, scene.policies).decisions
      #expect(!now.contains { $0.to == .none && $0.account >= 0 }, "seed \(seed)")
      let third = try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 3))).decisions
      let second = try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 2))).decisions
      #expect(third == received(second), "seed \(seed)")
      before += second.count { $0.to == .none && $0.account >= 0 }
    }
    #expect(before > 5, "the scenes must have such cases: \(before)")
  }

  @Test func theReasonSaysWhatWasDue() throws {
    var scene = Scene()
    let holder = scene.person("A"), full = scene.person("B")
    scene.snapshot.collectors.newToday[full.position] = 60
    let index = scene.debt(holder: holder)
    scene.change { $0.movement.recall.forcedAfterWorkingDays = 5 }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.decisions.isEmpty && outcome.holderAfter == [holder])
    #expect(stayed(outcome) == [index: Reason.noNewHolder(for: .recallForced(workingDays: 7, limit: 5))])
    #expect(outcome.rules.first { $0.rule == "recall put off" }.map { [$0.matched, $0.considered] } == [1, 1])
  }

  @Test func numbersThatNoProgramKnowsAreNoRules() {
    #expect(Night.Rules(number: 0) == nil && Night.Rules(number: Night.Rules.current.number + 1) == nil)
    #expect(Night.Rules(number: 1) == .first && Night.Rules(number: Night.Rules.current.number) == .current)
  }
}
