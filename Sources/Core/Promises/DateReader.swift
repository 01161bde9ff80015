import Portfolio

/// Reads dates: 15号, 下个月5号, 12月15日, 12月中旬, the 15th of December, Dec 15, 12/15, month ends.
struct DateReader {
  let reader: AtomReader
  var today: Day { reader.today }

  init(_ reader: AtomReader) { self.reader = reader }

  func kind(_ index: Int) -> Token.Kind { reader.kind(index) }
  func small(_ index: Int, _ range: ClosedRange<Int>) -> Int? { reader.count(index).flatMap { range.contains($0) ? $0 : nil } }

  func atom(at index: Int) -> (DayAtom, Int)? {
    switch kind(index) {
    case .year(let offset):
      let year = today.civil.year + offset
      if let found = inYear(year, index + 1) { return found }
      if case .part(.yearEnd) = kind(index + 1) { return (exact(year, 12, 31), index + 2) }
      if case .suffix(.end) = kind(index + 1) { return (exact(year, 12, 31), index + 2) }
      if case .suffix = kind(index + 1) { return (.unsure, index + 2) }
      return (span(Day(year: year, month: 1, day: 1), Day(year: year, month: 12, day: 31)), index + 1)
    case .number(let numeral):
      if let year = year(index), let found = inYear(year, index + 2) { return found }
      if let dotted = numeral.dotted, let found = dottedDate(dotted, index) { return found }
      if numeral.isBareEleven, isFeastEleven(index + 1) {
        return (reader.diary.next(.national).map { .days($0, $0, .feast(.national)) } ?? .past, index + 1)
      }
      return inYear(nil, index) ?? bare(index)
    case .ordinal(let day):
      // The second week of May.
      if (1...4).contains(day), reader.unit(index + 1) == .weeks {
        guard let (month, next) = month(index + 2, isEnglish: true) else { return (.unsure, index + 2) }
        return (week(day, month), next)
      }
      if case .weekday(let weekday, nil) = kind(index + 1), (1...4).contains(day), let found = nth(day, weekday, index + 2) { return found }
      if isAdjective(day, index) { return nil }
      return english(day, index + 1)
    case .lastWeekday(let weekday): return nth(nil, weekday, index + 1)
    case .date(let year, let first, let second): return (numeric(year, first, second), index + 1)
    case .monthName, .month: return inYear(nil, index)
    case .part(let part): return (self.part(part), index + 1)
    case .suffix(let part):
      // “early next month”, “mid December”; 初五 without its month.
      guard let (month, next) = month(index + 1, isEnglish: true) else {
        if case .week(let week) = kind(index + 1) { return (reader.end(ofWeek: week, isEnd: part == .end || part == .last), index + 2) }
        if part == .begin, let day = small(index + 1, 1...10) { return (firstDays(day), index + 2) }
        return nil
      }
      return (within(month, part, nil), next)
    default: return nil
    }
  }

  // MARK: Year, month, day

  func year(_ index: Int) -> Int? {
    guard reader.unit(index + 1) == .yearMark, let number = reader.count(index) else { return nil }
    return (2000...2100).contains(number) ? number : (20...99).contains(number) ? 2000 + number : nil
  }

  /// The month at a token: 12月, December, 下个月. Its number, relative to today's month where it has no number of its own.
  func month(_ index: Int, isEnglish: Bool = false) -> (month: Month, next: Int)? {
    switch kind(index) {
    case .monthName(let month): return (.named(month), index + 1)
    case .month(let offset): return (.after(offset), index + 1)
    case .of where isEnglish: return month(index + 1)
    case .number where !isEnglish:
      guard let month = small(index, 1...12) else { return nil }
      if reader.unit(index + 1) == .monthMark { return (.named(month), index + 2) }
      // 12月底 is a month and its end.
      if case .part(let part) = kind(index + 1), part != .first, part != .yearEnd, part != .weekEnd {
        return (.named(month), index + 1)
      }
      return nil
    default: return nil
    }
  }

  enum Month: Equatable {
    case named(Int)
    /// So many months after today's.
    case after(Int)

    var isNamed: Bool { if case .named = self { true } else { false } }
  }

