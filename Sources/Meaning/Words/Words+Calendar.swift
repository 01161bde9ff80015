package import Portfolio
package import Speech

extension Words {
  /// How sure the days of a year are, in one word.
  package static func certainty(_ value: Calendar.Certainty) -> Wording {
    switch value {
    case .official: Wording("official", "正式")
    case .provisional: Wording("provisional", "暂定")
    case .unlisted: Wording("without a list", "无日历")
    }
  }

  /// What is not sure about a year, and what follows: one sentence without a full stop.
  package static func calendar(_ remark: CalendarRemark) -> Wording {
    let whose = remark.client.map { Wording("the calendar of client \($0)", "委托方 \($0) 的日历") } ?? Wording("the calendar", "工作日历")
    return switch remark.certainty {
    case .official: whose + Wording(" of \(remark.year) is official", " \(remark.year) 年为正式")
    case .provisional:
      whose
        + Wording(
          " of \(remark.year) is provisional: due days and days of grace that fall into it may still change",
          " \(remark.year) 年为暂定：落在该年的到期日和宽限日仍可能变动")
    case .unlisted:
      whose
        + Wording(
          " has no list of days off for \(remark.year): only the days of the week decide there",
          "没有 \(remark.year) 年的节假日：该年只按星期几计算工作日")
    }
  }
}
