import DataTesting
import Figures
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// Roles with few rights, and one agency that never sees another.
@Suite(.serialized) struct RowSecurityTests {
  @Test func theDaemonsRoleDoesANightAndSeesOneAgency() async throws {
    let realm = try await Realm("realm_night")
    let one = try await World(store: realm.daemon, code: "one", collectors: 2, owner: realm.superuser)
    let two = try await World(store: realm.daemon, code: "two", collectors: 2, owner: realm.superuser)
    for world in [one, two] {
      try await world.addCases(6) { number, row in
        row.debtor = OpaqueReference(bytes: [UInt8(number)])
        row.contactPoints = [OpaqueReference(bytes: [UInt8(number), 1])]
        row.collector = number == 1 ? "c1" : nil
      }
    }
    var attempt = AttemptRow(
      line: 2, key: CaseKey(client: nil, caseNo: "k2"), sourceID: "1", source: "s",
      at: LocalTime(microseconds: Int64((World.slot - 1).rawValue) * 86_400_000_000), talkSeconds: 0, rawCode: "NOANSWER",
      code: ContactCode(channel: .phone, outcome: .noAnswer))
    attempt.collector = "c1"
    attempt.point = OpaqueReference(bytes: [2, 1])
    #expect(try await one.store.feeds.apply([attempt], file: "a", agency: one.agency).inserted == 1)
    // A whole night, a move, the ledger and the seals, all as the daemon's role.
    let fence = try await one.fence()
    let frozen = try await one.freeze()
    #expect(frozen.snapshot.cases.count == 6 && frozen.snapshot.collectors.count == 2)
    guard case .began(let run) = try await one.store.runs.beginRun(one.key(), fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    for index in 1..<6 { outcome.move(frozen.snapshot, index, to: CollectorIndex(index % 2)) }
    try await one.store.runs.stage(
      RunPlan(run: run, key: one.key(), frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
    guard case .published(let won) = try await one.store.runs.publish(run, key: one.key(), fence: fence) else {
      Issue.record("not published")
      return
    }
    #expect(won.assigned == 5)
    #expect(try await one.store.runs.takeLedgerPosition(run: run, slot: World.slot, agency: one.agency).imbalances.isEmpty)
    let (cases, people) = (try await one.heldCases(), try await one.receiverMarks())
    let target = people.first { $0.collector != cases[0].holder }!
    let order = HandOrder(
      action: .move, reason: "r", steps: [HandStep(caseID: cases[0].id, rev: cases[0].rev, from: cases[0].holder, to: target.collector)],
      receivers: [target])
    guard case .done = try await one.store.runs.carryOut(order, by: "li", agency: one.agency) else { throw Unexpected("not moved") }
    try await one.store.register.sealRun(run, agency: one.agency)
    for stream in SealStream.allCases { try await one.store.register.seal(stream, agency: one.agency) }
    #expect(try await one.store.register.verifySeals(.audit, agency: one.agency).faults.isEmpty)
    #expect(try await one.store.register.verifyRuns(agency: one.agency).faults.isEmpty)
    #expect(try await one.store.views.showDecisions(run: run, limit: 99, agency: one.agency).count == 5)
    let figures = try await one.store.views.figures(run: run, agency: one.agency)
    let reconciles = figures.flows.allSatisfy { $0.reconciles }
    #expect(reconciles)

    // Without an agency nothing is answered; with one, only its own is seen; and nothing is written for another.
    let count: SQL = "SELECT count(*) FROM allot.case_state"
    let (a, b) = (one.agency.id, two.agency.id)
    await refused(Store.GuardState.noAgency) { _ = try await realm.daemon.database.run { try $0.query(count) } }
    let own = try await realm.daemon.database.transaction(agency: b) { try $0.query(count).only()[0, as: Int.self] }
    #expect(own == 6)
    let others = try await two.store.views.showCases(CaseFilter(), limit: 99, agency: two.agency)
    #expect(others.allSatisfy { $0.holder == nil || $0.caseNo == "k1" })
    await refused("42501") {
      _ = try await realm.daemon.database.transaction(agency: b) {
        try $0.execute("INSERT INTO allot.conflict (agency_id, case_id, collector_id, reason, at) VALUES (\(a), 1, 1, 'x', now())")
      }
    }
    let foreign = try await realm.daemon.database.transaction(agency: b) {
      try $0.execute("UPDATE allot.case_state SET hand = 9 WHERE agency_id = \(a)")
    }
    #expect(foreign == 0)
    // The setting does not stay on the pooled connection.
    await refused(Store.GuardState.noAgency) { _ = try await realm.daemon.database.run { try $0.query(count) } }
    // Housekeeping, too, is done by this role.
    try await realm.daemon.ensurePartitions()
    #expect(try await realm.daemon.runs.sweepStages() == 0)
  }

  @Test func whatIsWrittenOnceStaysAndPeopleAreTheOwners() async throws {
    let realm = try await Realm("realm_rights")
    let world = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    try await world.addCases(1)
    let agency = world.agency.id
    for statement in [
      "UPDATE allot.change SET amount = 0", "DELETE FROM allot.change", "UPDATE allot.audit SET actor = 'x'", "DELETE FROM allot.audit",
      "DELETE FROM allot.decision", "UPDATE allot.decision SET lost = true", "DELETE FROM allot.outbox", "DELETE FROM allot.case_state",
      "UPDATE allot.policy_version SET body = ''",
      "INSERT INTO allot.person (agency_id, name, roles, created_by, created_at) VALUES (1, 'x', '{manager}', 'x', now())",
      "UPDATE allot.person SET roles = '{manager}'", "INSERT INTO allot.database_user VALUES ('x', 1)",
      "UPDATE allot.schema_version SET name = 'x'",
      "UPDATE allot.agency SET identifier_key = NULL",
      "INSERT INTO allot.agency (code, name, zone, currency) VALUES ('x', 'x', 'UTC', 'CNY')",
      "INSERT INTO allot.login_agency (login, every, set_by, set_at) VALUES ('x', true, 'x', now())", "SELECT * FROM allot.login_agency",
      "ALTER TABLE allot.case_state DISABLE ROW LEVEL SECURITY", "DROP TABLE allot.audit",
    ] {
      await refused("42501") {
        _ = try await realm.daemon.database.transaction(agency: agency) { try $0.execute(SQL(raw: statement)) }
      }
    }
    // Who only migrates makes tables that belong to the owner.
    let next = Migration(version: SchemaStatus.newest + 1, name: "next", sql: "CREATE TABLE allot.next (agency_id bigint, a int)")
    #expect(try await realm.migrator.migrate(Migration.all + [next]) == [next.version])
    let owner = try await realm.superuser.database.run { connection in
      try connection.query("SELECT pg_get_userbyid(relowner)::text, relforcerowsecurity FROM pg_class WHERE oid = 'allot.next'::regclass")
        .only()
        .decode(String.self, Bool.self)
    }
    #expect(owner == ("allot_owner", true))
  }

  @Test func aReaderSeesMaskedRowsOfHisAgencyOnly() async throws {
    let realm = try await Realm("realm_reader")
    let one = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    let two = try await World(store: realm.daemon, code: "two", collectors: 1, owner: realm.superuser)
    for world in [one, two] { try await world.addCases(3) }
    let reader = realm.reader.database
    let (a, b) = (one.agency.id, two.agency.id)
    for table in ["case_record", "case_state", "debtor", "conversation", "collector", "agency", "audit", "person", "token"] {
      await refused("42501") { _ = try await reader.transaction(agency: a) { try $0.query("SELECT * FROM allot.\(raw: table)") } }
    }
    func seen(_ view: String, _ agency: Int64) async throws -> Int {
      try await reader.transaction(agency: agency) { try $0.query("SELECT count(*) FROM allot.\(raw: view)").only()[0, as: Int.self] }
    }
    #expect(try await seen("masked_case", a) == 0)
    try await realm.superuser.register.addPerson("bi", roles: [.auditor], databaseUser: "realm_reader_r", by: "owner", agency: one.agency)
    for (view, rows) in [("masked_case", 3), ("masked_collector", 1), ("masked_audit", 1), ("masked_run", 0), ("masked_decision", 0)] {
      #expect(try await seen(view, a) == rows)
    }
    // His login is bound now.
    await refused(Store.GuardState.notServed) { _ = try await seen("masked_case", b) }
    try await aReasonIsNotSeen(realm, agency: a)
    let columns = try await reader.run { connection in
      try connection.query(
        "SELECT DISTINCT column_name::text FROM information_schema.columns WHERE table_schema = 'allot' AND table_name LIKE 'masked%'"
      ).map { try $0[0, as: String.self] }
    }
    #expect(
      Set(columns).isDisjoint(with: ["case_no", "contract", "debtor_id", "reference", "name", "body", "extra", "detail", "identifier_key"]))
    try await realm.superuser.register.disablePerson("bi", by: "owner", agency: one.agency)
    await refused(Store.GuardState.notServed) { _ = try await seen("masked_case", a) }
  }

  /// A reader of the audit sees which run, order, key or policy, and nothing that a person wrote as his reason.
  private func aReasonIsNotSeen(_ realm: Realm, agency: Int64) async throws {
    let subjects = [
      ("run.undone", "run 7 by run 8: 张三 13800138000\nrun 9", "run 7 by run 8"), ("run.discarded", "run 7: 李四 asked", "run 7"),
      ("user.added", "user zhang.san", "user"), ("moves.done", "order 12", "order 12"),
      ("policy.activated", "policy card v2", "policy card v2"),
      ("data.erased", "debtor of case 5", "debtor of case 5"), ("new.thing", "王五", nil), ("data.retention", "text", "text"),
    ]
    try await realm.superuser.database.transaction(agency: agency) { connection in
      for (action, subject, _) in subjects { try Store.audit(connection, agency, by: "test", action, subject) }
    }
    let shown = try await realm.reader.database.transaction(agency: agency) { connection in
      try connection.query("SELECT action, subject FROM allot.masked_audit WHERE actor = 'test'").map {
        (try $0[0, as: String.self], try $0[1, as: String?.self])
      }
    }
    for (action, _, wanted) in subjects { #expect(shown.first { $0.0 == action }?.1 == wanted, "\(shown)") }
    #expect(shown.count == subjects.count)
  }
}
