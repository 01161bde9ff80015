import Portfolio

/// What a day expression names before its modifiers are looked at.
enum DayAtom: Equatable {
  case days(Day, Day, Shape)
  /// Over, as it is said.
  case past
  /// No such day, or more than one could be meant.
  case unsure

  enum Shape: Equatable {
    case day
    /// A bare day of the week, which a date beside it may confirm.
    case weekday(Int)
    case span
    case feast(Feast)
    /// So far from today: in three days, within three days.
    case distance
  }

  static func day(_ day: Day) -> DayAtom { .days(day, day, .day) }
}

/// Reads day expressions without their modifiers.
struct AtomReader {
  let tokens: [Token]
  let diary: Diary
  /// Whether 5/6 is the fifth month.
  let isChinese: Bool

  /// The folded text that the tokens stand in.
  let source: [UInt32]

  var today: Day { diary.today }
  /// The first character of a token.
  func text(_ index: Int) -> UInt32 { source[tokens[index].place.lowerBound] }
  func isThisMonth(_ found: DayReader.Found) -> Bool {
    if case .days(let from, _) = found { from.firstOfMonth == today.firstOfMonth } else { false }
  }

  func kind(_ index: Int) -> Token.Kind { tokens.indices.contains(index) ? tokens[index].kind : .stop(.sentence) }
  func unit(_ index: Int) -> Token.Unit? { if case .unit(let unit) = kind(index) { unit } else { nil } }
  func count(_ index: Int) -> Int? { if case .number(let numeral) = kind(index) { numeral.count } else { nil } }

  /// The expression that begins at a token, and the token after it.
  func atom(at index: Int) -> (DayAtom, Int)? {
    switch kind(index) {
    case .day(let offset): return (.day(today + offset), index + 1)
    case .days(let from, let until): return (.days(today + from, today + until, .span), index + 1)
    case .weekday(let day, nil) where kind(index + 1) == .week(1) || kind(index + 1) == .week(0):
      // Wednesday next week.
      return weekday(day, kind(index + 1) == .week(1) ? 1 : 0, index + 2)
    case .weekday(let day, nil) where kind(index + 1) == .of:
      // Wednesday of next week.
      if case .week(let week) = kind(index + 2) { return weekday(day, week, index + 3) }
      return weekday(day, nil, index + 1)
    case .weekday(let day, let week) where isNextDigit(index + 1, day + 1):
      // 周四五, 周六日.
      guard case (.days(let from, _, _), let next) = weekday(day, week, index + 2) else { return (.past, index + 2) }
      return (.days(from, from + 1, .span), next)
    // Friday week.
    case .weekday(let day, nil) where !isChinese && unit(index + 1) == .weeks && tokens[index + 1].place.count == 4:
      guard case (.days(let next, _, _), _) = weekday(day, nil, index + 1) else { return nil }
      return (.day(next + 7), index + 2)
    case .weekday(let day, let week): return weekday(day, week, index + 1)
    case .week(let week):
      var next = index + 1
      if kind(next) == .neutral, case .weekday = kind(next + 1) { next += 1 }
      if case .weekday(let day, nil) = kind(next) { return weekday(day, week, next + 1) }
      let monday = today - (today.weekday - 1) + 7 * week
      return (clamped(monday, monday + 6), index + 1)
    case .weekend(let week):
      let monday = today - (today.weekday - 1) + 7 * week
      return (clamped(monday + 5, monday + 6), index + 1)
    case .month, .monthName, .part, .suffix, .year, .date, .ordinal, .number, .lastWeekday:
      return DateReader(self).atom(at: index) ?? distance(index)
    case .unit(.yearMark) where kind(index + 1) == .trailing(.within):
      return (clamped(today, Day(year: today.civil.year, month: 12, day: 31) ?? today), index + 1)
    // The day after Thanksgiving.
    case .unit(.days):
      if let side = side(index + 1), case .feast(let feast) = kind(skipping(index + 2)), case .days(let day, _, _) = named(feast) {
        return (.day(day + side), skipping(index + 2) + 1)
      }
      return distance(index) ?? DateReader(self).atom(at: index)
    case .article, .unit: return distance(index) ?? DateReader(self).atom(at: index)
    case .neutral where kind(index - 1) == .leading(.within): return distance(index)
    case .every: return every(index)
    case .feast(let feast): return (named(feast), index + 1)
    case .lunarMonth: return lunar(index)
    default: return nil
    }
  }

