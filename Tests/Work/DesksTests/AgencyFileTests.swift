import DataTesting
import Faults
import Policy
import Portfolio
import Speech
import Testing
import YAML

@testable import Desks
@testable import Feeds
@testable import Register
@testable import Schema

/// A check says what putting in force would refuse, at its line.
@Suite struct AgencyFileTests {
  private static func reading(_ code: String, zone: String = "Asia/Shanghai", rates: String = "{ USD: 7.10 CNY }") -> PolicyDoor.Reading {
    let text = """
      agency: \(code)
      name: A
      timezone: \(zone)
      currency: CNY
      rates: \(rates)
      calendar: { weekdays: mon..sun }
      workload:
        effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
        limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
      brakes: { recalled: off, moved: off, unassigned: off, class_changed: off }
      approval: { policies: one person, moves_above: 20 cases }

      """
    return PolicyDoor.Reading([("agency.yaml", Array(text.utf8))])
  }

  private static func door() async throws -> PolicyDoor { PolicyDoor(RaceWorld.entrance(try await TestServer.store(), "li")) }

  /// The errors of the check, which the application gives, too.
  private static func refusals(_ reading: PolicyDoor.Reading) async throws -> [String] {
    #expect(reading.check.errors.isEmpty)
    let errors = try await door().check(reading, agencyCode: nil).findings.filter { $0.severity == .error }.map(\.description)
    let refusal = await #expect(throws: OperationError.self) { _ = try await door().apply(reading, agencyCode: nil) }
    for error in errors { #expect(refusal?.what.en.contains(error) == true, "\(refusal?.what.en ?? "")") }
    return errors
  }

  @Test func aTimeZoneThatThereIsNotIsAnErrorOfTheCheck() async throws {
    let wrong = Self.reading("zone-check", zone: "Asia/Shangai")
    #expect(
      try await Self.refusals(wrong) == [
        "agency.yaml:3:11: PostgreSQL knows no time zone “Asia/Shangai”; expected a name like Asia/Shanghai"
      ])
    // Without a database it is a warning, and a zone that the machine has is none.
    let more = wrong.checkedAlone.findings.filter { !wrong.check.findings.contains($0) }
    #expect(more.map(\.severity) == [.warning])
    #expect(more.map(\.description).allSatisfy { $0.hasPrefix("agency.yaml:3:11: ") && $0.contains("was not asked") }, "\(more)")
    #expect(Self.reading("zone-check").checkedAlone.findings == Self.reading("zone-check").check.findings)
  }

  @Test func whatCasesHoldFastIsAnErrorOfTheCheck() async throws {
    let agency = try await Self.door().apply(Self.reading("zone-cases"), agencyCode: nil).agency
    let dollars = CaseRow(line: 2, client: "c", caseNo: "1", currency: .usd, outstanding: 1)
    #expect(try await TestServer.store().feeds.apply([dollars], file: "f", agency: agency).inserted == 1)
    #expect(
      try await Self.refusals(Self.reading("zone-cases", zone: "Asia/Tokyo")) == [
        "agency.yaml:3:11: the time zone of an agency that has cases cannot change; make a new agency"
      ])
    #expect(
      try await Self.refusals(Self.reading("zone-cases", rates: "{ JPY: 0.047 CNY }")) == [
        "agency.yaml:5:8: there are cases in USD, which the agency file gives no rate; keep a line for it under rates:"
      ])
    #expect(try await Self.door().check(Self.reading("zone-cases"), agencyCode: nil).errors.isEmpty)
  }
}
