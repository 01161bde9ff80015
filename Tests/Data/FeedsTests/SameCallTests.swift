import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Runs
@testable import Schema
@testable import Views

/// One call is one attempt, and one payment one payment, by whatever way their file was read.
@Suite struct SameCallTests {
  private static let day = World.slot - 3

  private static func world(_ code: String) async throws -> World {
    let world = try await World(code, collectors: 1)
    try await world.addCases(2) { number, row in
      row.collector = number == 1 ? "c1" : nil
      row.entrustedOn = World.slot - 10
      row.contactPoints = [OpaqueReference(bytes: [1]), OpaqueReference(bytes: [2])]
    }
    return world
  }

  private static func apply(_ rows: [AttemptRow], _ world: World) async throws -> ApplyReport {
    try await world.store.feeds.apply(rows, file: "a.csv", agency: world.agency)
  }

  /// The row as another mapping reads it.
  private static func read(_ row: AttemptRow, as source: String, _ outcome: ContactOutcome, id: String? = nil) -> AttemptRow {
    var other = AttemptRow(
      line: row.line, key: row.key, sourceID: id ?? "other \(row.sourceID)", source: source, at: row.at, talkSeconds: row.talkSeconds,
      rawCode: "X", code: ContactCode(channel: row.code.channel, outcome: outcome, inbound: row.code.inbound))
    (other.point, other.collector, other.hasClock) = (row.point, row.collector, row.hasClock)
    return other
  }

  private static func attempts(_ world: World) async throws -> Int {
    try await world.count("SELECT count(*) FROM allot.attempt WHERE agency_id = \(world.agency.id)")
  }

  @Test func aCallThatAnotherSourceToldOfCountsOnceAndIsReadAsTheLaterOneReadsIt() async throws {
    let world = try await Self.world("same-sources")
    let calls = [
      CallRows.attempt(2, case: "k1", day: Self.day, outcome: .unknown, talk: 75),
      CallRows.attempt(3, case: "k2", day: Self.day, outcome: .unknown),
      CallRows.attempt(4, case: nil, day: Self.day, point: nil, collector: "c1", talk: 9),
    ]
    #expect(try await Self.apply(calls, world).inserted == 3)
    let mapped = calls.map { Self.read($0, as: "asterisk", .connected) }
    let second = try await Self.apply(mapped, world)
    #expect((second.inserted, second.changed, second.unchanged, second.takenOver) == (0, 3, 0, ["dialler": 3]))
    #expect(try await Self.attempts(world) == 3)
    // Each of the two files again: nothing is counted, and the later reading holds.
    #expect(try await Self.apply(mapped, world).unchanged == 3)
    let back = try await Self.apply(calls, world)
    #expect((back.inserted, back.changed, back.takenOver) == (0, 3, ["asterisk": 3]))
    #expect(try await Self.attempts(world) == 3)
    let check = try await world.store.feeds.checkCounters(agency: world.agency)
    #expect((check.attempts, check.differences) == (2, 0))
    let frozen = try await world.freeze()
    // c1 called k1 and somebody without a case.
    #expect(Array(frozen.snapshot.collectors.days[0]) == [CollectorDay(day: Self.day, talkSeconds: 84, calls: 2)])
  }

  /// Another instant, channel, direction, number or case is another call; and of two sources that tell of two calls each, two took place.
  @Test func callsThatDifferStayTwo() async throws {
    let world = try await Self.world("same-differ")
    let call = CallRows.attempt(2, case: "k1", day: Self.day)
    #expect(try await Self.apply([call], world).inserted == 1)
    var others = (0..<5).map { _ in call }
    others[0].at = CallRows.noon(Self.day, minutes: 1)
    others[1].code = ContactCode(channel: .sms, outcome: .delivered)
    others[2].code = ContactCode(channel: .phone, outcome: .connected, inbound: true)
    others[3].point = OpaqueReference(bytes: [2])
    others[4].key = CaseKey(client: nil, caseNo: "k2")
    let rows = others.enumerated().map { Self.read($1, as: "asterisk", $1.code.outcome, id: "o\($0)") }
    #expect(try await Self.apply(rows, world).inserted == 5)
    let pair = [CallRows.attempt(10, case: "k2", day: Self.day - 1), CallRows.attempt(11, case: "k2", day: Self.day - 1)]
    #expect(try await Self.apply(pair, world).inserted == 2)
    let three = (0..<3).map { Self.read(pair[0], as: "asterisk", .busy, id: "p\($0)") }
    let report = try await Self.apply(three, world)
    #expect((report.inserted, report.changed) == (1, 2))
  }

  @Test func whereARowSaysOnlyTheDayTheTalkTimeHasToFit() async throws {
    let world = try await Self.world("same-days")
    var call = CallRows.attempt(2, case: "k1", day: Self.day, talk: 30)
    call.hasClock = false
    #expect(try await Self.apply([call], world).inserted == 1)
    var longer = Self.read(call, as: "log", .connected, id: "x")
    longer.talkSeconds = 31
    #expect(try await Self.apply([longer], world).inserted == 1)
    #expect(try await Self.apply([Self.read(call, as: "log", .connected, id: "y")], world).changed == 1)
  }

