import Movement
import Night
import Policy
import Portfolio
import Testing
import Workload

/// Levels are kept: no case waits, no quota bends and no commitment breaks for the sake of what is below it. Random agencies, scarce and ample.
@Suite struct LevelTests {
  private struct Agency {
    var scene = Scene()
    var promised: Set<Int> = []

    init(_ seed: UInt64, quotas: Bool) {
      var dice = SplitMix64(state: seed)
      func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
      var agency = scene.policies.agency
      let perDay = int(1...12)
      agency.workload.limits = WorkLimits(cases: int(0...10)...int(10...40), amount: 0, newPerDay: perDay, newPerBatchDay: perDay)
      scene.policies = PolicySet(agency: agency, policies: scene.policies.policies)
      let skills = ["cantonese", "english"]
      let count = int(2...8)
      for number in 0..<count {
        scene.person(
          "P\(number)", team: ["a", "b", "c"][int(0...2)], skills: skills.filter { _ in int(0...2) > 0 }, newThisMonth: Int32(int(0...9)))
      }
      for c in 0..<count where int(0...3) == 0 { scene.snapshot.collectors.amountLimit[c] = Int64(int(100_000...3_000_000)) }
      func anybody() -> CollectorIndex { CollectorIndex(int(0...count - 1)) }
      scene.change { policy in
        policy.movement.stay = [StayRule(when: Self.openPromise)]
        policy.movement.recall.forcedAfterWorkingDays = 3
        policy.together = int(0...1) == 0 ? .off : .debtor(otherwise: .split)
        if quotas {
          policy.together = .off
          policy.quotas = QuotaSettings(
            of: .newCases, shares: [.init(team: "a", ppm: 500_000), .init(team: "b", ppm: 300_000), .init(team: "c", ppm: 200_000)],
            tolerancePPM: 0)
        }
      }
      for _ in 0..<int(1...70) {
        let held = int(0...2) == 0
        let index = scene.debt(
          Int64(int(1_000...900_000)), debtor: Int64(int(0...40)), holder: held ? anybody() : .none,
          needs: int(0...4) == 0 ? [skills[int(0...1)]] : [],
          conflicts: int(0...6) == 0 ? [anybody()] : [])
        if int(0...9) == 0 {
          scene.snapshot.cases.pinnedTo[index.position] = anybody()
          scene.snapshot.cases.pinnedUntil[index.position] = Scene.slot + 2
        } else if held, int(0...2) == 0 {
          promised.insert(index.position)
        }
      }
      scene.snapshot.promises = Ragged(
        scene.snapshot.cases.indices.map {
          promised.contains($0) ? [PromiseFact(madeOn: Scene.slot - 2, dueOn: Scene.slot + 4, amount: 0)] : []
        })
    }

    private static var openPromise: Condition {
      var condition = Condition()
      condition.promise = .open
      return condition
    }

    /// Who may have the case, room aside: skills and conflicts, and not the one it is taken from.
    func admissible(_ i: Int) -> [Int] {
      scene.snapshot.collectors.indices.filter { c in
        scene.snapshot.cases.requiredSkills[i] & ~scene.snapshot.collectors.skills[c] == 0
          && !scene.snapshot.conflicts[i].contains(CollectorIndex(c))
          && scene.snapshot.cases.holder[i].rawValue != Int32(c)
      }
    }

    /// Places and amount left after the night.
    func left(_ outcome: Outcome) -> (cases: [Int32], amount: [Int64]) {
      var (cases, amount) = (outcome.loads.room, outcome.loads.amountRoom)
      for decision in outcome.decisions where decision.to != .none {
        cases[decision.to.position] -= 1
        if amount[decision.to.position] != .max {
          amount[decision.to.position] -= scene.snapshot.cases.outstanding[decision.caseIndex.position]
        }
      }
      return (cases, amount)
    }
  }

