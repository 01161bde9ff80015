import DataTesting
import Figures
import Portfolio
import Postgres
import Runs
import Testing
import Views

@testable import Feeds
@testable import Schema

@Suite struct ToneTests {
  private static func verdict(_ tone: Tone, score: Int16 = 0) -> JudgedTone {
    JudgedTone(tone: tone, confidence: 90, groups: 3, suggestedFlags: [], score: score, isDisputed: false)
  }

  private static func talk(_ world: World, _ count: Int, disputed: Bool = false) async throws {
    let rows = (1...count).map { number in
      JudgedConversation(
        row: ConversationRow(
          line: number + 1, key: CaseKey(client: "cmb", caseNo: "k\(number)"), sourceID: "t\(number)", at: CallRows.noon(World.slot - 1),
          party: .debtor, text: "明天还\(number)"),
        tone: .neutral, confidence: 40, groups: 1, suggestedFlags: [], score: 5, isDisputed: disputed && number == 1)
    }
    _ = try await world.store.feeds.apply(rows, judgedBy: [1], file: "t.csv", agency: world.agency)
  }

  @Test func keptTextsAreJudgedAgainAndOthersStayWithTheirVersion() async throws {
    for keeps in [true, false] {
      let world = try await World("tone-again-\(keeps)", keepText: keeps)
      try await world.addCases(5)
      try await Self.talk(world, 5)
      let (store, agency) = (world.store, world.agency)
      let census = try await store.feeds.toneCensus(judgedBy: [2], agency: agency)
      #expect((census.current, census.outdated, census.outdatedWithoutText) == (0, keeps ? 5 : 0, keeps ? 0 : 5))
      var last: KeptConversation?
      var judged = 0
      while true {
        let kept = try await store.feeds.outdatedConversations(judgedBy: [2], after: last, limit: 2, agency: agency)
        guard !kept.isEmpty else { break }
        let changed = try await store.feeds.rejudge(
          kept.map { ($0, Self.verdict($0.sourceID == "t1" ? .neutral : .cooperative)) }, judgedBy: [2], agency: agency)
        #expect(changed == kept.count { $0.sourceID != "t1" })
        judged += kept.count
        last = kept.last
      }
      #expect(judged == (keeps ? 5 : 0))
      #expect(try await store.feeds.toneCensus(judgedBy: [2], agency: agency).current == judged)
      let unstable = try await store.feeds.unstableVerdicts(judgedBy: [2], agency: agency) { text, _ in
        Self.verdict(text.hasSuffix("1") ? .neutral : .uncooperative)
      }
      #expect(unstable == (keeps ? 4 : 0))
    }
  }

  @Test func countersThatSaySomethingElseThanTheAttemptsAreFoundAndMended() async throws {
    let world = try await World("tone-verify")
    try await world.addCases(4)
    let rows = (0..<40).map { CallRows.attempt($0 + 2, case: "k\($0 % 3 + 1)", day: World.slot - $0 % 7 - 1, point: UInt8($0 % 2)) }
    _ = try await world.store.feeds.apply(rows, file: "a", agency: world.agency)
    var check = try await world.store.feeds.checkCounters(agency: world.agency)
    #expect(check.attempts == 40 && check.cases == 3 && check.differences == 0)
    let agency = world.agency.id
    try await world.store.database.run { connection in
      try connection.execute(
        """
        UPDATE allot.contacts SET packed = (SELECT packed FROM allot.contacts o WHERE o.agency_id = \(agency) ORDER BY case_id DESC LIMIT 1)
        WHERE agency_id = \(agency) AND case_id = (SELECT min(case_id) FROM allot.contacts WHERE agency_id = \(agency))
        """)
      try connection.execute(
        """
        DELETE FROM allot.contacts WHERE agency_id = \(agency) AND case_id =
          (SELECT case_id FROM allot.contacts WHERE agency_id = \(agency) ORDER BY case_id OFFSET 1 LIMIT 1)
        """)
    }
    check = try await world.store.feeds.checkCounters(agency: world.agency)
    #expect(check.differences == 2 && check.differing.count == 2)
    try await world.store.feeds.rebuildCounters(of: check.differing, agency: world.agency)
    #expect(try await world.store.feeds.checkCounters(agency: world.agency).differences == 0)
  }

