import Classification
import Testing

@Suite struct PhraseTests {
  @Test func elementsGapsAndAnchorsAreRead() throws {
    let phrase = try Phrase("^ {soon} … {pay}$")
    #expect(phrase.elements == [.set("soon"), .set("pay")])
    #expect(phrase.gaps == [true])
    #expect(phrase.startsClause && phrase.endsClause)
    #expect(try Phrase("先{pay}一点").elements == [.word("先"), .set("pay"), .word("一点")])
    #expect(try Phrase("I have ... money").elements == [.word("I have"), .word("money")])
    #expect(try Phrase("I have ... money").gaps == [true])
    #expect(try Phrase("没 钱").elements == [.word("没"), .word("钱")])
  }

  @Test(arguments: [
    ("", 0), ("… 还", 0), ("还 …", 2), ("还 … … 钱", 4), ("{pay", 0), ("a {} b", 2), ("还，钱", 1), ("^ $", 0), ("1 还 2 还 3 还 4 还", 0),
  ])
  func faultsHaveAnOffset(text: String, offset: Int) {
    #expect { try Phrase(text) } throws: { ($0 as? PhraseFault)?.offset == offset }
  }
}
