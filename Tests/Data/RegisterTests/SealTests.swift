import DataTesting
import Portfolio
import Postgres
import Speech
import Testing

@testable import Register
@testable import Runs
@testable import Schema

/// What the sealer chains, nobody changes unnoticed.
@Suite struct SealTests {
  private func note(_ world: World, _ action: String) async throws {
    let agency = world.agency.id
    try await world.store.database.transaction(agency: agency) { try Store.audit($0, agency, by: "li", action, "x", detail: "{\"a\":1}") }
  }

  /// An agency with ten sealed audit rows.
  private func sealed(_ code: String) async throws -> World {
    let world = try await World(code)
    for number in 1...10 { try await note(world, "test.\(number)") }
    #expect(try await world.store.register.seal(.audit, limit: 4, agency: world.agency) == 4)
    #expect(try await world.store.register.seal(.audit, agency: world.agency) == 6)
    #expect(try await world.store.register.seal(.audit, agency: world.agency) == 0)
    return world
  }

  private func faults(_ world: World, note: SealNote? = nil) async throws -> [SealFault.Kind] {
    try await world.store.register.verifySeals(.audit, note: note, agency: world.agency).faults.map(\.kind)
  }

  private func change(_ world: World, _ sql: SQL) async throws {
    try await world.store.database.run { connection in
      let touched = try connection.execute(sql)
      #expect(touched > 0)
    }
  }

  @Test func anUntouchedChainIsWhole() async throws {
    let world = try await sealed("seal-whole")
    try await note(world, "test.late")
    let report = try await world.store.register.verifySeals(.audit, agency: world.agency)
    #expect(report.checked == 10 && report.unsealed == 1 && report.position == 10 && report.faults.isEmpty)
    let noted = SealNote(position: 10, digest: report.digest)
    try await world.store.register.seal(.audit, agency: world.agency)
    #expect(try await faults(world, note: noted).isEmpty)
    #expect(try await faults(world, note: SealNote(position: 9, digest: report.digest)) == [.head])
  }

  @Test func anEditedRowIsFound() async throws {
    for (code, column) in [("actor", "actor = 'wang'"), ("detail", "detail = '{\"a\":2}'"), ("at", "at = at + interval '1 microsecond'")] {
      let world = try await sealed("seal-edited-\(code)")
      try await change(world, "UPDATE allot.audit SET \(raw: column) WHERE agency_id = \(world.agency.id) AND position = 5")
      let report = try await world.store.register.verifySeals(.audit, agency: world.agency)
      #expect(report.faults.map(\.kind) == [.changed] && report.faults.map(\.place) == [5])
    }
  }

  @Test func anEditedRowWithANewDigestIsFoundBehindIt() async throws {
    let world = try await sealed("seal-forged")
    let agency = world.agency.id
    try await world.store.database.run { connection in
      try connection.execute("UPDATE allot.audit SET actor = 'wang' WHERE agency_id = \(agency) AND position = 5")
      let rows = try connection.query(
        "SELECT digest, \(raw: SealStream.audit.columns) FROM allot.audit WHERE agency_id = \(agency) AND position IN (4, 5) ORDER BY position"
      )
      let forged = try SealedRow(rows[1], .audit, first: 1).digest(after: rows[0][0, as: [UInt8].self], position: 5, agency: agency)
      try connection.execute("UPDATE allot.audit SET digest = \(forged) WHERE agency_id = \(agency) AND position = 5")
    }
    #expect(try await faults(world) == [.changed])
  }

  @Test func aDeletedRowIsFound() async throws {
    let world = try await sealed("seal-deleted")
    try await change(world, "DELETE FROM allot.audit WHERE agency_id = \(world.agency.id) AND position IN (3, 4)")
    let report = try await world.store.register.verifySeals(.audit, agency: world.agency)
    #expect(report.faults.map(\.kind) == [.deleted] && report.faults[0].text.en.contains("3 to 4"))
  }

  @Test func reorderedRowsAreFound() async throws {
    let world = try await sealed("seal-reordered")
    let agency = world.agency.id
    try await change(world, "UPDATE allot.audit SET position = 1000 WHERE agency_id = \(agency) AND position = 6")
    try await change(world, "UPDATE allot.audit SET position = 6 WHERE agency_id = \(agency) AND position = 7")
    try await change(world, "UPDATE allot.audit SET position = 7 WHERE agency_id = \(agency) AND position = 1000")
    let found = try await faults(world)
    #expect(!found.isEmpty && found.allSatisfy { $0 == .changed })
  }

