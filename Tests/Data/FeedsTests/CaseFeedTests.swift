import DataTesting
import Portfolio
import Postgres
import Speech
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

@Suite struct CaseFeedTests {
  @Test func theSameFileTwiceChangesNothing() async throws {
    let world = try await World("case-twice", collectors: 2)
    func file() async throws -> ApplyReport {
      try await world.addCases(5) { number, row in
        row.batch = "b\(number % 2)"
        row.stage = "M\(number)"
        row.debtor = OpaqueReference(bytes: [UInt8(number / 2)])
        row.requiredSkills = number == 1 ? ["litigation"] : []
        row.collector = number > 3 ? "c\(number % 2 + 1)" : nil
        row.extra = [("渠道", "a\"\\\n\(number)")]
        row.entrustedOn = World.slot - number
        row.contactPoints = [OpaqueReference(bytes: [9, UInt8(number)])]
        row.hold = number == 2 ? .suspended : nil
      }
    }
    let first = try await file()
    #expect((first.inserted, first.changed, first.unchanged, first.rejects.count) == (5, 0, 0, 0))
    let revisions = try await world.count("SELECT sum(rev) FROM allot.case_state WHERE agency_id = \(world.agency.id)")
    let second = try await file()
    #expect((second.inserted, second.changed, second.unchanged, second.rejects.count) == (0, 0, 5, 0))
    #expect(try await world.count("SELECT sum(rev) FROM allot.case_state WHERE agency_id = \(world.agency.id)") == revisions)
    #expect(try await world.count("SELECT count(*) FROM allot.change WHERE agency_id = \(world.agency.id)") == 7)
    #expect(try await world.shown("k5").holder == "c2")
    #expect(try await world.shown("k2").hold == .suspended)
    #expect(try await world.shown("k2").holdUntil == .never)
  }

  @Test func whatIsMissingStaysAndWhatIsSaidChanges() async throws {
    let world = try await World("case-change")
    try await world.addCases(1) { _, row in
      row.stage = "M1"
      row.dueBackOn = World.slot
    }
    let report = try await world.addCases(1) { _, row in
      row.batch = "b"
      row.outstanding = 9_000
    }
    #expect((report.changed, report.unchanged) == (1, 0))
    let shown = try await world.shown("k1")
    #expect(shown.stage == "M1" && shown.batch == "b" && shown.dueBackOn == World.slot && shown.outstanding == 9_000)
  }

  @Test func aFileReadAgainUndoesNoPayment() async throws {
    let world = try await World("case-payment")
    try await world.addCases(1)
    let today = try await world.store.register.clock(world.agency).today
    let key = CaseKey(client: nil, caseNo: "k1")
    let rows = [
      PaymentRow(line: 2, key: key, sourceID: "1", day: today, amount: 4_000, currency: .cny),
      PaymentRow(line: 3, key: key, sourceID: "2", day: today - 1, amount: 3_000, currency: nil),
    ]
    let first = try await world.store.feeds.apply(rows, file: "p", agency: world.agency)
    #expect(first.inserted == 2)
    // The payment of yesterday is in the client's figure of today already.
    #expect(try await world.shown("k1").outstanding == 6_000)
    let second = try await world.store.feeds.apply(rows, file: "p", agency: world.agency)
    #expect((second.inserted, second.changed, second.unchanged) == (0, 0, 2))
    #expect(try await world.addCases(1).unchanged == 1)
    #expect(try await world.shown("k1").outstanding == 6_000)
    let corrected = PaymentRow(line: 2, key: key, sourceID: "1", day: today, amount: 4_500, currency: .cny)
    #expect(try await world.store.feeds.apply([corrected], file: "p", agency: world.agency).changed == 1)
    #expect(try await world.shown("k1").outstanding == 5_500)
  }

