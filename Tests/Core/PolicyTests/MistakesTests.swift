import Policy
import Speech
import Testing
import YAML

@Suite("A policy with mistakes")
struct MistakesTests {
  @Test("reports all of them at once, each at its place")
  func manyAtOnce() {
    let policy = """
      policy: retail card
      valid: { from: 2026-12-01, until: 2026-02-30 }
      covers: { clients: [cmb, "zx-*"] }
      stay:
        - { when: { plan: runing }, until: 2 missed instalments }
        - { when: { promise: open }, until: 3 days after due }
      stop:
        - { when: { flag: [disputed] }, owner: keeps, counts_as_load: maybe }
      classify: { profile: cn-mobil-2026 }
      route:
        - { rule: legal desk, when: { outstanding: ">= 50,000 CNY" }, to: { teams: [legal] } }
        - { rule: legal desk, to: {} }
      together: { same: debtor, if_not_authorised: splitt }
      recal: { forced: 60 days }
      fair: { new_cases: within 1, new_amount: 5%, load: within 110% }
      quotas: { of: new amount, period: month, teams: { a: 40%, b: 35% }, tolerance: 1% }
      timezone: Europe/Berlin
      not_back_to: { holders: 3, for: 60 days }
      """
    let problems = PolicyFile.check([("a.yaml", Array(Small.agency.utf8)), ("p.yaml", Array(policy.utf8))]).errors
    let places = problems.map { "\($0.line):\($0.column)" }
    #expect(
      places == [
        "1:9", "2:35", "3:11", "5:21", "6:39", "8:22", "8:65", "9:22", "11:46", "12:13", "12:29", "13:46", "14:1", "15:42", "15:52",
        "16:49",
        "17:1", "18:33",
      ])
    let hints = problems.map { $0.hint?.en ?? "" }
    for hint in [
      "did you mean “client”?", "did you mean “running”?", "did you mean “dispute”?", "did you mean “cn-mobile-2026”?",
      "did you mean “split”?",
      "did you mean “recall”?", "write the number without separators", "write “within 5%”",
    ] {
      #expect(hints.contains(hint), "\(hint)")
    }
    #expect(problems.allSatisfy { $0.file == "p.yaml" })
  }

  @Test(
    "says what was expected",
    arguments: [
      ("together", "together: { same: debtor }", "p.yaml:11:11: “together” lacks the key “if_not_authorised”"),
      (
        "recall", "recall: { forced: 60 days }",
        "p.yaml:13:19: “recall.forced” is in days; expected 1 to 1000 working days; write it in working days"
      ),
      (
        "recall", "recall: { forced: 60 }",
        "p.yaml:13:19: “recall.forced” has no unit; expected 1 to 1000 working days; write “60 working days”"
      ),
      (
        "recall", "recall: { forced: 60 wroking days }",
        "p.yaml:13:19: “recall.forced” has the unknown unit “wroking days”; expected 1 to 1000 working days; did you mean “working days”?"
      ),
      (
        "recall", "recall: { not_in: last 3 days of month }",
        "p.yaml:13:19: “recall.not_in” is “last 3 days of month”; expected “last 3 working days of month”, 1 to 20 days"
      ),
      ("covers", "covers: {}", "p.yaml:2:9: “covers” is empty; expected at least one part, such as { client: cmb }"),
      (
        "covers", "covers: { client: cmb, class: normal }",
        "p.yaml:2:24: “covers.class” is not known before a case is classified; expected only what the case file says; use it in the “when” of a stay rule, a stop rule or a route"
      ),
      (
        "covers", "covers: { outstanding: \"> 5 EUR\" }",
        "p.yaml:2:24: “covers.outstanding” is in EUR, for which the agency has no rate; expected a range of amounts, such as >= 50000 CNY, < 5000 CNY or 1..5000 CNY; add the currency to “rates” of the agency file"
      ),
      (
        "covers", "covers: { days_past_due: 30..10 }",
        "p.yaml:2:26: “covers.days_past_due” is an empty range; expected a range within 0..36500, such as 1..30, >= 2, < 30 or 3; the smaller number comes first"
      ),
      (
        "covers", "covers: { client: \"cmb, cgb\" }",
        "p.yaml:2:19: “covers.client” looks like several names; expected a name of at most 100 characters without blanks at its ends; write a list: [a, b]"
      ),
      ("covers", "covers: { client: [cmb, cmb] }", "p.yaml:2:25: “covers.client[2]” stands twice in the list; delete one"),
      ("fair", "fair: { new_cases: within 1, new_amount: off }", "p.yaml:14:7: “fair” lacks the key “load”"),
      (
        "fair", "fair: { new_cases: within 1, new_amount: off, load: off, by: [amount band] }",
        "p.yaml:14:62: “fair.by” tells amount bands apart, but there are none; add amount_bands: [5000 CNY, 20000 CNY]"
      ),
      (
        "fair", "fair: { new_cases: within 1, new_amount: off, load: off, by: amount band, amount_bands: [90 CNY, 5 CNY] }",
        "p.yaml:14:89: “fair.amount_bands” is not in ascending order; write the lower ends of the bands above the first, smallest first"
      ),
      ("policy", "policy: -x", "p.yaml:1:9: “policy” is “-x”; expected a code of 1 to 60 ASCII letters, digits, “-”, “_” or “.”"),
    ])
  func expectation(_ key: String, _ line: String, _ message: String) {
    #expect(Small.findings(Small.policy(key, line)) == [message])
  }

  @Test("lacks what must be written", arguments: ["covers", "classify", "together", "fair", "recall"])
  func missing(_ key: String) {
    #expect(Small.findings(Small.policy(key, "")) == ["p.yaml:1:1: the document lacks the key “\(key)”"])
  }

  @Test("may not use the agency's keys", arguments: ["limits", "brakes", "approval", "workload", "timezone"])
  func agencyKeys(_ key: String) {
    let found = Small.findings(Small.policy + "\n\(key): {}")
    #expect(found == ["p.yaml:15:1: “\(key)” belongs to the agency file and cannot be changed by a policy; delete it here"])
  }

  @Test("is told from other files by its first key")
  func kinds() {
    func first(_ text: String) -> String? { PolicyFile.check([("x.yaml", Array(text.utf8))]).findings.first?.description }
    #expect(first("polcy: x\ncovers: {}")?.hasPrefix("x.yaml:1:1: unknown key “polcy”") == true)
    #expect(first("hello: x")?.hasPrefix("x.yaml:1:1: the file does not say what it is; expected") == true)
    #expect(first("- a")?.hasPrefix("x.yaml:1:1: the file is no policy") == true)
    #expect(first("")?.hasPrefix("x.yaml:1:1: the file has no content") == true)
    #expect(
      PolicyFile.check([("m.yaml", Array("mapping: x".utf8)), ("p.yaml", Array(Small.policy.utf8))]).kinds.map(\.kind) == [
        .mapping, .policy,
      ])
  }
}
