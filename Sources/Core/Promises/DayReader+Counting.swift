import Portfolio

/// Days that are told or counted from other days.
extension DayReader {
  /// Behind “is a Saturday” or 是周六, where a date says which weekday it is.
  func tellsWeekday(_ atom: DayAtom, _ next: Int) -> Int? {
    guard case .days(let day, let last, _) = atom, day == last, kind(next) == .neutral,
      Self.isWords.contains(Array(atoms.source[atoms.tokens[next].place]))
    else { return nil }
    let place = kind(next + 1) == .article ? next + 2 : next + 1
    guard case .weekday(day.weekday, nil) = kind(place) else { return nil }
    return place + 1
  }

  /// Behind a number: 号, 月, 月底.
  func isDated(_ index: Int) -> Bool {
    if case .part = kind(index) { return true }
    return atoms.unit(index) == .dayMark || atoms.unit(index) == .monthMark
  }

  /// Before a distance that ends at a token: 至少, 最快也要.
  func isAtLeast(_ end: Int) -> Bool {
    var place = end - 1
    while place >= end - 6, kind(place) != .stop(.sentence) {
      switch kind(place) {
      case .bound(.least): return true
      case .neutral where atoms.isSoonest(place): return true
      case .neutral, .number, .unit, .speech(.will), .article: place -= 1
      default: return false
      }
    }
    return false
  }

  /// Whether days are what people call the beginning, the middle or the end of a month.
  func isPart(_ part: Token.Part, ofMonth day: Day, _ from: Day, _ until: Day) -> Bool {
    guard from.firstOfMonth == day.firstOfMonth, until.firstOfMonth == day.firstOfMonth else { return false }
    let (first, last) = (from.civil.day, until.civil.day)
    return switch part {
    case .begin: last <= 10
    case .middle: first >= 10 && last <= 20
    case .end: first >= 25
    default: false
    }
  }

  private static let isWords = Set(["is", "是", "就是"].map { $0.unicodeScalars.map(\.value) })

  /// Behind a distance: how many days from today it is counted from (a week on Friday, a fortnight tomorrow), and what follows.
  func countedOn(_ next: Int) -> (days: Int, next: Int)? {
    let place = kind(next) == .neutral ? next + 1 : next
    switch kind(place) {
    case .weekday(_, nil), .day: break
    default: return nil
    }
    guard let (base, end) = atoms.atom(at: place), case .days(let day, let last, _) = base, day == last else { return nil }
    return (day - atoms.today, end)
  }

  /// 国庆节前一天: the day beside it.
  func nextTo(_ atom: DayAtom, _ modifier: Token.Modifier, _ index: Int) -> Found {
    guard kind(index + 1) == .unit(.days), atoms.isOne(index), case .days(let from, let last, _) = atom, from == last else {
      return .unsure
    }
    return plain(.day(modifier == .before ? from - 1 : from + 1))
  }

  /// Three days: “within” is until then, “in” and 后 are that day; three days ago is past. Alone it is within them in Chinese
  /// (给我三天), and open in English.
  func distance(_ atom: DayAtom, _ from: Day, _ before: Token.Modifier?, _ next: Int) -> (Found, Int)? {
    guard case .days(_, let last, _) = atom else { return nil }
    if atoms.isChinese, isAtLeast(next) { return (.unsure, next) }
    var (modifier, next) = (before, next)
    var isAround = modifier == .around
    while case .trailing(let trailing) = kind(next) {
      (isAround, modifier, next) = (isAround || trailing == .around, trailing == .around ? modifier : trailing, next + 1)
    }
    if isAround, modifier != .within, modifier != .by {
      // In about an hour: of today.
      let isShort =
        last == today && [.hours, .minutes].contains((max(clause.lowerBound, next - 2)..<next).compactMap { atoms.unit($0) }.last)
      return (isShort ? .days(today, today) : around(atom), next)
    }
    switch modifier {
    case .within, .by: return (until(last), next)
    case .at, .after, .later: return (.days(from, last), next)
    case .ago: return (.past, next)
    case .before: return (atoms.isChinese ? .past : .unsure, next)
    default: break
    }
    if from < last { return (.days(from, last), next) }
    if from == today, atoms.unit(next - 1) == .hours || atoms.unit(next - 1) == .minutes { return (.days(today, today), next) }
    return (atoms.isChinese ? until(last) : .unsure, next)
  }
}