  @Test func noCaseWaitsThatAnybodyHadRoomFor() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      let agency = Agency(seed, quotas: seed % 2 == 0)
      let outcome = try Night.decide(agency.scene.snapshot, agency.scene.policies)
      let left = agency.left(outcome)
      for decision in outcome.decisions where decision.kind == .unassigned {
        let i = decision.caseIndex.position
        for c in agency.admissible(i) where outcome.loads.closedBy[c] == .open {
          let fits = left.cases[c] >= 1 && left.amount[c] >= agency.scene.snapshot.cases.outstanding[i]
          #expect(!fits, "seed \(seed): case \(i) waits although P\(c) has room for \(left.cases[c])")
        }
      }
    }
  }

  @Test func noPinAndNoStayIsMoved() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      let agency = Agency(seed, quotas: seed % 2 == 0)
      let snapshot = agency.scene.snapshot
      let outcome = try Night.decide(snapshot, agency.scene.policies)
      for i in snapshot.cases.indices {
        let pin = snapshot.cases.pinnedTo[i]
        if pin != .none {
          // A pin breaks no authorisation and no conflict.
          let missing = snapshot.cases.requiredSkills[i] & ~snapshot.collectors.skills[pin.position]
          guard missing == 0, !snapshot.conflicts[i].contains(pin) else { continue }
          #expect(
            [snapshot.cases.pinnedTo[i], snapshot.cases.holder[i]].contains(outcome.holderAfter[i]), "seed \(seed): the pin of case \(i)")
        } else if agency.promised.contains(i) {
          #expect(outcome.holderAfter[i] == snapshot.cases.holder[i], "seed \(seed): the promise on case \(i)")
        }
      }
    }
  }

  /// Moving any one new case to another team, where somebody admissible has room, brings no team nearer to its quota.
  @Test func noQuotaIsTradedForBalance() throws {
    var checked = 0
    for seed in stride(from: 2, through: 400, by: 2) {
      let agency = Agency(UInt64(seed), quotas: true)
      let (snapshot, policies) = (agency.scene.snapshot, agency.scene.policies)
      let outcome = try Night.decide(snapshot, policies)
      let left = agency.left(outcome)
      let names = ["a", "b", "c"]
      var got = [Int](repeating: 0, count: 3)
      func team(_ c: Int) -> Int { names.firstIndex(of: snapshot.teams[snapshot.collectors.team[c]]) ?? 0 }
      for entry in snapshot.month.entries { got[team(entry.collector.position)] += Int(entry.cases) }
      // The quota shares out what tonight has, as far as anybody may take it, by reasons that the solver sees.
      let solved = outcome.decisions.filter { [.assignedCheapest, .assignedOnly, .assignedAgain, .noRoom].contains($0.reason.code) }
      let total = got.reduce(0, +) + solved.count
      for decision in solved where decision.to != .none { got[team(decision.to.position)] += 1 }
      let shares = [50, 30, 20]
      func miss(_ counts: [Int]) -> Double {
        (0..<3).reduce(0.0) { sum, t in
          let target = Double(total * shares[t]) / 100
          return sum + (Double(counts[t]) - target) * (Double(counts[t]) - target) / max(target, 1)
        }
      }
      for decision in solved where decision.to != .none && decision.recallReason == nil {
        let i = decision.caseIndex.position
        for c in agency.admissible(i) where outcome.loads.closedBy[c] == .open && team(c) != team(decision.to.position) {
          guard left.cases[c] >= 1, left.amount[c] >= snapshot.cases.outstanding[i] else { continue }
          var moved = got
          moved[team(decision.to.position)] -= 1
          moved[team(c)] += 1
          checked += 1
          #expect(
            miss(moved) >= miss(got) - 1e-6, "seed \(seed): case \(i) from team \(names[team(decision.to.position)]) to \(names[team(c)])")
        }
      }
    }
    #expect(checked > 1000)
  }
}
