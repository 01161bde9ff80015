import DataTesting
import Portfolio
import Postgres
import Synchronization
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// Retention, erasure and keys: what is gone is gone, what is proof stays.
@Suite struct PrivacyTests {
  private func conversation(_ world: World, _ caseNo: String, _ day: Day) async throws {
    let row = ConversationRow(
      line: 2, key: CaseKey(client: nil, caseNo: caseNo), sourceID: "t-\(caseNo)",
      at: LocalTime(microseconds: Int64(day.rawValue) * 86_400_000_000),
      party: .debtor, text: "我叫张三，明天还")
    let judged = JudgedConversation(row: row, tone: .cooperative, confidence: 80, groups: 1, suggestedFlags: [])
    _ = try await world.store.feeds.apply([judged], judgedBy: [1], file: "c", agency: world.agency)
  }

  @Test func erasingADebtorLeavesNoTieAndAProof() async throws {
    let world = try await World("privacy-erase", collectors: 1, keepText: true)
    let reference = OpaqueReference(bytes: Array(repeating: 7, count: 16))
    try await world.addCases(3) { number, row in
      row.debtor = number < 3 ? reference : OpaqueReference(bytes: [9])
      row.contract = "HT-\(number)"
      row.extra = [("地址", "某路 1 号")]
      row.contactPoints = [OpaqueReference(bytes: [UInt8(number), 5])]
    }
    try await conversation(world, "k1", World.slot - 3)
    let (store, agency) = (world.store, world.agency)
    guard case .found(let one)? = try await store.runs.findCases([CaseKey(client: nil, caseNo: "k1")], agency: agency).first else {
      throw Unexpected("k1 is not found")
    }
    let preview = try await store.feeds.previewErasure(caseID: one.id, agency: agency)
    #expect(preview.cases == ["k1", "k2"] && preview.open == 2 && preview.contactPoints == 2 && preview.texts == 1 && preview.extras == 2)
    await #expect(throws: StoreError.self) { try await store.feeds.erase(caseID: one.id, reason: "r", by: "li", agency: agency) }
    #expect(try await store.feeds.erase(caseID: one.id, reason: "request 17", evenOpen: true, by: "li", agency: agency) == preview)
    let ties: SQL = """
      SELECT (SELECT count(*) FROM allot.debtor WHERE agency_id = \(agency.id) AND reference = \(reference.bytes))
        + (SELECT count(*) FROM allot.contact_point p JOIN allot.case_record r ON r.agency_id = p.agency_id AND r.case_id = p.case_id
          WHERE p.agency_id = \(agency.id) AND r.case_no <> 'k3')
        + (SELECT count(*) FROM allot.conversation WHERE agency_id = \(agency.id) AND (body IS NOT NULL OR text_digest <> ''))
        + (SELECT count(*) FROM allot.case_record WHERE agency_id = \(agency.id) AND case_no <> 'k3' AND (extra IS NOT NULL OR contract IS NOT NULL))
      """
    #expect(try await world.count(ties) == 0)
    // The others keep theirs, and the same number in a later file is somebody new.
    #expect(try await world.count("SELECT count(*) FROM allot.case_record WHERE agency_id = \(agency.id) AND extra IS NOT NULL") == 1)
    var again = CaseRow(line: 2, client: "cmb", caseNo: "k9", currency: .cny, outstanding: 5)
    again.debtor = reference
    _ = try await store.feeds.apply([again], file: "later", agency: agency)
    #expect(try await world.count("SELECT count(DISTINCT debtor_id) FROM allot.case_state WHERE agency_id = \(agency.id)") == 3)
    let audit = try await store.views.showAudit(agency: agency).first { $0.action == "data.erased" }
    #expect(audit?.actor == "li" && audit?.detail.contains("case_numbers_sha256") == true && audit?.detail.contains("k1") == false)
    #expect(try await store.feeds.previewErasure(caseID: one.id, agency: agency).texts == 0)
  }

