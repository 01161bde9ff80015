import DataTesting
import Digest
import Faults
import FoundationEssentials
import HooksTesting
import Portfolio
import Postgres
import Schema
import Speech
import Testing

@testable import Hooks
@testable import Register
@testable import Webhooks

/// Who may be told, and how he knows that it is us.
@Suite struct HookSecretTests {
  private static let page: String = {
    let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    return (try? FileAccess.read(root + "/docs/api.md")).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }()

  private func signatures(_ request: HookReceiver.Request) -> [String] {
    (request.heads["allot-signature"] ?? "").split(separator: ",").map(String.init)
  }

  private func code(_ request: HookReceiver.Request, _ secret: String) -> String {
    let text = "\(request.heads["allot-timestamp"] ?? "").\(request.body)"
    return "v1=" + Hex.encode(HMACSHA256.code(for: Array(text.utf8), key: Array(secret.utf8)))
  }

  @Test func theProgramOfThePageKnowsOurMessagesAndNoOthers() async throws {
    let program = try #require(PythonCheck.program(Self.page), "docs/api.md has no program under “Webhooks”")
    guard PythonCheck.isThere else { return print("python3 is missing: the page's program is not tried") }
    let office = try await HookOffice("hook-python")
    let secret = try await office.add().secret
    try await office.announce(3)
    try await office.send()
    let first = try #require(office.receiver.requests.first)
    let now = try #require(first.heads["allot-timestamp"].flatMap { Int64($0) })
    let clock = try await office.world.store.hooks.stamp().seconds
    #expect((0...60).contains(clock - now), "seconds since 1970")
    func ask(_ secret: String, _ request: HookReceiver.Request, body: String? = nil, now: Int64) throws -> String {
      try PythonCheck.ask(program, secret: secret, request, body: body, now: now)
    }
    #expect(try ask(secret, first, now: now) == "True")
    #expect(try ask(secret, first, body: first.body + " ", now: now) == "False", "another body")
    #expect(try ask(secret + "0", first, now: now) == "False", "another secret")
    #expect(try ask(secret, first, now: now + 299) == "True" && ask(secret, first, now: now + 301) == "False", "an old message")
    var dated = first
    dated.heads["allot-timestamp"] = String(now + 200)
    #expect(try ask(secret, dated, now: now + 400) == "False", "the time is signed, too")
    // While the secret is renewed, whoever has either of them knows us.
    let next = try await office.desk([.integrator]).renew("x", hours: 24).secret
    try await office.announce(1)
    try await office.send()
    let second = try #require(office.receiver.requests.last)
    #expect(try ask(secret, second, now: now) == "True" && ask(next, second, now: now) == "True" && ask(next, first, now: now) == "False")
  }

  @Test func twoSecretsSignUntilTheOldOnesTimeIsOver() async throws {
    let office = try await HookOffice("hook-renew")
    let old = try await office.add().secret
    let made = try await office.desk().renew("x", hours: 1)
    #expect(made.secret != old && made.hook.generation == 2 && made.hook.previousUntil != nil)
    try await office.announce(1)
    try await office.send()
    let both = try #require(office.receiver.requests.last)
    #expect(signatures(both) == [code(both, made.secret), code(both, old)])
    try await office.world.store.database.transaction(agency: office.world.agency.id) {
      _ = try $0.execute(
        "UPDATE allot.webhook SET previous_until = clock_timestamp() - interval '1 second' WHERE agency_id = \(office.world.agency.id)")
    }
    try await office.announce(1)
    try await office.send()
    let one = try #require(office.receiver.requests.last)
    #expect(signatures(one) == [code(one, made.secret)])
    // What somebody has who should not counts no longer at once.
    let fresh = try await office.desk().renew("x", hours: 0)
    try await office.announce(1)
    try await office.send()
    let last = try #require(office.receiver.requests.last)
    #expect(fresh.hook.previousUntil == nil && signatures(last) == [code(last, fresh.secret)])
    await #expect(throws: OperationError.self) { try await office.desk().renew("x", hours: 169) }
  }

