import Glibc
import HooksTesting
import Testing
import Wire

@testable import Tasks

/// Webhooks through the executable: what people ask for, what the daemon sends, and what a kill leaves.
@Suite(.serialized) struct WebhookTests {
  struct Office {
    let scratch: Scratch
    let database: String
    let receiver: HookReceiver
    let environment: [String: String]

    init(_ rule: @escaping @Sendable (Int, HookReceiver.Request) -> HookReceiver.Answer = { _, _ in .status(200) }) async throws {
      scratch = try Scratch()
      database = try await Server.agency(scratch)
      receiver = try HookReceiver(rule)
      environment = ["ALLOT_CONFIG": try scratch.write("allot.conf", "webhook_networks = 127.0.0.1\n"), "ALLOT_USER": "li"]
    }

    func allot(_ arguments: String..., token: String? = nil) async throws -> Tool.Result {
      var environment = environment
      environment["ALLOT_TOKEN"] = token
      return try await Tool.run(arguments + ["--database", database], environment: environment)
    }

    func daemon(_ more: [String: String] = [:]) throws -> Child {
      try Child(["serve", "--database", database, "--listen", "127.0.0.1:0"], environment: environment.merging(more) { $1 })
    }

    /// So many rows, which a daemon seals.
    func announce(_ count: Int) async throws {
      try await Server.execute(
        database,
        """
        INSERT INTO allot.outbox (agency_id, topic, payload, created_at)
        SELECT agency_id, 'moves.done', jsonb_build_object('order', n, 'cases', 2), clock_timestamp()
        FROM allot.agency CROSS JOIN generate_series(1, \(count)) AS n
        """)
    }

    static func positions(_ request: HookReceiver.Request) -> [Int64] {
      let body = (try? JSON(reading: Array(request.body.utf8))) ?? .null
      return (body["changes"]?.array ?? []).compactMap { $0["position"]?.integer }
    }
    /// Positions told, each message counted once.
    var told: [Int64] {
      var seen: Set<String> = []
      return receiver.requests.filter { seen.insert($0.heads["allot-message"] ?? "").inserted }.flatMap(Self.positions)
    }
  }

