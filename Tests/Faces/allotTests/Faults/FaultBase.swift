import Glibc
import Logging
import Portfolio
import Testing

@testable import Postgres
@testable import PrivateCluster
@testable import Register
@testable import Schema
@testable import Tasks
@testable import Views

/// A cluster with one agency whose night is due all day long, as a template: every scenario gets a copy.
struct FaultBase: Sendable {
  static let cases = 240
  static let collectors = 6
  static let leaseSeconds = 2
  let cluster: PrivateCluster
  let configuration: String
  /// From the lease to the publish of a night that nothing disturbs, with nothing beside it.
  private(set) var runLength = Duration.milliseconds(300)
  private static let quiet = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }

  /// For faults that leave the server alone.
  static let shared = Task { try await FaultBase() }

  init() async throws {
    var options = PrivateCluster.Options()
    options.settings = [("max_connections", "200")]
    cluster = try await PrivateCluster.temporary(options: options, logger: Self.quiet)
    let scratch = try Scratch()
    configuration = "/tmp/allot-faults-\(getpid())-\(UInt32.random(in: .min ... .max)).conf"
    guard let file = fopen(configuration, "w") else { throw SystemFailure() }
    fputs("lease_seconds = \(Self.leaseSeconds)\n", file)
    fclose(file)
    try await fill(try await cluster.createDatabase("base"), scratch)
    try await measure()
  }

  private mutating func measure() async throws {
    let copy = try await copy()
    let daemon = try copy.daemon()
    let leased = await eventually(.seconds(30), every: .milliseconds(2)) { try await copy.holder().map { _ in ContinuousClock.now } }
    let published = await eventually(.seconds(30), every: .milliseconds(2)) { try await copy.published().map { _ in ContinuousClock.now } }
    _ = try await daemon.stop()
    try await copy.drop()
    runLength = try #require(published) - (try #require(leased))
  }

  private func fill(_ database: String, _ scratch: Scratch) async throws {
    // Somewhere where it is neither midnight nor soon: in the last minute of a day its night is missed.
    let zone = (4..<20).contains(time(nil) / 3600 % 24) ? "UTC" : "Etc/GMT+12"
    let agency = Files.agency.replacing("Asia/Shanghai", with: zone).replacing(
      /brakes: .*/, with: "brakes: { recalled: off, moved: off, unassigned: off, class_changed: off, inputs: off, first_night: publish }")
    let policy = Files.policy + "runs: { night: \"00:00\", missed_until: \"23:59\", batch_file: above 200 rows }\n"
    let today = Day(Int32(time(nil) / 86_400 - 10_957))
    let people = (1...Self.collectors).map { "C\($0),P\($0),a,2020-01-01\n" }.joined()
    let hours = (1...Self.collectors).flatMap { c in (-3..<12).map { "C\(c),\(today + $0),480,0\n" } }.joined()
    // Every third debtor has two cases, which stay together.
    let cases = (1...Self.cases).map { "N-\($0),cmb,\($0 * 10).00,CNY,2026-01-01,\(today - 1),ID\($0 % 3 == 0 ? $0 - 1 : $0)\n" }.joined()
    let steps: [[String]] = [
      ["db", "migrate"],
      ["policy", "apply", try scratch.write("agency.yaml", agency), try scratch.write("everything.yaml", policy)],
      ["import", "collectors", try scratch.write("c.csv", "collector,name,team,joined_on\n" + people)],
      ["import", "hours", try scratch.write("h.csv", "collector,day,scheduled_minutes,leave_minutes\n" + hours)],
      ["import", "cases", try scratch.write("n.csv", "case_no,client,outstanding,currency,overdue_on,entrusted_on,id_number\n" + cases)],
    ]
    for arguments in steps {
      let result = try await Tool.run(arguments + ["--database", database])
      try #require(result.status == 0, "\(arguments): \(result.errors)")
    }
  }

  /// A copy of the base, named by number.
  func copy() async throws -> Copy {
    let name = "f\(UInt64.random(in: .min ... .max))"
    try await cluster.superuser { try $0.execute("CREATE DATABASE \(identifier: name) TEMPLATE base OWNER allot") }
    return Copy(name: name, base: self)
  }

  /// One database of one scenario.
  final class Copy: Sendable {
    let name: String
    let base: FaultBase
    let conninfo: String
    let store: Store

    init(name: String, base: FaultBase) {
      self.name = name
      self.base = base
      conninfo = "host=\(base.cluster.socketDirectory) port=5432 dbname=\(name) user=allot"
      var configuration = DatabaseConfiguration(conninfo: conninfo)
      configuration.maximumConnections = 2
      store = Store(Database(configuration, logger: FaultBase.quiet))
    }

    func drop() async throws {
      await store.database.close()
      try await base.cluster.superuser { [name] in try $0.execute("DROP DATABASE \(identifier: name) WITH (FORCE)") }
    }

    /// A daemon; `through` another way to the database than the socket.
    func daemon(through conninfo: String? = nil, _ environment: [String: String] = [:]) throws -> Child {
      try Child(
        ["serve", "--listen", "127.0.0.1:0", "--log-level", "info", "--database", conninfo ?? self.conninfo],
        environment: environment.merging(["ALLOT_CONFIG": base.configuration]) { $1 })
    }

    /// Process that holds the lease, and its fence; nil when nobody does.
    func holder() async throws -> (pid: pid_t, fence: Int64)? {
      try await store.database.transaction(agency: 1) { connection in
        let row = try connection.query("SELECT owner, fence FROM allot.lease WHERE expires_at > clock_timestamp()").first
        guard let (owner, fence) = try row?.decode(String.self, Int64.self) else { return nil }
        return owner.split(separator: "/").dropFirst().first.flatMap { pid_t($0) }.map { ($0, fence) }
      }
    }

    /// Fence under which tonight was published; nil while it was not.
    func published() async throws -> Int64? {
      try await store.database.transaction(agency: 1) { connection in
        try connection.query("SELECT fence FROM allot.run WHERE state = 'published' AND kind = 'night'").first?[0, as: Int64.self]
      }
    }

    /// What must hold in the end; empty when it does.
    func complaints() async throws -> [String] {
      let agency = try await store.register.agency(nil)
      var found = try await store.views.invariants(agency: agency).filter { $0.violations > 0 }.map {
        "\($0.view): \($0.violations), \($0.examples)"
      }
      let counts = try await store.database.transaction(agency: 1) { connection in
        try connection.query(
          """
          SELECT (SELECT count(*) FROM allot.run WHERE kind = 'night' AND state = 'published'),
            (SELECT count(*) FROM allot.outbox WHERE topic = 'run.published' AND payload ->> 'kind' = 'night'),
            (SELECT count(*) FROM allot.case_state WHERE holder_id IS NOT NULL),
            (SELECT coalesce(sum(cases), 0) FROM allot.change WHERE kind = 3)
          """
        ).only().decode(Int.self, Int.self, Int.self, Int.self)
      }
      if counts != (1, 1, FaultBase.cases, FaultBase.cases) {
        found.append("published, announced, held, assigned: \(counts), expected 1, 1, \(FaultBase.cases), \(FaultBase.cases)")
      }
      return found
    }
  }
}