  @Test func aClosedCaseLeavesItsHolderAndComesBackToThePool() async throws {
    let world = try await World("case-close", collectors: 1)
    try await world.addCases(1) { _, row in row.collector = "c1" }
    #expect(try await world.store.views.showCollectors(limit: 9, agency: world.agency).map(\.openCases) == [1])
    try await world.addCases(1) { _, row in
      row.status = .settled
      row.outstanding = 0
    }
    #expect(try await world.shown("k1").holder == nil)
    #expect(try await world.store.views.showCollectors(limit: 9, agency: world.agency).map(\.openCases) == [0])
    #expect(try await world.store.views.explainCase("k1", agency: world.agency).formerHolders.map(\.collector) == ["c1"])
    // A file that does not say so opens nothing again.
    try await world.addCases(1) { _, row in row.outstanding = 400 }
    #expect(try await world.shown("k1").status == .settled)
    try await world.addCases(1) { _, row in
      row.outstanding = 500
      row.status = .open
    }
    let shown = try await world.shown("k1")
    #expect(shown.status == .open && shown.holder == nil && shown.outstanding == 500)
    let ledger = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    #expect(ledger.imbalances.isEmpty)
    #expect(ledger.lines.map(\.after) == [LedgerAmount(cases: 1, amount: 500), LedgerAmount()])
    #expect(ledger.lines[1].closed[.settled] == LedgerAmount(cases: 1, amount: 10_000))
  }

  @Test func theFileDoesNotDecideWhoHoldsAKnownCase() async throws {
    let world = try await World("case-holder", collectors: 2)
    try await world.addCases(1) { _, row in row.collector = "c1" }
    let report = try await world.addCases(1) { _, row in row.collector = "c2" }
    #expect(report.unchanged == 1)
    #expect(try await world.shown("k1").holder == "c1")
  }

  @Test func rejectsNameLineColumnAndReason() async throws {
    let world = try await World("case-reject")
    let report = try await Self.refused(in: world)
    #expect(report.inserted == 1)
    #expect(report.rejects.map(\.position) == [2, 3, 4, 6].map { RowPosition(file: "f.csv", line: $0) })
    #expect(report.rejects.map(\.column) == ["collector", "currency", "case_no", "skills"])
    #expect(try await world.shown("n2").outstanding == 5)
  }

  /// A file of which only one row fits what is stored, for each other row another reason.
  static func refused(in world: World) async throws -> ApplyReport {
    try await world.addCases(1)
    var stranger = CaseRow(line: 2, client: "cmb", caseNo: "n1", currency: .cny, outstanding: 1)
    stranger.collector = "ghost"
    let dollars = CaseRow(line: 3, client: "cmb", caseNo: "k1", currency: .usd, outstanding: 1)
    let twice = (4...5).map { CaseRow(line: $0, client: "cmb", caseNo: "n2", currency: .cny, outstanding: Int64($0)) }
    var skilled = CaseRow(line: 6, client: "cmb", caseNo: "n3", currency: .cny, outstanding: 1)
    skilled.requiredSkills = (1...65).map { "s\($0)" }
    return try await world.store.feeds.apply([stranger, dollars] + twice + [skilled], file: "f.csv", agency: world.agency)
  }