  @Test func theCommandsSayWhatTheyDidAndWhy() async throws {
    let office = try await Office()
    #expect(try await office.allot("webhook", "list").output == "no webhooks\n")
    let added = try await office.allot("webhook", "add", "dialler", office.receiver.address, "--topic", "run.published")
    #expect(added.status == 0 && added.output.contains("secret: allot_hook_") && !added.output.contains("secret-path"), "\(added.errors)")
    let tested = try await office.allot("webhook", "test", "dialler")
    #expect(tested.status == 0 && tested.output.contains("took the ping with 200"), "\(tested.output)\(tested.errors)")
    office.receiver.answer { _, _ in .status(302, heads: "Location: http://127.0.0.1:1/\r\n") }
    let refused = try await office.allot("webhook", "test", "dialler", "--language", "zh")
    #expect(refused.status == 69 && refused.output.contains("不跟随重定向"), "\(refused.output)")
    let shown = try await office.allot("webhook", "show", "1")
    #expect(shown.output.contains("run.published") && shown.output.contains("redirections are not followed"), "\(shown.output)")
    #expect(try await office.allot("webhook", "pause", "dialler").output.contains("paused"))
    #expect(try await office.allot("webhook", "list", "--language", "zh").output.contains("已暂停"))
    #expect(try await office.allot("webhook", "resume", "dialler").output.contains("goes on behind position 0"))
    #expect(try await office.allot("webhook", "renew", "dialler").output.contains("signed with the one before as well until"))
    #expect(try await office.allot("webhook", "renew", "dialler", "--hours", "169").status == 64)
    #expect(try await office.allot("webhook", "add", "dialler", office.receiver.address).status == 65)
    #expect(try await office.allot("webhook", "add", "x", "http://example.org/").status == 64)
    let topic = try await office.allot("webhook", "add", "x", office.receiver.address, "--topic", "runs.published")
    #expect(topic.status == 64 && topic.errors.contains("did you mean “run.published”?"), "\(topic.errors)")
    #expect(try await office.allot("webhook", "show", "nobody").status == 66)
    #expect(try await office.allot("webhook", "remove", "dialler").status == 0)
    #expect(try await office.allot("webhook", "show", "dialler").status == 66)
    let audit = try await office.allot("audit", "list", "--action", "webhook.", "--json").output
    for action in ["added", "paused", "resumed", "secret_renewed", "removed"] { #expect(audit.contains("webhook.\(action)"), "\(audit)") }
  }

  @Test func anIntegratorLooksAfterThemAndNamesNoAddress() async throws {
    let office = try await Office()
    _ = try await office.allot("webhook", "add", "dialler", office.receiver.address)
    _ = try await office.allot("user", "add", "bot", "--role", "integrator")
    _ = try await office.allot("user", "add", "wu", "--role", "lead")
    func token(_ name: String) async throws -> String? {
      try JSON(reading: Array(try await office.allot("user", "token", name, "--json").output.utf8))["token"]?.string
    }
    let (bot, wu) = (try await token("bot"), try await token("wu"))
    #expect(try await office.allot("webhook", "list", token: bot).status == 0)
    #expect(try await office.allot("webhook", "renew", "dialler", token: bot).status == 0)
    #expect(try await office.allot("webhook", "add", "x", office.receiver.address, token: bot).status == 77)
    #expect(try await office.allot("webhook", "remove", "dialler", token: bot).status == 77)
    #expect(try await office.allot("webhook", "list", token: wu).status == 77)
  }

  @Test func theDaemonTellsByItselfAndSaysSo() async throws {
    let office = try await Office()
    let added = try await office.allot("webhook", "add", "dialler", office.receiver.address)
    #expect(added.status == 0, "\(added.errors)")
    let socket = try NotifyReceiver()
    let daemon = try office.daemon(["NOTIFY_SOCKET": socket.path])
    try await BlockingThread.run { while let message = socket.receive(), !message.contains("READY=1") {} }
    try await office.announce(3)
    #expect(await eventually(.seconds(30)) { office.told == [1, 2, 3] ? true : nil } == true, "\(daemon.errors)")
    let port = try #require(daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap { UInt16($0.1) })
    let ready = await eventually(.seconds(30)) { () -> String? in
      let text = try http(port, "/readyz")
      return text.contains("test: 1 told") && !text.contains("behind") ? text : nil
    }
    #expect(ready?.contains("\"webhooks\"") == true)
    // The other end has it before it is counted here.
    let counted = [
      "allot_webhooks{agency=\"test\",state=\"active\"} 1", "allot_webhook_tries_total{outcome=\"sent\"} 1",
      "allot_webhook_lag{agency=\"test\"} 0",
    ]
    let metrics = await eventually(.seconds(30)) {
      let text = try http(port, "/metrics")
      return counted.allSatisfy(text.contains) ? text : nil
    }
    let seen = try http(port, "/metrics")
    #expect(metrics != nil, "\(seen)")
    // What went wrong too often stands there until somebody looks.
    try await Server.execute(
      office.database, "UPDATE allot.webhook SET state = 'failed', stopped_by = 'daemon', stopped_at = clock_timestamp()")
    let given = await eventually(.seconds(30)) { try http(port, "/readyz").contains("1 GIVEN UP, see allot webhook list") ? true : nil }
    #expect(given == true)
    #expect(try await office.allot("webhook", "list").output.contains("!! dialler: given up"))
    #expect(try await daemon.stop().status == 0)
  }

  /// `ALLOT_KILLS` makes it as many as that.
  @Test func killsLoseAndReorderNothingAndRepeatUnderTheSameName() async throws {
    let kills = getenv("ALLOT_KILLS").flatMap { Int(String(cString: $0)) } ?? 6
    let office = try await Office()
    _ = try await office.allot("webhook", "add", "dialler", office.receiver.address)
    for number in 0..<kills {
      let daemon = try office.daemon(["ALLOT_FAULT": number % 2 == 0 ? "hook.sent=kill" : "hook.taken=kill"])
      try await office.announce(5)
      let end = try await BlockingThread.run { try daemon.finish() }
      #expect(end.status == 137, "\(number): \(end.status) \(end.errors)")
      // As if whoever was killed had had his time.
      try await Server.execute(office.database, "UPDATE allot.webhook SET taken_until = clock_timestamp() WHERE taken_until IS NOT NULL")
    }
    let all = Array(1...Int64(5 * kills + 5))
    let daemon = try office.daemon()
    try await office.announce(5)
    #expect(await eventually(.seconds(60)) { office.told.count >= all.count ? true : nil } == true, "\(office.told)")
    #expect(try await daemon.stop().status == 0)
    #expect(office.told == all)
    let copies = Dictionary(grouping: office.receiver.requests) { $0.heads["allot-message"] ?? "" }
    #expect(copies.values.allSatisfy { Set($0.map(\.body)).count == 1 }, "a repeat is the same message")
    // One that is repeated is repeated at once, before anything that comes behind it.
    let names = office.receiver.requests.map { $0.heads["allot-message"] ?? "" }
    for index in names.indices.dropFirst() where names[index] != names[index - 1] { #expect(!names[..<index].contains(names[index])) }
    print(
      "kills: \(kills), messages: \(copies.count), repeated: \(copies.values.filter { $0.count > 1 }.count), lost: \(all.count - office.told.count)"
    )
  }
}
