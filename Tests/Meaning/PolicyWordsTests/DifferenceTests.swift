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
