import AnotherProcess
import Portfolio
import Sample
import Testing

@Suite struct SampleAgencyTests {
  private func files(_ change: (inout SampleSettings) -> Void = { _ in }) throws -> [String: [UInt8]] {
    var settings = SampleSettings(
      seed: 3, cases: 400, newCases: 60, collectors: 20, days: 12, nights: 2, firstSlot: try #require(Day(iso: "2026-11-18")))
    change(&settings)
    let collected = Collected()
    try SampleAgency(settings).write { path, bytes in collected.files[path, default: []] += bytes }
    return collected.files
  }
  private final class Collected { var files: [String: [UInt8]] = [:] }
  private func lines(_ bytes: [UInt8]?) -> [String] { String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map(String.init) }

  @Test func theSameSeedGivesTheSameBytesInAnotherProcessAndAnotherSeedOthers() throws {
    let files = try files()
    let here = files.keys.sorted().map { "\($0)\n" + String(decoding: files[$0] ?? [], as: UTF8.self) }.joined()
    #expect(try AnotherProcess.texts(besides: here).allSatisfy { $0 == here })
    #expect(try files != self.files { $0.seed = 4 })
  }

  @Test func everyPeriodHasItsFilesAndCases() throws {
    let files = try files()
    for folder in ["base", "night-1", "night-2"] {
      for file in [
        "cases-cn.csv", "cases-us.csv", "attempts.csv", "conversations.csv", "payments.csv", "promises.csv", "flags.csv", "holds.csv",
      ] {
        #expect(files["\(folder)/\(file)"] != nil, "\(folder)/\(file)")
      }
      let count = lines(files["\(folder)/cases-cn.csv"]).count + lines(files["\(folder)/cases-us.csv"]).count - 2
      #expect(count == (folder == "base" ? 400 : 60))
    }
  }

  @Test func newCasesHaveNobodyAndComeTheDayBeforeTheirNight() throws {
    let rows = lines(try files()["night-2/cases-us.csv"]).dropFirst()
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row.hasSuffix(","))
      #expect(row.contains("2026-11-18") || row.contains("2026-02-30"))
    }
  }

  @Test func aNightsAttemptsAreOfTheDayBeforeIt() throws {
    let rows = lines(try files()["night-1/attempts.csv"]).dropFirst()
    #expect(rows.count > 100)
    #expect(rows.allSatisfy { $0.contains("2026-11-17 ") })
  }

  @Test func allTempersShowInTheOutcomes() throws {
    let text = String(decoding: try files()["base/attempts.csv"] ?? [], as: UTF8.self)
    for outcome in ["connected", "no_answer", "invalid_number", "busy", "third_party", "delivered"] { #expect(text.contains(outcome)) }
  }

  @Test func noPersonsNumberLooksReal() throws {
    let rows = lines(try files()["base/attempts.csv"]).dropFirst()
    #expect(rows.count > 1000)
    for row in rows {
      let point = row.split(separator: ",", omittingEmptySubsequences: false)[9]
      #expect(point.hasPrefix("10") && point.count == 11)
    }
  }

  /// The routes of policies/retail-card.yaml and policies/consumer-loans-en.yaml name these.
  @Test(arguments: [6, 7, 8, 12, 19, 20, 21, 37, 60])
  func everyAgencyHasTheTeamsAndSkillsOfTheShippedRoutes(_ collectors: Int) throws {
    let rows = lines(try files { $0.collectors = collectors }["base/collectors.csv"]).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows.count == collectors)
    let slot = try #require(Day(iso: "2026-11-18"))
    // Who leaves before the first night is no use to a route.
    let present = rows.filter { $0[6].isEmpty || Day(iso: $0[6]).map { $0 >= slot } ?? false }
    #expect(present.count * 50 >= rows.count * 49, "a night may move few cases without a person")
    for team in ["a", "b", "c", "d", "legal", "intl"] { #expect(present.contains { $0[2] == team }, "team \(team)") }
    func someone(of teams: [String], _ skills: String...) -> Bool {
      present.contains { row in teams.contains(row[2]) && skills.allSatisfy { row[3].split(separator: ";").map(String.init).contains($0) } }
    }
    #expect(someone(of: ["legal"], "litigation", "english"))
    #expect(someone(of: ["intl", "legal"], "english"))
    #expect(someone(of: ["a", "b", "c", "d"], "cantonese"))
  }

  @Test func everyFirstNightHasItsOwnDates() throws {
    // A leap day, the turn of a year, the Spring Festival, a Sunday.
    for date in ["2028-02-29", "2027-01-01", "2027-02-06", "2026-11-29"] {
      let slot = try #require(Day(iso: date))
      let files = try files { $0.firstSlot = slot }
      #expect(lines(files["night-1/attempts.csv"]).dropFirst().allSatisfy { $0.contains("\(slot - 1) ") })
      #expect(lines(files["base/attempts.csv"]).dropFirst().allSatisfy { !$0.contains("\(slot - 1) ") })
      #expect(lines(files["base/hours.csv"]).contains { $0.contains(",\(slot + 14),") || $0.contains(",\(slot + 12),") })
    }
  }

  /// Figures in README and docs were measured on it: the default agency stays what it is, byte for byte.
  @Test func theDefaultAgencyKeepsItsBytes() throws {
    let files = try files {
      $0 = SampleSettings(seed: 7, cases: 400, newCases: 60, collectors: 60, days: 30, nights: 2, firstSlot: $0.firstSlot)
    }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      for byte in Array(path.utf8) + bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    #expect(hash == 0x0121_2bcd_771f_dce9)
  }
}
