import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Register
@testable import Schema

@Suite struct PolicyTests {
  @Test func anIdenticalTextKeepsItsVersion() async throws {
    let world = try await World("policy-versions")
    func apply(_ text: String) async throws -> (Int, Bool) {
      let made = try await world.store.register.applyPolicy(.policy, name: "retail", text: text, by: "ann", agency: world.agency)
      return (made.version.version, made.isNew)
    }
    #expect(try await apply("a: 1") == (1, true))
    #expect(try await apply("a: 2") == (2, true))
    #expect(try await apply("a: 1") == (1, false))
    _ = try await world.store.register.applyPolicy(.lexicon, name: "retail", text: "a: 1", by: "ann", agency: world.agency)
    #expect(
      try await world.store.register.policyVersions(agency: world.agency).map { "\($0.kind) \($0.version)" } == [
        "lexicon 1", "policy 1", "policy 2",
      ])
  }

  @Test func oneVersionIsActive() async throws {
    let world = try await World("policy-active")
    for text in ["v1", "v2"] {
      _ = try await world.store.register.applyPolicy(.policy, name: "retail", text: text, by: "ann", agency: world.agency)
    }
    _ = try await world.store.register.applyPolicy(.agency, name: "agency", text: "zone", by: "ann", agency: world.agency)
    #expect(try await world.store.register.activePolicies(agency: world.agency).isEmpty)
    try await world.store.register.activatePolicy(.agency, name: "agency", version: 1, by: "bob", agency: world.agency)
    for version in [1, 2, 2] {
      try await world.store.register.activatePolicy(.policy, name: "retail", version: version, by: "bob", agency: world.agency)
    }
    #expect(try await world.store.register.activePolicies(agency: world.agency).map(\.text) == ["zone", "v2"])
    #expect(try await world.store.register.policyText(.policy, name: "retail", agency: world.agency).text == "v2")
    #expect(try await world.store.register.policyText(.policy, name: "retail", version: 1, agency: world.agency).text == "v1")
    await #expect(throws: StoreError.notFound(kind: .version(.policy), name: "retail v9")) {
      try await world.store.register.activatePolicy(.policy, name: "retail", version: 9, by: "bob", agency: world.agency)
    }
    #expect(try await world.store.register.activePolicies(agency: world.agency).count == 2)
    try await world.store.register.retirePolicy(.policy, name: "retail", by: "bob", agency: world.agency)
    #expect(try await world.store.register.activePolicies(agency: world.agency).map(\.text) == ["zone"])
  }
}
