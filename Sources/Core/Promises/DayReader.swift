import Portfolio

/// Days as they are said, with before, until, after and about.
struct DayReader {
  enum Found: Equatable {
    case days(Day, Day)
    case past
    case unsure
  }

  let atoms: AtomReader
  let clause: Range<Int>
  var today: Day { atoms.today }

  init(_ atoms: AtomReader, _ clause: Range<Int>) {
    self.atoms = atoms
    self.clause = clause
  }

  func kind(_ index: Int) -> Token.Kind { clause.contains(index) ? atoms.kind(index) : .stop(.sentence) }

  /// The days said at a token and the token behind them; nil when none are said there.
  func read(at index: Int) -> (Found, Int)? {
    if case .feastWith(let feast, let modifier) = kind(index) {
      let (found, next) = (feastWith(feast, modifier), past(index + 1))
      // 过完年三月: the second says it more closely.
      if modifier == .after, clause.contains(next), !isFeastWith(next), case .days(let from, _) = found,
        let (closer, end) = read(at: next),
        case .days(let begin, _) = closer, begin >= from
      {
        return (closer, end)
      }
      return (found, next)
    }
    if kind(index) == .holiday { return (afterHoliday(), past(index + 1)) }
    guard var (atom, next) = atoms.atom(at: index), next <= clause.upperBound else { return nil }
    // 三号四号五号: at most four in a row.
    let first = atom
    for _ in 0..<3 {
      let (wider, end) = joined(atom, next)
      guard end > next, wider != .unsure || atom == first else { break }
      (atom, next) = (wider, end)
      guard case .days(_, _, .span) = atom else { break }
    }
    (atom, next) = counted(from: atom, next, isLed: leading(index) != nil)
    let hour = pastHours(next)
    // 明天下午三点左右: about the hour.
    next = hour > next && (kind(hour) == .trailing(.around) || kind(hour) == .trailing(.after)) ? hour + 1 : hour
    var before = leading(index)
    // Tomorrow by noon.
    if let behind = hourLimit(next) { (before, next) = (.by, behind) }
    // 十天半个月: nobody knows.
    if case .days(_, _, .distance) = atom, clause.contains(next), case .unit = kind(next - 1),
      case (.days(_, _, .distance), let end)? = atoms.atom(at: next)
    {
      return (.unsure, end)
    }
    // 这两三天: from today.
    if case .days(_, let last, .distance) = atom, before == nil, kind(index - 1) == .neutral, atoms.text(index - 1) == 0x8FD9 {
      return (until(last), past(next))
    }
    if case .days(let from, _, .distance) = atom { return distance(atom, from, before, next) }
    var found: Found?
    var isAround = before == .around
    if let before, before != .around, before != .between, before != .at {
      found = apply(before, atom, passed: atom == .past ? passed(index) : nil)
    }
    while case .trailing(let modifier) = kind(next) {
      next += 1
      if modifier == .around { isAround = true }
      if modifier == .ago { found = .past }
      // 元旦前三天: a day before it, or until then?
      if modifier == .before || modifier == .after, atoms.isChinese, case (.days(_, _, .distance), let end)? = atoms.atom(at: next) {
        (found, next) = (nextTo(atom, modifier, next), end)
      }
      // 25号回来: he is back on that day; after a feast it is after.
      if modifier == .returned, !isFeast(atom) { continue }
      // 国庆假期之前: the holiday is what it is before.
      if modifier == .during, case .trailing = kind(next) { continue }
      // The 30th or the 31st at the latest: the one or the other.
      if modifier == .by, found == nil, case .days(let from, let until, .span) = atom, from > today, from < until, until - from <= 3 {
        continue
      }
      // 最迟15号之前 says one thing twice.
      if found == nil, modifier != .around { found = apply(modifier, atom, passed: atom == .past ? passed(index) : nil) }
    }
    // 元旦放假回来.
    if found == nil, isFeast(atom), kind(next) == .holiday { (found, next) = (apply(.returned, atom), next + 1) }
    // 端午过完, 下周四最晚: the modifier stands behind.
    if found == nil, atoms.isChinese, case .leading(let modifier) = kind(next), modifier == .by || (modifier == .after && isFeast(atom)),
      !clause.contains(next + 1) || atoms.atom(at: next + 1) == nil
    {
      (found, next) = (apply(modifier, atom), next + 1)
    }
    if let found { return (found, next) }
    if before == .around, kind(next - 1) != .trailing(.around), case .days(_, _, .span) = atom { return (plain(atom), next) }
    return (isAround ? around(atom) : plain(atom), next)
  }

  private var isPaid: Bool { clause.contains { [.speech(.pay), .speech(.weakPay)].contains(atoms.kind($0)) } }