  @Test func retentionRemovesWhatIsOlderAndSaysSo() async throws {
    let world = try await World("privacy-purge", collectors: 1, keepText: true)
    try await world.addCases(2)
    try await conversation(world, "k1", World.slot - 40)
    try await conversation(world, "k2", World.slot - 3)
    let (store, agency) = (world.store, world.agency)
    try await store.feeds.setRetention(.text, days: 30, by: "owner", agency: agency)
    #expect(try await store.feeds.retentions(agency: agency) == [Retention(what: .text, days: 30, setBy: "owner")])
    #expect(try await store.feeds.purge(.text, before: World.slot - 30, by: "daemon", isDry: true, agency: agency) == 1)
    #expect(try await store.feeds.purge(.text, before: World.slot - 30, by: "daemon", agency: agency) == 1)
    #expect(try await store.feeds.purge(.text, before: World.slot - 30, by: "daemon", agency: agency) == 0)
    #expect(try await world.count("SELECT count(*) FROM allot.conversation WHERE agency_id = \(agency.id) AND body IS NOT NULL") == 1)
    #expect(try await store.views.showAudit(agency: agency).count { $0.action == "data.purged" } == 1)
    try await store.feeds.setRetention(.text, days: nil, by: "owner", agency: agency)
    #expect(try await store.feeds.retentions(agency: agency).isEmpty)
  }

  @Test func theOutboxsChainHoldsAfterItsOldRowsAreGone() async throws {
    let world = try await World("privacy-outbox", collectors: 1)
    let (store, agency) = (world.store, world.agency)
    func add(_ days: Int) async throws {
      try await store.database.transaction(agency: agency.id) { connection in
        try connection.execute(
          """
          INSERT INTO allot.outbox (agency_id, topic, payload, created_at)
          VALUES (\(agency.id), 'x', '{}', clock_timestamp() - \(days) * interval '1 day')
          """)
      }
    }
    for days in [50, 40, 30, 1, 0] { try await add(days) }
    try await store.register.seal(.outbox, agency: agency)
    try await add(60)
    let today = try await store.register.clock(agency).today
    #expect(try await store.feeds.purge(.outbox, before: today - 20, by: "owner", agency: agency) == 3)
    var report = try await store.register.verifySeals(.outbox, agency: agency)
    #expect(report.base == 3 && report.checked == 2 && report.unsealed == 1 && report.faults.isEmpty)
    try await store.register.seal(.outbox, agency: agency)
    report = try await store.register.verifySeals(.outbox, agency: agency)
    #expect(report.checked == 3 && report.faults.isEmpty)
    try await store.database.transaction(agency: agency.id) { connection in
      _ = try connection.execute("DELETE FROM allot.outbox WHERE agency_id = \(agency.id) AND position = 4")
    }
    #expect(try await store.register.verifySeals(.outbox, agency: agency).faults.map(\.kind) == [.deleted])
  }

  @Test func aKeyMayLieOutsideTheDatabase() async throws {
    let kept = Mutex<[String: [UInt8]]>([:])
    let ring = KeyRing(find: { code, id in kept.withLock { $0["\(code)/\(id)"] } }) { code, id, key in
      kept.withLock { $0["\(code)/\(id)"] = key }
    }
    let database = try await TestServer.store().database
    let outside = Store(database, keys: ring)
    let made = try await outside.register.createAgency(
      code: "key-outside", name: "k", zone: "Asia/Shanghai", currency: .cny, identifierKey: [4, 5])
    #expect(made.identifierKey == [4, 5] && kept.withLock { $0["key-outside/1"] } == [4, 5])
    #expect(try await !outside.register.keyIsInDatabase(agency: made))
    #expect(try await outside.register.agency("key-outside").identifierKey == [4, 5])
    // Somebody without the file sees the agency and no key.
    #expect(try await Store(database).register.agency("key-outside").identifierKey == [])
    let inside = try await Store(database).register.createAgency(
      code: "key-inside", name: "k", zone: "Asia/Shanghai", currency: .cny, identifierKey: [6])
    #expect(try await outside.register.keyIsInDatabase(agency: inside))
    #expect(try await outside.register.moveKey(by: "owner", agency: inside))
    #expect(try await !outside.register.moveKey(by: "owner", agency: inside))
    #expect(try await outside.register.agency("key-inside").identifierKey == [6])
    #expect(try await Store(database).register.agency("key-inside").identifierKey == [])
    await #expect(throws: StoreError.self) { try await Store(database).register.moveKey(by: "owner", agency: inside) }
  }
}
