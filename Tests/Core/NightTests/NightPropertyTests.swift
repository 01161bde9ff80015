import AnotherProcess
import Night
import Policy
import Portfolio
import Testing

/// Random agencies; what must hold on every night.
@Suite struct NightPropertyTests {
  private func scene(_ seed: UInt64) -> Scene {
    var dice = SplitMix64(state: seed)
    var scene = Scene()
    let skills = ["cantonese", "english", "litigation"]
    for number in 0..<Int.random(in: 1...8, using: &dice) {
      let has = skills.filter { _ in Bool.random(using: &dice) }
      scene.person(
        "P\(number)", team: ["a", "b", "legal"].randomElement(using: &dice) ?? "a", skills: has,
        scheduled: Int.random(in: 0...9, using: &dice) > 0)
      scene.snapshot.collectors.caseLimit[number] = Bool.random(using: &dice) ? 0 : Int32.random(in: 1...30, using: &dice)
    }
    let people = scene.snapshot.collectors.count
    func anybody(_ dice: inout SplitMix64) -> CollectorIndex { CollectorIndex(Int.random(in: 0..<people, using: &dice)) }
    for _ in 0..<Int.random(in: 0...60, using: &dice) {
      scene.debt(
        Int64.random(in: 1_000...9_000_000, using: &dice), client: ["cmb", "cgb"].randomElement(using: &dice) ?? "cmb",
        debtor: Int64.random(in: 0...30, using: &dice),
        holder: Int.random(in: 0...2, using: &dice) == 0 ? anybody(&dice) : .none,
        needs: Int.random(in: 0...5, using: &dice) == 0 ? [skills[0]] : [],
        flags: Int.random(in: 0...15, using: &dice) == 0 ? .dispute : [],
        former: Int.random(in: 0...4, using: &dice) == 0 ? [FormerHolder(collector: anybody(&dice), until: Scene.slot - 4)] : [],
        conflicts: Int.random(in: 0...6, using: &dice) == 0 ? [anybody(&dice)] : [])
    }
    return scene
  }

  @Test func hardRulesHoldOnEveryNight() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      let scene = scene(seed)
      let snapshot = scene.snapshot
      let outcome = try Night.decide(snapshot, scene.policies)
      var given = [Int32](repeating: 0, count: snapshot.collectors.count)
      for decision in outcome.decisions where decision.to != .none {
        let i = decision.caseIndex.position
        given[decision.to.position] += 1
        #expect(snapshot.cases.requiredSkills[i] & ~snapshot.collectors.skills[decision.to.position] == 0, "seed \(seed)")
        #expect(!snapshot.conflicts[i].contains(decision.to), "seed \(seed)")
        #expect(decision.to != decision.from, "seed \(seed)")
        #expect(outcome.holderAfter[i] == decision.to, "seed \(seed)")
      }
      for c in snapshot.collectors.indices { #expect(given[c] <= outcome.loads.room[c], "seed \(seed), collector \(c)") }
    }
  }

  @Test func everyCaseOfThePoolIsAccountedForOnce() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      let scene = scene(seed)
      let outcome = try Night.decide(scene.snapshot, scene.policies)
      #expect(outcome.decisions.map(\.caseIndex) == outcome.decisions.map(\.caseIndex).sorted())
      #expect(Set(outcome.decisions.map(\.caseIndex)).count == outcome.decisions.count)
      let pool = scene.snapshot.cases.indices.filter { scene.snapshot.cases.holder[$0] == .none }
      let decided = Set(outcome.decisions.map(\.caseIndex.position))
      #expect(pool.allSatisfy(decided.contains), "seed \(seed)")
    }
  }

  @Test func theSameNightIsTheSameBytesInAnotherProcess() throws {
    let here = try (1...60 as ClosedRange<UInt64>).map { seed in
      let scene = scene(seed)
      return "\(try Night.decide(scene.snapshot, scene.policies))"
    }
    #expect(Set(here).count == here.count, "sixty nights, no two alike")
    for there in try AnotherProcess.texts(besides: here.joined(separator: "\n")) {
      let nights = there.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      #expect(here.indices.filter { nights.count != here.count || nights[$0] != here[$0] } == [], "these nights came out otherwise")
    }
  }
}
