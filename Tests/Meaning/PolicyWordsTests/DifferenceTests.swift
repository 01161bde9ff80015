import Policy
import PolicyWords
import Portfolio
import Scopes
import Speech
import TestLanguage
import Testing

@Suite struct DifferenceTests {
  private static let base = """
    policy: small
    covers: { client: [cmb, "zx-*"] }
    stay:
      - { when: { plan: running }, until: 2 missed instalments }
      - { when: { promise: open } }
    stop:
      - { when: { flag: [deceased, attorney, dispute] }, owner: keeps, counts_as_load: no }
    classify: { profile: cn-mobile-2026 }
    route:
      - { rule: legal, when: { outstanding: ">= 50000 CNY" }, to: { teams: legal } }
      - { rule: cantonese, when: { client: cmb, region: gd }, to: { teams: a, languages: cantonese } }
      - { rule: everyone, to: { teams: [a, b] } }
    together: { same: debtor, if_not_authorised: split }
    not_back_to: { holders: 3, for: 180 days }
    recall: { forced: 60 working days }
    fair: { new_cases: within 1, new_amount: within 5%, load: off }
    """

  private func policy(_ changes: (String, String)...) throws -> CasePolicy {
    var text = Self.base
    for (old, new) in changes {
      try #require(text.contains(old))
      text = text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
    return try FullFiles.policy(text)
  }

  private func said(_ changes: (String, String)...) throws -> DifferenceSaid {
    var text = Self.base
    for (old, new) in changes {
      let range = try #require(text.ranges(of: old).first, "\(old)")
      text.replaceSubrange(range, with: new)
    }
    let difference = PolicyDifference(try policy(), try FullFiles.policy(text))
    return DifferenceSaid(difference, Tongue(.cny))
  }

  @Test func theSamePolicyDiffersInNothing() throws {
    #expect(try said().changed.isEmpty)
  }

  @Test func theOrderOfNamesAndFlagsIsNoDifference() throws {
    #expect(try said(("[deceased, attorney, dispute]", "[dispute, deceased, attorney]")).changed.isEmpty)
    #expect(try said(("[a, b]", "[b, a]")).changed.allSatisfy { $0.hasEffect == false })
  }

  @Test func aLowerAmountIsToldAsMoreCasesWithOneThatShowsIt() throws {
    let route = try #require(try said((">= 50000 CNY", ">= 30000 CNY")).changed.first)
    #expect(route.key == "route" && route.hasEffect == true)
    let rule = try #require(route.rules.first)
    #expect(rule.pair.asks?.relation == .wider)
    #expect(rule.witness?[.outstanding] == .number(3_000_000))
    #expect(rule.sentence.en == "Rule 1 “legal”: it asks for more cases. It shows in a case with outstanding 30,000.00 CNY.")
    #expect(rule.sentence.zh == "第 1 条“legal”：所问案件变宽。例如这样的案件：欠款 30,000.00 CNY。")
  }

  @Test func rulesThatShareNoCaseMayChangePlacesWithoutEffect() throws {
    let narrow = ("client: cmb, region: gd", "client: cmb, region: gd, outstanding: < 50000 CNY")
    let old = try policy(narrow)
    var swapped = old
    swapped.routes.swapAt(0, 1)
    let difference = PolicyDifference(old, swapped)
    #expect(difference[.route]?.isSame == false)
    #expect(difference[.route]?.hasEffect == false)
    let part = try #require(DifferenceSaid(difference, Tongue(.cny)).changed.first)
    #expect(part.sentences.map(\.en).contains("Written otherwise, and no case is decided otherwise."))
  }

  @Test func anotherOrderOfRulesThatShareCasesIsToldWithACaseThatBothWant() throws {
    let old = try policy()
    var swapped = old
    swapped.routes.swapAt(0, 1)
    let difference = PolicyDifference(old, swapped)
    #expect(difference[.route]?.hasEffect == true)
    let meeting = try #require(difference[.route]?.decidedOtherwise?.first)
    #expect((meeting.old, meeting.new) == (0, 0))
    #expect(meeting.made[.client] == .name("cmb") && meeting.made[.region] == .name("gd"))
  }

  @Test func aRuleBehindOneThatTakesEverythingIsToldAsIdle() throws {
    let old = try policy()
    var changed = old
    changed.routes.swapAt(1, 2)
    #expect(PolicyDifference(old, changed)[.route]?.idle == [2])
  }

  @Test func aRuleForCasesThatThePolicyDoesNotCoverIsIdle() throws {
    let changed = try policy(("client: cmb, region: gd", "client: cgb, region: gd"))
    #expect(PolicyDifference(try policy(), changed)[.route]?.idle == [1])
  }

  @Test func whoIsKeptFromMoreCasesIsToldWithOneOfThem() throws {
    let none = (
      "together:", "never:\n  - { when: { client: cmb, debtor_cases: \">= 3\" }, to: { teams: b, joined: within 60 days } }\ntogether:"
    )
    let part = try #require(try said(none).changed.first)
    #expect(part.key == "never" && part.hasEffect == true)
    #expect(
      part.sentences.dropFirst().contains {
        $0.en == "Team “b” is kept from more cases. New: a case with client “cmb”, 3 open cases of the debtor."
      })
    #expect(part.sentences.allSatisfy { $0.zh.hasChinese })
  }

