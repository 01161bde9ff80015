import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Schema
@testable import Views

/// What is taken as it is written, and said.
@Suite struct DoubtTests {
  @Test func anAmountOfManyTimesWhatIsOwedIsTakenAndSaid() async throws {
    let world = try await World("doubt-amounts")
    try await world.addCases(2) { number, row in row.entrusted = number == 1 ? 20_000 : nil }
    let today = try await world.store.register.clock(world.agency).today
    func payment(_ line: Int, _ caseNo: String, _ amount: Int64, _ day: Day) -> PaymentRow {
      PaymentRow(line: line, key: CaseKey(client: nil, caseNo: caseNo), sourceID: "p\(line)", day: day, amount: amount, currency: nil)
    }
    // k1 was entrusted with 200.00; of k2 only the figure of yesterday is known, 100.00.
    let rows = [
      payment(2, "k1", 200_000, today), payment(3, "k1", 199_999, today), payment(4, "k1", -200_000, today - 30),
      payment(5, "k2", 100_000, today), payment(6, "k2", 100_000, today - 30),
    ]
    let report = try await world.store.feeds.apply(rows, file: "p.csv", agency: world.agency)
    #expect((report.inserted, report.rejects.count, report.doubts.count, report.doubts.lines) == (5, 0, 3, [2, 4, 5]))
    let key = CaseKey(client: nil, caseNo: "k1")
    let promise = PromiseRow(line: 7, key: key, sourceID: "s", madeOn: today, dueOn: today, amount: 2_000_000, plan: 0)
    #expect(try await world.store.feeds.apply([promise], file: "s.csv", agency: world.agency).doubts.lines == [7])
  }

  @Test func aFigureOfManyTimesTheLastOneIsTakenAndSaid() async throws {
    let world = try await World("doubt-figures")
    // k2 is entrusted with 10.00 and owes 100.00 at once.
    let first = try await world.addCases(3) { number, row in row.entrusted = number == 2 ? 1_000 : nil }
    #expect((first.inserted, first.doubts.lines) == (3, [3]))
    let second = try await world.addCases(3) { number, row in row.outstanding = [100_000, 100_000, 99_999][number - 1] }
    #expect((second.changed, second.doubts.lines) == (3, [2, 3]))
    #expect(try await world.shown("k1").outstanding == 100_000)
    // Said once: the same file again brings nothing new.
    #expect(try await world.addCases(1) { _, row in row.outstanding = 100_000 }.doubts.count == 0)
  }

  @Test func ofManyDoubtsTheFirstTwentyLinesAreNamed() {
    var doubts = NamedRows()
    doubts.add(Array(1...15), of: 15)
    doubts.add(Array(16...40), of: 25)
    #expect(doubts.count == 40 && doubts.lines == Array(1...20))
  }

  @Test func aRegionOfTwoNamesIsOneAndSaid() async throws {
    let world = try await World("doubt-regions")
    let report = try await world.addCases(5) { number, row in row.region = ["广东", "广东省", "广东省", "上海市", "上海"][number - 1] }
    #expect(report.otherSpellings == [Spelling(written: "广东省", read: "广东"): 2, Spelling(written: "上海", read: "上海市"): 1])
    var shown: [String?] = []
    for number in 1...5 { shown.append(try await world.shown("k\(number)").region) }
    #expect(shown == ["广东", "广东", "广东", "上海市", "上海市"])
    // The names on record hold, whatever comes first in a later file.
    let later = try await world.addCases(1) { _, row in row.region = "广东省" }
    #expect((later.unchanged, later.otherSpellings.count) == (1, 1))
    // Two that are on record already stay two: policies name them.
    try await world.store.database.transaction(agency: world.agency.id) { [agency = world.agency.id] in
      try $0.execute("INSERT INTO allot.region (agency_id, region_id, name) VALUES (\(agency), 9, '广东省')")
    }
    #expect(try await world.addCases(1) { _, row in row.region = "广东省" }.otherSpellings.isEmpty)
    #expect(try await world.shown("k1").region == "广东省")
  }
}
