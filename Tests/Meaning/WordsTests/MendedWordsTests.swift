import Figures
import Portfolio
import Speech
import Testing
import Words

/// Sentences that once said something else than was so.
@Suite struct MendedWordsTests {
  private let names = ReasonNames(currency: .cny)

  @Test func aCaseThatIsTooLargeIsExplainedByItsAmount() {
    let reason = Reason.noRoom(eligible: 9, places: 0, wanted: 1, mostAmount: 600_000_000)
    let english = ReasonText.sentence(reason, names, .en)
    #expect(
      english.contains("too large") && english.contains("9 collectors") && english.contains("6,000,000.00") && !english.contains("place"))
    let chinese = ReasonText.sentence(reason, names, .zh)
    #expect(chinese.contains("金额上限") && chinese.contains("6,000,000.00") && !chinese.contains("名额"))
    #expect(
      ReasonText.sentence(.noRoom(eligible: 1, places: 0, wanted: 1, mostAmount: 1), names, .en).contains(
        "The one collector it can go to has not so much left"))
  }

  @Test func anEmergencyStopIsNoHoldThatSomebodyEntered() {
    #expect(ReasonText.title(.emergencyStop, .zh) == "紧急停办" && ReasonText.word(.emergencyStop) == "emergency_stop")
    #expect(!ReasonText.sentence(.emergencyStop, names, .en).contains("entered"))
  }

  @Test func aLookAtWhatTrippedRecalledShowsMovedCasesToo() {
    let plan = WaitingPlan(brakes: [TrippedBrake(.recalled, figure: 80, of: 100, limitPermille: 500)], stored: [], drivers: [])
    #expect(WaitingPlanText(run: 21, slot: Day(9818), plan: plan).looks[0].command == "allot show assignments 21 --kind taken")
  }

  @Test func rulesWorthALookAreNamedInTheReadersLanguage() {
    let odd = SimulationText.odd(RuleHealth(policy: "haigang", rule: "stay 1", matched: 0, considered: 12))
    #expect(odd.zh == "haigang，第1条留任规则：12 件中未命中任何案件" && odd.en == "haigang, stay rule 1: matches none of 12 cases")
  }
}
