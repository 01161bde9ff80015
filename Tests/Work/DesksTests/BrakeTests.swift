import Policy
import Portfolio
import Speech
import Testing
import Words

@testable import Desks

@Suite struct BrakeTests {
  /// A hundred cases that had a class before, but for the first ten.
  private static let snapshot: Snapshot = {
    var snapshot = Snapshot(agency: 1, agencyCode: "a", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    snapshot.cases.id = (1...100).map { Int64($0) }
    snapshot.cases.previousClass = [CaseClass](repeating: .unknown, count: 100)
    snapshot.cases.classSince = (0..<100).map { $0 < 10 ? Day.none : Day(8000) }
    return snapshot
  }()

  /// What trips at 3 % recalled, 5 % moved, 1 % unassigned and 10 % changed, by its first word.
  private func tripped(_ kinds: [(DecisionKind, Int)], changed: Range<Int> = 0..<0) -> [String] {
    let decisions = kinds.flatMap { kind, count in
      (0..<count).map { Decision(caseIndex: CaseIndex($0), kind: kind, reason: .noRoom(eligible: 0, places: 0, wanted: 0)) }
    }
    let verdicts = (0..<100).map {
      Verdict(changed.contains($0) ? .normal : .unknown, .evidenceNormal(abnormality: 0, threshold: 0, points: 0, attempts: 0))
    }
    let outcome = Outcome(
      verdicts: verdicts, decisions: decisions, loads: CollectorLoads(), holderAfter: [], rules: [], plan: PlanTotals(), accounts: [])
    return BrakeCheck.tripped(Brakes(), Self.snapshot, outcome).map { BrakeText.sentence($0).en }
      .map { $0.replacing(#/^\d+ of 100 open cases are /#, with: "") }.map { String($0.prefix { $0 != " " }) }
  }

  @Test func aPlanThatBreaksAContractWaitsWithTheClauseNamed() {
    var snapshot = Snapshot(agency: 1, agencyCode: "a", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    snapshot.cases.id = [1, 2]
    snapshot.cases.client = [snapshot.clients.intern("big bank"), snapshot.clients.intern("big bank")]
    snapshot.cases.holder = [.none, .none]
    snapshot.collectors.joinedOn = [Day(8950), Day(100)]
    snapshot.collectors.team = [-1, -1]
    var agency = AgencyPolicy(code: "a", name: "A", timezone: "UTC", currency: .cny)
    agency.contract = [ContractClause(client: "big*", term: .noNewcomers(months: 3)), ContractClause(client: "*", term: .seats(2))]
    func tripped(_ after: [CollectorIndex]) -> [TrippedBrake] {
      let outcome = Outcome(
        verdicts: [], decisions: [], loads: CollectorLoads(), holderAfter: after, rules: [], plan: PlanTotals(), accounts: [])
      return ContractBrake.tripped(snapshot, PolicySet(agency: agency, policies: []), outcome)
    }
    let (new, old) = (CollectorIndex(0), CollectorIndex(1))
    #expect(tripped([old, .none]).isEmpty)
    #expect(tripped([old, old]) == [TrippedBrake(.contract, figure: 1, input: "seats:big bank", low: 2, high: 2)])
    let found = tripped([new, old])
    #expect(found == [TrippedBrake(.contract, figure: 1, input: "no_newcomers:big bank", low: 3, high: 3)])
    #expect(
      found.map { BrakeText.sentence($0).en }.first?.hasPrefix("the contract with big bank (no_newcomers: 3 months): 1 of its cases")
        == true)
    #expect(found.compactMap(BrakeText.limitThatPasses).isEmpty)
  }

  @Test func aFirstNightSaysThatThereIsNothingToCompareWithAndWaitsUnlessTheFileSaysOtherwise() {
    func first(_ unassigned: Int, waits: Bool, isFirst: Bool = true) -> [TrippedBrake] {
      let decisions = (0..<40).map {
        Decision(
          caseIndex: CaseIndex($0), kind: $0 < unassigned ? .unassigned : .assigned, reason: .noRoom(eligible: 0, places: 0, wanted: 0))
      }
      let verdicts = [Verdict](
        repeating: Verdict(.unknown, .evidenceNormal(abnormality: 0, threshold: 0, points: 0, attempts: 0)), count: 100)
      let outcome = Outcome(
        verdicts: verdicts, decisions: decisions, loads: CollectorLoads(), holderAfter: [], rules: [], plan: PlanTotals(), accounts: [])
      return BrakeCheck.tripped(Brakes(firstNightWaits: waits), Self.snapshot, outcome, isFirst: isFirst)
    }
    #expect(first(0, waits: true) == [TrippedBrake(.firstNight, figure: 40, of: 100)])
    #expect(first(0, waits: false) == [])
    // A brake that trips in a first night says what it cannot be compared with, whatever the file says.
    #expect(first(9, waits: false).map(\.kind) == [.firstNight, .unassigned])
    #expect(first(9, waits: true).map(\.kind) == [.firstNight, .unassigned])
    #expect(first(9, waits: true, isFirst: false).map(\.kind) == [.unassigned])
    let sentence = BrakeText.sentence(TrippedBrake(.firstNight, figure: 40, of: 100))
    #expect(sentence.en.contains("this is the first night: there is nothing to compare with") && sentence.zh.contains("首次"))
  }

  @Test func theLimitThatWouldHaveLetAPlanThroughDoes() {
    let brake = TrippedBrake(.unassigned, figure: 161, of: 1000, limitPermille: 10)
    #expect(BrakeText.limitThatPasses(brake) == "unassigned: \"> 16.1%\"")
    #expect(BrakeText.limitThatPasses(TrippedBrake(.recalled, figure: 1, of: 3, limitPermille: 30)) == "recalled: \"> 33.4%\"")
    #expect(
      BrakeText.limitThatPasses(TrippedBrake(.inputs, figure: 100, limitPermille: 500, input: "open_cases", low: 60, high: 60))
        == "inputs: \"> 66.7%\"")
    // The file goes to 100 %.
    #expect(
      BrakeText.limitThatPasses(TrippedBrake(.inputs, figure: 200, limitPermille: 500, input: "open_cases", low: 60, high: 60)) == nil)
    #expect(BrakeText.limitThatPasses(TrippedBrake(.firstNight, figure: 3, of: 3)) == "first_night: publish")
  }

  @Test func aPlanAtItsBrakesGoesThroughAndOneCaseMoreWaits() {
    #expect(tripped([(.recalled, 3), (.unassigned, 1), (.assigned, 50), (.held, 20)], changed: 10..<20) == [])
    #expect(tripped([(.recalled, 4)]) == ["recalled"])
    #expect(tripped([(.unassigned, 2)]) == ["unassigned"])
    #expect(tripped([], changed: 10..<21) == ["changing"])
    // Who is moved was recalled as well.
    #expect(tripped([(.recalled, 1), (.moved, 3)]) == ["recalled"])
    #expect(tripped([(.moved, 6)]) == ["recalled", "moved"])
  }

  @Test func aFirstClassIsNoChangeAndNoCasesTripNothing() {
    #expect(tripped([], changed: 0..<20) == [])
    let none = Outcome(verdicts: [], decisions: [], loads: CollectorLoads(), holderAfter: [], rules: [], plan: PlanTotals(), accounts: [])
    let empty = Snapshot(agency: 1, agencyCode: "a", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    #expect(BrakeCheck.tripped(Brakes(recalled: 0, moved: 0, unassigned: 0, classChanged: 0), empty, none) == [])
  }
}
