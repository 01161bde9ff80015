import DataTesting
import Figures
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Schema
@testable import Views

extension FiguresTests {
  @Test func talkIsWhatWasKnownAtTheSlot() async throws {
    let world = try await World("figures-talk", collectors: 1)
    try await world.addCases(4)
    let (store, agency) = (world.store, world.agency)
    let talks = (1...4).map { number in
      JudgedConversation(
        row: ConversationRow(
          line: number, key: CaseKey(client: "cmb", caseNo: "k\(number)"), sourceID: "t\(number)",
          at: CallRows.noon(World.slot - [40, 5, 1, 0][number - 1]), party: number == 2 ? .thirdParty : .debtor, text: ""),
        tone: [.neutral, .neutral, .cooperative, .uncooperative][number - 1], confidence: 80, groups: 5, suggestedFlags: [], score: 0,
        isDisputed: false)
    }
    _ = try await store.feeds.apply(talks, judgedBy: [1], file: "t.csv", agency: agency)
    var attempts = (1...9).map { CallRows.attempt($0, case: "k1", day: World.slot - $0, outcome: $0 < 4 ? .unknown : .noAnswer) }
    attempts[0].rawCode = "QUACK"
    // Two of the week, and one before it.
    attempts += [2, 3, 9].map { CallRows.attempt(20 + $0, case: "k2", day: World.slot - $0, outcome: .blocked) }
    _ = try await store.feeds.apply(attempts, file: "a.csv", agency: agency)
    let labels = (1...3).map { number in
      ReviewLabel(
        client: nil, caseNo: "k\(number)", sourceID: "t\(number)", label: .cooperative, why: [.sample, nil, .disputed][number - 1])
    }
    #expect(try await store.feeds.label(labels, by: "li", agency: agency) == [true, true, true])
    let run = try await night(world) { _, _ in }
    let now = Instant(rawValue: try await store.register.clock(agency).now.rawValue + 1_000_000)
    let talk = try await store.views.figures(run: run, agency: agency, labelsUpTo: now).talk
    #expect(talk.byLot.labels == 1 && talk.byLot.count(label: .cooperative, judged: .neutral) == 1)
    #expect(talk.chosen.labels == 2 && talk.chosen.count(label: .cooperative, judged: .cooperative) == 1)
    #expect(talk.months.map(\.name) == ["2026-10", "2026-11"] && talk.months.map(\.conversations) == [1, 1])
    #expect(talk.months[1].tones == [0, 1, 0] && talk.months[1].groups.prefix(3) == [1, 0, 1])
    #expect(talk.attempts == 9 && talk.unmapped == 3)
    #expect(talk.blocked == [BlockedCalls(source: attempts[0].source, calls: 2)])
    #expect(try await store.views.health(today: World.slot, agency: agency).blocked == talk.blocked)
    #expect(talk.unmappedCodes.map(\.code) == ["unknown", "QUACK"] && talk.unmappedCodes.map(\.attempts) == [2, 1])
  }

  @Test func labelsCountUpToAMomentAndAreToldTheSameAgain() async throws {
    let world = try await World("figures-labels", collectors: 1)
    try await world.addCases(2)
    let (store, agency) = (world.store, world.agency)
    let talks = (1...2).map { number in
      JudgedConversation(
        row: ConversationRow(
          line: number, key: CaseKey(client: "cmb", caseNo: "k\(number)"), sourceID: "t\(number)", at: CallRows.noon(World.slot - 1),
          party: .debtor, text: ""), tone: .neutral, confidence: 80, groups: 0, suggestedFlags: [], score: 0, isDisputed: false)
    }
    _ = try await store.feeds.apply(talks, judgedBy: [1], file: "t.csv", agency: agency)
    let run = try await night(world) { _, _ in }
    func give(_ label: Tone, to number: Int, why: ReviewItem.Why? = nil) async throws {
      let label = ReviewLabel(client: nil, caseNo: "k\(number)", sourceID: "t\(number)", label: label, why: why)
      #expect(try await store.feeds.label([label], by: "li", agency: agency) == [true])
    }
    /// All labels so far moved back, as if they had been given earlier.
    func pass(_ days: Int32) async throws {
      let id = agency.id
      try await store.database.transaction(agency: id) { connection in
        _ = try connection.execute(
          "UPDATE allot.tone_label SET labelled_at = labelled_at - \(days) * interval '1 day' WHERE agency_id = \(id)")
      }
    }
    func talk(daysAgo: Int64) async throws -> TalkFigures {
      let moment = Instant(rawValue: try await store.register.clock(agency).now.rawValue + 1_000_000 - daysAgo * 86_400_000_000)
      return try await store.views.figures(run: run, agency: agency, labelsUpTo: moment).talk
    }
    try await give(.cooperative, to: 1, why: .sample)
    try await pass(2)
    try await give(.uncooperative, to: 2)
    try await pass(1)
    // Somebody thinks better of the first; it stays one of the lot.
    try await give(.neutral, to: 1)
    let then = try await talk(daysAgo: 1)
    #expect(then.byLot.count(label: .cooperative, judged: .neutral) == 1 && then.byLot.labels == 1 && then.chosen.labels == 1)
    let now = try await talk(daysAgo: 0)
    #expect(now.byLot.count(label: .neutral, judged: .neutral) == 1 && now.byLot.labels == 1 && now.chosen.labels == 1)
    let (before, first, late) = (try await talk(daysAgo: 4), try await talk(daysAgo: 3), try await talk(daysAgo: -200))
    #expect(first.byLot.labels == 1 && first.chosen.labels == 0 && before.byLot.labels == 0)
    #expect(late.byLot.labels == 0, "labels of half a year ago say nothing of today")
    #expect(now.labelsUpTo.count == 19 && now.labelsUpTo != then.labelsUpTo)
    let known = try await store.feeds.labelledConversations(since: World.slot - 9_000, agency: agency)
    #expect(known.map(\.label) == [.uncooperative, .neutral] && known.map(\.isSample) == [false, true])
  }
}
