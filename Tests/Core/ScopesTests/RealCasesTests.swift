import Movement
import Policy
import Portfolio
import Scopes
import Testing

@Suite struct RealCasesTests {
  private func snapshot(_ cases: [(client: String, amount: Int64, flags: CaseFlags)]) -> Snapshot {
    let made = cases.map { entry in
      var one = MadeCase()
      one[.client] = .name(entry.client)
      one[.flags] = .flags(entry.flags)
      return one
    }
    var snapshot = SeenCases(made).snapshot
    snapshot.cases.currency = cases.map { _ in .cny }
    snapshot.cases.outstanding = cases.map(\.amount)
    snapshot.payments = Ragged(emptyRows: cases.count)
    snapshot.promises = Ragged(emptyRows: cases.count)
    return snapshot
  }

  private let agency = AgencyPolicy(code: "t", name: "T", timezone: "UTC", currency: .cny)

  private func policy(from least: Int64, flags: CaseFlags = .dispute) -> CasePolicy {
    var large = Condition()
    large.outstanding = least...Int64.max
    var flagged = Condition()
    flagged.flags = flags
    var policy = CasePolicy(name: "p", routes: [Route(rule: "large", when: large, teams: ["l"]), Route(rule: "all", teams: ["a"])])
    policy.movement.stay = []
    policy.movement.stop = [StopRule(when: flagged)]
    return policy
  }

  @Test func theSmallestRealCaseIsTheOneWithTheLeastOutstandingOfThoseThatDiffer() throws {
    let snapshot = snapshot([("a", 9_000, []), ("b", 5_000, []), ("c", 1_000, []), ("d", 5_000, []), ("e", 20_000, [])])
    let real = RealCases(snapshot, old: (policy(from: 10_000), agency), new: (policy(from: 5_000), agency))
    let route = try #require(real.differences.first { $0.aspect == .route })
    #expect(route.considered == 5 && route.count == 3)
    #expect(route.smallest == [CaseIndex(1), CaseIndex(3)])
    let made = real.made(CaseIndex(1), .route)
    #expect(made[.client] == .name("b") && made[.outstanding] == .number(5_000))
    #expect(made.told == [.client, .outstanding])
    let fates = try #require(real.fates(CaseIndex(1), .route))
    #expect(fates.old == .rule(.goes(teams: ["a"], collectors: [], skills: []), 1))
    #expect(fates.new == .rule(.goes(teams: ["l"], collectors: [], skills: []), 0))
    #expect(real.differences.filter { $0.aspect != .route }.allSatisfy { $0.count == 0 })
  }

  @Test func rulesThatDoTheSameInAnotherPlaceAreNoDifference() throws {
    let snapshot = snapshot([("a", 9_000, []), ("b", 50, [])])
    var other = policy(from: 5_000)
    other.routes.insert(Route(rule: "first", when: other.routes[0].when, teams: ["l"]), at: 0)
    let real = RealCases(snapshot, old: (policy(from: 5_000), agency), new: (other, agency))
    #expect(real.differences.allSatisfy { $0.count == 0 })
  }

  @Test func whoIsKeptFromACaseIsComparedAndTheDebtorsCasesAreCounted() throws {
    var snapshot = snapshot([("a", 9_000, []), ("b", 5_000, []), ("a", 1_000, [])])
    snapshot.cases.debtor = [7, 7, 8]
    var several = Condition()
    several.debtorClients = 2...100_000
    var new = policy(from: 5_000)
    new.never = [NeverRule(when: several, teams: ["l"]), NeverRule(when: several, joinedWithinDays: 30), NeverRule(joinedWithinDays: 0)]
    let real = RealCases(snapshot, old: (policy(from: 5_000), agency), new: (new, agency))
    let never = try #require(real.differences.first { $0.aspect == .never })
    #expect(never.considered == 3 && never.count == 3)
    let fates = try #require(real.fates(CaseIndex(1), .never))
    #expect(fates.old == .keptFrom([]) && fates.new == .keptFrom([.team("l"), .joined(withinDays: 30)]))
    #expect(real.made(CaseIndex(1), .never)[.debtorClients] == .number(2))
    #expect(real.made(CaseIndex(2), .never)[.debtorCases] == .number(1))
    #expect(real.differences.first { $0.aspect == .route }?.count == 0)
  }

  @Test func aCaseThatOnlyOneCoversDiffersInThatAlone() throws {
    let snapshot = snapshot([("a", 9_000, .fraud), ("b", 50, .fraud)])
    var (old, new) = (policy(from: 5_000), policy(from: 5_000, flags: .fraud))
    old.covers.clients = ["a"]
    new.covers.clients = ["*"]
    let real = RealCases(snapshot, old: (old, agency), new: (new, agency))
    func count(_ aspect: Aspect) -> Int? { real.differences.first { $0.aspect == aspect }?.count }
    #expect(count(.covers) == 1 && count(.stop) == 1 && count(.route) == 0)
    #expect(real.differences.first { $0.aspect == .covers }?.considered == 2)
    #expect(real.differences.first { $0.aspect == .stop }?.considered == 1)
  }
}
