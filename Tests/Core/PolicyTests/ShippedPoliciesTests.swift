import Classification
import Policy
import Portfolio
import Speech
import Testing
import YAML

@Suite("The shipped policy files")
struct ShippedPoliciesTests {
  @Test("are without error and without warning, together")
  func clean() throws {
    let check = PolicyFile.check(try Shipped.all())
    #expect(check.findings.map(\.description) == [])
    #expect(check.set?.policies.map(\.name) == ["consumer-loans-en", "published-method", "retail-card"])
  }

  @Test("leave the published method out of every night of today")
  func active() throws {
    let set = try #require(PolicyFile.check(try Shipped.all()).set)
    let today = try #require(Day(iso: "2026-11-21"))
    #expect(set.active(on: today).map { set.policies[$0].name } == ["consumer-loans-en", "retail-card"])
    #expect(set.runs(on: today).night.description == "02:30")
  }

  @Test("restate every constant of the published profile")
  func published() throws {
    let set = try #require(PolicyFile.check(try Shipped.all()).set)
    let policy = try #require(set.policies.first { $0.name == "published-method" })
    #expect(policy.classification == .source)
    let bare = Small.policy("classify", "classify: { profile: source }")
    #expect(try Small.parsed(bare).classification == .source)
    #expect(policy.fair == FairnessSettings(newCasesWithin: nil, newAmountWithinPermille: nil, loadWithinPermille: nil))
  }

  @Test("name only clients, teams and skills that the sample agency has, and cover each client once")
  func names() throws {
    let known = KnownNames(
      clients: ["cmb", "cgb", "zx-finance", "mashang", "northbridge"], teams: ["a", "b", "c", "d", "legal", "intl"],
      skills: ["cantonese", "english", "litigation"])
    let check = PolicyFile.check(try Shipped.all(), known: known)
    #expect(check.findings.isEmpty)
    let set = try #require(check.set)
    let today = try #require(Day(iso: "2026-11-21"))
    for client in known.clients ?? [] {
      let covering = set.active(on: today).filter { set.policies[$0].covers.clients?.contains { Glob.matches($0, client) } ?? true }
      #expect(covering.count == 1, "\(client)")
    }
  }

  @Test("are checked without error each by itself under the agency")
  func alone() throws {
    let agency = try Shipped.agency()
    for name in Shipped.names.dropFirst() {
      let check = PolicyFile.check([(name, try Shipped.bytes(name))], under: agency)
      #expect(check.findings.isEmpty)
      #expect(check.set?.policies.count == 1)
    }
  }

  @Test("of other agencies are clean with their own agency file, and each has tests", arguments: ["us-third-party", "twelve-people"])
  func agencies(_ name: String) throws {
    let files = try ["agency.yaml", "policy.yaml"].map { ("\(name)/\($0)", try Shipped.bytes("agencies/\(name)/\($0)")) }
    let calendars = try Shipped.calendars.filter { $0.contains("/cn-") || $0.contains("us-federal") }.map { ($0, try Shipped.bytes($0)) }
    let check = PolicyFile.check(files, beside: calendars)
    #expect(check.findings.map(\.description) == [])
    #expect(check.set?.policies.allSatisfy { $0.tests.count >= 4 } == true)
  }

  @Test("have tests that fail when a rule of theirs is taken away")
  func bite() throws {
    for (name, rule) in [
      ("retail-card.yaml", "  - { when: { paid: within 15 days } }"),
      ("retail-card.yaml", "  - { when: { client: cgb }, first_contact: 48 h, priority: 3 }"),
      ("consumer-loans-en.yaml", "  - { when: { flag: [dispute, fraud] }, owner: keeps, counts_as_load: no }"),
    ] {
      let text = try Shipped.text(name).split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(rule) }.joined(
        separator: "\n")
      #expect(text != (try Shipped.text(name)))
      let check = PolicyFile.check([(name, Array(text.utf8))], under: try Shipped.agency())
      #expect(check.errors.contains { $0.message.en.hasPrefix("test ") || $0.message.en.contains("names rule") }, "\(name) \(rule)")
    }
  }

  @Test("say the same in the layout of allot policy fmt, which is stable")
  func layout() throws {
    let others = [
      "agencies/us-third-party/agency.yaml", "agencies/twelve-people/policy.yaml", "lexicons/zh.yaml", "mappings/asterisk-cdr.yaml",
    ]
    for name in Shipped.names + Shipped.calendars + others {
      let text = try Shipped.text(name)
      let laid = try #require(YAMLLayout.canonical(text, file: name))
      #expect(try YAMLNode.parse(laid, file: name).says(try YAMLNode.parse(text, file: name)))
      #expect(YAMLLayout.canonical(laid, file: name) == laid)
    }
    for name in Shipped.names.dropFirst() {
      let laid = try #require(YAMLLayout.canonical(try Shipped.text(name)))
      let agency = try Shipped.agency()
      #expect(
        try PolicyFile.parsePolicy(Array(laid.utf8), file: name, agency: agency)
          == PolicyFile.parsePolicy(try Shipped.bytes(name), file: name, agency: agency))
      // Only blanks may differ.
      func letters(_ text: String) -> String { text.filter { !$0.isWhitespace } }
      #expect(letters(laid) == letters(try Shipped.text(name)))
    }
  }
}
