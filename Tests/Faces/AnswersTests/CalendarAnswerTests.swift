import Policy
import Portfolio
import Speech
import Testing

@testable import Answers

/// Months as pictures.
@Suite struct CalendarAnswerTests {
  private let october = """
    the shipped calendar x

    October 2026: 18 working days
     Mo  Tu  We  Th  Fr  Sa  Su
                [ 1][ 2][ 3][ 4]
    [ 5][ 6][ 7]  8   9 +10 (11)
     12  13  14  15  16 (17)(18)
     19  20  21  22  23 (24)(25)
     26  27  28  29 ~30 (31)

    """

  /// Worked: 8, 9, 10, and three weeks of five.
  @Test func aMonthShowsEveryDayBySignsAlone() {
    let text = Answer.calendar(SampleAnswers.calendar, months: [SampleAnswers.calendarStart]).text()
    #expect(text.hasPrefix(october), "\(text)")
    #expect(text.contains("  2026-10-01..2026-10-07  day off  National Day\n  2026-10-10              make-up day  make-up\n"))
    #expect(text.contains("2026, provisional: Notice (of 2025-12-05)\n"))
    #expect(text.hasSuffix("the calendar of 2026 is provisional: due days and days of grace that fall into it may still change\n"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func aTerminalGetsColoursBesideTheSigns() {
    let style = AnswerStyle(bold: true)
    let text = Answer.calendar(SampleAnswers.calendar, months: [SampleAnswers.calendarStart]).text(style)
    #expect(
      text.contains("\u{1B}[31m[ 1]\u{1B}[0m") && text.contains("\u{1B}[32m+10 \u{1B}[0m") && text.contains("\u{1B}[33m~30 \u{1B}[0m"))
    let plain = Answer.calendar(SampleAnswers.calendar, months: [SampleAnswers.calendarStart]).text()
    let bare = ["[31m", "[32m", "[33m", "[0m"].reduce(text) { $0.replacing("\u{1B}" + $1, with: "") }
    #expect(bare.split(separator: "\n").map(trimmed) == plain.split(separator: "\n").map(trimmed))
  }

  private func trimmed(_ line: Substring) -> Substring {
    line.last == " " ? trimmed(line.dropLast()) : line
  }

  @Test func aYearHasTwoMonthsBesideEachOtherOfEqualWidth() throws {
    let months = (1...12).compactMap { Day(year: 2026, month: $0, day: 1) }
    let lines = Answer.calendar(SampleAnswers.calendar, months: months).text().split(separator: "\n")
    let heads = lines.filter { $0.contains(" Mo  Tu  We") }
    #expect(heads.count == 6 && heads.allSatisfy { $0 == " Mo  Tu  We  Th  Fr  Sa  Su      Mo  Tu  We  Th  Fr  Sa  Su" })
    #expect(lines.contains { $0.hasPrefix("January 2026: 22 working days") && $0.hasSuffix("February 2026: 20 working days") })
  }

  @Test func workingDaysCountBothEnds() {
    let text = Answer.workingDays(SampleAnswers.calendar, from: SampleAnswers.calendarStart + 7, to: SampleAnswers.calendarStart + 9).text()
    #expect(text.contains("2026-10-08 to 2026-10-10: 3 working days of 3 days, both ends counted\n"), "\(text)")
  }

  @Test func aYearWithoutAListSaysSo() {
    let text = Answer.workingDays(SampleAnswers.clientCalendar, from: SampleAnswers.calendarStart, to: SampleAnswers.calendarStart).text(
      AnswerStyle(.zh))
    #expect(text.contains("委托方 harbour 的日历没有 2026 年的节假日：该年只按星期几计算工作日\n"), "\(text)")
  }
}
