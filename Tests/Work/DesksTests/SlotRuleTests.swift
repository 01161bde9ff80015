import Faults
import Portfolio
import Speech
import Testing

@testable import Desks
@testable import Runs
@testable import Schema

/// Which night may begin, from the agency's day and what stands about the slot.
@Suite struct SlotRuleTests {
  private let today = Day(9000)

  private func rule(
    _ slot: Day, last: Day = .none, latest: SlotStanding.Latest? = nil, cases: Bool = true, people: Bool = true
  ) -> SlotRule {
    SlotRule(
      slot: slot, today: today, standing: SlotStanding(latest: latest, lastNight: last, hasCases: cases, hasPeople: people))
  }

  private func latest(_ state: RunState, isEmpty: Bool = false, undoneBy: RunID? = nil) -> SlotStanding.Latest {
    SlotStanding.Latest(run: 7, seq: 2, state: state, isEmpty: isEmpty, undoneBy: undoneBy)
  }

  @Test func aNightAfterTheNextIsRefusedAndTheNextIsNot() throws {
    // Tonight is not there yet: it comes first.
    try rule(today).refuseAhead()
    try rule(today - 300).refuseAhead()
    let refused = #expect(throws: OperationError.self) { try rule(today + 1).refuseAhead() }
    #expect(refused?.status == .usage && refused?.description.contains("--really") == true, "\(refused?.description ?? "")")
    #expect(
      refused?.what.en.contains("1 day ahead") == true && refused?.what.en.contains("the agency's next night is that of \(today)") == true)
    // A night from long ago does not bring tomorrow nearer.
    #expect(throws: OperationError.self) { try rule(today + 1, last: today - 4).refuseAhead() }
    try rule(today + 1, last: today).refuseAhead()
    #expect(throws: OperationError.self) { try rule(today + 2, last: today).refuseAhead() }
  }

  @Test func whoGoesAheadOfTheClockGoesANightAtATime() throws {
    var last = today - 1
    for night in 0..<10 {
      try rule(today + night, last: last).refuseAhead()
      #expect(throws: OperationError.self) { try rule(today + night + 1, last: last).refuseAhead() }
      last = today + night
    }
  }

  @Test func anEmptyOrUndoneNightHasANextNumberAndOneInForceHasNone() throws {
    #expect(try rule(today).seq(reason: nil) == 1)
    #expect(try rule(today, latest: latest(.waiting)).seq(reason: nil) == 2)
    #expect(try rule(today, latest: latest(.failed)).seq(reason: "r") == 2)
    #expect(try rule(today, latest: latest(.published)).seq(reason: nil) == nil)
    #expect(try rule(today, latest: latest(.published, isEmpty: true)).seq(reason: nil) == nil)
    #expect(try rule(today, latest: latest(.published, isEmpty: true)).seq(reason: "r") == 3)
    #expect(try rule(today, latest: latest(.published, undoneBy: 9)).seq(reason: "r") == 3)
    let refused = #expect(throws: OperationError.self) { try rule(today, latest: latest(.published)).seq(reason: "r") }
    #expect(refused?.status == .dataError && refused?.remedy?.en.contains("allot undo 7") == true)
  }

  @Test func whatIsMissingIsNamedAndOtherDaysAreSaid() {
    #expect(rule(today).lacks == [] && rule(today).note == nil)
    #expect(rule(today, cases: false, people: false).lacks == [.cases, .people])
    #expect(rule(today, people: false).lacks == [.people])
    #expect(rule(today - 3, last: today).note?.en.contains("3 days back") == true)
    #expect(rule(today - 3, last: today).note?.en.contains("the night of \(today) is published already") == true)
    #expect(rule(today + 1, last: today).note?.en.contains("1 day ahead") == true)
  }

  @Test func theAuditSaysWhatIsUnusualAndWhy() {
    #expect(rule(today).remark(seq: 1, reason: nil, isReally: false) == nil)
    #expect(rule(today).remark(seq: 1, reason: nil, isReally: true) == nil)
    #expect(
      rule(today, latest: latest(.published, undoneBy: 9)).remark(seq: 3, reason: "half a file", isReally: false)
        == "night of \(today), again as number 3, run 9 took run 7 back: half a file")
    #expect(rule(today + 5).remark(seq: 1, reason: nil, isReally: true) == "night of \(today + 5), 5 days ahead")
  }
}
