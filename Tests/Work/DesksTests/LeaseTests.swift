import Portfolio
import Postgres
import Testing

@testable import Desks
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

@Suite struct LeaseTests {
  @Test func aLeaseIsRenewedWhileTheWorkLastsAndGivenBackAfterwards() async throws {
    let realm = try await RaceRealm("lease")
    let store = realm.daemon
    let agency = try await realm.owner.register.createAgency(code: "lease", name: "L", zone: "UTC", currency: .cny, identifierKey: [1])
    let isRenewed = try await Lease.with(store: store, agency: agency, terms: LeaseTerms(seconds: 2), logger: RaceRealm.quiet) { _ in
      let first = try await Self.end(store, agency)
      // Asked as long as the lease lasts; it ends, or goes on.
      while try await Self.end(store, agency) == first {
        guard try await store.runs.leaseRemaining(agency: agency) > 0 else { return false }
      }
      #expect(try await store.runs.acquireLease(owner: "somebody else", seconds: 2, agency: agency) == nil)
      return true
    }
    #expect(isRenewed)
    #expect(try await store.runs.leaseRemaining(agency: agency) == 0, "the next one need not wait")
    try await realm.close()
  }

  /// Written by a clock that was days ahead: once the clock is right, the lease is nobody's, and whoever had it publishes nothing.
  @Test(arguments: ["clock_timestamp() + interval '3 days'", "'infinity'", "clock_timestamp() + interval '601 seconds'"])
  func aLeaseLongerThanAnyMayLastIsNone(expires: String) async throws {
    let realm = try await RaceRealm("lease_ahead_\(expires.utf8.count)")
    let store = realm.daemon
    let agency = try await realm.owner.register.createAgency(code: "lease", name: "L", zone: "UTC", currency: .cny, identifierKey: [1])
    let ahead = try #require(try await store.runs.acquireLease(owner: "ahead", seconds: 60, agency: agency))
    #expect(try await store.runs.acquireLease(owner: "next", seconds: 60, agency: agency) == nil)
    try await store.database.transaction(agency: agency.id) { connection in
      try connection.execute("UPDATE allot.lease SET expires_at = \(raw: expires) WHERE agency_id = \(agency.id)")
    }
    #expect(try await store.runs.leaseRemaining(agency: agency) == 0)
    #expect(try await store.views.health(today: try #require(Day(iso: "2026-11-21")), agency: agency).lease?.isExpired == true)
    let next = try #require(try await store.runs.acquireLease(owner: "next", seconds: 60, agency: agency))
    #expect(try await !store.runs.renewLease(ahead, seconds: 60))
    #expect(try await store.runs.leaseRemaining(agency: agency) > 50_000)
    #expect(next.value == ahead.value + 1)
    try await realm.close()
  }

  private static func end(_ store: Store, _ agency: Agency) async throws -> PostgresTimestamp {
    try await store.database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT expires_at FROM allot.lease WHERE agency_id = \(agency.id)").only()[0, as: PostgresTimestamp.self]
    }
  }
}
