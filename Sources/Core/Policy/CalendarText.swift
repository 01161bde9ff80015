import Portfolio
import YAML

/// Calendars at the end of an agency file: the file as it is stored holds the days that it was put in force with, so that a run is decided again by
/// the same days whatever the calendar files say by then.
package enum CalendarText {
  private static let heading = "# Calendars as they stood when this file was put in force; allot wrote them. 生效时的日历，由 allot 写入。"

  /// The text with these years as its `calendars`, in place of those it held; unchanged when it holds exactly these. Years are written in ascending
  /// order of code and year.
  package static func embedding(_ years: [CalendarYear], in text: String) -> String {
    let sorted = years.sorted(by: CalendarYear.precedes)
    guard held(in: text) != sorted else { return text }
    var body = stripped(text)
    if sorted.isEmpty { return body }
    while body.hasSuffix("\n\n") { body.removeLast() }
    if !body.hasSuffix("\n") { body += "\n" }
    return body + "\n" + heading + "\ncalendars:\n" + sorted.map(written).joined()
  }

  /// Codes of the calendars that an agency file names, for itself and for clients; empty for any other text.
  package static func named(in bytes: [UInt8]) -> Set<String> {
    guard let root = YAMLNode.read(bytes, into: Problems(file: "")), root["agency"] != nil, let calendar = root["calendar"] else {
      return []
    }
    let named = [calendar, calendar["follows"]].compactMap { $0?.scalar?.text }
    return Set(named + (calendar["clients"]?.pairs ?? []).compactMap { $0.value.scalar?.text })
  }

  /// The agency file `text` with each of `years` in place of the one that it holds of that calendar and year, or added where it follows the calendar;
  /// the codes of the others, which it does not follow, ascending.
  package static func updating(_ text: String, with years: [CalendarYear]) -> (text: String, others: [String]) {
    let followed = named(in: Array(text.utf8))
    let new = years.filter { followed.contains($0.code) }
    let kept = held(in: text).filter { old in !new.contains { $0.isSameYear(as: old) } }
    return (embedding(kept + new, in: text), Set(years.map(\.code)).subtracting(followed).sorted())
  }

  /// The years that a text holds under `calendars`; empty when it holds none or they cannot be read.
  package static func held(in text: String) -> [CalendarYear] {
    let problems = Problems(file: "")
    guard let root = YAMLNode.read(Array(text.utf8), into: problems), let items = root["calendars"]?.items else { return [] }
    return items.compactMap { CalendarFile.read($0, into: problems, notes: nil) }
  }

  /// Without `calendars`, its heading and the blank line before it.
  private static func stripped(_ text: String) -> String {
    let root = YAMLNode.read(Array(text.utf8), into: Problems(file: ""))
    guard let pairs = root?.pairs, let index = pairs.firstIndex(where: { $0.key == "calendars" }) else { return text }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = pairs[index].keyPosition.line - 1
    let last = index + 1 < pairs.count ? pairs[index + 1].keyPosition.line - 1 : lines.count
    lines.removeSubrange(first..<last)
    if first > 0, lines[first - 1] == heading { lines.remove(at: first - 1) }
    return lines.joined(separator: "\n")
  }

  private static func written(_ year: CalendarYear) -> String {
    var lines = [
      "  - calendar: \(YAMLText.scalar(year.code))", "    year: \(year.year)", "    status: \(year.status.rawValue)",
      "    weekdays: [\(weekdays(year.workedWeekdays))]",
    ]
    if let source = year.source { lines.append("    source: \(written(source))") }
    for (key, entries) in [("days_off", year.daysOff), ("work_days", year.workDays), ("half_days", year.halfDays)] {
      lines.append(entries.isEmpty ? "    \(key): []" : "    \(key):")
      lines += entries.map { "      - { \(written($0)) }" }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func written(_ entry: CalendarYear.Entry) -> String {
    let days = entry.days
    let isSpan = days.count > 1 && zip(days, days.dropFirst()).allSatisfy { $1 - $0 == 1 }
    let when =
      isSpan
      ? "from: \(days[0]), until: \(days[days.count - 1])"
      : "on: \(days.count == 1 ? days[0].description : "[" + days.map(\.description).joined(separator: ", ") + "]")"
    return when + ", name: \(YAMLText.scalar(entry.name))" + (entry.source.map { ", source: \(written($0))" } ?? "")
  }

  private static func written(_ source: CalendarYear.Source) -> String {
    "{ document: \(YAMLText.scalar(source.document)), \(source.isSeen ? "seen" : "of"): \(source.day) }"
  }

  private static func weekdays(_ bits: UInt8) -> String {
    ValueReader.weekdayNames.enumerated().filter { bits & (1 << UInt8($0.offset + 1)) != 0 }.map(\.element).joined(separator: ", ")
  }
}
