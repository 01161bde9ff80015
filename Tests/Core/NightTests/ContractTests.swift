import Night
import Policy
import Portfolio
import Testing

@Suite("Contracts")
struct ContractTests {
  private static func breaches(_ scene: Scene, _ clauses: [ContractClause], after: [CollectorIndex]? = nil) throws -> [ContractCheck.Breach]
  {
    let policies = PolicySet(agency: Self.agency(scene.policies.agency, clauses), policies: scene.policies.policies)
    let holders = try after ?? Night.decide(scene.snapshot, policies).holderAfter
    return ContractCheck.breaches(scene.snapshot, policies, holderAfter: holders)
  }

  private static func agency(_ agency: AgencyPolicy, _ clauses: [ContractClause]) -> AgencyPolicy {
    var agency = agency
    agency.contract = clauses
    return agency
  }

  @Test("no newcomers: a case given to somebody in his first months is a breach, the day after they end it is none")
  func newcomers() throws {
    var scene = Scene()
    let new = scene.person("new")
    let index = scene.debt(client: "cmb")
    let clause = ContractClause(client: "cm*", term: .noNewcomers(months: 3))
    // The slot is 18 November.
    for (joined, count) in [("2026-08-18", 0), ("2026-08-19", 1)] {
      scene.snapshot.collectors.joinedOn[new.position] = try #require(Day(iso: joined))
      let found = try Self.breaches(scene, [clause])
      #expect(found.map(\.cases) == (count == 0 ? [] : [[index]]))
    }
    #expect(try Self.breaches(scene, [ContractClause(client: "cgb", term: .noNewcomers(months: 3))]).isEmpty)
  }

  @Test("months that are shorter end on their last day")
  func months() throws {
    var scene = Scene()
    let new = scene.person("new")
    scene.debt(client: "cmb")
    scene.snapshot.slot = try #require(Day(iso: "2026-02-28"))
    scene.snapshot.collectors.joinedOn[new.position] = try #require(Day(iso: "2025-11-30"))
    let clause = ContractClause(client: "cmb", term: .noNewcomers(months: 3))
    #expect(try Self.breaches(scene, [clause], after: [new]).isEmpty)
    scene.snapshot.slot = scene.snapshot.slot - 1
    #expect(try Self.breaches(scene, [clause], after: [new]).count == 1)
  }

  @Test("only teams: what others get is a breach, what they hold already is none")
  func teams() throws {
    var scene = Scene()
    let a = scene.person("a1", team: "a")
    let held = scene.debt(client: "cmb", holder: a)
    let given = scene.debt(client: "cmb")
    let clause = ContractClause(client: "cmb", term: .onlyTeams(["b"]))
    #expect(try Self.breaches(scene, [clause], after: [a, a]).map(\.cases) == [[given]])
    #expect(try Self.breaches(scene, [clause], after: [a, .none]).isEmpty && held.position == 0)
    #expect(try Self.breaches(scene, [ContractClause(client: "cmb", term: .onlyTeams(["a*"]))], after: [a, a]).isEmpty)
  }

  @Test("seats: fewer people than agreed are a breach once there are as many cases")
  func seats() throws {
    var scene = Scene()
    let (a, b) = (scene.person("a1"), scene.person("b1"))
    for _ in 0..<3 { scene.debt(client: "cmb") }
    let clause = ContractClause(client: "cmb", term: .seats(2))
    #expect(try Self.breaches(scene, [clause], after: [a, a, a]).map(\.seats) == [1])
    #expect(try Self.breaches(scene, [clause], after: [a, .none, .none]).isEmpty)
    #expect(try Self.breaches(scene, [clause], after: [a, b, .none]).isEmpty)
  }

  @Test("a clause of a policy holds while the policy is valid, and one that stands twice counts once")
  func policies() throws {
    var scene = Scene()
    let a = scene.person("a1", team: "a")
    scene.debt(client: "cmb")
    let clause = ContractClause(client: "cmb", term: .onlyTeams(["b"]))
    scene.change { $0.contract = [clause] }
    #expect(try Self.breaches(scene, [clause], after: [a]).count == 1)
    scene.change { $0.valid = (Scene.slot + 1)...Day.never }
    #expect(try Self.breaches(scene, [], after: [a]).isEmpty)
  }

  @Test("single arrivals that would break one stay in the pool")
  func arrivals() throws {
    var scene = Scene()
    scene.person("a1", team: "a")
    scene.debt(client: "cmb")
    let other = scene.debt(client: "cgb")
    let clause = ContractClause(client: "cmb", term: .onlyTeams(["b"]))
    let policies = PolicySet(agency: Self.agency(scene.policies.agency, [clause]), policies: scene.policies.policies)
    let outcome = try Night.decide(scene.snapshot, policies)
    let kept = ContractCheck.keeping(outcome, scene.snapshot, policies)
    #expect(outcome.decisions.count == 2)
    #expect(kept.decisions.map(\.caseIndex) == [other] && kept.holderAfter[0] == .none)
  }
}
