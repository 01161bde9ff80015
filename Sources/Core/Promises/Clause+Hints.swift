import Portfolio

/// What the words around a day or an amount tell of it.
extension Clause {
  func isSaid(_ all: [Token], _ atoms: AtomReader) -> Bool {
    let place = all[tokens.lowerBound].place
    return place.count == 2 && atoms.source[place.lowerBound] == 0x8BF4 && [0x4E86, 0x8FC7].contains(atoms.source[place.lowerBound + 1])
  }

  /// 节后上班我就给你: what else than money?
  func givesLast(_ all: [Token], _ atoms: AtomReader) -> Bool {
    let last = tokens.reversed().first { all[$0].kind != .neutral && all[$0].kind != .speech(.you) }
    guard let last, all[last].kind == .speech(.weakPay) else { return false }
    return (max(tokens.lowerBound, last - 3)...last).contains { atoms.text($0) == 0x7ED9 }
  }

  /// I would: no question.
  func isSpoken(before index: Int, _ all: [Token]) -> Bool {
    index > tokens.lowerBound && (all[index - 1].kind == .speech(.me) || all[index - 1].kind == .speech(.third))
  }

  func isMe(_ index: Int, _ all: [Token]) -> Bool { index < tokens.upperBound && all[index].kind == .speech(.me) }

  /// Before I go on the 19th: what he does on that day is something else.
  func isPerson(_ index: Int, _ all: [Token]) -> Bool {
    isMe(index, all) || (index < tokens.upperBound && all[index].kind == .speech(.third))
  }

  func isFrom(_ index: Int, _ all: [Token]) -> Bool {
    index < tokens.upperBound && (all[index].kind == .trailing(.from) || all[index].kind == .trailing(.later))
  }

  func isFestive(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .feast, .feastWith, .holiday, .lunarMonth: true
    case .number(let numeral): numeral.isBareEleven
    default: false
    }
  }

  /// 下个月十号之前把逾期的都还了: on a day that cannot be one that is over.
  func isStillToDo(_ today: Day) -> Bool {
    guard !says(.past) else { return false }
    guard case .days(let from, let until)? = days.first else { return says(.vague) || says(.gate) }
    return until > today && from - today < 15
  }

  /// 下周四最晚了.
  func isLimit(_ kind: Token.Kind) -> Bool { if case .leading = kind { true } else { false } }

  func isNear(_ found: DayReader.Found, _ today: Day) -> Bool {
    if case .days(let from, _) = found { from - today <= 15 } else { true }
  }

  /// 那就五号了, 要到月底了: what he comes to, not what day it is.
  func isConcluded(_ all: [Token], _ atoms: AtomReader) -> Bool {
    tokens.prefix(3).contains { index in
      let letter = atoms.text(index)
      return all[index].kind == .speech(.will) || all[index].kind == .to || letter == 0x90A3 || letter == 0x5F97
    }
  }

  func callsBack(_ today: Day) -> Bool {
    if items.contains(where: Self.isHowMuch) || items.contains(.rest) || (says(.gate) && namesMoney) { return false }
    guard !hasHour, subject != .you, case .days(_, let until)? = days.first else { return true }
    return until - today <= 2
  }
}
