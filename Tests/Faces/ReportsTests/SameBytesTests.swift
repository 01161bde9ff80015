import Digest
import Figures
import FiguresTesting
import Portfolio
import Reports
import Speech
import Testing

/// Programs read these files: their bytes were recorded when the files were written field by field, and stay.
@Suite struct SameBytesTests {
  /// Nights with everything that changes how a field is written.
  private static func nights() -> [Figures] {
    var odd = Sample.night(people: 9, seed: 7, name: "=1+1")
    odd.header.isTakenBack = true
    odd.header.baseCurrency = Currency("JPY") ?? .cny
    for index in odd.collectors.indices {
      odd.collectors[index].name = ["=1+1", "a,b", "a\"b", " x ", "＠甲", "\r\n", "-"][index % 7]
      odd.collectors[index].amountBefore *= -1
      odd.collectors[index].score = index == 2 ? .max : odd.collectors[index].score
      odd.collectors[index].nextPresent = index == 3 ? .never : odd.collectors[index].nextPresent
    }
    for index in odd.movements.indices where index % 5 == 0 { odd.movements[index].recallReason = odd.movements[index].reason }
    for index in odd.movements.indices where index % 7 == 0 { odd.movements[index].currency = Currency("KWD") ?? .cny }
    return [Sample.night(), Sample.empty(), Sample.night(people: 0), odd]
  }

  @Test(arguments: [
    ("assignments.csv", "f9b56494bfe131afd2f10fefc05d2602"), ("collectors.csv", "6c76a2887740b96f4de708d01bf594d8"),
    ("classes.csv", "e83a3eaa7639ecdeeaef5c01716ee563"), ("class_changes.csv", "2803348656f4ec5faf98ab7b8ba65046"),
    ("flows.csv", "9891eb3c8a2c431fb0a40c337ab5809d"),
    ("held_unassigned.csv", "1765fed71c3c5689ccacf98ffc75b706"), ("fairness.csv", "fe5c4f0e11e1ac2ae2e214f59cc358d0"),
    ("rules.csv", "42ddb44033dd76a73d1453744bf1d63d"), ("controls.csv", "ee7ca844f21fe4e800a50ca62fa81527"),
    ("nights.csv", "dfa86d4d3ed8e8f794b59e414af3be69"),
  ])
  func filesAreWhatTheyWere(name: String, digest: String) throws {
    var hash = SHA256()
    for figures in Self.nights() {
      for language in Language.allCases {
        for file in ReportWriter.files(figures, language: language) where file.name == name { hash.update(file.bytes) }
      }
    }
    #expect(Hex.encode(hash.digest().prefix(16)) == digest, "\(name)")
  }
}
