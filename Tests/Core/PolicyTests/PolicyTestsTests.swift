import Policy
import Portfolio
import Testing

@Suite("Tests inside a policy file")
struct PolicyTestsTests {
  private static let policy = """
    policy: small
    segments:
      big late: { outstanding: ">= 50000 CNY", days_past_due: ">= 90" }
      chain: { segment: big late, client: cmb }
    covers: { client: [cmb, cgb] }
    stay:
      - { when: { plan: running }, until: 2 missed instalments }
      - { when: { promise: open } }
      - { when: { promise: broken }, until: 3 working days after due }
    stop:
      - { when: { flag: [deceased, dispute] }, owner: keeps, counts_as_load: no }
    classify: { profile: cn-mobile-2026 }
    route:
      - { rule: legal desk, when: { segment: chain, class: abnormal }, to: { teams: legal } }
      - { rule: families, when: { debtor_cases: ">= 3", debtor_clients: 2 }, to: { teams: a } }
      - { rule: everyone, when: else, to: { teams: [a, b] } }
    together: { same: debtor, if_not_authorised: split }
    not_back_to: { holders: 3, for: 180 days }
    service:
      - { when: { client: cmb }, first_contact: 48 h, priority: 2 }
      - { when: else, first_contact: 3 days }
    recall: { forced: 60 working days, early: 5 working days without follow-up, rotate: { class: abnormal, after: 20 working days } }
    fair: { new_cases: within 1, new_amount: within 5%, load: off }

    """

  private func findings(_ test: String) -> [String] { Small.findings(Self.policy + "tests:\n  - " + test + "\n") }

  @Test(
    "pass when the case comes out as written",
    arguments: [
      "{ case: { client: cmb, outstanding: 80000 CNY, days_past_due: 120, class: abnormal }, expect: { route: legal desk, segment: [big late, chain] } }",
      "{ case: { client: cgb, outstanding: 80000 CNY, days_past_due: 120, class: abnormal }, expect: { route: everyone, segment: big late } }",
      "{ case: { client: cmb, outstanding: 49999.99 CNY, days_past_due: 120, class: abnormal }, expect: { route: everyone } }",
      "{ case: { client: cmb, debtor_cases: 3, debtor_clients: 2 }, expect: { route: families } }",
      "{ case: { client: cmb, debtor_cases: 2, debtor_clients: 2 }, expect: { route: everyone, first_contact: 48 h, priority: 2 } }",
      "{ case: { client: cgb }, expect: { covered: yes, stop: no, stay: no, recall: no, first_contact: 3 days, priority: 5 } }",
      "{ case: { client: other }, expect: { covered: no, route: none, stop: no } }",
      "{ case: { client: cmb, flag: dispute }, expect: { stop: rule 1, route: none } }",
      "{ case: { client: cmb, flag: [dispute, hardship] }, expect: { stop: yes } }",
      "{ case: { client: cmb, plan: running, missed: 1 instalment, held: 300 working days }, expect: { stay: rule 1, recall: no } }",
      "{ case: { client: cmb, plan: running, missed: 2 instalments, held: 300 working days }, expect: { stay: no, recall: forced } }",
      "{ case: { client: cmb, promise: open, held: 300 working days }, expect: { stay: rule 2 } }",
      "{ case: { client: cmb, promise: broken, due: 2 working days ago, held: 300 working days }, expect: { stay: rule 3 } }",
      "{ case: { client: cmb, promise: broken, due: 3 working days ago, held: 4 working days }, expect: { stay: no, recall: no } }",
      "{ case: { client: cmb, held: 4 working days }, expect: { recall: no } }",
      "{ case: { client: cmb, held: 5 working days }, expect: { recall: early } }",
      "{ case: { client: cmb, held: 60 working days, class: abnormal }, expect: { recall: forced } }",
    ])
  func pass(_ test: String) { #expect(findings(test) == []) }

  @Test("that fail are errors at the expectation, with what came and why")
  func fail() {
    #expect(
      findings("{ case: { client: cmb, outstanding: 80000 CNY, days_past_due: 120 }, expect: { route: legal desk } }") == [
        "p.yaml:25:91: test 1 fails: the case takes route “everyone” (rule 3); expected “legal desk”; route “legal desk” asks for another “class”"
      ])
    #expect(
      findings("{ case: { client: cmb, flag: dispute }, expect: { stop: no } }") == [
        "p.yaml:25:61: test 1 fails: stop rule 1 stops the case; expected no"
      ])
    #expect(
      findings("{ case: { client: cmb, promise: open }, expect: { stay: yes } }") == [
        "p.yaml:25:61: test 1 fails: the case lies in the pool; expected yes; give the case a holder: “held: 20 working days”"
      ])
    #expect(
      findings("{ case: { client: other }, expect: { route: everyone } }") == [
        "p.yaml:25:49: test 1 fails: the policy does not cover the case; expected “everyone”; covers asks for another “client”"
      ])
    #expect(
      findings("{ case: { client: cmb }, expect: { first_contact: 24 h } }") == [
        "p.yaml:25:55: test 1 fails: service rule 1 says 48 h; expected 24 h"
      ])
  }

  @Test("say what is wrong with themselves")
  func wrong() {
    #expect(findings("{ case: { client: cmb }, expect: { route: legal dsk } }").first?.hasSuffix("did you mean “legal desk”?") == true)
    #expect(findings("{ case: { clint: cmb }, expect: { stop: no } }").first?.hasSuffix("did you mean “client”?") == true)
    #expect(findings("{ case: { client: cmb }, expect: {} }").first?.contains("is empty") == true)
    #expect(findings("{ case: { client: cmb }, expect: { stop: rule 2 } }").first?.contains("names rule 2 of 1") == true)
    #expect(
      findings("{ case: { client: cmb, due: 2 working days ago }, expect: { stop: no } }").first?.contains("due day of no promise") == true)
    #expect(findings("{ expect: { stop: no } }").first?.contains("lacks the key “case”") == true)
  }

  @Test("a failing test keeps the set from being used, a passing one does not")
  func use() {
    for (expect, isUsable) in [("yes", false), ("no", true)] {
      let text = Self.policy + "tests: [ { case: { client: cmb }, expect: { stop: \(expect) } } ]\n"
      let check = PolicyFile.check([("a.yaml", Array(Small.agency.utf8)), ("p.yaml", Array(text.utf8))])
      #expect((check.set != nil) == isUsable)
    }
  }
}

