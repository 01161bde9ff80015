import Portfolio
import Speech
import YAML

/// Reads the `calendar` of an agency file: the code of a calendar, or the agency's own words about it.
struct CalendarReader {
  let warnings: Problems
  /// The years that may be followed.
  let library: [CalendarYear]

  /// What the agency and its clients go by.
  struct Result {
    var code: String?
    var calendar = Calendar.mondayToFriday
    var clients: [ClientCalendar] = []
  }

  func read(_ reader: ValueReader) -> Result? {
    if reader.isScalar {
      guard let (code, calendar) = followed(reader) else { return nil }
      return Result(code: code, calendar: calendar)
    }
    return reader.mapping { keys in
      var result = Result()
      let follows = keys.has("follows")
      if let (code, calendar) = keys.optional("follows").or(nil, followed) { (result.code, result.calendar) = (code, calendar) }
      let weekdays = follows ? keys.optional("weekdays") : keys.required("weekdays")
      result.calendar.workedWeekdays = weekdays.or(result.calendar.workedWeekdays) { $0.weekdays() }
      addOwnDays(keys, to: &result.calendar, follows: follows)
      result.clients = keys.optional("clients").or([], clients)
      return result
    }
  }

  /// The agency's own days win over those of the calendar that it follows.
  private func addOwnDays(_ keys: MappingReader, to calendar: inout Calendar, follows: Bool) {
    // From here on nobody could tell a holiday from an ordinary free day, so what contradicts is reported where it stands.
    let own = keys.optional("holidays").or([]) { days($0) { _, _ in } }
    calendar.holidays.formUnion(own)
    calendar.makeUpDays.subtract(own)
    calendar.halfDays.subtract(own)
    let plain = calendar
    let makeUp = keys.optional("make_up").or([]) { reader in
      days(reader) { day, item in
        if own.contains(day) {
          item.problem(
            Wording("is \(day), which is a holiday too", "为 \(day)，而这天也是假日"), hint: Wording("delete one of the two", "请删除其中一个"))
        } else if plain.isWorkingDay(day) {
          warnings.add(
            at: item.position,
            Wording("\(day) is worked anyway; a make-up day changes nothing there", "\(day) 本来就是工作日；写成调休上班日不起作用"))
        }
      }
    }
    calendar.makeUpDays.formUnion(makeUp)
    // Whoever writes the days of a year himself says what they are; beside a calendar they are only additions to its list.
    if !follows { for day in own.union(makeUp) { calendar.years[day.civil.year] = .official } }
  }

  private func clients(_ reader: ValueReader) -> [ClientCalendar]? {
    let found: [ClientCalendar]? = reader.entries { key, value in
      let (client, named) = (key.name(), followed(value))
      guard let client, let (code, calendar) = named else { return nil }
      return ClientCalendar(client: client, code: code, calendar: calendar)
    }
    return found?.sorted { $0.client.utf8.lexicographicallyPrecedes($1.client.utf8) }
  }

  /// The calendar that a value names.
  private func followed(_ reader: ValueReader) -> (String, Calendar)? {
    guard let code = reader.code() else { return nil }
    let years = library.filter { $0.code == code }.sorted(by: CalendarYear.precedes)
    guard let calendar = CalendarYear.joined(years), let first = years.first else {
      reader.problem(
        Wording("names the calendar \(code), which is not here", "引用了日历 \(code)，但这里没有"),
        hint: Suggestion.hint(for: code, among: Set(library.map(\.code)).sorted())
          ?? Wording(
            "put its files (\(code)-2026.yaml …) into a folder calendars beside the agency file, or name them on the command line",
            "请把它的文件（\(code)-2026.yaml 等）放进机构文件旁的 calendars 文件夹，或在命令行中写出"))
      return nil
    }
    if let other = years.first(where: { $0.workedWeekdays != first.workedWeekdays }) {
      reader.problem(
        Wording(
          "names the calendar \(code), whose “weekdays” of \(other.year) are not those of \(first.year)",
          "引用了日历 \(code)，其 \(other.year) 年与 \(first.year) 年的“weekdays”不同"),
        hint: Wording(
          "leave one of the years out, or give it another code", "请去掉其中一年，或给它另一个代码"))
      return nil
    }
    return (code, calendar)
  }

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
