import Portfolio

/// Days with a name.
enum Feast: Equatable {
  case newYear, newYearsEve, springEve, spring, lantern, qingming, labour, dragonBoat, midAutumn, national, doubleEleven
  case children, women, qixi, chongyang, teachers, laba
  case doubleTwelve, usVeterans, blackFriday, usIndependence, usLabor, usMemorial, halloween, boxing
  case usPresidents, usColumbus, juneteenth
  case usKing, easterMonday, valentine, goodFriday, easter, thanksgiving, christmasEve, christmas

  /// Its day in a civil year; nil where the lunar table ends.
  func day(in year: Int) -> Day? {
    switch self {
    case .newYear: Day(year: year, month: 1, day: 1)
    case .newYearsEve: Day(year: year, month: 12, day: 31)
    case .springEve: LunarCalendar.eve(ofYear: year)
    case .spring: LunarCalendar.day(year: year, month: 1, day: 1)
    case .lantern: LunarCalendar.day(year: year, month: 1, day: 15)
    case .qingming: Feast.qingming(year)
    case .labour: Day(year: year, month: 5, day: 1)
    case .dragonBoat: LunarCalendar.day(year: year, month: 5, day: 5)
    case .midAutumn: LunarCalendar.day(year: year, month: 8, day: 15)
    case .national: Day(year: year, month: 10, day: 1)
    case .doubleEleven: Day(year: year, month: 11, day: 11)
    case .valentine: Day(year: year, month: 2, day: 14)
    case .goodFriday: Feast.easter(year).map { $0 - 2 }
    case .easter: Feast.easter(year)
    case .easterMonday: Feast.easter(year).map { $0 + 1 }
    case .usKing: Day(year: year, month: 1, day: 1).map { $0 + (8 - $0.weekday) % 7 + 14 }
    case .thanksgiving: Day(year: year, month: 11, day: 1).map { $0 + (11 - $0.weekday) % 7 + 21 }
    case .christmasEve: Day(year: year, month: 12, day: 24)
    case .children: Day(year: year, month: 6, day: 1)
    case .women: Day(year: year, month: 3, day: 8)
    case .qixi: LunarCalendar.day(year: year, month: 7, day: 7)
    case .chongyang: LunarCalendar.day(year: year, month: 9, day: 9)
    case .teachers: Day(year: year, month: 9, day: 10)
    case .laba: LunarCalendar.day(year: year - 1, month: 12, day: 8)
    case .usPresidents: Day(year: year, month: 2, day: 1).map { $0 + (8 - $0.weekday) % 7 + 14 }
    case .usColumbus: Day(year: year, month: 10, day: 1).map { $0 + (8 - $0.weekday) % 7 + 7 }
    case .juneteenth: Day(year: year, month: 6, day: 19)
    case .doubleTwelve: Day(year: year, month: 12, day: 12)
    case .blackFriday: Feast.thanksgiving.day(in: year).map { $0 + 1 }
    case .usVeterans: Day(year: year, month: 11, day: 11)
    case .usIndependence: Day(year: year, month: 7, day: 4)
    case .usLabor: Day(year: year, month: 9, day: 1).map { $0 + (8 - $0.weekday) % 7 }
    case .usMemorial: Day(year: year, month: 5, day: 31).map { $0 - ($0.weekday - 1) }
    case .halloween: Day(year: year, month: 10, day: 31)
    case .boxing: Day(year: year, month: 12, day: 26)
    case .christmas: Day(year: year, month: 12, day: 25)
    }
  }

  /// Days off from the feast on that are usual in China, for calendars that know nothing of it; 1: the day alone.
  var usualDays: Int {
    switch self {
    case .spring: 7
    case .springEve: 8
    case .national: 7
    case .labour: 5
    default: 1
    }
  }

  /// Whether China has a day off.
  var isPublicInChina: Bool {
    switch self {
    case .newYear, .springEve, .spring, .qingming, .labour, .dragonBoat, .midAutumn, .national: true
    default: false
    }
  }

  /// The solar term 清明, 2000…2100: the sun's longitude 15°. Formula of the almanacs, [Y × 0.2422 + 4.81] − leap years of April, the
  /// same as lunar-python 1.4 in each of these years.
  private static func qingming(_ year: Int) -> Day? {
    guard (2000...2100).contains(year) else { return nil }
    let y = year - 2000
    return Day(year: year, month: 4, day: (y * 2_422 + 48_100) / 10_000 - min(y, 99) / 4)
  }

  /// Easter Sunday of the Gregorian calendar, after Meeus, Jones and Butcher.
  private static func easter(_ year: Int) -> Day? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return Day(year: year, month: sum / 31, day: sum % 31 + 1)
  }
}

/// The days that one reading goes by: when it was said, and which days are worked.
struct Diary {
  let today: Day
  /// A Chinese public holiday runs on into the weekend.
  let isChinese: Bool
  let isWorkingDay: @Sendable (Day) -> Bool

  /// The next day of a feast; nil when it was less than thirty days ago, or cannot be known.
  func next(_ feast: Feast) -> Day? { next { feast.day(in: $0) } }

  /// The next of days that come once a year; nil when the last one is less than thirty days ago, or none is known.
  func next(_ inYear: (Int) -> Day?) -> Day? {
    let year = today.civil.year
    for candidate in [year - 1, year, year + 1, year + 2] {
      guard let day = inYear(candidate) else { continue }
      if day >= today { return day }
      if today - day < 30 { return nil }
    }
    return nil
  }

  /// The last day off of a feast: as the calendar has it, else as is usual.
  func end(of feast: Feast, on day: Day) -> Day {
    let isKnown = (0..<5).contains { (day + $0).weekday < 6 && !isWorkingDay(day + $0) && (0..<$0).allSatisfy { !isWorkingDay(day + $0) } }
    // Elsewhere, and when it is no public holiday, it is one day.
    guard isChinese ? feast.isPublicInChina : feast.usualDays > 1 else { return day }
    return isKnown || feast.usualDays == 1 ? lastDayOff(from: day) : lastDayOff(from: day + (feast.usualDays - 1))
  }

  /// The last of the days off that follow each other from `day` on; `day` itself when it is worked.
  private func lastDayOff(from day: Day) -> Day {
    var last = day
    while last - day < 20, !isWorkingDay(last + 1), !isWorkingDay(last) { last = last + 1 }
    return last
  }

  /// The feast whose days off are on or have ended within two weeks, else the next.
  func lastOrNext(_ feast: Feast) -> Day? {
    let year = today.civil.year
    for candidate in [year - 1, year] {
      guard let day = feast.day(in: candidate), day < today else { continue }
      if end(of: feast, on: day) + 14 >= today { return day }
    }
    return next(feast)
  }

  /// The last day off of the holiday that is on or comes within sixty days: a day off on a weekday that is worked in most weeks around.
  func endOfNextHoliday() -> Day? {
    for offset in 0..<60 where isHoliday(today + offset) { return lastDayOff(from: today + offset) }
    return nil
  }

  private func isHoliday(_ day: Day) -> Bool {
    guard !isWorkingDay(day) else { return false }
    return [-28, -21, -14, -7, 7, 14, 21, 28].count { isWorkingDay(day + $0) } >= 5
  }

  /// The working day that is so many working days after today; nil when the next 800 days have fewer.
  func workingDay(after count: Int) -> Day? {
    var left = count
    for offset in 1...800 where isWorkingDay(today + offset) {
      left -= 1
      if left == 0 { return today + offset }
    }
    return nil
  }
}
