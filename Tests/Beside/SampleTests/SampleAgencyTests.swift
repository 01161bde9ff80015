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
}
