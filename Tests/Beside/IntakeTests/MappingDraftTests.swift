import Drafts
import Portfolio
import Speech
import Tables
import Testing

@testable import Intake

/// A mapping drafted from a file: read back by the rules of mapping files, and used on the same file.
@Suite struct MappingDraftTests {
  private static func draft(_ text: String, feed: Feed? = nil, name: String = "drafted") throws -> MappingDraft {
    try MappingDraft(source(text), name: name, feed: feed)
  }

  private static let caseFile =
    "案件编号,客户姓名,手机号,最新欠款金额合计,逾期日期,备注\nAJ1,张三,13800000000,\"1.234,56\",21/11/2025,甲\nAJ2,李四,13900000000,\"99,50\",03/12/2025,乙\n"

  @Test func aDraftIsAMappingThatReadsItsFile() throws {
    let draft = try Self.draft(Self.caseFile)
    #expect(draft.feed == .cases)
    let read = try mapping(draft.text)
    #expect(read.name == "drafted" && read.feed == .cases && read.decimalComma == true)
    #expect(read.dateForms == [.overdueOn: .dayFirst])
    let (rows, rejects, _) = try cases(Self.caseFile, options(client: "c", mapping: read))
    #expect(rejects.isEmpty, "\(rejects.map(\.reason))\n\(draft.text)")
    #expect(rows.map(\.caseNo) == ["AJ1", "AJ2"] && rows.map(\.outstanding) == [123_456, 9_950])
    #expect(rows.map(\.overdueOn) == [Day(iso: "2025-11-21"), Day(iso: "2025-12-03")])
  }

  @Test func guessesAreToldAndNoValueIsShown() throws {
    let text = try Self.draft(Self.caseFile).text
    for value in ["AJ1", "张三", "13800000000", "李四"] { #expect(!text.contains(value), "\(value)\n\(text)") }
    #expect(text.contains("outstanding: \"最新欠款金额合计?\" # a guess: the header resembles “最新欠款”; values like "), "\(text)")
    #expect(text.contains("# Not read, since they identify people: 客户姓名"), "\(text)")
    #expect(text.contains("case_no: \"案件编号\" # a known header; values like AA9"), "\(text)")
    #expect(text.contains("# No column says the client"), "\(text)")
    #expect(text.contains("Kept with the case as they are: 备注"), "\(text)")
  }

  @Test func datesThatMayBeEitherWayRoundAreAskedFor() throws {
    let text = try Self.draft("case_no,outstanding,overdue_on\nA1,1.00,03/04/2025\nA2,2.00,05/06/2025\n").text
    #expect(text.contains("  # overdue_on: dd/mm/yyyy # or mm/dd/yyyy: every value can be read either way, say which"), "\(text)")
    #expect(try mapping(text).dateForms.isEmpty)
  }

  @Test func amountsThatMayBeEitherWayRoundAreAskedFor() throws {
    let text = try Self.draft("case_no,outstanding\nA1,1.200\nA2,3.400\n").text
    #expect(text.contains("# outstanding has amounts that can be read two ways, such as 1.200; write decimal: point or"), "\(text)")
    #expect(try mapping(text).decimalComma == nil)
    let plain = try Self.draft("case_no,outstanding\nA1,1.200\nA2,3.40\n").text
    #expect(!plain.contains("two ways"), "\(plain)")
  }

  @Test func aGuessedFeedIsSaidToBeOne() throws {
    let file = "id,amount,name\n1,2,3\n"
    #expect(try Self.draft(file).text.contains(" of 3 columns are known of such files"))
    #expect(try !Self.draft(file, feed: .payments).text.contains("A guess: "))
  }

  @Test func codesOfAttemptsAreListedWithWhatTheyProbablyMean() throws {
    let log =
      "案件编号,联络时间,催收结果\nA1,2026-11-20 10:00,关机\nA1,2026-11-20 11:00,关机\nA2,2026-11-20 12:00,BLOR\nA2,2026-11-21 12:00,张三说明天还钱\n"
    let draft = try Self.draft(log)
    #expect(draft.feed == .attempts)
    let read = try mapping(draft.text)
    #expect(read.reading(of: "关机", talkSeconds: 0).outcome == .poweredOff)
    #expect(read.codes.codes.contains { $0.outcome == .unknown })
    #expect(!draft.text.contains("张三") && draft.text.contains("1 more are free text"), "\(draft.text)")
    #expect(draft.text.contains("outcome: powered_off } # 2 rows; a guess"), "\(draft.text)")
  }

  @Test func aFileOfNoKnownColumnNeedsItsFeed() throws {
    let nothing = "a,b\n1,2\n"
    let refused = fault { _ = try Self.draft(nothing) }
    #expect(refused?.kind == .header && refused?.hint?.en.contains("--feed cases") == true)
    let text = try Self.draft(nothing, feed: .payments).text
    #expect(text.contains("# Required, and not found: case_no, day, amount"), "\(text)")
    _ = try mapping(text)
  }

  @Test func aDraftInChineseHasCommentsInChinese() throws {
    let text = try MappingDraft(source(Self.caseFile), name: "x", language: .zh).text
    #expect(text.hasPrefix("# 草稿：") && text.contains("# 表头已认识；值的形式："), "\(text)")
    _ = try mapping(text)
  }
}
