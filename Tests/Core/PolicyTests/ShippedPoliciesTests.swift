import Classification
import Policy
import Portfolio
import Testing

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
}
