import Policy
import Portfolio
import Testing

@testable import Night

/// Why somebody did not get a case, and what would have done: every change that is told is tried here by deciding the night with it.
@Suite struct WhyNotTests {
  private func ask(_ scene: Scene, _ index: CaseIndex, _ person: CollectorIndex) throws -> WhyNot {
    try Night.whyNot(scene.snapshot, scene.policies, case: index, person: person)
  }
  private func holder(_ scene: Scene, _ index: CaseIndex) throws -> CollectorIndex {
    try Night.decide(scene.snapshot, scene.policies).holderAfter[index.position]
  }

  @Test func whoHasTheCaseIsToldThatHeHasIt() throws {
    var scene = Scene()
    let a = scene.person("a")
    let one = scene.debt()
    let told = try ask(scene, one, a)
    #expect(told.ground == .has && told.holder == a && told.change == nil && told.decided == 1)
  }

  @Test func aMissingSkillIsNamedAndWithItTheCaseIsHis() throws {
    var scene = Scene()
    let a = scene.person("a", skills: ["english"])
    let b = scene.person("b", newThisMonth: 0)
    for _ in 0..<6 { scene.debt(holder: a) }
    let one = scene.debt(needs: ["english"])
    let told = try ask(scene, one, b)
    #expect(told.ground == .filtered([.missingSkill(missing: 1)], others: []) && told.holder == a)
    #expect(told.change == .skill(0))
    scene.snapshot.collectors.skills[b.position] = 1
    #expect(try holder(scene, one) == b)
  }

  @Test func aDayOffIsNamedAndThereHeWouldHaveGotIt() throws {
    var scene = Scene()
    let a = scene.person("a")
    let b = scene.person("b")
    for _ in 0..<6 { scene.debt(holder: a) }
    scene.leave(b, from: 0, days: 14)
    let one = scene.debt()
    let told = try ask(scene, one, b)
    guard case .filtered(let findings, _) = told.ground else { return #expect(Bool(false), "\(told.ground)") }
    #expect(findings.map(\.rule) == [.absent])
    #expect(told.change == .present && told.holder == a)
  }

  @Test func aRouteThatNamesOthersIsNamedAndSoIsARuleOfNever() throws {
    var scene = Scene()
    scene.change { $0.routes = [Route(rule: "inner", teams: ["a"])] }
    let a = scene.person("a", team: "a")
    let b = scene.person("b", team: "b")
    for _ in 0..<6 { scene.debt(holder: a) }
    let one = scene.debt()
    #expect(try ask(scene, one, b).change == .route(policy: 0, route: 0))
    scene.change {
      $0.routes = [Route(rule: "inner", teams: ["*"])]
      $0.never = [NeverRule(collectors: ["x"]), NeverRule(teams: ["b"])]
    }
    #expect(try ask(scene, one, b).change == .never(policy: 0, rule: 1))
    scene.change { $0.never = [] }
    #expect(try holder(scene, one) == b)
  }

  @Test func aFormerHolderIsToldSoAndNothingTalksAConflictAway() throws {
    var scene = Scene()
    let a = scene.person("a")
    let b = scene.person("b")
    for _ in 0..<6 { scene.debt(holder: a) }
    let one = scene.debt(former: [FormerHolder(collector: b, until: Scene.slot - 3)])
    #expect(try ask(scene, one, b).change == .notBefore)
    let two = scene.debt(conflicts: [b])
    let told = try ask(scene, two, b)
    #expect(told.ground == .filtered([.conflict], others: []) && told.change == nil && told.decided == 1)
  }

  @Test func whoIsFullGetsItWithTheFewestPlacesThatDo() throws {
    var scene = Scene()
    let a = scene.person("a")
    let b = scene.person("b")
    scene.snapshot.collectors.caseLimit[b.position] = 1
    for _ in 0..<4 { scene.debt(holder: a) }
    scene.debt(holder: b)
    let one = scene.debt()
    let told = try ask(scene, one, b)
    guard case .full(let got, let room) = told.ground else { return #expect(Bool(false), "\(told.ground)") }
    #expect(got == 0 && room == 0 && told.holder == a)
    #expect(told.change == .places(1))
  }

  @Test func whoWouldHaveCostMoreIsToldBothCostsAndHowFarHeWas() throws {
    var scene = Scene()
    let a = scene.person("a")
    let b = scene.person("b", newThisMonth: 3)
    let one = scene.debt()
    let told = try ask(scene, one, b)
    guard case .dearer(let there, let here) = told.ground else { return #expect(Bool(false), "\(told.ground)") }
    #expect(there.total > here.total && told.holder == a)
    guard case .monthCases(let fewer) = told.change else { return #expect(Bool(false), "\(String(describing: told.change))") }
    #expect((1...3).contains(fewer))
    // The least that does: with one more of them still on his account the case goes elsewhere.
    for (cases, expected) in [(fewer, b), (fewer - 1, a)] {
      var other = scene
      other.snapshot.month.entries[0].cases -= cases
      other.snapshot.month.entries[0].amount -= Int64(cases) * 100_000
      #expect(try holder(other, one) == expected)
    }
  }

  @Test func whatStaysOrIsStoppedSaysThatNobodyWasLookedFor() throws {
    var scene = Scene()
    let (a, b) = (scene.person("a"), scene.person("b"))
    let held = scene.debt(holder: a)
    let disputed = scene.debt(flags: .dispute)
    #expect(try ask(scene, held, b).ground == .notOffered(nil))
    guard case .notOffered(.some) = try ask(scene, disputed, b).ground else { return #expect(Bool(false)) }
  }

  @Test func everyChangeToldOfRandomNightsSendsTheCaseThere() throws {
    var tried = 0
    for seed in UInt64(1)...3 {
      var random = SplitMix64(state: seed)
      var scene = Scene()
      let people = (0..<6).map {
        scene.person(
          "p\($0)", team: $0 < 4 ? "a" : "b", skills: random.next() % 2 == 0 ? ["english"] : [], newThisMonth: Int32(random.next() % 5))
      }
      scene.change { $0.routes = [Route(rule: "everyone", teams: random.next() % 2 == 0 ? ["*"] : ["a"])] }
      let cases = (0..<12).map { _ in
        scene.debt(
          Int64(random.next() % 900_000) + 1, holder: random.next() % 3 == 0 ? people[Int(random.next() % 6)] : .none,
          needs: random.next() % 4 == 0 ? ["english"] : [])
      }
      scene.snapshot.collectors.caseLimit[people[0].position] = 2
      for index in cases {
        let person = people[Int(random.next() % 6)]
        let told = try ask(scene, index, person)
        guard let change = told.change else { continue }
        tried += 1
        let world = OtherWorld(scene.snapshot, scene.policies, .current, isByDay: false)
        let account = AccountKey(policy: "everything", rule: "everyone")
        #expect(try world.with(change, person, index, account: account).answer().holderAfter[index.position] == person)
      }
    }
    #expect(tried >= 5)
  }
}
