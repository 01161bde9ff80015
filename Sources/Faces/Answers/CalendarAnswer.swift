package import Policy
package import Portfolio
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// Months of a calendar, each by its first day, ascending and not empty.
  package static func calendar(_ named: NamedCalendar, months: [Day]) -> Answer {
    let days = months.map { first in
      (0..<Day.length(ofMonth: first.civil.month, in: first.civil.year)).map { first + $0 }
    }
    let last = days.last?.last ?? .none
    let remarks = named.remarks(from: months.first ?? .none, to: last)
    return Answer(
      .object(
        owner(named) + [
          ("unsure", .array(remarks.map(json))),
          (
            "months",
            .array(
              zip(months, days).map { first, days in
                [
                  "month": .string(String(first.description.prefix(7))),
                  "working_days": JSON(days.count(where: named.calendar.isWorkingDay)),
                  "marked": .array(days.compactMap { marked($0, named) }),
                ]
              })
          ),
        ])
    ) { style in
      let picture = CalendarPicture(named: named, style: style)
      return title(named, style) + "\n" + picture.months(months) + "\n" + picture.legend + "\n" + names(days.flatMap { $0 }, named, style)
        + sources(months, named, style) + notes(remarks, style)
    }
  }

  /// Working days from one day to another, both among them.
  package static func workingDays(_ named: NamedCalendar, from: Day, to: Day) -> Answer {
    let (count, all) = (named.calendar.workingDays(from: from, to: to + 1), to - from + 1)
    let remarks = named.remarks(from: from, to: to)
    return Answer(
      .object(
        owner(named) + [
          ("from", .day(from)), ("until", .day(to)), ("days", JSON(all)), ("working_days", JSON(count)),
          ("unsure", .array(remarks.map(json))),
        ])
    ) { style in
      let sum = style.say(
        "\(from) to \(to): \(Text.count(count, "working day")) of \(Text.count(all, "day")), both ends counted\n",
        "\(from) 至 \(to)：共 \(Text.grouped(all)) 天，其中工作日 \(Text.grouped(count)) 天（含首尾两天）\n")
      return title(named, style) + sum + notes(remarks, style)
    }
  }

  /// What a check of calendar files found. The findings are for stderr; the text says what is right.
  package static func calendars(_ checked: [(file: String, findings: [Finding], year: CalendarYear?)]) -> Answer {
    Answer([
      "files": .array(
        checked.map { file in
          [
            "file": .string(file.file), "calendar": JSON(file.year?.code), "year": number(file.year?.year),
            "status": JSON(file.year?.status.rawValue), "days_off": number(file.year?.calendar.holidays.count),
            "work_days": number(file.year?.calendar.makeUpDays.count), "half_days": number(file.year?.calendar.halfDays.count),
          ]
        }),
      "findings": .array(checked.flatMap(\.findings).map(json)),
    ]) { style in
      checked.compactMap { file in
        file.year.map { year in
          let days = year.calendar
          return style.say(
            "\(file.file): calendar \(year.code) of \(year.year), \(year.status.rawValue): \(Text.count(days.holidays.count, "day")) off, "
              + "\(Text.count(days.makeUpDays.count, "make-up day")), \(Text.count(days.halfDays.count, "half day"))\n",
            "\(file.file)：日历 \(year.code) \(year.year) 年，\(Words.certainty(year.status).zh)：放假 \(days.holidays.count) 天，"
              + "调休上班 \(days.makeUpDays.count) 天，半天 \(days.halfDays.count) 天\n")
        }
      }.joined()
    }
  }

  /// Where a year of a file and the year that comes with allot part.
  package static func calendarDifferences(_ year: CalendarYear, file: String, shipped: CalendarYear) -> Answer? {
    guard let here = NamedCalendar([year]), let there = NamedCalendar([shipped]), let first = Day(year: year.year, month: 1, day: 1),
      let last = Day(year: year.year, month: 12, day: 31)
    else { return nil }
    let differences = here.differences(from: there, from: first, to: last)
    let called: [String?] = differences.map { here.entry(on: $0.day)?.name ?? there.entry(on: $0.day)?.name }
    return Answer([
      "calendar": .string(year.code), "year": JSON(year.year), "status": .string(year.status.rawValue),
      "shipped_status": .string(shipped.status.rawValue),
      "differences": .array(
        zip(differences, called).map { difference, name -> JSON in
          [
            "day": .day(difference.day), "kind": .string(difference.here.rawValue), "shipped_kind": .string(difference.there.rawValue),
            "name": JSON(name),
          ]
        }),
    ]) { style in
      let head = style.say(
        "calendar \(year.code) of \(year.year): \(file) is \(year.status.rawValue), the shipped one \(shipped.status.rawValue)\n",
        "日历 \(year.code) \(year.year) 年：\(file) 为\(Words.certainty(year.status).zh)，自带的为\(Words.certainty(shipped.status).zh)\n")
      if differences.isEmpty { return head + style.say("the same days are worked\n", "上班的日子相同\n") }
      let table = Table(
        [style.column("day", "日期"), style.column("in the file", "文件中"), style.column("shipped", "自带"), style.column("name", "名称")],
        rows: zip(differences, called).map { difference, name in
          [difference.day.description, style.say(word(difference.here)), style.say(word(difference.there)), name ?? ""]
        })
      return head + style.table(table)
    }
  }

  private static func number(_ value: Int?) -> JSON { JSON(value.map(Int64.init)) }

  private static func owner(_ named: NamedCalendar) -> [(String, JSON)] {
    [("calendar", JSON(named.code)), ("agency", JSON(named.agency)), ("client", JSON(named.client))]
  }

  private static func title(_ named: NamedCalendar, _ style: AnswerStyle) -> String {
    let whose =
      if let client = named.client {
        style.say("the calendar of client \(client)", "委托方 \(client) 的日历")
      } else if let agency = named.agency {
        style.say("the calendar of agency \(agency)", "机构 \(agency) 的日历")
      } else {
        style.say("the shipped calendar", "自带日历")
      }
    guard let code = named.code else { return style.say("\(whose), its own days\n", "\(whose)，自定日期\n") }
    return named.agency == nil
      ? style.say("\(whose) \(code)\n", "\(whose) \(code)\n") : style.say("\(whose), after \(code)\n", "\(whose)，依 \(code)\n")
  }

  /// What is not sure about the days shown, a line each.
  private static func notes(_ remarks: [CalendarRemark], _ style: AnswerStyle) -> String {
    remarks.map { style.say(Words.calendar($0)) + "\n" }.joined()
  }

  /// Whether a day of the kind is named: no weekend, and no day that is worked as ever.
  private static func isMarked(_ kind: NamedCalendar.DayKind) -> Bool { kind == .off || kind == .makeUp || kind == .half }

  private static func marked(_ day: Day, _ named: NamedCalendar) -> JSON? {
    let kind = named.kind(of: day)
    guard isMarked(kind) else { return nil }
    let entry = named.entry(on: day)
    return [
      "day": .day(day), "kind": .string(kind.rawValue), "name": JSON(entry?.name), "document": JSON(entry?.source?.document),
      "document_day": entry?.source.map { .day($0.day) } ?? .null,
    ]
  }

  /// Runs of days of one kind and name, a line each.
  private static func names(_ days: [Day], _ named: NamedCalendar, _ style: AnswerStyle) -> String {
    var runs: [(first: Day, last: Day, kind: NamedCalendar.DayKind, name: String)] = []
    for day in days {
      let kind = named.kind(of: day)
      guard isMarked(kind) else { continue }
      let name = named.entry(on: day)?.name ?? style.say("the agency's own", "机构自定")
      if let last = runs.last, last.last + 1 == day, last.kind == kind, last.name == name {
        runs[runs.count - 1].last = day
      } else {
        runs.append((day, day, kind, name))
      }
    }
    return runs.map { run in
      let when = run.first == run.last ? run.first.description : "\(run.first)..\(run.last)"
      return "  \(when)\(String(repeating: " ", count: max(1, 24 - when.count)))\(style.say(word(run.kind)))  \(run.name)\n"
    }.joined()
  }

  private static func sources(_ months: [Day], _ named: NamedCalendar, _ style: AnswerStyle) -> String {
    let shown = Set(months.map(\.civil.year))
    return named.years.filter { shown.contains($0.year) }.compactMap { year in
      year.source.map { source in
        let of = source.isSeen ? style.say("seen \(source.day)", "\(source.day) 查阅") : style.say("of \(source.day)", "\(source.day)")
        return style.say(
          "\(year.year), \(year.status.rawValue): \(source.document) (\(of))\n",
          "\(year.year) 年，\(Words.certainty(year.status).zh)：\(source.document)（\(of)）\n")
      }
    }.joined()
  }

  private static func word(_ kind: NamedCalendar.DayKind) -> Wording {
    switch kind {
    case .worked: Wording("worked", "上班")
    case .free: Wording("free", "周末")
    case .off: Wording("day off", "放假")
    case .makeUp: Wording("make-up day", "调休上班")
    case .half: Wording("half day", "半天")
    }
  }
}
