/// Amounts as they are said: `$1,200.50`, 一百二十块五, 三千块左右, 200 to 300 dollars, at least a hundred.
struct AmountReader {
  struct Amount: Equatable {
    var least: Int64?
    var most: Int64?
  }

  private let tokens: [Token]
  private let clause: Range<Int>

  init(_ tokens: [Token], _ clause: Range<Int>) {
    self.tokens = tokens
    self.clause = clause
  }

  private func kind(_ index: Int) -> Token.Kind { clause.contains(index) ? tokens[index].kind : .stop(.sentence) }

  /// The amount that begins at a token, and the token behind it; nil when a number there counts no money.
  func read(at index: Int) -> (Amount, Int)? {
    let isMarked = kind(index) == .currency
    let begin = isMarked ? index + 1 : index
    guard case .number(let first) = kind(begin) else { return nil }
    var (numeral, next, hasMoney) = (first, begin + 1, isMarked)
    if kind(next) == .of { next += 1 }
    if kind(next) == .to || kind(next) == .or || (kind(next) == .and && isBetween(next)) {
      let other = kind(next + 1) == .currency ? next + 2 : next + 1
      if case .number(let upper) = kind(other), upper.most >= first.least, !isCounted(other + 1) {
        // Three to five hundred: of the first as well.
        let scale: Int64 = upper.least % 1_000_00 == 0 ? 1_000 : 100
        let isShort = upper.isLarge && !first.isLarge && first.least < 20_00 && first.least * scale < upper.least
        let least = isShort ? first.least * scale : first.least
        (numeral.least, numeral.most, next) = (min(least, upper.least), max(least, upper.most), other + 1)
        numeral.isLarge = first.isLarge || upper.isLarge
      }
    }
    // 尾号1234 is a card.
    if kind(index - 1) == .speech(.card), !isMarked { return nil }
    if case .number = kind(index - 1), !isMarked, !isDayOfMonth(index - 1) { return nil }
    // 五千分两次: into parts.
    if case .money(let scale) = kind(next), scale > 1 || !numeral.isLarge {
      hasMoney = true
      (numeral, next) = scaled(numeral, scale, next + 1)
    } else if kind(next) == .bound(.over) {
      (numeral.isOver, hasMoney, next) = (true, true, next + 1)
    }
    // A hundred dollars and fifty cents.
    if hasMoney, kind(next) == .and, case .number(let cents) = kind(next + 1), kind(next + 2) == .money(1), cents.most < 100_00,
      numeral.least == numeral.most
    {
      (numeral.least, numeral.most, next) = (numeral.least + cents.least / 100, numeral.most + cents.most / 100, next + 3)
    }
    guard hasMoney || isPlainAmount(numeral, begin, next) else { return nil }
    return bounded(numeral, index, next)
  }

  /// 块五, 块二毛五, 毛, 分 behind the number.
  private func scaled(_ numeral: Numeral, _ scale: Int64, _ next: Int) -> (Numeral, Int) {
    var (result, next, scale) = (numeral, next, scale)
    (result.least, result.most) = (result.least * scale / 100, result.most * scale / 100)
    while scale >= 10, result.least == result.most, case .number(let part) = kind(next), let count = part.count, count <= 9, !part.isLarge {
      let after = kind(next + 1)
      if case .money(let lower) = after, lower < scale {
        (result.least, scale, next) = (result.least + Int64(count) * lower, lower, next + 2)
      } else if isCounted(next + 1) {
        break
      } else {
        (result.least, scale, next) = (result.least + Int64(count) * scale / 10, 0, next + 1)
      }
      result.most = result.least
    }
    return (result, next)
  }

  /// Whether something else than money is counted: days, an hour, a month.
  private func isCounted(_ index: Int) -> Bool {
    switch kind(index) {
    case .unit, .hour, .part, .monthName: true
    default: false
    }
  }

  /// Without a currency: large enough, or directly behind what is done with money.
  private func isPlainAmount(_ numeral: Numeral, _ begin: Int, _ next: Int) -> Bool {
    if isCounted(next) || numeral.isBareEleven { return false }
    if numeral.isLarge || numeral.least >= 100_00 { return true }
    guard !numeral.isVague, numeral.least >= 2_00 else { return false }
    if numeral.least >= 5_00, isBeforeDay(next) { return true }
    switch kind(begin - 1) {
    case .speech(.pay), .speech(.weakPay): return true
    case .neutral, .speech(.will), .speech(.you), .bound, .of: break
    default: return false
    }
    switch kind(begin - 2) {
    // Four payments of 50.
    case .neutral where kind(begin - 1) == .of && tokens[begin - 2].place.count >= 7: return true
    case .speech(.pay), .speech(.weakPay): return true
    default: return false
    }
  }

  /// Fifty on Friday, forty by the 3rd, twenty a week.
  private func isBeforeDay(_ next: Int) -> Bool {
    if kind(next) == .article, case .unit(let unit) = kind(next + 1) { return unit == .weeks || unit == .months }
    // Twenty tomorrow, fifty now: more than an hour could be.
    if case .number(let numeral) = kind(next - 1), numeral.least >= 13_00 {
      switch kind(next) {
      case .now, .day, .weekday: return true
      default: break
      }
    }
    guard kind(next) == .leading(.by) || (kind(next) == .neutral && tokens[next].place.count == 2) else { return false }
    switch kind(kind(next + 1) == .neutral ? next + 2 : next + 1) {
    case .weekday, .ordinal, .monthName: return true
    default: return false
    }
  }

  /// August 20 six hundred: the number before is a day.
  private func isDayOfMonth(_ index: Int) -> Bool { if case .monthName = kind(index - 1) { true } else { false } }

  private func isBetween(_ index: Int) -> Bool {
    (max(clause.lowerBound, index - 6)..<index).contains { kind($0) == .leading(.between) }
  }

  // MARK: At least, about, at most

  private func bounded(_ numeral: Numeral, _ index: Int, _ behind: Int) -> (Amount, Int) {
    var amount = Amount(least: numeral.least, most: numeral.most)
    var (next, isAbout) = (behind, false)
    if numeral.isOver { amount.most = nil }
    var place = index - 1
    var steps = 0
    leading: while place >= clause.lowerBound, steps < 3 {
      switch kind(place) {
      case .bound(.least), .bound(.over): amount.most = nil
      case .bound(.most): amount.least = nil
      case .leading(.around): isAbout = true
      case .neutral, .speech(.will), .speech(.pay), .speech(.weakPay), .speech(.you): break
      default: break leading
      }
      (place, steps) = (place - 1, steps + 1)
    }
    switch kind(next) {
    case .bound(.least), .bound(.over): (amount.most, next) = (nil, next + 1)
    case .trailing(.within) where numeral.least < numeral.most: next += 1
    case .bound(.most), .trailing(.within): (amount.least, next) = (nil, next + 1)
    case .trailing(.around), .leading(.around): (isAbout, next) = (true, next + 1)
    default: break
    }
    // About: a tenth either way.
    if isAbout, let least = amount.least, let most = amount.most, least == most {
      amount = .init(least: least * 9 / 10, most: most * 11 / 10)
    }
    return (amount, next)
  }
}