  private func isFeastWith(_ index: Int) -> Bool { if case .feastWith = kind(index) { true } else { false } }

  /// Modifiers that say nothing more: 过完年之后.
  private func past(_ index: Int) -> Int {
    if case .trailing = kind(index) { return index + 1 }
    return index
  }

  /// 明天中午之前, 今晚八点前: the hour says no more than the day.
  private func pastHours(_ index: Int) -> Int {
    var next = index
    while true {
      if kind(next) == .daypart || kind(next) == .hour {
        next += 1
      } else if case .number = kind(next), kind(next + 1) == .hour {
        next += 2
        // Thursday afternoon around 3.
      } else if !atoms.isChinese, next > index, kind(next) == .leading(.around), atoms.count(next + 1).map({ $0 <= 12 }) == true,
        !clause.contains(next + 2)
      {
        next += 2
      } else {
        return next
      }
    }
  }

  private func isFeast(_ atom: DayAtom) -> Bool { if case .days(_, _, .feast) = atom { true } else { false } }

  /// Behind a day: by noon, before 5pm.
  private func hourLimit(_ index: Int) -> Int? {
    guard kind(index) == .leading(.by) || kind(index) == .leading(.before) else { return nil }
    let end = pastHours(index + 1)
    return end > index + 1 ? end : nil
  }

  // MARK: Two at once

  /// 15号到20号, 明天或者后天, Monday or Tuesday, 11月27号星期五.
  private func joined(_ first: DayAtom, _ next: Int) -> (DayAtom, Int) {
    var (atom, next, begin) = (first, next, next)
    // This Thursday is Thanksgiving: no day for money.
    if kind(next) == .neutral, case .feast = kind(next + 1), let (feast, end) = atoms.atom(at: next + 1), case .days(let day, _, _) = feast,
      case .days(day, day, _) = atom
    {
      return (.past, end)
    }
    // The 25th is a Saturday: tells the date.
    if let end = tellsWeekday(atom, next) { return (.past, end) }
    // The Monday after Thanksgiving.
    if case .days(_, _, .weekday(let weekday)) = atom, let side = atoms.side(next),
      case (.days(let day, _, _), let end)? = atoms.atom(at: atoms.skipping(next + 1)), end <= clause.upperBound
    {
      let gap = (side * (weekday - day.weekday) + 6) % 7
      return (.day(day + side * ((gap + 7) % 7 + 1)), end)
    }
    // The Monday after: after what?
    if case .days(_, _, .weekday) = atom, kind(next) == .leading(.after), !atoms.isChinese { return (.unsure, next + 1) }
    let isBetween = kind(next) == .and && isBetween(next)
    if kind(next) == .to || kind(next) == .or || isBetween { begin += 1 }
    if begin == next, case .ordinal = kind(begin + 1), kind(begin) == .neutral, case .days(_, _, .weekday) = atom { begin += 1 }
    if begin > next, kind(begin) == .neutral || kind(begin) == .article { begin += 1 }
    guard clause.contains(begin), let (second, end) = atoms.atom(at: begin), end <= clause.upperBound else { return (atom, next) }
    if case .number = kind(begin), begin == next, !isDated(begin + 1) { return (atom, next) }
    guard case .days(let a, let b, let shape) = atom, case .days(let c, let d, let other) = second, shape != .distance, other != .distance
    else {
      return (atom == .past && second == .past ? .past : begin == next ? atom : .unsure, begin == next ? next : end)
    }
    if begin == next || kind(next) == .neutral {
      // 今天19号 tells the date.
      if a == today, c == today, a == b, shape == .day, case .day(0) = kind(next - 1) { return (.past, end) }
      // A date with its weekday, or days in a row.
      if case .weekday(let weekday) = shape, other == .day { return (c.weekday == weekday ? second : .unsure, end) }
      if case .weekday(let weekday) = other, shape == .day { return (a.weekday == weekday ? atom : .unsure, end) }
      // 明天中秋: what day it is, if nothing is paid on it.
      if c == a, d == b, case .feast = other, case .day = kind(next - 1), !isPaid { return (.past, end) }
      if c == a, d == b { return (atom, end) }
      // 月底二十八九号: what he calls the end of the month.
      if case .part(let part) = kind(next - 1), isPart(part, ofMonth: a, c, d) { return (second, end) }
      // 过完年三月, 明天25号: the second says it more closely, or nobody knows.
      guard b < c, c - b <= 3 else { return (c >= a && d <= b ? second : .unsure, end) }
    }
    // Next Tuesday or Wednesday: of the same week.
    if begin > next, case .weekday(let weekday) = other {
      let later = a + (weekday - a.weekday + 7) % 7
      if a == b { return (.days(a, later, .span), end) }
    }
    if begin > next, c < a, shape == .day, isBareDay(begin), let later = DateReader.next(c.civil.day, after: a) {
      return (.days(a, later, .span), end)
    }
    (atom, next) = (.days(min(a, c), max(b, d), .span), end)
    return (atom, next)
  }

