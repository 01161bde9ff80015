import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Hooks
@testable import Register
@testable import Schema

/// Webhooks by the daemon's role: it can do all that they need, of its own agency alone.
@Suite struct HookRoleTests {
  private func announce(_ world: World) async throws {
    let agency = world.agency.id
    try await world.store.database.transaction(agency: agency) {
      _ = try $0.execute(
        "INSERT INTO allot.outbox (agency_id, topic, payload, created_at) VALUES (\(agency), 'moves.done', '{}', clock_timestamp())")
    }
    _ = try await world.store.register.seal(.outbox, agency: world.agency)
  }

  private func draft(_ name: String) -> Hooks.Draft {
    .init(name: name, address: "https://example.org/", shown: "https://example.org", topics: [], from: 0, salt: [1])
  }

  @Test func theDaemonsRoleTellsOneAgencyAndSeesNothingOfTheOther() async throws {
    let realm = try await Realm("realm_hooks")
    let one = try await World(store: realm.daemon, code: "one", owner: realm.superuser)
    let two = try await World(store: realm.daemon, code: "two", owner: realm.superuser)
    let hooks = realm.daemon.hooks
    for world in [one, two] {
      _ = try await hooks.add(draft("x"), by: "li", agency: world.agency)
      try await announce(world)
    }
    let parcel = try #require(try await hooks.take(for: 60, agency: one.agency))
    #expect(parcel.span == 1...1 && parcel.rows.count == 1)
    #expect(try await hooks.take(for: 60, agency: one.agency) == nil, "it is told by one at a time")
    let sent = HookTry(.changes, message: parcel.id, span: parcel.span, .sent, status: 200, milliseconds: 1, error: nil)
    for _ in 0..<2 { _ = try await hooks.end(parcel, .sent, sent, agency: one.agency) }
    #expect(try await hooks.show("x", tries: 9, agency: one.agency).tries.count == 1, "noted once")
    _ = try await hooks.pause("x", by: "li", agency: one.agency)
    _ = try await hooks.resume("x", by: "li", agency: one.agency)
    _ = try await hooks.renew("x", keepingFor: 60, by: "li", agency: one.agency)
    _ = try await hooks.askPing("x", by: "li", agency: one.agency)
    #expect(try await hooks.takePings(agency: one.agency).count == 1)
    try await hooks.note(sent, of: 1, agency: one.agency)
    // The other agency's stands where it stood.
    let other = try await hooks.show("x", tries: 9, agency: two.agency)
    #expect(other.hook.position == 0 && other.hook.generation == 1 && other.tries.isEmpty)
    _ = try await hooks.remove("x", by: "li", agency: one.agency)
    #expect(try await hooks.list(agency: one.agency).isEmpty)
    #expect(try await hooks.list(agency: two.agency).count == 1)
    // Without saying which, and of another than one's own: nothing, or refused.
    let seen = try await realm.daemon.database.transaction(agency: one.agency.id) {
      try $0.query("SELECT count(*)::int4 FROM allot.webhook").only()[0, as: Int.self]
    }
    #expect(seen == 1)
    await refused("42501") {
      try await realm.daemon.database.transaction(agency: one.agency.id) {
        _ = try $0.execute(
          "UPDATE allot.webhook SET agency_id = \(two.agency.id), hook = 9 WHERE agency_id = \(one.agency.id)")
      }
    }
    // A try is history: it goes with its time, and is not written over; a webhook stays.
    for sql in ["UPDATE allot.webhook_try SET outcome = 'sent'", "DELETE FROM allot.webhook"] as [SQL] {
      await refused("42501") { try await realm.daemon.database.transaction(agency: one.agency.id) { _ = try $0.execute(sql) } }
    }
    for table in ["webhook", "webhook_try"] {
      await refused("42501") {
        try await realm.reader.database.transaction(agency: one.agency.id) { _ = try $0.query("SELECT FROM allot.\(raw: table)") }
      }
    }
  }
}