/// Asks until there is an answer, or the time is over. What is waited for happens in other processes, and to a database that may be down at the time:
/// nobody is there to tell.
func eventually<Value: Sendable>(_ limit: Duration, every pause: Duration = .milliseconds(10), _ body: () async throws -> Value?) async
  -> Value?
{
  let end = ContinuousClock.now + limit
  while ContinuousClock.now < end {
    // A database that is down, or being restarted, has no answer.
    if let value = try? await body() { return value }
    try? await Task.sleep(for: pause)
  }
  return nil
}

extension Child {
  /// Told to stop; gives the exit status, or nil when it does not end within the limit and is killed.
  func stop(within limit: Duration = .seconds(40)) async throws -> Tool.Result {
    signal(SIGCONT)
    // Before its services run it has no handlers: then a signal ends it as it ends any program.
    _ = await eventually(.seconds(5)) { errors.contains("ready") || kill(pid, 0) != 0 ? true : nil }
    signal(SIGTERM)
    return try await finish(within: limit)
  }

  /// Waits for its end; whatever has not ended by then is killed, so that a test that hangs is one that fails.
  func finish(within limit: Duration) async throws -> Tool.Result {
    let late = Task {
      try await Task.sleep(for: limit)
      signal(SIGKILL)
    }
    defer { late.cancel() }
    return try await BlockingThread.run { try self.finish() }
  }
}
