import Glibc
import Testing

@testable import Postgres
@testable import Register
@testable import Schema
@testable import Tasks
@testable import Views

/// The schema is brought to the next version by the real command while a daemon of this version has a night in hand. The rule of docs/runs.md: whoever has
/// begun to publish ends first, nothing is written after it by a program of the old version, and the night is published once.
@Suite(.serialized) struct UpgradeTests {
  /// The next version: tables of the night and of arrivals with more in them.
  static let tomorrow = [
    "ALLOT_TOMORROW": """
    ALTER TABLE allot.case_state ADD COLUMN tomorrow integer NOT NULL DEFAULT 0;
    ALTER TABLE allot.collector_state ADD COLUMN tomorrow integer NOT NULL DEFAULT 0;
    ALTER TABLE allot.decision ADD COLUMN tomorrow integer;
    ALTER TABLE allot.inbox ADD COLUMN tomorrow text;
    UPDATE allot.case_state SET tomorrow = 1;
    CREATE INDEX tomorrow ON allot.case_state (agency_id, tomorrow);
    """
  ]

  private static func migrate(_ copy: FaultBase.Copy) throws -> Child {
    try Child(["db", "migrate", "--database", copy.conninfo], environment: tomorrow)
  }

  private static func isStopped(_ child: Child) async -> Bool {
    await eventually(.seconds(30)) { Child.text("/proc/\(child.pid)/stat").contains(") T ") ? true : nil } ?? false
  }

  /// What `/readyz` answers, once it contains this.
  private static func ready(_ child: Child, _ word: String) async -> String? {
    await eventually(.seconds(60)) {
      guard let port = child.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap({ UInt16($0.1) }) else { return nil }
      let answer = try await BlockingThread.run { try http(port, "/readyz") }
      return answer.contains(word) ? answer : nil
    }
  }

  /// Stopped at a step before the publish: the night is given up, and arrivals stay in the inbox.
  @Test(arguments: ["leased", "begun", "decided", "staged"])
  func aNightInHandIsGivenUpAndDecidedByTheNewProgram(_ step: String) async throws {
    let copy = try await FaultBase.shared.value.copy()
    let old = try copy.daemon(["ALLOT_FAULT": "\(step)=stop"])
    #expect(await Self.isStopped(old))
    let migration = try Self.migrate(copy)
    let migrated = try await BlockingThread.run { try migration.finish() }
    #expect(migrated.status == 0, "\(migrated.errors)")
    for number in 1...5 { try await copy.submit("U-\(number)") }
    old.signal(SIGCONT)
    let said = await Self.ready(old, "newer than version")
    #expect(said?.hasPrefix("HTTP/1.1 503") == true, "\(said ?? old.errors)")
    #expect(await eventually(.seconds(20)) { try await copy.holder() == nil ? true : nil } == true, "the lease was not given back")
    #expect(try await copy.published() == nil)
    let written = try await copy.store.database.transaction(agency: 1) { connection in
      try connection.query(
        """
        SELECT (SELECT count(*) FROM allot.decision) + (SELECT count(*) FROM allot.change WHERE kind = 3)
        """
      ).only()[0, as: Int.self]
    }
    #expect(written == 0)
    try await conclude(copy, old: old, arrivals: 5)
  }

  /// Stopped within the publish: the migration waits for it, and the night stands as the old program published it.
  @Test func aPublishUnderWayEndsFirst() async throws {
    let copy = try await FaultBase.shared.value.copy()
    let old = try copy.daemon(["ALLOT_FAULT": "publish.9=stop"])
    #expect(await Self.isStopped(old))
    let migration = try Self.migrate(copy)
    #expect(await eventually(.seconds(8)) { try await copy.isSomebodyBlocked() ? true : nil } == true, "the migration did not wait")
    old.signal(SIGCONT)
    let migrated = try await BlockingThread.run { try migration.finish() }
    #expect(migrated.status == 0, "\(migrated.errors)")
    // By the time the schema is new the night is there.
    #expect(try await copy.published() != nil)
    try await conclude(copy, old: old, arrivals: 0)
  }

  /// Stopped within the publish and not going on: the server ends it after 10 s, the new program publishes, the old one writes nothing when it wakes.
  @Test func aPublishThatStandsStillIsEndedAndTheNewProgramPublishes() async throws {
    let copy = try await FaultBase.shared.value.copy()
    let old = try copy.daemon(["ALLOT_FAULT": "publish.9=stop"])
    #expect(await Self.isStopped(old))
    let migration = try Self.migrate(copy)
    let migrated = try await BlockingThread.run { try migration.finish() }
    #expect(migrated.status == 0, "\(migrated.errors)")
    #expect(try await copy.published() == nil)
    let new = try copy.daemon(Self.tomorrow)
    let fence = try #require(await eventually(.seconds(40)) { try await copy.published() })
    let told = old.errors.count
    old.signal(SIGCONT)
    #expect(await eventually(.seconds(30)) { old.errors.count > told ? true : nil } == true)
    #expect(try await copy.published() == fence)
    #expect(try await new.stop().status == 0)
    try await conclude(copy, old: old, arrivals: 0)
  }

  /// The new program beside the old one: published once, arrivals dealt once each, all that is written is of the new version; a late start of the old is 78.
  private func conclude(_ copy: FaultBase.Copy, old: Child, arrivals: Int) async throws {
    let new = try copy.daemon(Self.tomorrow)
    #expect(await eventually(.seconds(40)) { try await copy.published() } != nil, "\(new.errors)")
    let dealt = await eventually(.seconds(30)) { try await copy.held("U-%") == arrivals ? true : nil }
    #expect(dealt == true, "\(new.errors)")
    let late = try copy.daemon()
    let refused = try await BlockingThread.run { try late.finish() }
    #expect(refused.status == 78 && refused.errors.contains("version \(SchemaStatus.newest + 1)"), "\(refused.errors)")
    let command = try await Tool.run(["run", "--database", copy.conninfo])
    #expect(command.status == 78, "\(command.errors)")
    for daemon in [old, new] {
      let result = try await daemon.stop()
      #expect(result.status == 0, "\(result.errors)")
    }
    let agency = try await copy.store.register.agency(nil)
    #expect(try await copy.store.views.invariants(agency: agency).filter { $0.violations > 0 }.map(\.view) == [])
    let counts = try await copy.store.database.transaction(agency: 1) { connection in
      try connection.query(
        """
        SELECT (SELECT count(*) FROM allot.run WHERE kind = 'night' AND state = 'published'),
          (SELECT count(*) FROM allot.outbox WHERE topic = 'run.published' AND payload ->> 'kind' = 'night'),
          (SELECT count(*) FROM allot.case_state WHERE holder_id IS NOT NULL), (SELECT coalesce(sum(cases), 0) FROM allot.change WHERE kind = 3)
        """
      ).only().decode(Int.self, Int.self, Int.self, Int.self)
    }
    #expect(counts == (1, 1, FaultBase.cases + arrivals, FaultBase.cases + arrivals))
    try await copy.drop()
  }
}
