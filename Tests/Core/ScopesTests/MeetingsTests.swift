import Movement
import Portfolio
import Scopes
import TestRandom
import Testing

@Suite struct MeetingsTests {
  /// Position of the first condition that holds, by case.
  private func first(_ conditions: [Condition], _ cases: SeenCases) -> [Int?] {
    let holds = conditions.map(cases.holds)
    return cases.made.indices.map { i in holds.firstIndex { $0[i] } }
  }

  @Test func listsMeetExactlyWhereLookingAtEveryCaseShowsThatTheyDo() throws {
    var random = SplitMix64(seed: 4)
    for round in 0..<120 {
      let fields = SmallWorld.worlds[round % SmallWorld.worlds.count]
      let cases = SeenCases(SmallWorld.cases(fields))
      func list(_ random: inout SplitMix64) -> [Condition] {
        (0..<Int.random(in: 0...5, using: &random)).map { _ in SmallWorld.segmented(fields, &random) }
      }
      let (old, new) = (list(&random), list(&random))
      let expected = Set(zip(first(old, cases), first(new, cases)).map { [$0 ?? -1, $1 ?? -1] })
      let meetings = try Meetings(old.map { Scope($0) }, new.map { Scope($0) })
      #expect(Set(meetings.all.map { [$0.old ?? -1, $0.new ?? -1] }) == expected, "\(old) \(new)")
      for meeting in meetings.all {
        let shown = SeenCases([meeting.made])
        #expect(first(old, shown) == [meeting.old] && first(new, shown) == [meeting.new], "\(meeting)")
      }
    }
  }

  @Test func stayRulesTakeTheCasesThatTheNightKeeps() throws {
    var random = SplitMix64(seed: 11)
    let fields: [Field] = [.openPromise, .brokenPromise, .plan, .flags]
    let cases = SeenCases(SmallWorld.cases(fields))
    for _ in 0..<60 {
      var rules: [StayRule] = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        var rule = StayRule(when: SmallWorld.condition([.plan, .flags], &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
          rule.when.plan = .running
          rule.until = .missedInstalments(Int.random(in: 1...3, using: &random))
        case 1:
          rule.when.promise = .open
          rule.until = .workingDaysAfterDue(Int.random(in: 0...3, using: &random))
        case 2:
          rule.when.promise = .broken
          rule.until = .workingDaysAfterDue(Int.random(in: 0...3, using: &random))
        default: rule.when.promise = Bool.random(using: &random) ? .open : .broken
        }
        rules.append(rule)
      }
      let scopes = rules.map { Scope($0) }
      #expect(cases.made.map { made in scopes.contains { $0.holds(made) } } == cases.stays(rules), "\(rules)")
    }
  }

  @Test func aRuleBehindOneThatTakesAllItsCasesNeverDecides() throws {
    var (wide, narrow) = (Condition(), Condition())
    wide.flags = [.dispute, .fraud]
    narrow.flags = .fraud
    narrow.hand = 2...5
    let meetings = try Meetings([], [Scope(wide), Scope(narrow), .all])
    #expect(meetings.newMatches(0) && !meetings.newMatches(1) && meetings.newMatches(2))
  }

  @Test func anotherOrderOfRulesThatShareNoCaseMeetsOnlyInTheSameRules() throws {
    var (a, b) = (Condition(), Condition())
    (a.clients, b.clients) = (["cmb"], ["cgb"])
    let meetings = try Meetings([Scope(a), Scope(b)], [Scope(b), Scope(a)])
    #expect(meetings.all.allSatisfy { [[0, 1], [1, 0], [-1, -1]].contains([$0.old ?? -1, $0.new ?? -1]) })
  }
}