  @Test func aTailCutOffIsFoundAlsoWhenTheHeadIsSetBack() async throws {
    let world = try await sealed("seal-cut")
    let agency = world.agency.id
    let end = try await world.store.register.verifySeals(.audit, agency: world.agency)
    try await change(world, "DELETE FROM allot.audit WHERE agency_id = \(agency) AND position > 8")
    #expect(try await faults(world) == [.cutOff])
    // Whoever can write the database sets the head back too; he lacks the agency's key, and the note kept outside.
    try await change(
      world,
      """
      UPDATE allot.seal_head h SET position = a.position, digest = a.digest FROM allot.audit a
      WHERE h.agency_id = \(agency) AND h.stream = 'audit' AND a.agency_id = h.agency_id AND a.position = 8
      """)
    #expect(try await faults(world) == [.head])
    #expect(try await faults(world, note: SealNote(position: 10, digest: end.digest)) == [.head, .head])
    try await change(world, "DELETE FROM allot.seal_head WHERE agency_id = \(agency) AND stream = 'audit'")
    #expect(try await faults(world) == [.head])
  }

  /// Two sealers at once, and writers whose transactions end in another order than their ids.
  @Test func sealersShareTheWorkAndNobodyWaits() async throws {
    let world = try await World("seal-race")
    let agency = world.agency
    let (written, release) = (Gate(), Gate())
    async let slow: Void = world.store.database.transaction(agency: agency.id) { connection in
      try Store.audit(connection, agency.id, by: "slow", "first id, last commit", "x")
      written.open()
      release.wait()
    }
    await written.reached()
    // Whatever is thrown below: the other transaction must be able to end.
    defer { release.open() }
    for number in 1...20 { try await note(world, "test.\(number)") }
    async let one = world.store.register.seal(.audit, limit: 7, agency: agency)
    async let two = world.store.register.seal(.audit, limit: 7, agency: agency)
    var total = try await one + two
    while case let more = try await world.store.register.seal(.audit, limit: 7, agency: agency), more > 0 { total += more }
    #expect(total == 20)
    release.open()
    try await slow
    #expect(try await world.store.register.seal(.audit, agency: agency) == 1)
    #expect(try await faults(world).isEmpty)
    #expect(
      try await world.count("SELECT position FROM allot.audit WHERE agency_id = \(agency.id) ORDER BY audit_id LIMIT 1") == 21)
  }

  @Test func aRunsDecisionsCannotBeChangedAfterwards() async throws {
    let world = try await World("seal-run", collectors: 2)
    try await world.addCases(5)
    let fence = try await world.fence()
    let key = world.key()
    let frozen = try await world.freeze()
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    for index in 0..<5 { outcome.move(frozen.snapshot, index, to: CollectorIndex(index % 2)) }
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
    _ = try await world.store.runs.publish(run, key: key, fence: fence)
    let (store, agency) = (world.store, world.agency)
    #expect(try await store.register.unsealedRuns(agency: agency) == [run])
    try await store.register.sealRun(run, agency: agency)
    try await store.register.sealRun(run, agency: agency)
    #expect(try await store.register.unsealedRuns(agency: agency).isEmpty)
    let whole = try await store.register.verifyRuns(agency: agency)
    #expect(whole.checked == 1 && whole.faults.isEmpty)
    #expect(try await world.count("SELECT count(*) FROM allot.audit WHERE agency_id = \(agency.id) AND action = 'run.sealed'") == 1)
    for (damage, repair): (String, String) in [
      ("n1 = n1 + 1", "n1 = n1 - 1"), ("to_id = -to_id", "to_id = -to_id"), ("lost = true", "lost = false"),
      ("currency = 'USD'", "currency = 'CNY'"),
    ] {
      let first: SQL = "(SELECT min(case_id) FROM allot.decision WHERE agency_id = \(agency.id) AND run_id = \(run))"
      try await change(
        world, "UPDATE allot.decision SET \(raw: damage) WHERE agency_id = \(agency.id) AND run_id = \(run) AND case_id = \(first)")
      #expect(try await store.register.verifyRuns(agency: agency).faults.map(\.kind) == [.run])
      try await change(
        world, "UPDATE allot.decision SET \(raw: repair) WHERE agency_id = \(agency.id) AND run_id = \(run) AND case_id = \(first)")
      #expect(try await store.register.verifyRuns(agency: agency).faults.isEmpty)
    }
    // A new root for changed decisions does not help: the audit knows the old one.
    try await change(
      world, "DELETE FROM allot.decision WHERE agency_id = \(agency.id) AND run_id = \(run) AND to_id IS NOT NULL AND amount > 0")
    try await change(world, "UPDATE allot.run SET merkle_root = NULL WHERE agency_id = \(agency.id) AND run_id = \(run)")
    #expect(try await store.register.verifyRuns(agency: agency).faults.map(\.kind) == [.run])
  }
}
