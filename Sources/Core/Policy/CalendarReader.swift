import Portfolio
import Speech
import YAML

/// Reads the `calendar` of an agency file.
struct CalendarReader {
  let warnings: Problems

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let chineseWeekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]

  func read(_ reader: ValueReader) -> Calendar? {
    reader.mapping { keys in
      var calendar = Calendar.mondayToFriday
      calendar.workedWeekdays = keys.required("weekdays").or(calendar.workedWeekdays, weekdays)
      // From here on nobody could tell a holiday from an ordinary free day, so what contradicts is reported where it stands.
      calendar.holidays = keys.optional("holidays").or([]) { days($0) { _, _ in } }
      let plain = calendar
      calendar.makeUpDays = keys.optional("make_up").or([]) { reader in
        days(reader) { day, item in
          if plain.holidays.contains(day) {
            item.problem(
              Wording("is \(day), which is a holiday too", "为 \(day)，而这天也是假日"), hint: Wording("delete one of the two", "请删除其中一个"))
          } else if plain.isWorkingDay(day) {
            warnings.add(
              at: item.position,
              Wording("\(day) is worked anyway; a make-up day changes nothing there", "\(day) 本来就是工作日；写成调休上班日不起作用"))
          }
        }
      }
      return calendar
    }
  }

  /// `mon..fri` or `周一..周五`, or a list of days.
  private func weekdays(_ reader: ValueReader) -> UInt8? {
    func bit(_ index: Int) -> UInt8 { 1 << UInt8(index + 1) }
    if reader.isScalar {
      return reader.parse(
        Wording("days of the week, such as mon..fri or [mon, wed, fri]", "一周中的几天，如 mon..fri、周一..周五、[mon, wed, fri] 或 [周一, 周三]")
      ) { text in
        let ends: [String]
        if let dots = text.utf8Range(of: "..") {
          ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
        } else {
          ends = [text, text]
        }
        guard let first = Self.index(ends[0]), let last = Self.index(ends[1]), first <= last else { return nil }
        return (first...last).reduce(0) { $0 | bit($1) }
      }
    }
    let words = [Self.weekdays, Self.chineseWeekdays].flatMap { $0.enumerated().map { ($1, bit($0)) } }
    return reader.list(atLeast: 1) { $0.choice(among: words) }?.reduce(0, |)
  }

  private static func index(_ word: String) -> Int? { weekdays.firstIndex(of: word) ?? chineseWeekdays.firstIndex(of: word) }

  private func days(_ reader: ValueReader, _ check: (Day, ValueReader) -> Void) -> Set<Day>? {
    var all: Set<Day> = []
    let spans: [Bool]? = reader.list { item in
      guard let span = item.daySpan() else { return nil }
      for raw in span.lowerBound.rawValue...span.upperBound.rawValue {
        let day = Day(raw)
        if !all.insert(day).inserted { item.problem(Wording("names \(day) a second time", "重复写了 \(day)")) }
        check(day, item)
      }
      return true
    }
    return spans == nil ? nil : all
  }
}
