import Classification
import Portfolio
import Testing

/// How much a class says about the dialler instead of the debtor: the same debtors, dialled 11, 19 and 22 times in a month.
@Suite struct DiallingIntensityTests {
  /// What comes of one call to this debtor, in per mille: he is hard to reach but there.
  private static let outcomes: [(ContactOutcome, Int)] = [
    (.noAnswer, 560), (.busy, 200), (.outOfCoverage, 80), (.poweredOff, 60), (.rejected, 60), (.hungUp, 40),
  ]

  /// Of 1,000 such debtors, how many are abnormal after `dials` calls on one number, spread over 30 days.
  static func abnormal(_ dials: Int, _ settings: ClassificationSettings) -> Int {
    (0..<1_000).count { debtor in
      var random = SplitMix64(state: UInt64(debtor) * 7_919 + 1)
      var history = History()
      for call in 0..<dials {
        var lot = Int.random(in: 0..<1_000, using: &random)
        let outcome =
          outcomes.first {
            lot -= $0.1; return lot < 0
          }?.0 ?? .noAnswer
        history.call(outcome, daysAgo: 1 + call * 30 / dials)
      }
      return history.verdict(settings).caseClass == .abnormal
    }
  }

  @Test func bothProfilesFollowTheDialsTheLiteralOneWithACliff() {
    let shipped = [11, 19, 22].map { Self.abnormal($0, ClassificationSettings()) }
    let literal = [11, 19, 22].map { Self.abnormal($0, .source) }
    // docs/classification.md states these.
    #expect(shipped == [0, 142, 836])
    #expect(literal == [0, 0, 1_000])
    // An agency that dials more needs more evidence: half as much again, and 22 calls a month decide nothing.
    var patient = ClassificationSettings()
    patient.halfway = 15_000
    #expect(Self.abnormal(22, patient) == 0)
  }
}