  @Test func aRowThatIsRefusedDoesNotDisplaceTheGoodOneBefore() async throws {
    let world = try await World("case-displaced")
    let today = try await world.store.register.clock(world.agency).today
    // The fifth case is known in yuan; no case is known in dollars.
    _ = try await world.store.feeds.apply(
      [CaseRow(line: 2, client: "cmb", caseNo: "d5", currency: .cny, outstanding: 1)], file: "f", agency: world.agency)
    try await world.store.database.transaction(agency: world.agency.id) { [agency = world.agency.id] in
      try $0.execute("INSERT INTO allot.exchange_rate (agency_id, currency, numerator, denominator) VALUES (\(agency), 'USD', 7, 1)")
    }
    var rows: [CaseRow] = []
    for number in 1...5 {
      let line = number * 2
      var row = CaseRow(line: line, client: "cmb", caseNo: "d\(number)", currency: .cny, outstanding: Int64(number) * 100)
      rows.append(row)
      row.line = line + 1
      row.outstanding = 9
      switch number {
      case 1: row.collector = "ghost"
      case 2: row.currency = Currency("GBP") ?? .usd
      case 3: row.balanceOn = today + 1
      case 4: row.requiredSkills = (1...65).map { "s\($0)" }
      default: row.currency = .usd
      }
      rows.append(row)
    }
    let report = try await world.store.feeds.apply(rows, file: "f.csv", agency: world.agency)
    #expect(report.rejects.map(\.position.line) == [3, 5, 7, 9, 11])
    #expect(report.rejects.map(\.column) == ["collector", "currency", "balance_on", "skills", "currency"])
    #expect((report.inserted, report.changed, report.unchanged) == (4, 1, 0))
    for number in 1...5 { #expect(try await world.shown("d\(number)").outstanding == Int64(number) * 100) }
  }

  @Test(arguments: ["11010119880818123X", "13987654321"])
  func aRejectOfTheDatabaseShowsNoPhoneAndNoIdentity(_ number: String) async throws {
    let world = try await World("case-mask-\(number.count)")
    var slipped = CaseRow(line: 2, client: "cmb", caseNo: "n1", currency: .cny, outstanding: 1)
    slipped.collector = number
    let flag = FlagRow(line: 3, key: CaseKey(client: nil, caseNo: "202611180000123"), flag: .dispute, set: true, day: World.slot)
    let cases = try await world.store.feeds.apply([slipped], file: "f.csv", agency: world.agency)
    let flags = try await world.store.feeds.apply([flag], file: "f.csv", agency: world.agency)
    #expect(cases.rejects.map(\.value) == ["***"])
    // The number of a case is no person's.
    #expect(flags.rejects.map(\.value) == ["202611180000123"])
  }

  @Test func aRowMayNameItsCaseByAContractThatIsUniqueWhereNoCaseHasTheNumber() async throws {
    let world = try await World("case-contract")
    for (number, contract) in [("A1", "H1"), ("A2", "H2"), ("A3", "H2"), ("H9", "A1")] {
      var row = CaseRow(line: 2, client: "cmb", caseNo: number, currency: .cny, outstanding: 1)
      row.contract = contract
      _ = try await world.store.feeds.apply([row], file: "f", agency: world.agency)
    }
    let rows = ["H1", "H2", "A1", "H9", "H7"].enumerated().map { index, number in
      FlagRow(line: index + 2, key: CaseKey(client: nil, caseNo: number), flag: .dispute, set: true, day: World.slot)
    }
    let report = try await world.store.feeds.apply(rows, file: "flags", agency: world.agency)
    #expect((report.inserted + report.unchanged, report.byContract) == (3, 1))
    // H2 is the contract of two cases, H7 nobody's; a number always comes before a contract.
    #expect(report.rejects.map(\.position.line) == [3, 6] && report.rejects[0].why.en.contains("as a contract it stands for 2 cases"))
    for (number, flags) in [("A1", CaseFlags.dispute), ("A2", []), ("A3", []), ("H9", .dispute)] {
      #expect(try await world.store.views.explainCase(number, agency: world.agency).shown.flags == flags, "\(number)")
    }
  }

  @Test func oneNumberOfTwoClientsNeedsTheClient() async throws {
    let world = try await World("case-ambiguous")
    for client in ["cmb", "icbc"] {
      let row = CaseRow(line: 2, client: client, caseNo: "same", currency: .cny, outstanding: 1)
      _ = try await world.store.feeds.apply([row], file: "f", agency: world.agency)
    }
    func flag(_ client: String?, _ line: Int) -> FlagRow {
      FlagRow(line: line, key: CaseKey(client: client, caseNo: "same"), flag: .dispute, set: true, day: World.slot)
    }
    let report = try await world.store.feeds.apply([flag(nil, 2), flag("icbc", 3), flag("boc", 4)], file: "flags", agency: world.agency)
    #expect(report.inserted == 1)
    #expect(report.rejects.map(\.position.line) == [2, 4])
    #expect(report.rejects[0].reason.contains("2 cases"))
    await #expect(throws: StoreError.ambiguous(kind: .case, name: "same", candidates: ["cmb", "icbc"])) {
      try await world.store.views.explainCase("same", agency: world.agency)
    }
    #expect(try await world.store.views.explainCase("same", client: "icbc", agency: world.agency).shown.flags == .dispute)
  }
}