@Suite("Segments")
struct SegmentTests {
  private func findings(_ segments: String, _ rest: String = "") -> [String] {
    Small.findings(
      Small.policy.replacing("route:\n", with: "segments: \(segments)\nroute:\n").replacing(
        "rule: everyone,", with: "rule: everyone, \(rest)"))
  }

  @Test("may stand in any order and name each other")
  func order() {
    #expect(findings("{ late: { segment: big }, big: { outstanding: \">= 5 CNY\" } }", "when: { segment: late },") == [])
  }

  @Test("that are unknown are refused with the likely name")
  func unknown() {
    #expect(findings("{ big late: { hand: 1 } }", "when: { segment: big lat },").first?.hasSuffix("did you mean “big late”?") == true)
  }

  @Test("that name themselves by a detour are refused")
  func circle() {
    let found = findings("{ a: { segment: b }, b: { segment: c }, c: { segment: a } }")
    #expect(found.count == 1 && found[0].contains("a → b → c → a"))
  }

  @Test("that ask for a class cannot say what is covered")
  func covers() {
    let text = Small.policy.replacing(
      "covers: { client: cmb }", with: "segments: { s: { class: normal }, t: { segment: s } }\ncovers: { segment: t }")
    #expect(Small.findings(text).first?.contains("names a segment that asks for class") == true)
  }

  @Test("else is only the last rule's")
  func otherwise() {
    let text = Small.policy.replacing(
      "- { rule: everyone,", with: "- { rule: first, when: else, to: { teams: a } }\n  - { rule: everyone, when: { hand: 1 },")
    #expect(Small.findings(text).contains { $0.contains("“else” stands before other rules") })
  }
}
