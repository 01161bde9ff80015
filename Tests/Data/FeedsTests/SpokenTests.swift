import DataTesting
import Portfolio
import Postgres
import Runs
import Schema
import Testing

@testable import Feeds
@testable import Views

/// Promises heard in conversations.
@Suite struct SpokenTests {
  private let world: World
  private let slot = World.slot

  init() async throws {
    // An agency for each test: they share a database.
    let test = Test.current?.name.filter(\.isLetter).lowercased() ?? ""
    world = try await World("spoken-\(test)")
    try await world.addCases(1)
  }

  private func say(_ id: String, daysAgo: Int, _ promises: [SaidPromise], party: Party = .debtor) async throws {
    let row = ConversationRow(
      line: 2, key: CaseKey(client: nil, caseNo: "k1"), sourceID: id, at: CallRows.noon(slot - daysAgo), party: party, text: "x")
    var judged = JudgedConversation(row: row, tone: .cooperative, confidence: 80, groups: 0, suggestedFlags: [])
    judged.promises = promises
    _ = try await world.store.feeds.apply([judged], judgedBy: [1], file: "t", agency: world.agency)
  }

  private func said(_ from: Int, _ until: Int, _ least: Int64? = nil, _ most: Int64? = nil) -> SaidPromise {
    SaidPromise(from: slot + from, until: slot + until, least: least, most: most)
  }

  /// What the night sees.
  private func promises() async throws -> [PromiseFact] { Array(try await world.freeze().snapshot.promises[0]) }

  @Test("the first promise with a day is due on the last day that was named, with the least amount")
  func theFirstCounts() async throws {
    try await say("a", daysAgo: 3, [said(5, 9, 200_000, 300_000), said(20, 20)])
    #expect(try await promises() == [PromiseFact(madeOn: slot - 3, dueOn: slot + 9, amount: 200_000)])
    let shown = try await world.store.views.explainCase("k1", agency: world.agency).promises
    #expect(shown.map(\.counts) == [true, false] && shown.allSatisfy(\.isSpoken))
    #expect(shown[0].from == slot + 5 && shown[0].dueOn == slot + 9 && shown[0].most == 300_000)
  }

  @Test("a conversation that is read anew promises what it says now")
  func corrected() async throws {
    try await say("a", daysAgo: 3, [said(5, 5), said(20, 20)])
    let revision: SQL = "SELECT rev FROM allot.case_state WHERE agency_id = \(world.agency.id)"
    let before = try await world.count(revision)
    try await say("a", daysAgo: 3, [said(5, 5), said(20, 20)])
    #expect(try await world.count(revision) == before)
    try await say("a", daysAgo: 3, [said(7, 7)])
    #expect(try await promises().map(\.dueOn) == [slot + 7])
    #expect(try await world.count(revision) > before)
    try await say("a", daysAgo: 3, [])
    #expect(try await promises().isEmpty)
  }

  @Test("what somebody entered of the same days takes its place; a later promise replaces one whose day has not come")
  func replaced() async throws {
    try await say("a", daysAgo: 9, [said(-5, -5)])
    // Its day had passed when the next was made: it stays, and is broken.
    try await say("b", daysAgo: 3, [said(6, 6)])
    #expect(try await promises().map(\.dueOn) == [slot - 5, slot + 6])
    try await say("c", daysAgo: 1, [said(8, 8)])
    #expect(try await promises().map(\.dueOn) == [slot - 5, slot + 8])
    let entered = PromiseRow(
      line: 2, key: CaseKey(client: nil, caseNo: "k1"), sourceID: "p", madeOn: slot - 1, dueOn: slot + 2, amount: 5, plan: 0)
    _ = try await world.store.feeds.apply([entered], file: "p", agency: world.agency)
    #expect(try await promises().map(\.dueOn) == [slot - 5, slot + 2])
  }

  @Test("what somebody else said promises nothing")
  func othersWords() async throws {
    try await say("a", daysAgo: 3, [said(5, 5)], party: .thirdParty)
    #expect(try await promises().isEmpty)
  }
}
