import Policy
import Portfolio
import Speech
import Testing
import YAML

/// Who must agree to a change, in proportion to what it does.
@Suite struct ApprovalRuleTests {
  private static func agency(_ policies: String) -> String {
    Small.changed(Small.agency, "policies: two people", "policies: \(policies)")
  }

  private static func errors(_ policies: String) -> [String] {
    PolicyFile.check([("a.yaml", Array(agency(policies).utf8))]).errors.map { "\($0.line):\($0.column) \($0.text(.en))" }
  }

  @Test func linesAskForWhatAChangeMovesAndLeaves() throws {
    let rule = try Small.parsedAgency(
      Self.agency("[ { moved: \"<= 20 cases\", unchanged: [stop, bounds], by: one person }, { by: three people } ]")
    ).approval
    #expect(
      rule.policies == [Approval.Line(movedAtMost: 20, unchanged: [.stop, .bounds], people: 1), Approval.Line(people: 3)])
    #expect(rule.peoplePerPolicy == 3 && rule.movesAbove == 20)
    #expect(try Small.parsedAgency().approval.policies == [Approval.Line(people: 2)])
  }

  @Test func aRuleThatLeavesChangesOpenOrNeverDecidesIsRefused() {
    #expect(Self.errors("[ { moved: \"<= 20 cases\", by: one person } ]").first?.contains("leaves changes without a rule") == true)
    #expect(Self.errors("[ { by: two people }, { unchanged: stop, by: one person } ]").first?.contains("lines after line 1") == true)
    #expect(Self.errors("[ { unchanged: stop, by: three people }, { by: two people } ]").first?.contains("asks more people") == true)
    let misspelt = Self.errors("[ { unchanged: [stops], by: one person }, { by: two people } ]")
    #expect(misspelt.first?.hasPrefix("11:39 ") == true && misspelt.first?.contains("did you mean “stop”?") == true, "\(misspelt)")
    let bare = Self.errors("[ { moved: 20 cases, by: one person }, { by: two people } ]")
    #expect(bare.first?.contains("write “<= 20 cases”") == true, "\(bare)")
    let persons = Self.errors("two peoples")
    #expect(persons.first?.contains("did you mean “two people”?") == true, "\(persons)")
  }

  @Test func aPartIsUnchangedWhenItMeansTheSameHoweverItIsWritten() throws {
    let before = try Small.parsed(Small.policy)
    let rewritten = Small.changed(
      Small.policy, "stop:\n  - { when: { flag: [deceased, dispute] }, owner: keeps, counts_as_load: no }",
      "# what law asks\nstop:\n  - when: { flag: [dispute, deceased] }\n    owner: keeps\n    counts_as_load: no")
    #expect(try PolicySection.changed(before, Small.parsed(rewritten)) == [])
    let other = Small.changed(Small.changed(Small.policy, "[deceased, dispute]", "[deceased]"), "forced: 60", "forced: 61")
    #expect(try PolicySection.changed(before, Small.parsed(other)) == [.stop, .recall])
  }

  @Test func theDayFromWhichATextIsToBeInForceIsReadAndDecidesNothing() throws {
    let dated = try Small.parsed(Small.policy + "\neffective: 2026-12-07")
    #expect(dated.effective == Day(year: 2026, month: 12, day: 7))
    #expect(try PolicySection.changed(Small.parsed(Small.policy), dated) == [])
  }
}
