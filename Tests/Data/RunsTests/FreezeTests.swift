import DataTesting
import Portfolio
import Postgres
import TestRandom
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema

@Suite struct FreezeTests {
  @Test func everyColumnComesBack() async throws {
    let world = try await World("freeze-columns", collectors: 3)
    try await world.addCases(3) { number, row in
      guard number == 2 else { return }
      row.batch = "b1"
      row.product = "card"
      row.stage = "M2"
      row.region = "上海"
      row.debtor = OpaqueReference(bytes: [4])
      row.outstanding = 987_654_321_012
      row.entrustedOn = World.slot - 9
      row.overdueOn = Day(year: 1998, month: 2, day: 3)
      row.dueBackOn = World.slot + 60
      row.collector = "c2"
      row.hand = 4
      row.retainedUntil = World.slot + 3
      row.requiredSkills = ["litigation", "cantonese"]
      row.hold = .litigation
    }
    try await world.store.database.run { [agency = world.agency.id] connection in
      let case2 = try connection.query(
        """
        SELECT case_id FROM allot.case_record WHERE agency_id = \(agency) AND case_no = 'k2'
        """
      ).only()[0, as: Int64.self]
      let collector3 = try connection.query("SELECT collector_id FROM allot.collector WHERE agency_id = \(agency) AND code = 'c3'")
        .only()[0, as: Int64.self]
      try connection.execute(
        """
        UPDATE allot.case_state SET pinned_to = \(collector3), pinned_until = 'infinity', class = 3, class_since = '2026-11-01', flags = 9
        WHERE agency_id = \(agency) AND case_id = \(case2)
        """)
      try connection.execute("INSERT INTO allot.conflict VALUES (\(agency), \(case2), \(collector3), 'r', clock_timestamp())")
      try connection.execute("INSERT INTO allot.former_holder VALUES (\(agency), \(case2), \(collector3), '2026-10-01')")
    }
    let snapshot = try await world.freeze(slot: Day(year: 2027, month: 1, day: 1)!).snapshot
    let cases = snapshot.cases
    #expect(cases.count == 3 && cases.id == cases.id.sorted())
    #expect(snapshot.clients[cases.client[1]] == "cmb" && snapshot.batches[cases.batch[1]] == "b1")
    #expect(
      snapshot.products[cases.product[1]] == "card" && snapshot.stages[cases.stage[1]] == "M2" && snapshot.regions[cases.region[1]] == "上海")
    #expect(cases.batch[0] == -1 && cases.product[0] == -1 && cases.stage[0] == -1 && cases.region[0] == -1)
    #expect(cases.debtor[0] == 0 && cases.debtor[1] != 0)
    #expect(cases.outstanding == [10_000, 987_654_321_012, 10_000])
    #expect(cases.currency == [.cny, .cny, .cny])
    #expect(cases.entrustedOn == [.none, World.slot - 9, .none])
    #expect(cases.overdueOn[1] == Day(year: 1998, month: 2, day: 3) && cases.dueBackOn[1] == World.slot + 60)
    #expect(cases.holder == [.none, CollectorIndex(1), .none])
    #expect(cases.heldSince == [.none, World.slot - 9, .none])
    #expect(cases.hand == [0, 4, 0])
    #expect(cases.retainedUntil == [.none, World.slot + 3, .none])
    #expect(cases.hold == [.none, .litigation, .none] && cases.holdUntil == [.none, .never, .none])
    #expect(cases.flags == [[], [.dispute, .ceaseContact], []])
    #expect(cases.previousClass == [.unknown, .cooperative, .unknown])
    #expect(cases.classSince == [.none, Day(year: 2026, month: 11, day: 1)!, .none])
    #expect(cases.requiredSkills == [0, 3, 0] && snapshot.skills.names == ["litigation", "cantonese"])
    #expect(cases.pinnedTo == [.none, CollectorIndex(2), .none] && cases.pinnedUntil == [.none, .never, .none])
    #expect(cases.rev == [1, 1, 1])
    #expect(Array(snapshot.conflicts[1]) == [CollectorIndex(2)])
    #expect(Array(snapshot.formerHolders[1]) == [FormerHolder(collector: CollectorIndex(2), until: Day(year: 2026, month: 10, day: 1)!)])
    #expect(snapshot.collectors.code == ["c1", "c2", "c3"] && snapshot.collectors.leavesOn == [.never, .never, .never])
    #expect(snapshot.contacts.count == 3 && snapshot.payments.count == 3 && snapshot.promises.count == 3)
  }

  @Test func factsOfTheSlotsDayAndLaterAreNotSeen() async throws {
    let world = try await World("freeze-slot", collectors: 1)
    try await world.addCases(2) { number, row in row.entrustedOn = World.slot + number - 1 }
    let key = CaseKey(client: nil, caseNo: "k1")
    for offset in [-1, 0, 1] {
      let day = World.slot + offset
      let line = offset + 3
      let talk = CallRows.attempt(line, case: "k1", day: day, collector: "c1", talk: 60)
      _ = try await world.store.feeds.apply([talk], file: "a", agency: world.agency)
      let payment = PaymentRow(line: line, key: key, sourceID: "\(line)", day: day, amount: 1, currency: nil)
      _ = try await world.store.feeds.apply([payment], file: "p", agency: world.agency)
      let promise = PromiseRow(line: line, key: key, sourceID: "\(line)", madeOn: day, dueOn: day + 9, amount: 1, plan: 0)
      _ = try await world.store.feeds.apply([promise], file: "r", agency: world.agency)
      let hours = HoursRow(line: line, collector: "c1", day: day, scheduledMinutes: 480)
      _ = try await world.store.feeds.apply([hours], file: "h", agency: world.agency)
    }
    let snapshot = try await world.freeze().snapshot
    #expect(snapshot.cases.count == 1)
    #expect(ContactCounters.unpack(snapshot.contacts[0])?.map(\.day) == [World.slot - 1])
    #expect(snapshot.payments[0].map(\.day) == [World.slot - 1])
    #expect(snapshot.promises[0].map(\.madeOn) == [World.slot - 1])
    #expect(
      Array(snapshot.collectors.days[0]) == [
        CollectorDay(day: World.slot - 1, scheduledMinutes: 480, talkSeconds: 60, calls: 1),
        CollectorDay(day: World.slot, scheduledMinutes: 480), CollectorDay(day: World.slot + 1, scheduledMinutes: 480),
      ])
    // A later night as of that day knows no more, one of the same day at any later moment neither.
    for (slot, asOfDay) in [(World.slot + 2, World.slot), (World.slot, World.slot + 5)] {
      let request = FreezeRequest(agency: world.agency, slot: slot, asOf: snapshot.asOf, asOfDay: asOfDay, seed: 7)
      let same = try await world.store.runs.freeze(request).snapshot
      #expect(same.cases.count == 1 && Array(same.contacts[0]) == Array(snapshot.contacts[0]))
      #expect(same.payments[0].map(\.day) == [World.slot - 1] && same.promises[0].map(\.madeOn) == [World.slot - 1])
      #expect(same.collectors.days[0].map(\.talkSeconds) == snapshot.collectors.days[0].map(\.talkSeconds))
    }
    let instant = try await world.store.register.instant(
      LocalTime(microseconds: Int64(World.slot.rawValue) * 86_400_000_000), in: world.agency)
    #expect(try await world.store.register.day(of: instant, in: world.agency) == World.slot)
  }

  /// The plan of a night that was missed is published into a day on which more is stopped.
  @Test func aHoldThatBeganSinceBindsANightThatIsMadeUpFor() async throws {
    let world = try await World("freeze-made-up", collectors: 1)
    try await world.addCases(3)
    let holds = [1, 4, 6].enumerated().map { number, ahead in
      HoldRow(
        line: 2, key: CaseKey(client: nil, caseNo: "k\(number + 1)"), kind: .complaint, from: World.slot + ahead, until: .never)
    }
    _ = try await world.store.feeds.apply(holds, file: "h", agency: world.agency)
    let asOf = try await world.freeze().snapshot.asOf
    var digests: Set<[UInt8]> = []
    for (day, kinds) in [(0, [.none, .none, .none]), (4, [.complaint, .complaint, .none])] as [(Int, [HoldKind])] {
      let request = FreezeRequest(agency: world.agency, slot: World.slot, asOf: asOf, asOfDay: World.slot + day, seed: 7)
      let frozen = try await world.store.runs.freeze(request)
      #expect(frozen.snapshot.cases.hold == kinds && frozen.snapshot.cases.holdUntil.map { $0 == .never } == kinds.map { $0 != .none })
      digests.insert(frozen.digest)
    }
    #expect(digests.count == 2)
  }

  @Test func theDigestIsThatOfTheInputs() async throws {
    let world = try await World("freeze-digest", collectors: 1)
    try await world.addCases(3)
    let first = try await world.freeze()
    let second = try await world.freeze()
    #expect(first.digest == second.digest && first.digest.count == 32)
    // Another row version in another place of the table: the same inputs.
    try await world.store.database.run { [agency = world.agency.id] in
      _ = try $0.execute(
        """
        UPDATE allot.case_state SET rev = rev WHERE agency_id = \(agency)
          AND case_id = (SELECT min(case_id) FROM allot.case_state WHERE agency_id = \(agency))
        """)
      // Known to be so small, the table is read as it lies, not by its index.
      _ = try $0.execute("ANALYZE allot.case_state")
    }
    #expect(try await world.freeze().digest == first.digest)
    let payment = PaymentRow(line: 2, key: CaseKey(client: nil, caseNo: "k2"), sourceID: "1", day: World.slot - 1, amount: 1, currency: nil)
    _ = try await world.store.feeds.apply([payment], file: "p", agency: world.agency)
    #expect(try await world.freeze().digest != first.digest)
    #expect(try await world.freeze(slot: World.slot + 1).digest != first.digest)
  }

  @Test func closedCasesAndTheirFactsAreLeftOut() async throws {
    let world = try await World("freeze-closed")
    try await world.addCases(4)
    let rows = (1...4).map { CallRows.attempt($0 + 1, case: "k\($0)", day: World.slot - $0, point: nil) }
    _ = try await world.store.feeds.apply(rows, file: "a", agency: world.agency)
    try await world.addCases(2) { _, row in row.status = .returned }
    let snapshot = try await world.freeze().snapshot
    #expect(snapshot.cases.count == 2)
    #expect((0..<2).map { ContactCounters.unpack(snapshot.contacts[$0])?.map(\.day) } == [[World.slot - 3], [World.slot - 4]])
  }

  @Test func idsMapToPositionsDenseAndSparse() {
    var random = SplitMix64(seed: 3)
    for span in [Int64(50), 1_000_000_000_000] {
      let ids = Set((0..<40).map { _ in Int64.random(in: 1...span, using: &random) }).sorted()
      let map = IDMap(ids)
      for id in [0, 1, 2, span, span + 1] + ids { #expect(map[id] == ids.firstIndex(of: id).map(Int32.init) ?? -1) }
    }
    #expect(IDMap([])[0] == -1)
  }
}
