import Figures
import Portfolio
import Reports
import Speech
import TestLanguage
import Testing
import Words

/// Every case of every enum that a person may see has a word in both languages, and no word stands for two.
@Suite struct WordsTests {
  private func check<Value>(_ values: some Collection<Value>, _ phrase: (Value) -> Wording, _ name: String) {
    let phrases = values.map(phrase)
    #expect(!phrases.isEmpty, "\(name)")
    for one in phrases {
      #expect(!one.en.isEmpty && one.en.unicodeScalars.allSatisfy(\.isASCII), "\(name): \(one)")
      #expect(one.zh.hasChinese, "\(name): \(one)")
    }
    for language in Language.allCases { #expect(Set(phrases.map { $0[language] }).count == phrases.count, "\(name), \(language)") }
  }

  private func check<Value: CaseIterable>(_ phrase: (Value) -> Wording) { check(Value.allCases, phrase, "\(Value.self)") }

  @Test func casesAndContacts() {
    check(Words.caseClass)
    check(Words.tone)
    check(Words.status)
    check(Words.decision)
    check(Words.hold)
    check(Words.channel)
    check(Words.outcome)
    check(Words.party)
    check(Words.reason)
  }

  @Test func runsAndFiles() {
    check(Words.runKind)
    check(Words.runState)
    check(Words.closed)
    check(Words.certainty)
    check(Calendar.Certainty.allCases, { Words.calendar(CalendarRemark(year: 2027, certainty: $0)) }, "CalendarRemark")
    check(Words.control)
    check(Words.flow)
    check(Words.ledgerSide)
    check(Words.flowKind)
    check(Words.measure)
    check(Words.span)
    check(Words.policyKind)
    check(Feed.allCases + [.moves], Words.feed, "Feed")
    check(Words.retained)
    check([RuleVerdict.normal, .matchedNothing, .matchedEverything, .notConsidered], \.phrase, "RuleVerdict")
  }

  @Test func peopleAndWhatTheyDo() {
    check(Words.moveRule)
    check(Words.handAction)
    check(Words.handState)
    check(Words.role)
  }

  @Test func everyFlagHasItsWordAndNoOtherBitDoes() throws {
    let flags = CaseFlags.words.map(\.flag)
    check(try flags.map { try #require(Words.flag($0)) }, { $0 }, "CaseFlags")
    for bit in 0..<32 {
      let flag = CaseFlags(rawValue: Int32(bitPattern: 1 << UInt32(bit)))
      #expect((Words.flag(flag) != nil) == flags.contains(flag))
    }
    #expect(Words.flags([.dispute, .wrongPerson], .zh) == "争议、非本人" && Words.flags([], .zh) == "无")
    #expect(Words.flags([.ceaseContact, CaseFlags(rawValue: 1 << 20)], .en) == "cease contact")
  }
}