  private func isBareDay(_ index: Int) -> Bool {
    if case .ordinal = kind(index) { return true }
    return atoms.unit(index + 1) == .dayMark
  }

  private func isBetween(_ index: Int) -> Bool {
    (max(clause.lowerBound, index - 8)..<index).contains { kind($0) == .leading(.between) }
  }

  /// A week from Monday, two weeks from today: a distance counted from a day.
  private func counted(from atom: DayAtom, _ next: Int, isLed: Bool) -> (DayAtom, Int) {
    guard case .days(let from, let until, .distance) = atom else { return (atom, next) }
    if kind(next) == .trailing(.later) { return (.days(from, until, .day), next + 1) }
    // A week on Friday, four weeks today.
    if !atoms.isChinese, !isLed, let (days, end) = countedOn(next) { return (.days(from + days, until + days, .day), end) }
    guard kind(next) == .trailing(.from) || (kind(next) == .leading(.after) && !atoms.isChinese),
      let (base, end) = atoms.atom(at: next + 1), case .days(let day, let last, _) = base, day == last
    else {
      return (atom, next)
    }
    return (.days(from + (day - today), until + (day - today), .day), end)
  }

  // MARK: Modifiers

  /// The modifier before, with at most three words that mean nothing between.
  private func leading(_ index: Int) -> Token.Modifier? {
    var place = index - 1
    while place >= max(clause.lowerBound, index - 4) {
      switch kind(place) {
      case .leading(let modifier): return modifier
      case .neutral, .article, .to, .speech(.weakPay), .speech(.will), .hour, .daypart: place -= 1
      case .number where kind(place + 1) == .hour: place -= 1
      case .and where isBetween(place) && kind(place - 1) == .now: return .by
      case .and where isBetween(place): return .between
      case .bound(.most), .trailing(.by): return .by
      default: return nil
      }
    }
    return nil
  }

  private func feastWith(_ feast: Feast, _ modifier: Token.Modifier) -> Found {
    let day = modifier == .after ? atoms.diary.lastOrNext(feast) : atoms.diary.next(feast)
    guard let day else { return .past }
    return apply(modifier, .days(day, day, .feast(feast)))
  }

  private func afterHoliday() -> Found { atoms.diary.endOfNextHoliday().map { twoWeeks(after: $0) } ?? .unsure }

  func plain(_ atom: DayAtom) -> Found {
    switch atom {
    case .days(let from, let until, _): until < today ? .past : .days(max(from, today), until)
    case .past: .past
    case .unsure: .unsure
    }
  }

  /// The two weeks from the day after.
  private func twoWeeks(after day: Day) -> Found {
    day + 14 < today ? .past : .days(max(day + 1, today), day + 14)
  }

  func around(_ atom: DayAtom) -> Found {
    guard case .days(let from, let until, _) = atom else { return plain(atom) }
    return until + 1 < today ? .past : .days(max(from - 1, today), until + 1)
  }

  func until(_ last: Day) -> Found { last < today ? .past : .days(today, last) }

  private func apply(_ modifier: Token.Modifier, _ atom: DayAtom, passed: Day? = nil) -> Found {
    if atom == .past, modifier == .after || modifier == .returned, let end = passed { return twoWeeks(after: end) }
    guard case .days(let from, let last, let shape) = atom else { return plain(atom) }
    switch (modifier, shape) {
    case (.before, .feast): return until(from - 1)
    case (.before, .span): return until(from <= today ? last : from - 1)
    case (.before, _), (.by, _): return until(last)
    case (.after, .feast(let feast)), (.returned, .feast(let feast)):
      let day = atoms.diary.lastOrNext(feast) ?? from
      return twoWeeks(after: atoms.diary.end(of: feast, on: day))
    case (.after, _): return twoWeeks(after: last)
    case (.during, .feast(let feast)), (.within, .feast(let feast)): return plain(.days(from, atoms.diary.end(of: feast, on: from), .span))
    case (.within, .day), (.within, .weekday): return until(last)
    case (.around, _): return around(atom)
    case (.ago, _): return .past
    default: return plain(atom)
    }
  }

  /// The end of a feast's days off when the feast itself is over but what comes after it is not.
  private func passed(_ index: Int) -> Day? {
    guard case .feast(let feast) = kind(index), let day = atoms.diary.lastOrNext(feast), day < today else { return nil }
    return atoms.diary.end(of: feast, on: day)
  }
}
