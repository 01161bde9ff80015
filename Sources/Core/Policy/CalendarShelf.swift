import Speech
import YAML

/// The calendar files of one check: those that were given, and those that lie beside.
struct CalendarShelf {
  /// From files that were given.
  let given: [CalendarYear]
  /// From files that lie beside the agency file or come with allot.
  private let beside: [CalendarYear]
  /// Files that lie beside and are wrong.
  let broken: [Document]

  /// Reads every calendar among `documents`, and all of `beside`; reports what is wrong with them, and a year that is given twice.
  init(_ documents: [Document], beside others: [Document]) {
    var given: [CalendarYear] = []
    var files: [String: String] = [:]
    for document in documents where document.kind == .calendar {
      guard let root = document.root, let year = CalendarFile.read(root, into: document.problems, notes: nil) else { continue }
      if let first = files.updateValue(document.problems.file, forKey: "\(year.code) \(year.year)") {
        document.problems.add(
          at: root.pairs?.first?.keyPosition ?? .start,
          Wording(
            "a second file of the calendar \(year.code) of \(year.year); the first is \(first)",
            "日历 \(year.code) 的 \(year.year) 年有第二个文件；第一个是 \(first)"),
          hint: Wording("a year of a calendar has one file: move one of the two away", "一个日历的一年只有一个文件：请移走其中之一"))
      }
      if let warning = CalendarName.warning(of: document.problems.file, holding: year) { document.warnings.add(at: .start, warning) }
      given.append(year)
    }
    var lying: [CalendarYear] = []
    for document in others {
      guard let year = document.root.flatMap({ CalendarFile.read($0, into: document.problems, notes: nil) }) else { continue }
      // Those nearer come first.
      if !lying.contains(where: { $0.isSameYear(as: year) }) { lying.append(year) }
    }
    self.given = given
    beside = lying
    broken = others.filter { !$0.problems.isEmpty }
  }

  /// A calendar that was given and that the agency file does not name changes nothing: said, since whoever gave it meant something.
  func warn(_ documents: [Document], ofWhatIsNotFollowedBy agency: AgencyPolicy) {
    let followed = Set(agency.calendarYears.map(\.code))
    for document in documents where document.kind == .calendar {
      guard let code = document.root?["calendar"]?.scalar?.text, !followed.contains(code), document.problems.isEmpty else { continue }
      document.warnings.add(
        at: document.root?.pairs?.first?.keyPosition ?? .start,
        Wording("the agency file does not follow the calendar \(code): nothing follows from it", "机构文件没有引用日历 \(code)：它不起作用"),
        hint: Wording("name it under “calendar:” of the agency file", "请写到机构文件的“calendar:”下"))
    }
  }

  /// What an agency file may follow besides what it holds: the given years, and of those beside the ones of calendars that it holds no year of.
  func years(for root: YAMLNode?) -> [CalendarYear] {
    let held = Set((root?["calendars"]?.items ?? []).compactMap { $0["calendar"]?.scalar?.text })
    return given + beside.filter { year in !held.contains(year.code) && !given.contains { $0.isSameYear(as: year) } }
  }
}