  @Test func aSplitRuleOfNeverKeepsNobodyFromOtherCases() throws {
    let whole = try policy(("together:", "never:\n  - { to: { teams: [a, b], joined: within 60 days } }\ntogether:"))
    let split = try policy(
      (
        "together:",
        "never:\n  - { to: { teams: b } }\n  - { to: { joined: within 60 days } }\n  - { to: { teams: a, joined: within 9 days } }\ntogether:"
      ))
    let part = try #require(DifferenceSaid(PolicyDifference(whole, split), Tongue(.cny)).changed.first)
    // Who joined within nine days is kept away by the rule for sixty, too.
    #expect(part.hasEffect == false)
    #expect(part.sentences.last?.en == "Written otherwise, and nobody is kept from other cases.")
  }

  private static let segmented = (
    "{ outstanding: \">= 50000 CNY\" }", "{ segment: big }"
  )

  @Test func aSegmentIsComparedByWhatItAsksForWhateverItIsCalled() throws {
    let named = ("policy: small", "policy: small\nsegments: { big: { outstanding: \">= 50000 CNY\" } }")
    #expect(PolicyDifference(try policy(), try policy(Self.segmented, named))[.route]?.isSame == true)
    let lower = ("policy: small", "policy: small\nsegments: { big: { outstanding: \">= 30000 CNY\" } }")
    let difference = PolicyDifference(try policy(Self.segmented, named), try policy(Self.segmented, lower))
    let changed = DifferenceSaid(difference, Tongue(.cny)).changed
    #expect(changed.map(\.key) == ["segments", "route"])
    #expect(
      changed.last?.rules.first?.sentence.en
        == "Rule 1 “legal”: it asks for more cases. It shows in a case with outstanding 30,000.00 CNY.")
    #expect(PolicySaid.sections(difference.new, Tongue(.cny)).flatMap(\.lines).contains { $0.text.en.contains("in segment “big”") })
  }

  @Test func elseIsSaidAsEveryOtherCaseAndIsNoDifference() throws {
    let part = try said(("rule: everyone, to:", "rule: everyone, when: else, to:"))
    #expect(part.changed.isEmpty)
  }

  @Test func ofTestsOnlyThatTheyAreOthersIsTold() throws {
    func tests(_ route: String) throws -> CasePolicy {
      try FullFiles.policy(Self.base + "\ntests:\n  - { case: { client: cmb }, expect: { route: \(route) } }")
    }
    let part = try #require(DifferenceSaid(PolicyDifference(try tests("legal"), try tests("everyone")), Tongue(.cny)).changed.first)
    #expect(part.key == "tests" && part.hasEffect == false)
    #expect(part.sentences.map(\.en) == ["The tests are others; they decide nothing about cases."])
  }

  @Test func anotherClauseAndAnotherDayAreToldAsBeforeAndNow() throws {
    let changed = try said(
      ("policy: small", "policy: small\neffective: 2026-05-01\ncontract: { cmb: { seats: at least 2 } }")
    ).changed
    #expect(changed.map(\.key) == ["policy", "contract"])
    #expect(
      changed.last?.sentences.first?.en == "New: A plan waits for a person if fewer than 2 people would hold the cases of client “cmb”.")
  }

  @Test func anotherLineOfApprovalIsTold() throws {
    let other = FullFiles.agency.replacing("<= 20 cases", with: "<= 30 cases")
    let part = try #require(DifferenceSaid(try FullFiles.agency(), try FullFiles.agency(other)).changed.first)
    #expect(part.key == "approval" && part.sentences.count == 1)
    #expect(part.sentences.first?.en.contains("moves at most 30 cases") == true)
  }

  @Test func anotherLimitOfRecallIsToldAsBeforeAndNow() throws {
    let part = try #require(try said(("60 working days", "40 working days")).changed.first)
    #expect(part.key == "recall")
    #expect(
      part.sentences.map(\.en) == [
        "Before: A case is recalled after 60 working days with one holder. Now: A case is recalled after 40 working days with one holder."
      ])
    #expect(part.sentences.allSatisfy { $0.zh.hasChinese })
  }

  @Test func aWiderCoverageSaysWhichCaseIsNew() throws {
    let part = try #require(try said(("\"zx-*\"", "\"zx*\"")).changed.first { $0.key == "covers" })
    #expect(part.hasEffect == true)
    #expect(part.sentences.last?.en == "More cases are covered. New: a case with client “zx”.")
  }
}