  @Test func aBetterMappingCorrectsAttemptsAndCounters() async throws {
    let world = try await World("tone-remap")
    try await world.addCases(2)
    let rows = [
      CallRows.attempt(2, case: "k1", day: World.slot - 3, outcome: .unknown),
      CallRows.attempt(3, case: "k1", day: World.slot - 2, outcome: .unknown, talk: 40),
      CallRows.attempt(4, case: "k2", day: World.slot - 2, outcome: .busy),
      CallRows.attempt(5, case: nil, day: World.slot - 2, outcome: .unknown),
    ]
    _ = try await world.store.feeds.apply(rows, file: "a", agency: world.agency)
    func remap(_ isDry: Bool) async throws -> RemapReport {
      try await world.store.feeds.remap(source: "dialler", isDry: isDry, agency: world.agency) { raw, talk, code in
        guard raw == "unknown" else { return nil }
        var new = code
        new.outcome = talk > 5 ? .connected : .poweredOff
        return new
      }
    }
    let dry = try await remap(true)
    #expect((dry.readings, dry.changedReadings, dry.attempts, dry.cases) == (3, 2, 3, 0))
    let done = try await remap(false)
    #expect((done.changedReadings, done.attempts, done.cases) == (2, 3, 1))
    #expect(try await remap(false).attempts == 0)
    #expect(try await world.store.feeds.checkCounters(agency: world.agency).differences == 0)
    let snapshot = try await world.freeze().snapshot
    let cells = try #require(ContactCounters.unpack(snapshot.contacts[0]))
    #expect(cells.map { snapshot.contactCodes[Int($0.code)].outcome } == [.poweredOff, .connected])
    // The same attempts imported again are still known.
    #expect(try await world.store.feeds.apply(rows, file: "a", agency: world.agency).inserted == 0)
  }

  @Test func peopleReadTheDoubtfulOnesAndTheirLabelsCount() async throws {
    let world = try await World("tone-review", keepText: true)
    try await world.addCases(6)
    try await Self.talk(world, 6, disputed: true)
    func items() async throws -> [ReviewItem] {
      try await world.store.feeds.reviewItems(since: World.slot - 10, below: 60, limit: 3, agency: world.agency)
    }
    let first = try await items()
    // Three by lot, wherever they would stand otherwise; then what is left of the doubtful ones.
    #expect(first.count == 6 && first.count { $0.why == .sample } == 3)
    #expect(first.count { $0.why == .disputed } == (first.contains { $0.why == .sample && $0.caseNo == "k1" } ? 0 : 1))
    let doubtful = try #require(first.first { $0.caseNo == "k1" })
    #expect(doubtful.client == "cmb" && doubtful.text == "明天还1")
    #expect(try await items() == first)
    #expect(Set(first.map(\.sourceID)).count == first.count)
    let labels = [
      ReviewLabel(client: nil, caseNo: "k1", sourceID: "t1", label: .cooperative, why: .sample),
      ReviewLabel(client: "cmb", caseNo: "k2", sourceID: "t2", label: .neutral),
      ReviewLabel(client: "other", caseNo: "k3", sourceID: "t3", label: .neutral),
      ReviewLabel(client: nil, caseNo: "k4", sourceID: "no", label: .neutral),
    ]
    #expect(try await world.store.feeds.label(labels, by: "li", agency: world.agency) == [true, true, false, false])
    #expect(try await items().allSatisfy { !["t1", "t2"].contains($0.sourceID) })
    let labelled = try await world.store.feeds.labelledConversations(since: World.slot - 3_000, agency: world.agency)
    #expect(labelled.map(\.label).sorted { $0.rawValue < $1.rawValue } == [.neutral, .cooperative])
    #expect(labelled.allSatisfy { $0.judged == .neutral && $0.text != nil })
    #expect(labelled.filter(\.isSample).map(\.label) == [.cooperative])
    let months = try await world.store.views.toneMonths(since: World.slot - 60, agency: world.agency)
    #expect(months.count == 1 && months[0].conversations == 6 && months[0].tones == [6, 0, 0] && months[0].groups[0] == 6)
  }

  @Test func aCorrectedAttemptTakesItsOldCountAndTimeWithIt() async throws {
    let world = try await World("tone-correct", collectors: 2)
    try await world.addCases(2)
    let day = World.slot - 3
    func apply(_ row: AttemptRow) async throws -> ApplyReport { try await world.store.feeds.apply([row], file: "a", agency: world.agency) }
    let first = CallRows.attempt(2, case: "k1", day: day, outcome: .noAnswer, collector: "c1", talk: 0)
    #expect(try await apply(first).inserted == 1)
    #expect(try await apply(first).unchanged == 1)
    // The source thinks better of it: another case, another person, and somebody answered.
    let second = CallRows.attempt(2, case: "k2", day: day, outcome: .connected, collector: "c2", talk: 70)
    let report = try await apply(second)
    #expect((report.inserted, report.changed, report.unchanged) == (0, 1, 0))
    #expect(try await apply(second).unchanged == 1)
    #expect(try await world.store.feeds.checkCounters(agency: world.agency).differences == 0)
    let frozen = try await world.freeze().snapshot
    #expect(frozen.contacts[0].isEmpty)
    let cells = try #require(ContactCounters.unpack(frozen.contacts[1]))
    #expect(cells.map { frozen.contactCodes[Int($0.code)].outcome } == [.connected])
    #expect(frozen.collectors.days[0].allSatisfy { $0.calls == 0 && $0.talkSeconds == 0 })
    #expect(Array(frozen.collectors.days[1]) == [CollectorDay(day: day, talkSeconds: 70, calls: 1)])
    // A worse leg of a call that has been talked on says nothing new.
    var leg = CallRows.attempt(2, case: "k2", day: day, outcome: .noAnswer, collector: "c1", talk: 0)
    leg.isLeg = true
    #expect(try await apply(leg).unchanged == 1)
  }
}
