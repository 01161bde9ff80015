import DataTesting
import Feeds
import Policy
import Portfolio
import Testing

@testable import Desks
@testable import Register
@testable import Schema

extension ChangeTests {
  @Test func wordsJudgeWhatIsOnRecordByWhicheverWayTheyComeInForce() async throws {
    let bench = try await Bench("change-words", approval: "two people")
    func words(_ version: Int, _ cooperative: String) -> PolicyDoor.File {
      let text = """
        lexicon: zh
        language: zh
        version: \(version)
        speakers: { debtor: 客户 }
        phrases: { promise: \(cooperative), refusal: 不还 }

        """
      return ("zh.yaml", Array(text.utf8))
    }
    func agencyFile(_ more: String) -> PolicyDoor.File {
      let file = Bench.agency("change-words", "two people")
      return (file.name, file.bytes + Array(more.utf8))
    }
    let feeds = bench.store.feeds
    _ = try await feeds.apply(
      [CaseRow(line: 2, client: "cards", caseNo: "k1", currency: .cny, outstanding: 10_000)], file: "cases.csv", agency: bench.agency)
    let named = "conversations: { keep_text: yes, lexicons: [zh] }\n"
    // With the words and the name in one change, agreed to by another.
    let first = try bench.number(try await bench.submit("li", words(1, "明天还"), agencyFile(named)))
    _ = try await bench.desk("zhang").approve(change: first)
    let renewed = try await bench.store.register.agency("change-words")
    let talk = JudgedConversation(
      row: ConversationRow(
        line: 2, key: CaseKey(client: "cards", caseNo: "k1"), sourceID: "t1",
        at: CallRows.noon(try await bench.store.register.clock(renewed).today - 1), party: .debtor, text: "下周处理"),
      tone: .neutral, confidence: 40, groups: 1, suggestedFlags: [], score: 5, isDisputed: false)
    _ = try await feeds.apply([talk], judgedBy: [1], file: "t.csv", agency: renewed)
    func isCurrent() async throws -> Bool {
      let office = try await PolicyLibrary.judge(bench.store, renewed)
      let census = try await feeds.toneCensus(judgedBy: office.judgedBy, agency: renewed)
      return census.current == 1 && census.outdated == 0
    }
    #expect(try await !isCurrent())
    // By an approval.
    let second = try bench.number(try await bench.submit("li", words(2, "下周处理")))
    if try await bench.desk("li").show(change: second).missing > 0 {
      _ = try await bench.desk("zhang").approve(change: second)
    } else {
      _ = try await bench.desk("li").activate(change: second)
    }
    #expect(try await isCurrent())
    // By going back, and by a day that has come.
    let back = try await bench.desk("li").rollback("zh", kind: .lexicon, reason: "too kind")
    if back.missing > 0 { _ = try await bench.desk("zhang").approve(change: back.change.number) }
    #expect(try await isCurrent())
    let tomorrow = try await bench.store.register.clock(renewed).today + 1
    let later = try bench.number(try await bench.submit("li", words(3, "处理"), effective: tomorrow))
    if try await bench.desk("li").show(change: later).missing > 0 {
      _ = try await bench.desk("zhang").approve(change: later)
    } else {
      _ = try await bench.desk("li").activate(change: later)
    }
    let daemon = PolicyDesk(.daemon(bench.store, renewed))
    #expect(try await daemon.comeIntoForce(on: tomorrow).map(\.state) == [.active])
    #expect(try await isCurrent())
  }
}
