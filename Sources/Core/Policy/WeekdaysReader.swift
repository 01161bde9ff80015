import Speech
import YAML

extension ValueReader {
  static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let chineseWeekdayNames = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]

  /// `mon..fri` or `周一..周五`, or a list of days of the week, as bits `1 << weekday` of ISO 8601 (2 Monday … 128 Sunday).
  func weekdays() -> UInt8? {
    func bit(_ index: Int) -> UInt8 { 1 << UInt8(index + 1) }
    if isScalar || isProbe {
      let days: UInt8? = parse(
        Wording("days of the week, such as mon..fri or [mon, wed, fri]", "一周中的几天，如 mon..fri、周一..周五、[mon, wed, fri] 或 [周一, 周三]")
      ) { text in
        let ends: [String]
        if let dots = text.utf8Range(of: "..") {
          ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
        } else {
          ends = [text, text]
        }
        guard let first = Self.weekdayIndex(ends[0]), let last = Self.weekdayIndex(ends[1]), first <= last else { return nil }
        return (first...last).reduce(0) { $0 | bit($1) }
      }
      if !isProbe { return days }
    }
    let words = [Self.weekdayNames, Self.chineseWeekdayNames].flatMap { $0.enumerated().map { ($1, bit($0)) } }
    return list(atLeast: 1) { $0.choice(among: words) }?.reduce(0, |)
  }

  private static func weekdayIndex(_ word: String) -> Int? { weekdayNames.firstIndex(of: word) ?? chineseWeekdayNames.firstIndex(of: word) }
}
