import DataTesting
import Portfolio
import Postgres
import Speech
import Testing

@testable import Feeds
@testable import Schema
@testable import Views

/// Numbers that lost their zeros on the way through a spreadsheet, and names of one letter in two forms.
@Suite struct LostZeroTests {
  @Test func theCodeOrNumberThatWasMeantIsTold() async throws {
    let world = try await World("zeros")
    let (feeds, agency) = (world.store.feeds, world.agency)
    _ = try await feeds.apply([CollectorRow(line: 2, code: "001")], file: "c.csv", agency: agency)
    _ = try await feeds.apply(
      [CaseRow(line: 2, client: "cmb", caseNo: "00042", currency: .cny, outstanding: 1)], file: "k.csv", agency: agency)
    let hours = [HoursRow(line: 2, collector: "1", day: World.slot, scheduledMinutes: 480)]
    let refused = try await feeds.apply(hours, file: "h.csv", agency: agency).rejects
    #expect(refused.first?.why.en.contains("did you mean “001”?") == true && refused.first?.why.zh.contains("“001”") == true)
    let leave = LeaveRow(line: 2, collector: "１", days: [(World.slot, .whole)])
    #expect(try await feeds.apply([leave], file: "l.csv", agency: agency).rejects.first?.why.en.contains("“001”") == true)
    let unknown = [HoursRow(line: 2, collector: "7", day: World.slot, scheduledMinutes: 480)]
    #expect(
      try await feeds.apply(unknown, file: "h.csv", agency: agency).rejects.first?.why.en.contains("import the collectors file") == true)
    let paid = PaymentRow(line: 2, key: CaseKey(client: nil, caseNo: "42"), sourceID: "p", day: World.slot, amount: 1, currency: nil)
    #expect(try await feeds.apply([paid], file: "p.csv", agency: agency).rejects.first?.why.en.contains("did you mean “00042”?") == true)
    // A file of one client, loaded as another's: the number is not unknown, the client is wrong.
    let others = PaymentRow(line: 2, key: CaseKey(client: "cgb", caseNo: "00042"), sourceID: "p", day: World.slot, amount: 1, currency: nil)
    let why = try await feeds.apply([others], file: "p.csv", agency: agency).rejects.first?.why.en
    #expect(
      why?.contains("another client has a case of this number") == true && why?.contains("leave --client out") == true, "\(why ?? "")")
    let nobodys = PaymentRow(line: 2, key: CaseKey(client: "cmb", caseNo: "7x"), sourceID: "p", day: World.slot, amount: 1, currency: nil)
    #expect(
      try await feeds.apply([nobodys], file: "p.csv", agency: agency).rejects.first?.why.en.contains("import the case file first") == true)
    let call = CallRows.attempt(2, case: "00042", day: World.slot, collector: "1")
    let called = try await feeds.apply([call], file: "a.csv", agency: agency)
    #expect(called.inserted == 1 && called.meantAgents.map(\.value) == ["001"])
  }

  @Test func aNameInTwoFormsOfOneLetterIsOneName() async throws {
    let world = try await World("forms")
    // é as one sign, and as e with an accent behind it.
    for client in ["Cr\u{E9}dit", "Cre\u{301}dit"] {
      _ = try await world.store.feeds.apply(
        [CaseRow(line: 2, client: client, caseNo: "1", currency: .cny, outstanding: 1)], file: "k.csv", agency: world.agency)
    }
    #expect(try await world.count("SELECT count(*) FROM allot.client WHERE agency_id = \(world.agency.id)") == 1)
    #expect(try await world.count("SELECT count(*) FROM allot.case_record WHERE agency_id = \(world.agency.id)") == 1)
  }
}
