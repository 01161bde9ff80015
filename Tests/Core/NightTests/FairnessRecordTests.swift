import Policy
import Portfolio
import Testing

@testable import Night

/// What a night says of the fairness it was asked for, and by whose hours it counts.
@Suite struct FairnessRecordTests {
  private func got(_ outcome: Outcome, _ people: Int) -> [Int] {
    (0..<people).map { c in outcome.decisions.count { $0.kind == .assigned && $0.to == CollectorIndex(c) } }
  }

  @Test func withoutAnyRosterSharesGoByContractAndTheNightSaysSo() throws {
    var scene = Scene()
    for number in 0..<10 { scene.person("c\(number)", scheduled: false) }
    // Half a contract is half a share.
    scene.snapshot.collectors.fullTime[9] = 500
    for _ in 0..<38 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(got(outcome, 10) == [4, 4, 4, 4, 4, 4, 4, 4, 4, 2])
    #expect(outcome.fairness.people == 10 && outcome.fairness.byContract == 10 && outcome.fairness.misses.isEmpty, "\(outcome.fairness)")
    // Under the rules of before nobody had a share, and what one got last night did not count.
    scene.given(CollectorIndex(0), 12)
    let rules = try #require(Night.Rules(number: 3))
    let before = try Night.decide(scene.snapshot, scene.policies, rules: rules)
    #expect(before.fairness.people == 0 && got(before, 10)[0] > 0)
    #expect(got(try Night.decide(scene.snapshot, scene.policies), 10)[0] == 0)
  }

  @Test func whoIsOnNoRosterHasHisShareBesideThoseWhoAre() throws {
    var scene = Scene()
    scene.person("a")
    scene.person("b")
    scene.person("new", scheduled: false)
    for _ in 0..<30 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.fairness.people == 3 && outcome.fairness.byContract == 1)
    #expect(got(outcome, 3) == [10, 10, 10])
  }

  @Test func aRosterThatIsKnownIsObeyed() throws {
    var scene = Scene()
    for code in ["a", "b"] { scene.person(code) }
    for _ in 0..<6 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(
      outcome.fairness
        == {
          var record = FairnessRecord(); record.people = 2; return record
        }(), "\(outcome.fairness)")
    #expect(outcome.decisions == (try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 3))).decisions))
  }

  @Test func aWishThatIsNotKeptIsNamedWithWhatCameBefore() throws {
    // One has a single place: the others get more than a case above their share.
    var limited = Scene()
    for code in ["a", "b", "c"] { limited.person(code) }
    limited.snapshot.collectors.caseLimit[2] = 1
    for _ in 0..<12 { limited.debt() }
    let limits = try Night.decide(limited.snapshot, limited.policies).fairness.misses.filter { $0.measure == .newCases }
    #expect(
      limits == [
        FairnessMiss(
          policy: "everything", rule: "everyone", measure: .newCases, wished: 1, reached: 3, isBelow: true, collector: 1002, cause: .limits)
      ], "\(limits)")

    // Only one may take most of them.
    var skilled = Scene()
    skilled.person("a", skills: ["cantonese"])
    skilled.person("b")
    for number in 0..<12 { skilled.debt(needs: number < 10 ? ["cantonese"] : []) }
    let routes = try Night.decide(skilled.snapshot, skilled.policies).fairness.misses.first { $0.measure == .newCases }
    #expect(routes?.cause == .routes && routes?.reached == 4, "\(String(describing: routes))")

    // The month was uneven before tonight, and there is too little to make it even.
    var uneven = Scene()
    uneven.person("a")
    uneven.person("b")
    uneven.given(CollectorIndex(0), 20)
    for _ in 0..<4 { uneven.debt() }
    let earlier = try Night.decide(uneven.snapshot, uneven.policies).fairness.misses.first { $0.measure == .newCases }
    #expect(earlier?.cause == .earlier && earlier?.reached == 8 && earlier?.isBelow == false, "\(String(describing: earlier))")

    // All cases of one debtor go together.
    var family = Scene()
    family.change { $0.together = .debtor(otherwise: .wait) }
    family.person("a")
    family.person("b")
    for _ in 0..<9 { family.debt(debtor: 7) }
    let together = try Night.decide(family.snapshot, family.policies).fairness.misses.first { $0.measure == .newCases }
    #expect(together?.cause == .together && together?.reached == 5, "\(String(describing: together))")
  }
}
