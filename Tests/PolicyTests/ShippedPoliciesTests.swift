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
    #expect(policy.classification == .published)
    let bare = Small.policy("classify", "classify: { profile: published-method }")
    #expect(try Small.parsed(bare).classification == .published)
    #expect(policy.fair == FairnessSettings(newCasesWithin: nil, newAmountWithinPermille: nil, loadWithinPermille: nil))
  }

  @Test("are checked without error each by itself under the agency")
  func alone() throws {
    let agency = try PolicyFile.parseAgency(try Shipped.bytes("agency.yaml"), file: "agency.yaml")
    for name in Shipped.names.dropFirst() {
      let check = PolicyFile.check([(name, try Shipped.bytes(name))], under: agency)
      #expect(check.findings.isEmpty)
      #expect(check.set?.policies.count == 1)
    }
  }
}