  /// A month and what follows it, in a year that was said or not.
  func inYear(_ year: Int?, _ index: Int) -> (DayAtom, Int)? {
    guard let (month, begin) = month(index) else { return nil }
    var next = begin
    if kind(next) == .neutral, reader.unit(next + 2) == .dayMark || part(at: next + 1) != nil { next += 1 }
    // 五月初五 is a lunar day.
    if kind(next) == .suffix(.begin), reader.isChinese, small(next + 1, 1...10) != nil, kind(next + 2) != .unit(.dayMark) {
      return (.unsure, next + 2)
    }
    // 五月初五, as 五 and 月初.
    if reader.isChinese, part(at: next) == .begin, small(next + 1, 1...10) != nil, isDayNumber(next + 1) { return (.unsure, next + 2) }
    if let part = part(at: next) { return (within(month, part, year), next + 1) }
    if let behind = noSuchDay(month, next) { return (.unsure, behind) }
    // 下个月二十几号.
    if case .number(let numeral) = kind(next), numeral.isVague, reader.unit(next + 1) == .dayMark { return (.unsure, next + 2) }
    if let day = small(next, 1...31), reader.unit(next + 1) == .dayMark || month.isNamed || (day >= 10 && reader.isSpelled(next)) {
      if reader.unit(next + 1) == .dayMark || isDayNumber(next) {
        let isMarked = reader.unit(next + 1) == .dayMark
        return closing(month, day, year, isMarked ? next + 2 : next + 1)
      }
    }
    // Next month 1st week.
    if case .ordinal(let week) = kind(next), (1...4).contains(week), reader.unit(next + 1) == .weeks {
      return (self.week(week, month), next + 2)
    }
    if case .ordinal(let day) = kind(next) { return closing(month, day, year, next + 1) }
    // 下个月的今天.
    if kind(next) == .neutral, kind(next + 1) == .day(0) { return (date(month, today.civil.day, year), next + 2) }
    let ordinal = (next..<next + 3).first { kind($0) != .neutral && kind($0) != .article } ?? next
    if case .ordinal(let day) = kind(ordinal) { return closing(month, day, year, ordinal + 1) }
    return (within(month, nil, year), begin)
  }

  /// A number behind a month's name that counts no money and no other thing.
  func isDayNumber(_ index: Int) -> Bool {
    switch kind(index + 1) {
    case .money, .unit, .hour: return false
    default: break
    }
    if case .number(let numeral) = kind(index) { return !numeral.isLarge }
    return false
  }

  /// With the year behind it: Dec 15, 2026.
  func closing(_ month: Month, _ day: Int, _ year: Int?, _ next: Int) -> (DayAtom, Int) {
    if let said = trailingYear(next) { return (date(month, day, said.year), said.next) }
    return (date(month, day, year), next)
  }

  func trailingYear(_ index: Int) -> (year: Int, next: Int)? {
    let place = kind(index) == .stop(.comma) ? index + 1 : index
    guard let year = reader.count(place), (2000...2100).contains(year) else { return nil }
    if case .number(let numeral) = kind(place), numeral.isLarge { return nil }
    return (year, place + 1)
  }

  func part(at index: Int) -> Token.Part? {
    switch kind(index) {
    case .part(let part) where part != .yearEnd && part != .weekEnd: part
    case .suffix(let part): part
    default: nil
    }
  }

  /// The 15th of December, the first of the month, the 15th.
  func english(_ day: Int, _ index: Int) -> (DayAtom, Int)? {
    if kind(index) == .of, kind(index + 1) == .neutral || kind(index + 1) == .article, reader.unit(index + 2) == .months {
      return (bareDay(day), index + 3)
    }
    if let (month, next) = month(index, isEnglish: true) { return closing(month, day, nil, next) }
    return (bareDay(day), index)
  }

  // MARK: Bare days

  /// 15号, 15、16号, 15到20号, 十五六号, 15 December.
  func bare(_ index: Int) -> (DayAtom, Int)? {
    guard case .number(let numeral) = kind(index), numeral.least % 100 == 0, numeral.most % 100 == 0, numeral.most <= 31_00,
      numeral.least >= 1_00
    else { return nil }
    let (first, last) = (Int(numeral.least / 100), Int(numeral.most / 100))
    if reader.unit(index + 1) == .dayMark {
      // 13月5号.
      if reader.unit(index - 1) == .monthMark { return (.unsure, index + 2) }
      if numeral.isVague { return (.unsure, index + 2) }
      return (first == last ? bareDay(first) : span(first, last), index + 2)
    }
    if kind(index + 1) == .to || kind(index + 1) == .or, first == last, let other = small(index + 2, 1...31),
      reader.unit(index + 3) == .dayMark
    {
      // 十五、六号.
      return (span(first, other == first % 10 + 1 && first > 10 ? first + 1 : other), index + 4)
    }
    // 十六十七号.
    if first == last, small(index + 1, 1...31) == first + 1, reader.unit(index + 2) == .dayMark {
      return (span(first, first + 1), index + 3)
    }
    if case .monthName(let month) = kind(index + 1) { return closing(.named(month), first, nil, index + 2) }
    return nil
  }