  /// After is a day on, before a day back; nil for other words.
  func side(_ index: Int) -> Int? {
    switch kind(index) {
    case .leading(.after): 1
    case .leading(.before): -1
    default: nil
    }
  }

  private func isNextDigit(_ index: Int, _ day: Int) -> Bool {
    guard isChinese, tokens.indices.contains(index), tokens[index].place.count == 1,
      tokens[index - 1].place.upperBound == tokens[index].place.lowerBound
    else { return false }
    if day == 7 { return unit(index) == .dayMark && text(index) == 0x65E5 }
    guard count(index) == day else { return false }
    switch kind(index + 1) {
    case .unit, .money, .hour, .number, .part, .suffix: return false
    default: return true
    }
  }

  func skipping(_ index: Int) -> Int { kind(index) == .article || kind(index) == .neutral ? index + 1 : index }

  /// `from…until` from today on; over when it has ended.
  func clamped(_ from: Day, _ until: Day) -> DayAtom { until < today ? .past : .days(max(from, today), until, .span) }

  /// The end of a week: Friday to Sunday. When its beginning and middle are nobody knows.
  func end(ofWeek week: Int, isEnd: Bool) -> DayAtom {
    let sunday = today + (7 - today.weekday) + 7 * week
    return isEnd ? clamped(sunday - 2, sunday) : .unsure
  }

  private func weekday(_ day: Int, _ week: Int?, _ next: Int) -> (DayAtom, Int) {
    let monday = today - (today.weekday - 1)
    let this = monday + (day - 1)
    guard let week else { return (.days(this < today ? this + 7 : this, this < today ? this + 7 : this, .weekday(day)), next) }
    if week == Lexicon.anyWeek { return (.unsure, next) }
    // This Monday, said on a Wednesday: open in English.
    if week == 0, this < today, !isChinese { return (.unsure, next) }
    return (this + 7 * week < today ? .past : .day(this + 7 * week), next)
  }

  private func named(_ feast: Feast) -> DayAtom { diary.next(feast).map { .days($0, $0, .feast(feast)) } ?? .past }

  /// 每月15号, every Friday: the first of them. Without a day it names none.
  private func every(_ index: Int) -> (DayAtom, Int)? {
    if unit(index + 2) == .dayMark || unit(index + 1) == .dayMark { return DateReader(self).atom(at: index + 1) }
    if case .weekday(let day, nil) = kind(index + 1) { return weekday(day, nil, index + 2) }
    return nil
  }

  /// 正月初五, 腊月二十八, 正月十五.
  private func lunar(_ index: Int) -> (DayAtom, Int)? {
    guard case .lunarMonth(let named) = kind(index) else { return nil }
    // 农历八月二十.
    let isNumbered = named == 0
    guard !isNumbered || (unit(index + 2) == .monthMark && (1...12).contains(count(index + 1) ?? 0)) else { return nil }
    let (month, begin) = isNumbered ? (count(index + 1) ?? 0, index + 3) : (named, index + 1)
    let next = kind(begin) == .suffix(.begin) ? begin + 1 : begin
    guard let day = count(next) else {
      let first = diary.next { LunarCalendar.day(year: $0, month: month, day: 1) ?? LunarCalendar.day(year: $0 - 1, month: month, day: 1) }
      return (first == nil ? .past : .unsure, begin)
    }
    // Lunar December ends in the civil year after; of a lunar year both are tried.
    let found = lunarDays(month, day).first { $0 >= today }
    let hasPassed = lunarDays(month, day).contains { $0 < today && today - $0 < 30 }
    return (hasPassed ? .past : found.map(DayAtom.day) ?? .unsure, next + (unit(next + 1) == .dayMark ? 2 : 1))
  }

  private func lunarDays(_ month: Int, _ day: Int) -> [Day] {
    let year = today.civil.year
    return (year - 2...year + 1).compactMap { LunarCalendar.day(year: $0, month: month, day: day) }
  }