  /// A row without an id is named by its digest; a reading that finds an id keeps the record.
  @Test func aRowCountsOnceWhetherClientAndIdAreReadOrNot() async throws {
    let world = try await Self.world("same-names")
    func row(_ client: String?, _ id: String?, earlier: [String] = []) -> AttemptRow {
      var row = CallRows.attempt(2, case: "k1", day: Self.day)
      row.key = CaseKey(client: client, caseNo: "k1")
      (row.sourceID, row.isNamed, row.formerIDs) = (id ?? "r:1", id != nil, id == nil ? earlier : ["r:1"])
      return row
    }
    #expect(try await Self.apply([row(nil, nil)], world).inserted == 1)
    for other in [row("cmb", nil, earlier: ["r:cmb"]), row(nil, "a1"), row("cmb", "a1"), row(nil, "a1")] {
      #expect(try await Self.apply([other], world).unchanged == 1)
    }
    #expect(try await Self.attempts(world) == 1)
    // Two calls of one content are two where the source tells them apart.
    #expect(try await Self.apply([row(nil, "a2")], world).inserted == 1)
    // The same number of another client's case.
    let foreign = CaseRow(line: 2, client: "icbc", caseNo: "k1", currency: .cny, outstanding: 1)
    _ = try await world.store.feeds.apply([foreign], file: "f", agency: world.agency)
    #expect(try await Self.apply([row("icbc", nil)], world).inserted == 1)
  }

  @Test func whatVersionOneRecordedWithTheClientInItsNameIsKnown() async throws {
    let world = try await Self.world("same-former")
    let key = CaseKey(client: "cmb", caseNo: "k1")
    // As it was: the digest with the client in it was the name.
    var old = CallRows.attempt(2, case: "k1", day: Self.day)
    old.sourceID = "r:with"
    #expect(try await Self.apply([old], world).inserted == 1)
    var now = CallRows.attempt(2, case: "k1", day: Self.day)
    (now.key, now.sourceID, now.isNamed, now.formerIDs) = (key, "r:without", false, ["r:with"])
    #expect(try await Self.apply([now], world).unchanged == 1)
    let paid = PaymentRow(line: 2, key: key, sourceID: "r:with", day: Self.day, amount: 5, currency: nil)
    var again = PaymentRow(line: 2, key: key, sourceID: "r:without", day: Self.day, amount: 5, currency: nil)
    again.idWithClient = "r:with"
    var promised = PromiseRow(line: 2, key: key, sourceID: "r:with", madeOn: Self.day, dueOn: Self.day, amount: 5, plan: 0)
    let feeds = world.store.feeds
    #expect(try await feeds.apply([paid], file: "p", agency: world.agency).inserted == 1)
    #expect(try await feeds.apply([again], file: "p", agency: world.agency).unchanged == 1)
    #expect(try await feeds.apply([promised], file: "p", agency: world.agency).inserted == 1)
    (promised.sourceID, promised.idWithClient) = ("r:without", "r:with")
    #expect(try await feeds.apply([promised], file: "p", agency: world.agency).unchanged == 1)
  }

  /// To the database two forms of one letter are two names of a source, and its calls are the same calls all the same.
  @Test func aSourceInTwoFormsOfOneLetterTellsOfOneCall() async throws {
    let world = try await Self.world("same-forms")
    var call = CallRows.attempt(2, case: "k1", day: Self.day)
    call = Self.read(call, as: "caf\u{E9}", .connected)
    #expect(try await Self.apply([call], world).inserted == 1)
    #expect(try await Self.apply([Self.read(call, as: "cafe\u{301}", .connected, id: "o")], world).changed == 1)
    #expect(try await Self.attempts(world) == 1)
  }

  private static func imported(_ rows: [AttemptRow], _ world: World) async throws -> ApplyReport {
    let report = try await apply(rows, world)
    try await world.store.feeds.recordFile(
      feed: .attempts, file: "a.csv", digest: [], report: report, rejected: 0, by: "test", agency: world.agency)
    return report
  }

  /// The file once with its ids, once without, once without its talk times.
  @Test func aFileReadAgainWithOtherColumnsCountsOnceAndSaysSo() async throws {
    let world = try await Self.world("same-again")
    let named = (0..<4).map { number -> AttemptRow in
      var row = CallRows.attempt(number + 2, case: "k1", day: Self.day, talk: 10 + Int32(number))
      row.at = CallRows.noon(Self.day, minutes: Int64(number))
      (row.sourceID, row.isNamed) = ("a\(number)", true)
      return row
    }
    #expect(try await Self.imported(named, world).inserted == 4)
    let unnamed = named.enumerated().map { number, row -> AttemptRow in
      var row = row
      (row.sourceID, row.isNamed) = ("r:\(number)", false)
      return row
    }
    let second = try await Self.imported(unnamed, world)
    #expect((second.inserted, second.unchanged, second.reread) == (0, 4, 4))
    let silent = unnamed.enumerated().map { number, row -> AttemptRow in
      var row = row
      (row.sourceID, row.talkSeconds) = ("r:silent \(number)", 0)
      return row
    }
    #expect(try await Self.imported(silent, world).reread == 4)
    #expect(try await Self.imported(named, world).unchanged == 4)
    #expect(try await Self.attempts(world) == 4)
    #expect(try await world.count("SELECT sum(talk_seconds)::int8 FROM allot.attempt WHERE agency_id = \(world.agency.id)") == 46)
    // One call more in a minute that had one is a call.
    var more = unnamed[0]
    (more.sourceID, more.talkSeconds) = ("r:more", 99)
    #expect(try await Self.imported([more], world).inserted == 1)
  }
}
