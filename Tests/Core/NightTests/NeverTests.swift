import Night
import Policy
import Portfolio
import Testing

@Suite("Never")
struct NeverTests {
  private static func receiver(_ scene: Scene, _ index: CaseIndex) throws -> CollectorIndex {
    try Night.decide(scene.snapshot, scene.policies).holderAfter[index.position]
  }

  @Test("keeps a team away from the cases that match, and from no others")
  func team() throws {
    var scene = Scene()
    let (a, b) = (scene.person("a1", team: "a"), scene.person("b1", team: "b"))
    let cases = (0..<6).map { _ in scene.debt(client: "cmb") }
    let others = (0..<6).map { _ in scene.debt(client: "cgb") }
    scene.change { policy in
      var when = Condition()
      when.clients = ["cmb"]
      policy.never = [NeverRule(when: when, teams: ["a"])]
    }
    let after = try Night.decide(scene.snapshot, scene.policies).holderAfter
    #expect(cases.allSatisfy { after[$0.position] == b })
    #expect(others.contains { after[$0.position] == a })
  }

  @Test("keeps a collector and whoever joined lately away, and leaves a case to nobody where nobody else is")
  func people() throws {
    var scene = Scene()
    let (old, new) = (scene.person("old"), scene.person("new"))
    scene.snapshot.collectors.joinedOn[new.position] = Scene.slot - 89
    let index = scene.debt()
    scene.change { $0.never = [NeverRule(collectors: ["old"])] }
    #expect(try Self.receiver(scene, index) == new)
    scene.change { $0.never = [NeverRule(joinedWithinDays: 90)] }
    #expect(try Self.receiver(scene, index) == old)
    scene.change { $0.never = [NeverRule(collectors: ["old"]), NeverRule(joinedWithinDays: 90)] }
    #expect(try Self.receiver(scene, index) == .none)
    scene.snapshot.collectors.joinedOn[new.position] = Scene.slot - 90
    #expect(try Self.receiver(scene, index) == new)
  }

  @Test("takes nothing from a holder, and a move by hand breaks it")
  func holder() throws {
    var scene = Scene()
    let (a, b) = (scene.person("a1"), scene.person("b1"))
    let held = scene.debt(holder: a)
    scene.change { $0.never = [NeverRule(collectors: ["*1"])] }
    #expect(try Self.receiver(scene, held) == a)
    let findings = Night.examine(scene.snapshot, scene.policies, [ProposedMove(held, to: b)]).findings[0]
    #expect(findings.contains { $0.rule == .outsideRoute })
  }

  @Test("a debtor's open cases and clients are counted over all of them")
  func debtors() throws {
    var scene = Scene()
    let (a, b) = (scene.person("a1", team: "a"), scene.person("b1", team: "b"))
    let three = [scene.debt(client: "cmb", debtor: 7), scene.debt(client: "cgb", debtor: 7), scene.debt(client: "cmb", debtor: 7)]
    let two = [scene.debt(client: "cmb", debtor: 8), scene.debt(client: "cmb", debtor: 8)]
    let alone = [scene.debt(client: "cmb"), scene.debt(client: "cmb"), scene.debt(client: "cmb")]
    scene.change { policy in
      var many = Condition()
      (many.debtorCases, many.debtorClients) = (3...100, 2...2)
      policy.segments = [Segment(name: "many", when: many)]
      var route = Condition()
      route.segments = policy.segments
      policy.routes = [Route(rule: "many", when: route, teams: ["b"]), Route(rule: "others", teams: ["a"])]
    }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(three.allSatisfy { outcome.holderAfter[$0.position] == b })
    #expect((two + alone).allSatisfy { outcome.holderAfter[$0.position] == a })
    // Segments are counted.
    #expect(outcome.rules.contains(RuleHealth(policy: "everything", rule: "segment many", matched: 3, considered: 8)))
  }

  @Test("days since a case was entrusted are counted to the slot")
  func entrusted() throws {
    var scene = Scene()
    let a = scene.person("a1")
    let index = scene.debt()
    for (days, expected) in [(30, a), (29, CollectorIndex.none)] {
      scene.snapshot.cases.entrustedOn[0] = Scene.slot - days
      scene.change { policy in
        var when = Condition()
        when.daysEntrusted = 30...36_500
        policy.routes = [Route(rule: "old", when: when, teams: ["*"])]
      }
      #expect(try Self.receiver(scene, index) == expected)
    }
  }
}