  @Test func noSecretStandsInTheDatabaseOrTheAudit() async throws {
    let office = try await HookOffice("hook-secret")
    let (one, two) = (try await office.add().secret, try await office.add("y").secret)
    #expect(one.hasPrefix(HookSecret.prefix) && one.utf8.count == HookSecret.prefix.utf8.count + 64 && one != two)
    let agency = office.world.agency.id
    let text = try await office.world.store.database.transaction(agency: agency) { connection in
      try connection.query(
        """
        SELECT (SELECT string_agg(w::text, ' ') FROM allot.webhook w WHERE agency_id = \(agency))
          || (SELECT string_agg(a::text, ' ') FROM allot.audit a WHERE agency_id = \(agency))
        """
      ).only()[0, as: String.self]
    }
    for secret in [one, two] { #expect(!text.contains(secret.dropFirst(HookSecret.prefix.utf8.count))) }
    // Of the address the audit has what may be shown.
    let audit = try await office.world.store.database.transaction(agency: agency) { connection in
      try connection.query("SELECT string_agg(detail::text, ' ') FROM allot.audit WHERE agency_id = \(agency)").only()[0, as: String.self]
    }
    #expect(audit.contains("http://127.0.0.1:\(office.receiver.port)/…") && !audit.contains("secret-path"), "\(audit)")
  }

  /// The key before stays in the file beside the new one.
  @Test func theSecretStaysWhenTheAgencysKeyIsRenewed() async throws {
    let office = try await HookOffice("hook-key")
    let made = try await office.add()
    var agency = office.world.agency
    let before = try HookSecret.all(of: made.hook, agency: agency)
    #expect(before == [made.secret])
    (agency.earlierKeys, agency.identifierKey, agency.keyID) = ([agency.identifierKey], [9, 9, 9], agency.keyID + 1)
    #expect(try HookSecret.all(of: made.hook, agency: agency) == before)
    var renewed = made.hook
    (renewed.generation, renewed.previousKeyID, renewed.keyID, renewed.previousUntil) = (
      2, made.hook.keyID, agency.keyID, Instant(rawValue: 0)
    )
    let both = try HookSecret.all(of: renewed, agency: agency)
    #expect(both.count == 2 && both[1] == made.secret && both[0] != made.secret)
    (agency.identifierKey, agency.earlierKeys) = ([], [])
    let error = #expect(throws: OperationError.self) { try HookSecret.all(of: made.hook, agency: agency) }
    #expect(error?.status == .configuration)
  }

  @Test func whoMayDoWhat() async throws {
    let office = try await HookOffice("hook-rights")
    try await office.add()
    let calls: [(name: String, roles: Set<Role>, call: (HookDesk) async throws -> Void)] = [
      ("list", [.manager, .approver, .auditor, .integrator], { _ = try await $0.list() }),
      ("show", [.manager, .approver, .auditor, .integrator], { _ = try await $0.show("x") }),
      ("pause", [.manager, .integrator], { _ = try await $0.pause("x") }),
      ("resume", [.manager, .integrator], { _ = try await $0.resume("x") }),
      ("test", [.manager, .integrator], { _ = try await $0.ping("x", tools: office.tools) }),
      ("ask", [.manager, .integrator], { _ = try await $0.askPing("x") }),
      ("renew", [.manager, .integrator], { _ = try await $0.renew("x", hours: 0) }),
      ("add", [.manager], { _ = try await $0.add("new", address: "https://example.org/", topics: [], from: nil) }),
      ("remove", [.manager], { _ = try await $0.remove("new") }),
    ]
    for role in [Role.approver, .lead, .auditor, .integrator, .manager] {
      for call in calls {
        do {
          try await call.call(office.desk([role]))
          #expect(call.roles.contains(role), "\(role) \(call.name)")
        } catch let error as OperationError {
          #expect(error.status == .noPermission && !call.roles.contains(role), "\(role) \(call.name): \(error)")
        }
      }
    }
  }

  @Test(arguments: [
    ("x", "http://example.org/", [String]()), ("x", "https://user:password@example.org/", []), ("x", "https://example.org:0/", []),
    ("x", "https://example.org:x/", []), ("x", "example.org", []), ("", "https://example.org/", []), ("17", "https://example.org/", []),
    (" x", "https://example.org/", []), ("a\nb", "https://example.org/", []), ("x", "https://example.org/", ["run.publishd"]),
  ])
  func whatCannotBeMeantIsRefused(_ name: String, _ address: String, _ topics: [String]) async throws {
    let office = try await HookOffice("hook-wrong-\(UInt32.random(in: .min ... .max))")
    let error = await #expect(throws: OperationError.self) {
      try await office.desk().add(name, address: address, topics: topics, from: nil)
    }
    #expect(error?.status == .usage && error?.what.en.contains("password") == false)
    if !topics.isEmpty { #expect(error?.what.en.contains("did you mean “run.published”?") == true) }
    #expect(try await office.desk().list().isEmpty)
  }

  @Test func namesAreOnesOwnAndPositionsHaveToBeThere() async throws {
    let office = try await HookOffice("hook-names")
    try await office.announce(3)
    #expect(try await office.add().hook.number == 1)
    await #expect(throws: StoreError.self) { try await office.add() }
    await #expect(throws: StoreError.self) { try await office.add("y", from: 4) }
    #expect(try await office.add("y", from: 3).hook.position == 3)
    #expect(try await office.add("z", from: nil).hook.position == 3)
    _ = try await office.desk().remove("z")
    // The name is free again, the number is not.
    #expect(try await office.add("z").hook.number == 4)
    await #expect(throws: StoreError.self) { try await office.desk().show("3") }
    #expect(HookDesk.shown(try await office.hook("y")) == "http://127.0.0.1:\(office.receiver.port)/…")
  }
}
