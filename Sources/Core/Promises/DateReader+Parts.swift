import Portfolio

/// Parts of months, and numbers that are no days.
extension DateReader {
  /// Behind 32号, December 32: a day that no month has is not the month.
  func noSuchDay(_ month: Month, _ index: Int) -> Int? {
    guard let day = reader.count(index), !(1...31).contains(day) else { return nil }
    if reader.unit(index + 1) == .dayMark { return index + 2 }
    return month.isNamed && (32...39).contains(day) && isDayNumber(index) ? index + 1 : nil
  }

  /// The second payment, the first half: no day, unless it is “on the second”.
  func isAdjective(_ day: Int, _ index: Int) -> Bool {
    guard day <= 4, !reader.isChinese, reader.isPhrase(index) else { return false }
    switch kind(index - 1) {
    case .leading, .to, .or: return false
    case .neutral where reader.isOn(index - 1): return false
    default: break
    }
    // The first on December 20.
    if reader.isOn(index + 1) {
      switch kind(index + 2) {
      case .monthName, .weekday, .date, .ordinal: return true
      default: break
      }
    }
    switch kind(index + 1) {
    case .unit(.pieces), .unit(.instalment), .unit(.months), .share, .other, .article, .speech(.otherDebt), .speech(.pay): return true
    case .neutral: return reader.isPayment(index + 1)
    default: return false
    }
  }

  /// The second Wednesday of December, the last Friday of the month; without a month the next one. nil: the last.
  func nth(_ count: Int?, _ weekday: Int, _ index: Int) -> (DayAtom, Int)? {
    let place = kind(index) == .of || kind(index) == .leading(.at) || kind(index) == .every ? index + 1 : index
    if let (month, next) = month(place, isEnglish: true) {
      guard case .days(let from, let until, _) = within(month, nil, nil) else { return (.unsure, next) }
      let found = nth(count, weekday, inMonthOf: until)
      return (found.map { $0 < from ? .past : .day($0) } ?? .unsure, next)
    }
    let isOfMonth = (place..<place + 2).first { reader.unit($0) == .months }
    guard let this = nth(count, weekday, inMonthOf: today), let next = nth(count, weekday, inMonthOf: today.firstOfMonth + 31) else {
      return (.unsure, index)
    }
    return (.day(this < today ? next : this), isOfMonth.map { $0 + 1 } ?? index)
  }

  private func nth(_ count: Int?, _ weekday: Int, inMonthOf day: Day) -> Day? {
    let first = day.firstOfMonth + (weekday - day.firstOfMonth.weekday + 7) % 7
    let found = count.map { first + 7 * ($0 - 1) } ?? (0...4).map { first + 7 * $0 }.last { $0.firstOfMonth == day.firstOfMonth }
    return found.flatMap { $0.firstOfMonth == day.firstOfMonth ? $0 : nil }
  }

  /// The first, second, third or fourth seven days of a month.
  func week(_ week: Int, _ month: Month) -> DayAtom {
    guard case .days(let from, _, _) = date(month, 7 * week - 6, nil) else { return date(month, 7 * week, nil) == .past ? .past : .unsure }
    return .days(from, from + 6, .span)
  }

  /// The last day of the month that is worked; of the next month when it is over.
  func lastWorkday(_ year: Int, _ month: Int) -> DayAtom {
    guard let end = Day(year: year, month: month, day: Day.length(ofMonth: month, in: year)) else { return .unsure }
    let worked = (0..<15).map { end - $0 }.first { reader.diary.isWorkingDay($0) }
    guard let worked else { return .unsure }
    return worked < today ? .unsure : .day(worked)
  }

  /// 初五: of the first lunar month, when that is near.
  func firstDays(_ day: Int) -> DayAtom {
    let year = today.civil.year
    let near = [year, year + 1].compactMap { LunarCalendar.day(year: $0, month: 1, day: day) }.first { $0 >= today && $0 - today <= 90 }
    return near.map(DayAtom.day) ?? .unsure
  }

  /// 十一 with nothing that it counts.
  func isFeastEleven(_ index: Int) -> Bool {
    switch kind(index) {
    case .unit, .money, .hour, .part, .number, .of, .share, .bound: false
    default: true
    }
  }

  /// 12.15 as a date: in Chinese, if money does not follow and nothing is paid with it.
  func dottedDate(_ pair: Numeral.Pair, _ index: Int) -> (DayAtom, Int)? {
    guard reader.isChinese, (1...12).contains(pair.first), (1...31).contains(pair.second) else { return nil }
    let isMarked = reader.unit(index + 1) == .dayMark
    if case .speech(let speech) = kind(index - 1), speech == .pay || speech == .weakPay, !isMarked { return nil }
    switch kind(index + 1) {
    case .money, .bound: return nil
    default: return (date(.named(pair.first), pair.second, nil), isMarked ? index + 2 : index + 1)
    }
  }

  func numeric(_ year: Int?, _ first: Int, _ second: Int) -> DayAtom {
    if let year { return exact(year, first, second) == .unsure ? exact(year, second, first) : exact(year, first, second) }
    if first > 12 { return date(.named(second), first, nil) }
    if second > 12 || first == second || reader.isChinese { return date(.named(first), second, nil) }
    return .unsure
  }
}
