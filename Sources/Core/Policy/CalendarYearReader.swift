import Portfolio
import Speech
import YAML

/// Reads one year of a calendar.
struct CalendarYearReader {
  /// Where notes go; nil when nobody asks for them.
  let notes: Problems?

  func read(_ reader: ValueReader) -> CalendarYear? {
    reader.mapping { keys in
      let code = keys.required("calendar").code()
      let year = keys.required("year").int(in: 2000...2199)
      let status: Calendar.Certainty? = keys.required("status").choice(among: [("official", .official), ("provisional", .provisional)])
      let weekdays = keys.optional("weekdays").or(Calendar.mondayToFriday.workedWeekdays) { $0.weekdays() }
      let source = keys.optional("source").or(nil, self.source)
      let hasSource = keys.has("source")
      var seen: [Day: String] = [:]
      func entries(_ reader: ValueReader, _ check: (Day, ValueReader) -> Void) -> [CalendarYear.Entry]? {
        reader.list { item in
          entry(item, year, hasSource) { day, place in
            if let before = seen.updateValue(reader.label, forKey: day) {
              place.problem(
                Wording("names \(day) a second time (it stands under “\(before)” already)", "重复写了 \(day)（“\(before)”里已有）"),
                hint: Wording("delete one of the two", "请删除其中一个"))
            }
            check(day, place)
          }
        }
      }
      func isWorkedWeekday(_ day: Day) -> Bool { weekdays & (1 << UInt8(day.weekday)) != 0 }
      let off = keys.required("days_off").or([]) { entries($0) { _, _ in } }
      let work = keys.optional("work_days").or([]) { list in
        entries(list) { day, place in
          guard isWorkedWeekday(day) else { return }
          place.problem(
            Wording(
              "makes \(day) a working day, but it is \(Self.name(day).en), which is worked anyway",
              "把 \(day) 列为上班日，但这天是\(Self.name(day).zh)，本来就上班"),
            expectation: Wording("a day that is not worked otherwise, such as a Saturday", "本来不上班的日子，如星期六"),
            hint: Wording("compare the date with the source", "请对照原文核对日期"))
        }
      }
      let worked = Set(work.flatMap(\.days))
      let half = keys.optional("half_days").or([]) { list in
        entries(list) { day, place in
          guard !isWorkedWeekday(day), !worked.contains(day) else { return }
          place.problem(
            Wording(
              "makes \(day) a half day, but it is \(Self.name(day).en), which is not worked at all",
              "把 \(day) 列为半天，但这天是\(Self.name(day).zh)，本来就不上班"),
            hint: Wording("delete it, or name it under “work_days”", "请删除，或写到“work_days”里"))
        }
      }
      note(off, keys, isWorkedWeekday)
      guard let code, let year, let status else { return nil }
      return CalendarYear(
        code: code, year: year, status: status, workedWeekdays: weekdays, source: source, daysOff: off, workDays: work, halfDays: half)
    }
  }

  /// `year` is nil when it could not be read: then nothing is said about days outside of it.
  private func entry(
    _ reader: ValueReader, _ year: Int?, _ hasSource: Bool, _ check: (Day, ValueReader) -> Void
  ) -> CalendarYear.Entry? {
    reader.mapping { keys in
      func checked(_ day: Day, _ place: ValueReader) {
        if let year, day.civil.year != year {
          place.problem(
            Wording("is \(day), outside of \(year)", "为 \(day)，不在 \(year) 年内"),
            hint: Wording("put it into the file of its year", "请写进那一年的文件"))
        }
        check(day, place)
      }
      let days = span(keys, checked) ?? []
      let name = keys.required("name").text()
      if !hasSource, !keys.has("source") {
        keys.problem(
          Wording("has no source", "没有来源"),
          hint: Wording(
            "write “source: { document: …, of: 2025-11-04 }” here, or once at the top for all",
            "请在此写“source: { document: …, of: 2025-11-04 }”，或在文件开头为全部条目写一次"))
      }
      let source = keys.optional("source").or(nil, self.source)
      return name.map { CalendarYear.Entry(days: days.sorted(), name: $0, source: source) }
    }
  }

  /// `on` a day or several, or `from` one `until` another.
  private func span(_ keys: MappingReader, _ check: (Day, ValueReader) -> Void) -> [Day]? {
    guard let (key, value) = keys.exactlyOne(of: ["on", "from"]) else { return nil }
    if key == "on" {
      return value.oneOrMore { item in
        let day = item.day()
        if let day { check(day, item) }
        return day
      }
    }
    let end = keys.required("until")
    let (begin, close) = (value.day(), end.day())
    guard let first = begin, let last = close else { return nil }
    guard first <= last else {
      end.problem(Wording("is \(last), before it begins on \(first)", "为 \(last)，早于开始日 \(first)"))
      return nil
    }
    guard last - first < 60 else {
      end.problem(
        Wording("makes the span longer than 60 days", "使区间超过 60 天"), hint: Wording("compare the dates with the source", "请对照原文核对日期"))
      return nil
    }
    let days = (first.rawValue...last.rawValue).map { Day($0) }
    for day in days { check(day, value) }
    return days
  }

  private func source(_ reader: ValueReader) -> CalendarYear.Source? {
    reader.mapping { keys in
      let document = keys.required("document").text()
      guard let (key, value) = keys.exactlyOne(of: ["of", "seen"]) else { return nil }
      let day = value.day()
      guard let document, let day else { return nil }
      return CalendarYear.Source(document: document, day: day, isSeen: key == "seen")
    }
  }

  /// Days off that change nothing: every day of an entry is free anyway.
  private func note(_ entries: [CalendarYear.Entry], _ keys: MappingReader, _ isWorked: (Day) -> Bool) {
    guard let notes else { return }
    let items = keys.optional("days_off").node?.items ?? []
    guard items.count == entries.count else { return }
    for (entry, item) in zip(entries, items) where !entry.days.isEmpty && !entry.days.contains(where: isWorked) {
      let first = entry.days[0]
      notes.add(
        at: item.position,
        entry.days.count == 1
          ? Wording("\(first) is \(Self.name(first).en), free anyway", "\(first) 是\(Self.name(first).zh)，本来就休息")
          : Wording("\(entry.days.count) days from \(first) on, all of them free anyway", "自 \(first) 起 \(entry.days.count) 天，本来都休息"))
    }
  }

  /// The weekday as it stands in a sentence: `a Saturday`, `星期六`.
  static func name(_ day: Day) -> Wording {
    let names = [
      Wording("a Monday", "星期一"), Wording("a Tuesday", "星期二"), Wording("a Wednesday", "星期三"), Wording("a Thursday", "星期四"),
      Wording("a Friday", "星期五"), Wording("a Saturday", "星期六"), Wording("a Sunday", "星期日"),
    ]
    return names[day.weekday - 1]
  }
}

extension ValueReader {
  /// One line of at most 200 characters; commas and the like are allowed.
  func text() -> String? {
    parse(Wording("a line of at most 200 characters", "一行文字，最多 200 个字符")) { text in
      let isLine = !text.isEmpty && !text.utf8.contains { $0 < 0x20 }
      return isLine && text.unicodeScalars.count <= 200 ? text : nil
    }
  }
}
