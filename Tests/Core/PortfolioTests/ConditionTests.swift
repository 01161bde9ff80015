import Portfolio
import Testing

@Suite struct ConditionTests {
  private func snapshot() -> Snapshot {
    var snapshot = Snapshot(agency: 1, agencyCode: "t", slot: Day(9000), asOf: Instant(rawValue: 0), seed: 1)
    _ = snapshot.clients.intern("zx-card")
    _ = snapshot.clients.intern("cmb")
    _ = snapshot.stages.intern("M3")
    snapshot.cases.id = [1, 2]
    snapshot.cases.client = [0, 1]
    snapshot.cases.batch = [-1, -1]
    snapshot.cases.product = [-1, -1]
    snapshot.cases.stage = [0, -1]
    snapshot.cases.region = [-1, -1]
    snapshot.cases.overdueOn = [Day(8900), .none]
    snapshot.cases.hand = [1, 3]
    snapshot.cases.flags = [[], .dispute]
    return snapshot
  }
  private func facts(_ caseClass: CaseClass = .normal, amount: Int64 = 500, _ change: (inout Deeds) -> Void = { _ in }) -> CaseFacts {
    var deeds = Deeds()
    change(&deeds)
    return CaseFacts(
      verdict: Verdict(caseClass, .evidenceNormal(abnormality: 0, threshold: 0, points: 0, attempts: 0)), deeds: deeds, amount: amount)
  }
  private func holds(_ condition: Condition, _ index: Int, _ facts: CaseFacts) -> Bool {
    condition.bind(to: snapshot()).holds(CaseIndex(index), snapshot(), facts)
  }

  @Test func nothingAskedHoldsForEverybody() {
    #expect(holds(.always, 0, facts()) && holds(.always, 1, facts()))
  }

  @Test func namesMatchByPatternAndACaseWithoutTheNameNever() {
    var condition = Condition()
    condition.clients = ["zx-*"]
    #expect(holds(condition, 0, facts()) && !holds(condition, 1, facts()))
    condition = Condition()
    condition.stages = ["*"]
    #expect(holds(condition, 0, facts()) && !holds(condition, 1, facts()))
  }

  @Test func unknownOverdueDaysMatchNoRange() {
    var condition = Condition()
    condition.daysPastDue = 0...1000
    #expect(holds(condition, 0, facts()) && !holds(condition, 1, facts()))
    condition.daysPastDue = 101...1000
    #expect(!holds(condition, 0, facts()))
  }

  @Test func everyPartMustHold() {
    var condition = Condition()
    condition.flags = [.dispute, .deceased]
    condition.hand = 2...5
    condition.outstanding = 100...500
    condition.classes = [.normal]
    #expect(holds(condition, 1, facts()))
    #expect(!holds(condition, 0, facts()))
    #expect(!holds(condition, 1, facts(.abnormal)))
    #expect(!holds(condition, 1, facts(amount: 501)))
  }

  @Test func deedsAreAskedAsOfTheSlot() {
    var condition = Condition()
    condition.paidWithin = 3
    #expect(!holds(condition, 0, facts()))
    #expect(holds(condition, 0, facts { $0.lastPaid = Day(8997) }))
    #expect(!holds(condition, 0, facts { $0.lastPaid = Day(8996) }))
    condition = Condition()
    condition.promise = .open
    #expect(!holds(condition, 0, facts()))
    #expect(holds(condition, 0, facts { $0.openPromiseDue = Day(9001) }))
  }

  @Test(arguments: [
    ("*", "", true), ("a*c", "abc", true), ("a*c", "abd", false), ("*-card", "zx-card", true), ("?", "中", true), ("a**b", "ab", true),
    ("", "a", false),
  ])
  func globs(_ pattern: String, _ name: String, _ expected: Bool) {
    #expect(Glob.matches(pattern, name) == expected)
  }
}

@Suite struct VocabularyTests {
  @Test func everyWordReadsBack() {
    for outcome in ContactOutcome.allCases { #expect(ContactOutcome(word: outcome.word) == outcome) }
    for (flag, word) in CaseFlags.words { #expect(CaseFlags(word: word) == flag) }
    #expect(Set(CaseClass.allCases.map(\.word)).count == 5)
    #expect(Set(HoldKind.allCases.map(\.word)).count == HoldKind.allCases.count)
    #expect(Set(DecisionKind.allCases.map(\.word)).count == DecisionKind.allCases.count)
  }

  @Test func flagsListTheirWordsInOrder() {
    let flags: CaseFlags = [.deceased, .dispute]
    #expect(flags.wordList == ["dispute", "deceased"])
  }
}
