import Policy
import Portfolio
import Speech
import Testing
import YAML

@Suite("Files checked together")
struct FilesTogetherTests {
  private func check(_ texts: String...) -> PolicyCheck {
    PolicyFile.check(texts.enumerated().map { ("\($0 + 1).yaml", Array($1.utf8)) })
  }
  private func renamed(_ name: String, _ change: (String, String)...) -> String {
    change.reduce(Small.policy("policy", "policy: \(name)")) { Small.changed($0, $1.0, $1.1) }
  }

  @Test("make a set sorted by name")
  func set() {
    let check = check(renamed("z"), Small.agency, renamed("a", ("cmb", "cgb")), renamed("Z", ("cmb", "abc")))
    #expect(check.findings.isEmpty)
    #expect(check.set?.policies.map(\.name) == ["Z", "a", "z"])
    #expect(check.set?.agency.code == "demo")
  }

  @Test("may hold one agency only")
  func twoAgencies() {
    let check = check(Small.agency, Small.policy, Small.agency)
    #expect(
      check.findings.map(\.description) == [
        "3.yaml:1:1: a second agency file; the first is 1.yaml; an agency has one: move one of the two away"
      ])
    #expect(check.set == nil)
  }

  @Test("may not name two policies alike")
  func sameName() {
    let check = check(Small.agency, Small.policy, Small.policy)
    #expect(
      check.findings.map(\.description) == [
        "3.yaml:1:9: a second policy “small”; the first is 2.yaml; decisions name the policy: give each its own name"
      ])
  }

  @Test("replace those of their names in force, also with mistakes in them, and leave what others in force are warned of to these")
  func besideThoseInForce() {
    func held(_ text: String, beside standing: String...) -> PolicyCheck {
      PolicyFile.check(
        [("a.yaml", Array(Small.agency.utf8)), ("p.yaml", Array(text.utf8))],
        standing: standing.enumerated().map { ("\($0 + 1) in force", Array($1.utf8)) })
    }
    for mistake in ["nonsense: 1\n", "route: [\n"] {
      let wrong = held(Small.policy + mistake)
      #expect(wrong.policyNames == ["small"] && !wrong.errors.isEmpty, "\(mistake)")
    }
    let others = held(renamed("own", ("client: cmb", "client: zzz")), beside: renamed("x"), renamed("w"))
    #expect(others.warnings.isEmpty && others.concerning.isEmpty && others.warnedInForce == ["2 in force"])
    #expect(others.kinds.map(\.name) == ["a.yaml", "p.yaml"])
    let both = held(renamed("own"), beside: renamed("x"))
    #expect(both.warnings.map(\.file) == ["p.yaml"] && both.warnedInForce.isEmpty)
  }

  @Test(
    "warn when two policies may claim the same case on the same day, and only then",
    arguments: [
      ("client: cmb", "client: cmb", true), ("client: \"c*b\"", "client: [zx, \"?m*\"]", true), ("client: \"a*\"", "client: \"*b\"", true),
      ("client: \"a*c\"", "client: \"b*c\"", false), ("client: \"ab?\"", "client: ab", false), ("client: cmb", "stage: M2", true),
      ("stage: [M1, M2]", "stage: [M3, M4]", false), ("days_past_due: 1..30", "days_past_due: 31..60", false),
      ("outstanding: \"< 100 CNY\"", "outstanding: \">= 100 CNY\"", false),
      ("outstanding: \"<= 100 CNY\"", "outstanding: \">= 100 CNY\"", true),
      ("flag: dispute", "flag: fraud", true),
    ])
  func coverage(_ left: String, _ right: String, _ overlap: Bool) {
    let check = check(Small.agency, renamed("x", ("client: cmb", left)), renamed("w", ("client: cmb", right)))
    #expect(check.warnings.count == (overlap ? 1 : 0))
    #expect(check.errors.isEmpty)
    #expect(check.set != nil)
    if overlap {
      #expect(
        check.warnings.first?.description.hasPrefix(
          "3.yaml:2:9: may cover the same cases on the same days as “x” (2.yaml); such cases go to “w”") == true)
    }
    let apart = self.check(
      Small.agency, renamed("x", ("covers", "valid: { until: 2026-01-31 }\ncovers")),
      renamed("w", ("covers", "valid: { from: 2026-02-01 }\ncovers")))
    #expect(apart.findings.isEmpty)
  }

  @Test("keep one night for all policies in force on a day")
  func runs() {
    let early = "\nruns: { night: \"01:00\", missed_until: \"06:00\", batch_file: above 100 rows }"
    let late = "\nruns: { night: \"02:00\", missed_until: \"06:00\", batch_file: above 100 rows }"
    let other = renamed("other", ("cmb", "cgb"))
    let different = check(Small.agency, Small.policy + early, other + late)
    #expect(
      different.findings.map(\.description) == [
        "3.yaml:15:7: “runs” differs from “small” (2.yaml), which is in force on the same days; expected the same times: one run serves all policies of the agency"
      ])
    let one = check(Small.agency, Small.policy + early, other)
    #expect(one.set?.runs(on: Day(9000)).night.description == "01:00")
    #expect(check(Small.agency, other).set?.runs(on: Day(9000)) == RunTimes())
  }

  @Test(
    "refuse a policy looser than the agency's bounds",
    arguments: [
      ("[deceased, dispute]", "dispute", "7:3: cases with deceased are not always stopped, as the agency demands"),
      (
        "flag: [deceased, dispute]", "flag: deceased, client: cmb", "7:3: cases with deceased are not always stopped, as the agency demands"
      ),
      ("plan: running }", "plan: running, client: cmb }", "4:3: no stay rule keeps every case with a running plan, as the agency demands"),
      (
        "forced: 60", "forced: 19",
        "13:19: forced recall after 19 working days is sooner than the agency allows; expected 20 working days or more"
      ),
      (
        "180 days", "89 days",
        "12:33: a case may go back to a former holder sooner than the agency allows; expected “not_back_to” for 90 days or more"
      ),
      (
        "recall:", "service: [ { first_contact: 6 days } ]\nrecall:",
        "13:29: a first contact within 144 h is later than the agency allows; expected 120 h or less"
      ),
    ])
  func bounds(_ old: String, _ new: String, _ message: String) {
    let found = Small.findings(Small.changed(Small.policy, old, new))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("p.yaml:" + message) == true, "\(found)")
  }

  @Test("refuse silence about the first contact where the standard is looser than the agency's bound")
  func silentService() {
    let agency = Small.changed(Small.agency, "first_contact_within: 5 days", "first_contact_within: 72 h")
    let message =
      "cases that no service rule matches have 120 h to the first contact, more than the agency allows; "
      + "expected a last service rule without “when”; add { first_contact: 72 h }"
    #expect(Small.findings(Small.policy, agency: agency) == ["p.yaml:1:1: " + message])
    let some = Small.policy + "\nservice: [ { when: { client: cmb }, first_contact: 48 h } ]"
    #expect(Small.findings(some, agency: agency) == ["p.yaml:15:10: " + message])
    #expect(Small.findings(Small.policy + "\nservice: [ { first_contact: 72 h } ]", agency: agency).isEmpty)
  }

  @Test("accept a policy stricter than the agency's bounds")
  func stricter() {
    let strict = Small.changed(Small.changed(Small.policy, "forced: 60", "forced: 20"), "180 days", "90 days")
    #expect(Small.findings(strict).isEmpty)
    #expect(Small.findings(Small.changed(Small.policy, "forced: 60 working days", "forced: off")).isEmpty)
  }

  @Test("warn about names that nobody has")
  func names() {
    let known = KnownNames(clients: ["cmb"], teams: ["a", "bb"], skills: ["english"])
    let policy = Small.changed(Small.policy, "{ teams: [a, b] }", "{ teams: [a, b], languages: englsh }")
    #expect(
      Small.findings(policy, known: known) == [
        "p.yaml:10:40: there is no team “b”; did you mean “bb”? (warning)",
        "p.yaml:10:55: there is no skill “englsh”; did you mean “english”? (warning)",
      ])
    #expect(
      Small.findings(Small.policy("covers", "covers: { client: \"x*\" }"), known: known).first
        == "p.yaml:2:19: no client matches “x*” (warning)")
    let quota = Small.policy + "\nquotas: { of: new cases, period: month, teams: { a: 50%, c: 50% }, tolerance: 1% }"
    #expect(Small.findings(quota) == ["p.yaml:15:58: team “c” has a share, but no route leads to it (warning)"])
  }

  @Test("warn about lists that lack their brackets, and take one place or skill by any of its names")
  func spelling() {
    let route = "  - { rule: everyone, to: { teams: [a, b] } }"
    let policy = Small.changed(
      Small.policy, route,
      "  - { rule: late, when: { stage: M4 M5, region: [广东省, 湖南] }, to: { teams: a, licence: 诉讼 } }\n" + route)
    let known = KnownNames(skills: ["litigation"], regions: ["广东", "湖北省"])
    let found = Small.findings(policy, known: known)
    #expect(found.count == 2, "\(found)")
    #expect(
      found.contains { $0.contains("“M4 M5” is read as one name, which no case has; expected a list: [M4, M5] (warning)") }, "\(found)")
    #expect(found.contains { $0.contains("there is no region “湖南”") }, "\(found)")
  }

  @Test("mean the regions and skills of the rows, however these write them")
  func naming() throws {
    var written = CasePolicy(
      name: "p", covers: .always, routes: [Route(rule: "r", teams: ["a"], skills: ["诉讼", "普通话", "Negotiation", "旧名"])])
    written.routes[0].when.regions = ["广东省", "沪*"]
    var snapshot = Snapshot(agency: 1, agencyCode: "a", slot: Day(0), asOf: Instant(rawValue: 0), seed: 1)
    for name in ["广东", "上海"] { _ = snapshot.regions.intern(name) }
    for name in ["litigation", "旧名"] { _ = snapshot.skills.intern(name) }
    let meant = PolicySet(agency: try Small.parsedAgency(), policies: [written]).naming(snapshot).policies[0].routes[0]
    #expect(meant.when.regions == ["广东省", "沪*", "广东"])
    #expect(meant.skills == ["litigation", "negotiation", "旧名"])
  }

  @Test("warn about rules that can never match")
  func unreachable() {
    let rule = "  - { rule: everyone, to: { teams: [a, b] } }"
    let policy = Small.changed(Small.policy, rule, rule + "\n  - { rule: legal, when: { stage: M4 }, to: { teams: legal } }")
    #expect(
      Small.findings(policy) == [
        "p.yaml:11:5: route rule 2 never matches: rule 1 takes all its cases; change their order or delete it (warning)"
      ])
  }

  @Test("express amounts in the agency's currency, whatever the order of the files")
  func order() {
    let policy = renamed("usd", ("client: cmb", "outstanding: \">= 100 USD\""))
    let check = check(policy, Small.agency)
    #expect(check.set?.policies.first?.covers.outstanding == 71_000...Int64.max)
    let alone = self.check(policy)
    #expect(alone.errors.isEmpty)
    #expect(alone.set == nil)
    #expect(alone.warnings.map(\.message.en) == ["no agency file: currencies and the agency's bounds were not checked"])
  }
}
