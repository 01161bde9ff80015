import Portfolio
import Scopes
import TestRandom
import Testing

@Suite struct RelationTests {
  /// Run with 10,000 pairs when it was written: none was wrong. The small worlds hold every name that patterns of two characters can tell apart, and every number around the ends of the ranges.
  @Test func whatIsSaidOfTwoConditionsIsWhatLookingAtEveryCaseShows() throws {
    var random = SplitMix64(seed: 20_261_123)
    let seen = SmallWorld.worlds.map { ($0, SeenCases(SmallWorld.cases($0))) }
    for round in 0..<600 {
      let (fields, cases) = seen[round % seen.count]
      let (old, new) = (SmallWorld.segmented(fields, &random), SmallWorld.segmented(fields, &random))
      let (first, second) = (cases.holds(old), cases.holds(new))
      var (onlyOld, onlyNew, both) = (false, false, false)
      for (a, b) in zip(first, second) {
        onlyOld = onlyOld || a && !b
        onlyNew = onlyNew || b && !a
        both = both || a && b
      }
      let verdict = try ScopeVerdict(old, new)
      let agrees = (verdict.onlyOld != nil, verdict.onlyNew != nil, verdict.both != nil) == (onlyOld, onlyNew, both)
      guard agrees else {
        Issue.record("\(old) against \(new): \(verdict)")
        return
      }
      for (made, inOld, inNew) in [(verdict.onlyOld, true, false), (verdict.onlyNew, false, true), (verdict.both, true, true)] {
        guard let made else { continue }
        let shown = SeenCases([made])
        guard shown.holds(old) == [inOld], shown.holds(new) == [inNew] else {
          Issue.record("\(old) against \(new): \(made) shows nothing")
          return
        }
      }
    }
  }

  @Test func everyRelationHasItsName() throws {
    func clients(_ patterns: String...) -> Condition {
      var condition = Condition()
      condition.clients = patterns
      return condition
    }
    #expect(try ScopeVerdict(clients("a*", "b"), clients("b", "a*")).relation == .equal)
    #expect(try ScopeVerdict(clients("a*"), clients("ab*")).relation == .narrower)
    #expect(try ScopeVerdict(clients("ab*"), clients("a*")).relation == .wider)
    #expect(try ScopeVerdict(clients("a*"), clients("b*")).relation == .disjoint)
    #expect(try ScopeVerdict(clients("a*"), clients("*b")).relation == .crossing)
    #expect(try ScopeVerdict(clients("*"), .always).relation == .equal)
    #expect(try ScopeVerdict(clients("?", "??*"), clients("*")).relation == .equal)
  }

  @Test func aStageIsNotNeededWhereNoneIsAskedFor() throws {
    var any = Condition()
    any.stages = ["*"]
    let verdict = try ScopeVerdict(.always, any)
    #expect(verdict.relation == .narrower)
    #expect(verdict.onlyOld?[.stage] == .nothing)
  }

  @Test func namesOfOnePlaceAreOneName() throws {
    var (short, long) = (Condition(), Condition())
    short.regions = ["广东", "广西/南宁"]
    long.regions = ["广东省", "广西壮族自治区/南宁市"]
    #expect(try ScopeVerdict(short, long).relation == .equal)
    long.regions = ["广东*"]
    #expect(try ScopeVerdict(short, long).relation == .crossing)
  }

  @Test func hundredsOfNamesAreComparedWithinATenthOfASecond() throws {
    var (old, new) = (Condition(), Condition())
    old.batches = (0..<400).map { "2026-\($0)-*" }
    new.batches = (1..<401).map { "2026-\($0)-*" }
    old.outstanding = 5_000_000...Int64.max
    new.outstanding = 6_000_000...Int64.max
    let verdict = try ScopeVerdict(old, new)
    #expect(verdict.relation == .crossing)
    #expect(verdict.onlyNew.map { SeenCases([$0]).holds(new) } == [true])
  }

  /// A name of thirty places at which anything may stand, behind a run, has a thousand million situations.
  @Test func whatCannotBeDecidedIsNotGuessed() {
    var (old, new) = (Condition(), Condition())
    old.clients = ["*a" + String(repeating: "?", count: 40)]
    new.clients = ["*b" + String(repeating: "?", count: 40)]
    #expect(throws: TooIntricate.self) { try ScopeVerdict(old, new) }
  }

  @Test func aDebtorHasNoMoreClientsThanCases() throws {
    var (clients, both, alone) = (Condition(), Condition(), Condition())
    clients.debtorClients = 3...100_000
    (both.debtorClients, both.debtorCases) = (3...100_000, 3...100_000)
    alone.debtorCases = 1...2
    #expect(try ScopeVerdict(clients, both).relation == .equal)
    #expect(try ScopeVerdict(clients, alone).relation == .disjoint)
    #expect(try ScopeVerdict(.always, clients).onlyOld?[.debtorClients] == .number(1))
    #expect(try ScopeVerdict(alone, clients).onlyNew?[.debtorCases] == .number(3))
  }

  @Test func everyPartOfAConditionIsCompared() throws {
    // A part that is added to the language and not to the comparison would be told as no change.
    #expect(Mirror(reflecting: Condition()).children.count == 17)
    var random = SplitMix64(seed: 7)
    for field in Field.allCases {
      var asked = Condition.always
      while asked == .always { asked = SmallWorld.condition([field], &random) }
      #expect(Scope(asked) != .all, "\(field)")
    }
  }
}
