import Portfolio

/// What the words around a day or an amount tell of it.
extension Clause {
  /// 说了, 都说过: if nobody is named before.
  func isSaid(_ index: Int, _ all: [Token], _ atoms: AtomReader) -> Bool {
    guard index == tokens.lowerBound || (index == tokens.lowerBound + 1 && atoms.text(index - 1) == 0x90FD) else { return false }
    let place = all[index].place
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
    // 要是发奖金我就全还了.
    if says(.condition) { return true }
    guard case .days(let from, let until)? = days.first else { return says(.vague) || says(.gate) }
    return until > today && (from - today < 15 || (from > today && isHandled))
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
    if items.contains(where: Self.isHowMuch) || items.contains(.rest) || (says(.gate) && namesMoney) || says(.raise) { return false }
    // 我爸明天给你们打.
    if subject == .third { return false }
    guard !hasHour, subject != .you, case .days(_, let until)? = days.first else { return true }
    return until - today <= 2
  }

  /// 快过年了, 眼看月底了: what time it is, be it near or not.
  func isNearly(_ all: [Token], _ atoms: AtomReader) -> Bool {
    tokens.prefix(3).contains { [0x5FEB, 0x773C, 0x9A6C].contains(atoms.text($0)) }
  }

  /// Behind 一个月, 一周 or 一天 where an amount is paid in each of them: 一个月还一千, 一周给你五百.
  func rate(_ index: Int, _ all: [Token], _ atoms: AtomReader, _ amounts: AmountReader) -> Int? {
    guard atoms.isChinese, atoms.count(index) == 1, atoms.isOne(index), let unit = atoms.unit(index + 1),
      [.days, .weeks, .months].contains(unit)
    else { return nil }
    if index > tokens.lowerBound, [0x8FD9, 0x518D, 0x8FC7].contains(atoms.text(index - 1)) { return nil }
    var place = index + 2
    var pays = false
    while place < tokens.upperBound {
      switch all[place].kind {
      case .speech(.pay), .speech(.weakPay): pays = true
      case .neutral, .speech(.will), .speech(.you), .speech(.me), .bound, .leading(.around): break
      default: return pays && amounts.read(at: place) != nil ? index + 2 : nil
      }
      place += 1
    }
    return nil
  }

  /// 就还, 再给你转, 才能还.
  func isThenPaid(_ index: Int, _ all: [Token], _ atoms: AtomReader) -> Bool {
    guard index > tokens.lowerBound, [0x5C31, 0x518D, 0x624D].contains(atoms.text(index)) else { return false }
    var place = index + 1
    while place < tokens.upperBound {
      switch all[place].kind {
      case .speech(.pay), .speech(.weakPay): return true
      case .neutral, .speech(.will), .speech(.you), .speech(.me): place += 1
      default: return false
      }
    }
    return false
  }

  /// 哪天发哪天还, 什么时候有钱什么时候还: the same word of asking twice, the second before what is paid.
  func isRepeatedAsking(_ all: [Token], _ atoms: AtomReader) -> Bool {
    let asked = tokens.filter { all[$0].kind == .speech(.ask) }
    guard says(.pay), asked.count == 2, let first = asked.first, let last = asked.last, atoms.text(first) != 0x8C01 else { return false }
    return atoms.source[all[first].place] == atoms.source[all[last].place]
  }

  /// 不, no: alone between two days it puts right.
  func saysNo(_ all: [Token], _ atoms: AtomReader) -> Bool {
    guard tokens.count <= 4, stop == .comma else { return false }
    let words = tokens.map { String(String.UnicodeScalarView(atoms.source[all[$0].place].compactMap(Unicode.Scalar.init))) }
    let others = words.filter { !Self.interjections.contains($0) }
    return others.count == 1 && ["不", "不是", "no", "nope", "nah"].contains(others[0])
  }

  private static let interjections: Set = ["啊", "哦", "呃", "哎", "嗯", "唉", "诶", "哎呀", "oh", "uh", "um", "er", "well", "ah"]

  /// 这个月, 12月 and nothing more.
  func isMonth(_ index: Int, _ next: Int, _ all: [Token], _ atoms: AtomReader) -> Bool {
    if case .month = all[index].kind { return next == index + 1 }
    if case .number = all[index].kind { return next == index + 2 && atoms.unit(index + 1) == .monthMark }
    return false
  }

  /// 分两次, 分三期, 分开.
  func parts(_ all: [Token], _ atoms: AtomReader) -> Bool {
    tokens.dropLast(1).contains { index in
      guard atoms.text(index) == 0x5206, all[index].place.count == 1 else { return false }
      // 两次, as one word.
      if all[index + 1].kind == .neutral, atoms.source[all[index + 1].place.upperBound - 1] == 0x6B21 { return true }
      guard case .number = all[index + 1].kind, index + 2 < tokens.upperBound else { return false }
      return atoms.unit(index + 2) == .pieces || atoms.unit(index + 2) == .instalment || atoms.unit(index + 2) == .months
    }
  }

  /// Behind 分三个月, 分两年.
  func partsEnd(_ index: Int, _ all: [Token], _ atoms: AtomReader) -> Int? {
    guard atoms.text(index) == 0x5206, all[index].place.count == 1, index + 2 < tokens.upperBound, case .number = all[index + 1].kind else {
      return nil
    }
    switch atoms.unit(index + 2) {
    case .months, .years, .weeks, .yearMark: return index + 3
    default: return nil
    }
  }

  /// 减免三百, 减到八千, 免三百.
  func isLetOff(_ index: Int, _ all: [Token], _ atoms: AtomReader) -> Bool {
    (max(tokens.lowerBound, index - 2)..<index).contains {
      all[$0].kind == .speech(.condition) && [0x51CF, 0x514D].contains(atoms.text($0))
    }
  }

  /// 那两千五我15号先还五百: of which money, before the day on which some is paid.
  mutating func dropTopic() {
    guard items.count == 3, Self.isAmount(items[0]), Self.isDay(items[1]), Self.isAmount(items[2]), says(.pay) || says(.weakPay) else {
      return
    }
    items.removeFirst()
  }

  /// Puts another day in the first one's place.
  mutating func setFirstDay(_ day: DayReader.Found) {
    guard let index = items.firstIndex(where: { if case .day = $0 { true } else { false } }) else { return }
    items[index] = .day(day)
  }

  /// I'll … you: he says what he will do for them.
  func isOffer(_ all: [Token], _ atoms: AtomReader) -> Bool {
    guard !atoms.isChinese, subject == .me, says(.you) else { return false }
    // I'll, we'll.
    return tokens.contains { index in
      all[index].kind == .speech(.me) && atoms.source[all[index].place].suffix(3) == [0x27, 0x6C, 0x6C]
    }
  }

  /// 这个月我下周一还: of which month's money, and then the day.
  func namesDay(behind index: Int, _ all: [Token], _ days: DayReader) -> Bool {
    isMe(index, all) && (index + 1..<tokens.upperBound).contains { days.read(at: $0) != nil }
  }
}