  // MARK: So far from today

  /// 三天, 两周, 一个月, 三五天, three business days, a week: as a distance from today. What is only nearly said stays unsure.
  private func distance(_ index: Int) -> (DayAtom, Int)? {
    var (least, most, next) = (1, 1, index)
    var isVague = false
    switch kind(index) {
    case .number(let numeral):
      guard numeral.least % 100 == 0, numeral.most % 100 == 0, numeral.most <= 1_000_00, !numeral.isOver else { return nil }
      (least, most, isVague) = (Int(numeral.least / 100), Int(numeral.most / 100), numeral.isVague)
      next += 1
      // 3 to 5 days.
      if kind(next) == .to || kind(next) == .or, let upper = count(next + 1), unit(next + 2) != nil, upper <= 1_000 {
        (most, next) = (upper, next + 2)
      }
    case .article: next += 1
    case .unit(.halfMonth), .unit(.halfYear): break
    // Within the hour, within the next week.
    case .unit where kind(next - 1) == .leading(.within): break
    case .neutral where kind(next - 1) == .leading(.within): next += 1
    default: return nil
    }
    if kind(next) == .of { next += 1 }
    // 跑一个月就还: counted from what he does before.
    if isChinese, index > 0, kind(index - 1) == .other, kind(next) != .unit(.dayMark), unit(next) != nil { isVague = true }
    // 晚了一天: how long it has been.
    if isChinese, index > 1, text(index - 1) == 0x4E86, tokens[index - 1].place.count == 1, kind(index - 2) == .other { isVague = true }
    guard let unit = unit(next),
      !(unit == .dayMark || unit == .monthMark || unit == .yearMark || unit == .pieces || unit == .instalment) || isYears(next)
    else {
      return nil
    }
    if isVague, !isWithin(next + 1) { return (.unsure, next + 1) }
    guard let from = day(least, unit), let until = day(most, unit) else { return (.unsure, next + 1) }
    return (.days(min(from, until), max(from, until), .distance), next + 1)
  }

  /// 一年内, 两年后; 26年 is a year of the calendar.
  private func isYears(_ index: Int) -> Bool {
    guard unit(index) == .yearMark, let years = count(index - 1), years <= 10 else { return false }
    if case .trailing = kind(index + 1) { return true }
    return false
  }

  private func isWithin(_ next: Int) -> Bool {
    // I need a couple more weeks: nobody knows.
    if !isChinese, [3, 4, 5].contains(where: { kind(next - $0) == .leading(.within) && isAsked(next - $0) }) { return false }
    return kind(next) == .trailing(.within) || kind(next - 4) == .leading(.within) || kind(next - 3) == .leading(.within)
  }

  /// I need, give me, another: he asks for time.
  private func isAsked(_ index: Int) -> Bool {
    let place = tokens[index].place.lowerBound
    return ![0x77, 0x6F, 0x64].contains(source[place]) && !(source[place] == 0x69 && source[place + 1] == 0x6E)
  }

  private func day(_ count: Int, _ unit: Token.Unit) -> Day? {
    switch unit {
    case .days: today + count
    case .weeks: today + 7 * count
    case .fortnights: today + 14 * count
    case .halfMonth: today + 15
    case .halfYear: months(6)
    case .months: months(count)
    case .years, .yearMark: months(12 * count)
    case .workdays: diary.workingDay(after: count)
    case .hours: today + (count >= 24 ? count / 24 : 0)
    case .minutes: today
    case .dayMark, .monthMark, .pieces, .instalment: nil
    }
  }

  /// The same day so many months on, or the month's last.
  private func months(_ count: Int) -> Day? {
    let (year, month) = today.month(after: count)
    return Day(year: year, month: month, day: min(today.civil.day, Day.length(ofMonth: month, in: year)))
  }
}

extension Day {
  /// The month that is so many months after its own.
  func month(after count: Int) -> (year: Int, month: Int) {
    let (year, month, _) = civil
    let total = year * 12 + month - 1 + count
    return (total / 12, total % 12 + 1)
  }
}
