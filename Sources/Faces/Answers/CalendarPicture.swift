import Policy
import Portfolio
import Speech
import Terminal

/// Months as a person has them on the wall. What a day is shows by a sign; a terminal shows it by colour too.
struct CalendarPicture {
  let named: NamedCalendar
  let style: AnswerStyle

  private static let monthsEn = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  /// Two months beside each other; each line with its newline.
  func months(_ firsts: [Day]) -> String {
    stride(from: 0, to: firsts.count, by: 2).map { start in
      let left = month(firsts[start])
      let right = start + 1 < firsts.count ? month(firsts[start + 1]) : []
      return (0..<max(left.count, right.count)).map { row in
        let one = row < left.count ? left[row] : (text: "", width: 0)
        guard row < right.count else { return one.text.withoutTrailingBlanks }
        return (one.text + String(repeating: " ", count: max(0, 32 - one.width)) + right[row].text).withoutTrailingBlanks
      }.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// What the signs mean.
  var legend: String {
    style.say(
      " 8  worked   ( 8) free   [ 8] day off   + 8  make-up day, worked   ~ 8  half day, worked",
      " 8  上班   ( 8) 周末   [ 8] 放假   + 8  调休上班   ~ 8  半天（算工作日）")
  }

  private func month(_ first: Day) -> [(text: String, width: Int)] {
    let (year, number, _) = first.civil
    let length = Day.length(ofMonth: number, in: year)
    let title = style.say("\(Self.monthsEn[number - 1]) \(year)", "\(year) 年 \(number) 月")
    let worked = (0..<length).count { named.calendar.isWorkingDay(first + $0) }
    let head = title + style.say(": \(Text.count(worked, "working day"))", "：工作日 \(worked) 天")
    let names = style.language == .zh ? ["一", "二", "三", "四", "五", "六", "日"] : ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    var lines = [(text: head, width: DisplayWidth.of(head)), (text: names.map { " \($0) " }.joined(), width: 28)]
    var row = String(repeating: " ", count: 4 * (first.weekday - 1))
    var width = 4 * (first.weekday - 1)
    for offset in 0..<length {
      row += cell(first + offset, offset + 1)
      width += 4
      if (first + offset).weekday == 7 || offset == length - 1 {
        lines.append((row, width))
        (row, width) = ("", 0)
      }
    }
    return lines
  }

  private func cell(_ day: Day, _ number: Int) -> String {
    let digits = (number < 10 ? " " : "") + String(number)
    switch named.kind(of: day) {
    case .worked: return " \(digits) "
    case .free: return "(\(digits))"
    case .off: return tinted("[\(digits)]", .red)
    case .makeUp: return tinted("+\(digits) ", .green)
    case .half: return tinted("~\(digits) ", .yellow)
    }
  }

  private func tinted(_ text: String, _ tint: Tint) -> String { style.bold ? tint.of(text) : text }
}
