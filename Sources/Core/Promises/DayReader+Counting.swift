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
}
