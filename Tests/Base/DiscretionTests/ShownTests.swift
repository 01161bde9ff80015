import Testing

@testable import Discretion

/// What of a stranger's text may be shown.
@Suite struct ShownTests {
  @Test(arguments: ["张三", "13800138000", "330106199001011234", "li@example.com", "hunter2", "\u{1B}[31m", "王五 还款", ""])
  func ofACellNothingIsShownButItsForm(_ cell: String) {
    let shown = Shown.cell(cell)
    #expect(cell.isEmpty ? shown == "an empty text" : !shown.contains(cell))
    #expect(shown.hasPrefix("a number of ") || shown.hasPrefix("a text of ") || shown == "an empty text")
  }

  @Test func theFormSaysHowLongAndWhetherItIsANumber() {
    #expect(Shown.cell("13800138000") == "a number of 11 digits")
    #expect(Shown.cell("7") == "a number of 1 digit")
    #expect(Shown.cell("张三丰") == "a text of 3 characters")
    #expect(Shown.cell("x") == "a text of 1 character")
  }

  @Test(arguments: [
    "AJ00000008", "C012", "HX-2026-0007", "42", "2026-11-18", "2026-11-18T02:30", "k1", "cmb/AJ0001", "retail-card", "casse",
  ])
  func whatCannotBeAPersonIsRepeated(_ typed: String) {
    #expect(Shown.typed(typed) == "“\(typed)”" && Shown.named(typed) == "“\(typed)”" && Shown.number(typed) == typed)
  }

  @Test(arguments: [
    "张三", "13800138000", "0755-1234-5678", "+8613800138000", "33010619900101123X", "330106199001011234", "6222021234567890123", "Zhang3San",
    "li@x.cn",
    "s3cr3t", "hunter2!", "Mrs-Smith-1", "\u{1B}[31m1", "1 2", "a-word-that-is-longer-than-a-word", "",
  ])
  func whatCouldBeAPersonOrASecretIsNot(_ typed: String) {
    for shown in [Shown.typed(typed), Shown.named(typed), Shown.number(typed)] {
      #expect(typed.isEmpty || !shown.contains(typed), "\(shown)")
      #expect(shown.hasPrefix("what was given (") || shown.hasPrefix("of that name (") || shown.hasPrefix("of that number ("))
    }
  }

  @Test func textOfTheAgencyIsCutCleanedAndWithoutLongNumbers() {
    #expect(Shown.written("3 workdays after due") == "3 workdays after due")
    #expect(Shown.written("电催一组 13800138000") == "电催一组 …")
    #expect(Shown.written("1000000000") == "1000000000")
    #expect(Shown.written(String(repeating: "长", count: 80)) == String(repeating: "长", count: 60) + "…")
    #expect(Shown.path("in/cases-20261118093000.csv") == "in/cases-20261118093000.csv")
    #expect(Shown.path("in/13800138000-330106199001011234.csv") == "in/…-….csv")
  }

  @Test func aFileThatIsNotThereIsNamedAsFarAsItIsAFilesName() {
    #expect(Shown.missing("in/cases-cmb.csv") == "in/cases-cmb.csv" && Shown.missing("/no/such/agency.yaml") == "/no/such/agency.yaml")
    #expect(Shown.missing("../案件.csv") == "../案件.csv" && Shown.missing("/tmp/x/none") == "/tmp/x/none")
    #expect(Shown.missing("张三") == "…" && Shown.missing("/tmp/Mrs Smith/a.csv") == "/tmp/…/a.csv" && Shown.missing("s3cr3t/x@y") == "…/…")
  }

  @Test func whatActsOnATerminalIsMadeVisible() {
    #expect(Shown.printable("a\u{1B}[2Jb\u{7}\u{7F}\r\n\tc") == "a␛[2Jb␇␡␍\n\tc")
    #expect(Shown.printable("a\u{9B}31mb\u{202E}c\u{2066}d\u{2028}e") == "a\u{FFFD}31mb\u{FFFD}c\u{FFFD}d\u{FFFD}e")
    #expect(Shown.printable("张三 “ok” — é") == "张三 “ok” — é")
  }
}