  /// The next day of that number: today's month, else the next one's. A month without it leaves open what is meant.
  func bareDay(_ day: Int) -> DayAtom {
    date(.after(day < today.civil.day ? 1 : 0), day, nil)
  }

  /// From one day of a month to another: the second is the next of that number after the first.
  func span(_ first: Int, _ last: Int) -> DayAtom {
    guard case .days(let from, _, _) = bareDay(first), let until = Self.next(last, after: from) else { return .unsure }
    return .days(from, until, .span)
  }

  /// The next day of that number on or after `from`; nil when its month has none.
  static func next(_ day: Int, after from: Day) -> Day? {
    let (year, month) = from.month(after: day < from.civil.day ? 1 : 0)
    return Day(year: year, month: month, day: day)
  }

  func span(_ from: Day?, _ until: Day?) -> DayAtom {
    guard let from, let until else { return .unsure }
    return reader.clamped(from, until)
  }

  // MARK: Which year

  func exact(_ year: Int, _ month: Int, _ day: Int) -> DayAtom {
    guard let found = Day(year: year, month: month, day: day) else { return .unsure }
    return found < today ? .past : .day(found)
  }

  func date(_ month: Month, _ day: Int, _ year: Int?) -> DayAtom {
    switch month {
    case .named(let month):
      if let year { return exact(year, month, day) }
      guard day <= Day.length(ofMonth: month, in: 2000) else { return .unsure }
      return reader.diary.next { Day(year: $0, month: month, day: day) }.map(DayAtom.day) ?? .past
    case .after(let offset):
      let (year, month) = today.month(after: offset)
      return exact(year, month, day)
    }
  }

  /// A month or a part of it.
  func within(_ month: Month, _ part: Token.Part?, _ year: Int?) -> DayAtom {
    if part == .lastWorkday {
      guard case .days(_, let until, _) = within(month, nil, year) else { return .unsure }
      return lastWorkday(until.civil.year, until.civil.month)
    }
    switch month {
    case .after(let offset):
      let (year, month) = today.month(after: offset)
      return days(year, month, part)
    case .named(let month):
      if let year { return days(year, month, part) }
      let this = days(today.civil.year, month, part)
      guard this == .past, let end = last(today.civil.year, month, part), today - end >= 30 else {
        // In January, December may be the one that is just over.
        if let before = last(today.civil.year - 1, month, part), before < today, today - before < 30 { return .past }
        return this
      }
      return days(today.civil.year + 1, month, part)
    }
  }

  func bounds(_ year: Int, _ month: Int, _ part: Token.Part?) -> (Int, Int) {
    let length = Day.length(ofMonth: month, in: year)
    return switch part {
    case .begin: (1, 5)
    case .firstWeek: (1, 7)
    case .lastWeek: (length - 6, length)
    case .first: (1, 10)
    case .middle: (11, 20)
    case .last: (21, length)
    case .end, .lastWorkday: (length, length)
    case .yearEnd, .weekEnd, nil: (1, length)
    }
  }

  func last(_ year: Int, _ month: Int, _ part: Token.Part?) -> Day? {
    Day(year: year, month: month, day: bounds(year, month, part).1)
  }

  func days(_ year: Int, _ month: Int, _ part: Token.Part?) -> DayAtom {
    let (first, last) = bounds(year, month, part)
    if part == .end { return exact(year, month, last) }
    return span(Day(year: year, month: month, day: first), Day(year: year, month: month, day: last))
  }

  /// 月底, 月初, 年底, the end of the week: of this month, else of the next.
  func part(_ part: Token.Part) -> DayAtom {
    let (year, month, _) = today.civil
    switch part {
    case .yearEnd:
      // Between New Year and the Spring Festival it may be the end of either year.
      if reader.isChinese, let spring = Feast.spring.day(in: year), today < spring { return .unsure }
      return exact(year, 12, 31)
    case .weekEnd:
      return reader.end(ofWeek: 0, isEnd: true)
    case .lastWorkday: return lastWorkday(year, month)
    default:
      let this = days(year, month, part)
      return this == .past ? within(.after(1), part, nil) : this
    }
  }
}
