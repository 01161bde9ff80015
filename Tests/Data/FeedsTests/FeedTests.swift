import DataTesting
import Portfolio
import Postgres
import Register
import Runs
import Schema
import Speech
import TestRandom
import Testing

@testable import Feeds
@testable import Views

@Suite struct FeedTests {
  @Test func whatACollectorsFileHasNoColumnForStaysAsItIs() async throws {
    let world = try await World("feed-collectors-unsaid")
    func apply(_ row: CollectorRow) async throws -> ApplyReport {
      try await world.store.feeds.apply([row], file: "c.csv", agency: world.agency)
    }
    var whole = CollectorRow(line: 2, code: "x")
    (whole.name, whole.skills, whole.leavesOn, whole.fullTime, whole.caseLimit, whole.amountLimit) = (
      "X", ["cantonese"], World.slot + 9, 500, 50, 700
    )
    #expect(try await apply(whole).inserted == 1)
    var list = CollectorRow(line: 2, code: "x")
    list.unsaid = [.skills, .active, .leavesOn, .fullTime, .caseLimit, .amountLimit]
    #expect(try await apply(list).unchanged == 1)
    let shown = try #require(try await world.store.views.showCollectors(limit: 9, agency: world.agency).first)
    #expect(shown.skills == ["cantonese"] && shown.leavesOn == World.slot + 9)
    // What one file leaves out is left out one by one.
    list.unsaid.remove(.skills)
    #expect(try await apply(list).changed == 1)
    let after = try #require(try await world.store.views.showCollectors(limit: 9, agency: world.agency).first)
    #expect(after.skills.isEmpty && after.leavesOn == World.slot + 9)
    #expect(
      try await world.count(
        "SELECT count(*) FROM allot.collector WHERE agency_id = \(world.agency.id) AND full_time = 500 AND case_limit = 50 AND amount_limit = 700"
      )
        == 1)
  }

  @Test func moreReversedThanPaidIsNamed() async throws {
    let world = try await World("feed-reversed")
    try await world.addCases(2)
    func pay(_ number: Int, _ id: String, _ amount: Int64) -> PaymentRow {
      PaymentRow(
        line: 2, key: CaseKey(client: "cmb", caseNo: "k\(number)"), sourceID: id, day: World.slot - 1, amount: amount, currency: nil)
    }
    func apply(_ rows: [PaymentRow]) async throws -> [String] {
      try await world.store.feeds.apply(rows, file: "p.csv", agency: world.agency).reversedBeyondPaid
    }
    #expect(try await apply([pay(1, "a", 500), pay(1, "b", -500), pay(2, "a", 500), pay(2, "b", -700)]) == ["k2"])
    #expect(try await apply([pay(1, "c", -1)]) == ["k1"])
    #expect(try await apply([pay(2, "c", 200)]) == [])
  }

  @Test func anAttemptCountsOnceWhateverFileItComesIn() async throws {
    let world = try await World("feed-attempts", collectors: 2)
    try await world.addCases(2) { number, row in
      row.collector = number == 1 ? "c1" : nil
      row.entrustedOn = World.slot - 10
      row.contactPoints = [OpaqueReference(bytes: [7])]
    }
    let day = World.slot - 3
    let rows = [
      CallRows.attempt(2, case: "k1", day: day), CallRows.attempt(3, case: "k1", day: day),
      CallRows.attempt(4, case: "k1", day: day, point: 7),
      CallRows.attempt(5, case: "k2", day: day, outcome: .connected, collector: "c2", talk: 90),
      CallRows.attempt(6, case: nil, day: day, point: nil, collector: "c2", talk: 5),
      CallRows.attempt(7, case: "k1", day: day, outcome: .delivered, channel: .sms, point: nil, automatic: true),
      CallRows.attempt(8, case: "zz", day: day), CallRows.attempt(9, case: "k1", day: day, collector: "zz"),
    ]
    let first = try await world.store.feeds.apply(rows, file: "a.csv", agency: world.agency)
    #expect((first.inserted, first.withoutCase, first.unchanged) == (7, 1, 0))
    #expect(first.rejects.map(\.position.line) == [8])
    // A call to a debtor is one, whoever made it: it counts for its case and is nobody's work.
    #expect(first.unknownAgents == [Wording(same: "zz"): 1])
    // The second file has the first one's rows and one more, the same call twice in it.
    let more = CallRows.attempt(10, case: "k1", day: day + 1, point: 1)
    let second = try await world.store.feeds.apply(rows + [more, more], file: "b.csv", agency: world.agency)
    #expect((second.inserted, second.withoutCase, second.unchanged) == (1, 0, 8))
    let frozen = try await world.freeze()
    let cells = try #require(ContactCounters.unpack(frozen.snapshot.contacts[0]))
    let codes = frozen.snapshot.contactCodes
    #expect(cells.map { [Int32($0.point), $0.count] } == [[0, 1], [1, 3], [255, 1], [1, 1]])
    #expect(cells.map { codes[Int($0.code)].outcome } == [.noAnswer, .noAnswer, .delivered, .noAnswer])
    #expect(cells.map(\.day) == [day, day, day, day + 1])
    // c1 held k1: three calls and the later one are his; the machine's message is nobody's.
    #expect(Array(frozen.snapshot.collectors.days[0]) == [CollectorDay(day: day, calls: 3), CollectorDay(day: day + 1, calls: 1)])
    #expect(Array(frozen.snapshot.collectors.days[1]) == [CollectorDay(day: day, talkSeconds: 95, calls: 2)])
  }

  @Test func callsBelongToWhoHeldTheCaseOnTheirDay() async throws {
    let world = try await World("feed-holder", collectors: 1)
    try await world.addCases(1) { _, row in (row.collector, row.entrustedOn) = ("c1", World.slot - 5) }
    let rows = [6, 5, 4].map { CallRows.attempt(10 - $0, case: "k1", day: World.slot - $0, talk: 60) }
    #expect(try await world.store.feeds.apply(rows, file: "a.csv", agency: world.agency).inserted == 3)
    let days = try await world.freeze().snapshot.collectors.days[0]
    #expect(days.map(\.day) == [World.slot - 5, World.slot - 4] && days.allSatisfy { $0.calls == 1 })
  }

  @Test func countersOfManyChunksEqualACount() async throws {
    let world = try await World("feed-counters")
    try await world.addCases(3)
    var random = SplitMix64(seed: 11)
    var expected: [String: [ContactCount: Int32]] = [:]
    var line = 1
    for _ in 0..<6 {
      let rows = (0..<40).map { _ -> AttemptRow in
        line += 1
        let outcome: ContactOutcome = Bool.random(using: &random) ? .busy : .noAnswer
        let (number, day) = (Int.random(in: 1...3, using: &random), World.slot - Int.random(in: 0...4, using: &random))
        // Days from the slot on are not seen tonight.
        if day < World.slot {
          let cell = ContactCount(day: day, point: 255, code: Int32(outcome.rawValue), count: 0)
          expected["k\(number)", default: [:]][cell, default: 0] += 1
        }
        return CallRows.attempt(line, case: "k\(number)", day: day, outcome: outcome, point: nil)
      }
      _ = try await world.store.feeds.apply(rows, file: "a.csv", agency: world.agency)
    }
    let snapshot = try await world.freeze().snapshot
    for index in 0..<3 {
      var found: [ContactCount: Int32] = [:]
      for cell in try #require(ContactCounters.unpack(snapshot.contacts[index])) {
        let outcome = snapshot.contactCodes[Int(cell.code)].outcome
        found[ContactCount(day: cell.day, point: cell.point, code: Int32(outcome.rawValue), count: 0)] = cell.count
      }
      #expect(found == expected["k\(index + 1)"])
    }
  }

  @Test func conversationsKeepTheirTextOnlyByConsent() async throws {
    for keeps in [false, true] {
      let world = try await World("feed-talk-\(keeps)", collectors: 1, keepText: keeps)
      try await world.addCases(1)
      func judged(_ tone: Tone) -> JudgedConversation {
        let row = ConversationRow(
          line: 2, key: CaseKey(client: "cmb", caseNo: "k1"), sourceID: "1", at: CallRows.noon(World.slot - 1), party: .debtor, text: "明天还")
        return JudgedConversation(row: row, tone: tone, confidence: 80, groups: 5, suggestedFlags: [])
      }
      func apply(_ tone: Tone) async throws -> ApplyReport {
        try await world.store.feeds.apply([judged(tone)], judgedBy: [1], file: "t.csv", agency: world.agency)
      }
      #expect(try await apply(.cooperative).inserted == 1)
      #expect(try await apply(.cooperative).unchanged == 1)
      #expect(try await apply(.neutral).changed == 1)
      #expect(try await world.count("SELECT count(body) FROM allot.conversation WHERE agency_id = \(world.agency.id)") == (keeps ? 1 : 0))
      let facts = try await world.freeze().snapshot.conversations[0]
      #expect(Array(facts) == [ConversationFact(day: World.slot - 1, tone: .neutral, confidence: 80, groups: 5)])
    }
  }

  @Test func promisesAreCorrectedByTheirId() async throws {
    let world = try await World("feed-promises")
    try await world.addCases(1)
    func promise(_ due: Day) -> PromiseRow {
      PromiseRow(
        line: 2, key: CaseKey(client: nil, caseNo: "k1"), sourceID: "1", madeOn: World.slot - 5, dueOn: due, amount: 100, plan: 0)
    }
    func apply(_ due: Day) async throws -> ApplyReport {
      try await world.store.feeds.apply([promise(due)], file: "p", agency: world.agency)
    }
    #expect(try await apply(World.slot).inserted == 1)
    #expect(try await apply(World.slot).unchanged == 1)
    #expect(try await apply(World.slot + 1).changed == 1)
    let frozen = try await world.freeze()
    #expect(Array(frozen.snapshot.promises[0]) == [PromiseFact(madeOn: World.slot - 5, dueOn: World.slot + 1, amount: 100)])
    #expect(frozen.snapshot.cases.rev == [3])
  }

  @Test func theLatestWordOnAFlagCounts() async throws {
    let world = try await World("feed-flags")
    try await world.addCases(1)
    func apply(_ rows: [(CaseFlags, Bool, Day)]) async throws -> ApplyReport {
      let rows = rows.enumerated().map { line, row in
        FlagRow(line: line + 2, key: CaseKey(client: nil, caseNo: "k1"), flag: row.0, set: row.1, day: row.2)
      }
      return try await world.store.feeds.apply(rows, file: "flags", agency: world.agency)
    }
    let day = World.slot - 4
    #expect(try await apply([(.dispute, true, day), (.attorney, true, day), (.attorney, false, day + 1)]).inserted == 3)
    #expect(try await world.shown("k1").flags == .dispute)
    // An older row that comes late changes nothing; the same file again neither.
    #expect(try await apply([(.dispute, false, day - 1)]).inserted == 1)
    #expect(try await world.shown("k1").flags == .dispute)
    #expect(try await apply([(.dispute, true, day), (.attorney, true, day), (.attorney, false, day + 1)]).unchanged == 3)
    #expect(try await world.shown("k1").flags == .dispute)
    #expect(try await apply([(.dispute, false, day)]).inserted == 1)
    #expect(try await world.shown("k1").flags == [])
  }

  @Test func theLatestHoldCountsAndItBeginsOnItsDay() async throws {
    let world = try await World("feed-holds")
    try await world.addCases(1)
    func apply(_ kind: HoldKind, _ from: Day, _ until: Day) async throws -> ApplyReport {
      let row = HoldRow(line: 2, key: CaseKey(client: nil, caseNo: "k1"), kind: kind, from: from, until: until)
      return try await world.store.feeds.apply([row], file: "holds", agency: world.agency)
    }
    #expect(try await apply(.complaint, World.slot + 2, .never).inserted == 1)
    #expect(try await apply(.complaint, World.slot + 2, .never).unchanged == 1)
    #expect(try await world.freeze().snapshot.cases.hold == [.none])
    let later = try await world.freeze(slot: World.slot + 2).snapshot.cases
    #expect(later.hold == [.complaint] && later.holdUntil == [.never])
    #expect(try await apply(.none, World.slot + 3, .never).inserted == 1)
    #expect(try await world.shown("k1").hold == .none)
    #expect(try await world.freeze(slot: World.slot + 4).snapshot.cases.hold == [.none])
  }

  /// Whoever enters that a case will be stopped next week does not set it free until then.
  @Test func aHoldThatBeginsLaterDoesNotEndTheOneInForce() async throws {
    let world = try await World("feed-holds-later")
    try await world.addCases(1)
    let today = try await world.store.register.clock(world.agency).today
    func apply(_ kind: HoldKind, _ from: Int, _ until: Day) async throws -> [Day?] {
      let row = HoldRow(line: 2, key: CaseKey(client: nil, caseNo: "k1"), kind: kind, from: today + from, until: until)
      _ = try await world.store.feeds.apply([row], file: "holds", agency: world.agency)
      let cases = try await world.freeze(slot: today).snapshot.cases
      return cases.hold == [.dispute] ? [cases.holdUntil[0]] : cases.hold == [.none] ? [nil] : []
    }
    #expect(try await apply(.dispute, -5, today + 7) == [today + 7])
    #expect(try await apply(.complaint, 5, today + 20) == [today + 20])
    // An end that is known beforehand.
    #expect(try await apply(.none, 9, .never) == [today + 9])
  }

  @Test func aFileIsKnownByItsDigest() async throws {
    let world = try await World("feed-file")
    #expect(try await !world.store.feeds.fileKnown(feed: .cases, digest: [1, 2], agency: world.agency))
    try await world.store.feeds.recordFile(
      feed: .cases, file: "a.csv", digest: [1, 2], report: ApplyReport(), rejected: 1, by: "me", agency: world.agency)
    #expect(try await world.store.feeds.fileKnown(feed: .cases, digest: [1, 2], agency: world.agency))
    #expect(try await !world.store.feeds.fileKnown(feed: .hours, digest: [1, 2], agency: world.agency))
  }

  @Test func aCallThatNamesNoCaseBelongsToTheCaseOfItsNumber() async throws {
    let world = try await World("feed-numbers")
    let day = World.slot - 1
    try await world.addCases(4) { number, row in
      row.contactPoints = [OpaqueReference(bytes: [UInt8(number == 4 ? 3 : number)])]
      row.debtor = OpaqueReference(bytes: [UInt8(number)])
    }
    let rows = [
      CallRows.attempt(2, case: nil, day: day, point: 1), CallRows.attempt(3, case: nil, day: day, point: 3),
      CallRows.attempt(4, case: nil, day: day, point: 9),
    ]
    let report = try await world.store.feeds.apply(rows, file: "calls.csv", agency: world.agency)
    #expect(report.inserted == 3)
    // The first is found; two debtors share the second number; nobody has the third.
    #expect(report.withoutCase == 2)
  }
}
