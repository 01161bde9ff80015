import Portfolio

/// The Chinese lunisolar calendar (GB/T 33661), lunar years 1999…2100.
///
/// Compared day by day with three programs that share no code: lunar-python 1.4 (astronomical), lunardate 0.3 (another table) and
/// ICU 72. Every month is as two of them have it at least: lunardate is alone in 2057 month 9 and in 2100, ICU in five months that
/// begin within minutes of midnight.
enum LunarCalendar {
  /// A lunar year: bits 15…4 say which of the months 1…12 have 30 days, the low four bits name the month that is followed by its leap
  /// month (0: none), bit 16 says that the leap month has 30 days.
  private static let years: [UInt32] = [
    0x092E0, 0x0C960, 0x0D954, 0x0D4A0, 0x0DA50, 0x07552, 0x056A0, 0x0ABB7, 0x025D0, 0x092D0,
    0x0CAB5, 0x0A950, 0x0B4A0, 0x0BAA4, 0x0AD50, 0x055D9, 0x04BA0, 0x0A5B0, 0x15176, 0x052B0,
    0x0A930, 0x07954, 0x06AA0, 0x0AD50, 0x05B52, 0x04B60, 0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65,
    0x0D530, 0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0, 0x0A4D0, 0x1D0B6, 0x0D250, 0x0D520,
    0x0DD45, 0x0B5A0, 0x056D0, 0x055B2, 0x049B0, 0x0A577, 0x0A4B0, 0x0AA50, 0x1B255, 0x06D20,
    0x0ADA0, 0x14B63, 0x09370, 0x049F8, 0x04970, 0x064B0, 0x168A6, 0x0EA50, 0x06B20, 0x1A6C4,
    0x0AAE0, 0x092E0, 0x0D2E3, 0x0C960, 0x0D557, 0x0D4A0, 0x0DA50, 0x05D55, 0x056A0, 0x0A6D0,
    0x055D4, 0x052D0, 0x0A9B8, 0x0A950, 0x0B4A0, 0x0B6A6, 0x0AD50, 0x055A0, 0x0ABA4, 0x0A5B0,
    0x052B0, 0x0B273, 0x06930, 0x07337, 0x06AA0, 0x0AD50, 0x14B55, 0x04B60, 0x0A570, 0x054E4,
    0x0D160, 0x0E968, 0x0D520, 0x0DAA0, 0x16AA6, 0x056D0, 0x04AE0, 0x0A9D4, 0x0A2D0, 0x0D150,
    0x0F252, 0x0D520,
  ]
  private static let firstYear = 1999
  /// The first day of lunar 1999.
  private static let firstDay = Day(-319)

  /// First days of the lunar years, and the day after the last.
  private static let beginnings: [Day] = years.reduce(into: [firstDay]) { days, year in
    guard let last = days.last else { return }
    days.append(last + (1...12).reduce(leapLength(year)) { $0 + length($1, year) })
  }

  private static func length(_ month: Int, _ year: UInt32) -> Int { year >> UInt32(16 - month) & 1 == 1 ? 30 : 29 }
  private static func leapLength(_ year: UInt32) -> Int { year & 15 == 0 ? 0 : year >> 16 == 1 ? 30 : 29 }

  /// The civil day of a lunar one, never of a leap month; nil outside 1999…2100 and where the month has no such day.
  static func day(year: Int, month: Int, day: Int) -> Day? {
    guard years.indices.contains(year - firstYear), (1...12).contains(month) else { return nil }
    let code = years[year - firstYear]
    guard day >= 1, day <= length(month, code) else { return nil }
    var offset = day - 1
    for earlier in 1..<month {
      offset += length(earlier, code)
      if Int(code & 15) == earlier { offset += leapLength(code) }
    }
    return beginnings[year - firstYear] + offset
  }

  /// The last day of the lunar year: the eve of the next one's first day.
  static func eve(ofYear year: Int) -> Day? {
    guard years.indices.contains(year - 1 - firstYear) else { return nil }
    return beginnings[year - firstYear] - 1
  }
}
