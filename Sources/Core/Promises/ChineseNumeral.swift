/// Numbers in Chinese characters, in digits, and mixed: 两千五, 2万5, 一千零五, 三五百, 十五六, 几千, 两千多.
struct ChineseNumeral {
  let text: [UInt32]

  init(_ text: [UInt32]) { self.text = text }

  private static let digits: [UInt32: Int64] = scalars("零〇一二两三四五六七八九俩", [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 2])
  private static let units: [UInt32: Int64] = scalars("十百千万亿w", [10, 100, 1_000, 10_000, 100_000_000, 10_000])
  private static let zero: Set<UInt32> = [0x96F6, 0x3007]

  private static func scalars(_ text: String, _ values: [Int64]) -> [UInt32: Int64] {
    Dictionary(uniqueKeysWithValues: zip(text.unicodeScalars.map(\.value), values))
  }

  private subscript(_ index: Int) -> UInt32 { index < text.count ? text[index] : 0 }

  func read(at start: Int) -> (Numeral, Int)? {
    var place = start
    var result = Numeral(0)
    // Hundredths: finished sections of 10,000, the section, and what no unit follows yet.
    var (total, section): ((Int64, Int64), (Int64, Int64)) = ((0, 0), (0, 0))
    var pending: (Int64, Int64)?
    var (lastUnit, hasZero, count): (Int64, Bool, Int) = (1, false, 0)
    loop: while place < text.count {
      let code = self[place]
      if Folding.isDigit(code) {
        guard pending == nil, !hasZero, let (literal, end) = NumeralReader(text).literal(at: place) else { break }
        if place == start { (result.dotted, result.isTelephoneLong) = (literal.dotted, literal.isTelephoneLong) }
        // 2千5: one digit of the next lower unit; 两百15号 is no such number.
        if place > start, end - place != 1 || literal.dotted != nil || self[end] == 0x53F7 || self[end] == 0x65E5 { break }
        (pending, place, count) = ((literal.least, literal.most), end, count + 1)
        if place - start == end - start, Folding.isLetter(self[end]) || self[end] == 0x20, start + 24 > end {
          let from = self[end] == 0x20 ? end + 1 : end
          if !(self[end] == 0x77 && !Folding.isLetter(self[end + 1])), count == 1,
            let (english, next) = EnglishNumeral(text).read(at: from, begun: literal), next > from
          {
            return (english, next)
          }
        }
        continue
      }
      if Self.digits[code] != nil {
        // 三万一次性: what begins a word is no digit.
        guard pending == nil, count == 0 || !Lexicon.beginsChineseWord(text, place) else { break }
        guard let (value, end, isZero) = run(place, afterUnit: count > 0) else { break }
        (pending, place, count) = (value, end, count + 1)
        hasZero = hasZero || isZero
        continue
      }
      if code == 0x51E0 || code == 0x6570, pending == nil {  // 几, 数
        guard code == 0x51E0 || Self.units[self[place + 1]] != nil else { break }
        result.isVague = true
        (pending, place, count) = ((lastUnit == 10 ? 100 : 200, 900), place + 1, count + 1)
        continue
      }
      guard let unit = Self.units[code], code != 0x77 || !Folding.isLetter(self[place + 1]) else { break }
      // 5号十点: a number ends where another begins.
      if unit >= 10_000 {
        let sum = (section.0 + (pending?.0 ?? 0), section.1 + (pending?.1 ?? 0))
        guard sum.1 > 0, (total.1 + sum.1) < NumeralReader.limit / unit else { break loop }
        total = ((total.0 + sum.0) * unit, (total.1 + sum.1) * unit)
        section = (0, 0)
      } else {
        // 十六十七: the next begins.
        if unit == 10, section.1 > 0, lastUnit == 10, text[start] == 0x5341 { break loop }
        guard pending != nil || (unit == 10 && count == 0) || (unit == 10 && hasZero) || self[place + 1] == 0x628A else { break loop }
        let value = pending ?? (100, 100)
        guard value.1 < NumeralReader.limit / unit else { break loop }
        section = (section.0 + value.0 * unit, section.1 + value.1 * unit)
      }
      (pending, lastUnit, hasZero, place, count) = (nil, unit, false, place + 1, count + 1)
      if unit >= 100 { (result.isLarge, result.dotted) = (true, nil) }
      switch self[place] {
      case 0x591A, 0x4F59:  // 多, 余
        if Self.units[self[place + 1]] == nil || self[place + 1] == 0x4E07 {
          result.isOver = true
          place += 1
          if self[place] == 0x4E07 { continue loop }
          break loop
        }
      case 0x6765, 0x628A:  // 来, 把
        result.isVague = true
        place += 1
        break loop
      default: break
      }
    }
    guard count > 0 else { return nil }
    if var rest = pending {
      if !hasZero, lastUnit >= 100, rest.1 < 1_000 { rest = (rest.0 * lastUnit / 10, rest.1 * lastUnit / 10) }
      section = (section.0 + rest.0, section.1 + rest.1)
    }
    (result.least, result.most) = (total.0 + section.0, total.1 + section.1)
    if result.isVague, result.isLarge, result.least == result.most {
      (result.least, result.most) = (result.least * 9 / 10, result.most * 11 / 10)
    }
    result.isBareEleven = place - start == 2 && self[start] == 0x5341 && self[start + 1] == 0x4E00
    return (result, place)
  }

  /// Digits in a row: one, a span of two neighbours (三五, 两三), or a number digit by digit (二零二七).
  private func run(_ start: Int, afterUnit: Bool) -> (value: (Int64, Int64), end: Int, isZero: Bool)? {
    var (values, place): ([Int64], Int) = ([], start)
    while let value = Self.digits[self[place]], values.count < 8 {
      // 十五一定: what begins a word is no digit.
      if !values.isEmpty, Lexicon.beginsChineseWord(text, place) { break }
      values.append(value)
      place += 1
    }
    guard let first = values.first else { return nil }
    if values.count == 1 {
      // 零 alone before a digit in figures, or nothing: 一千零5.
      return first == 0 && !afterUnit ? nil : ((first * 100, first * 100), place, first == 0)
    }
    if Self.zero.contains(self[start]), afterUnit, values.count == 2 { return ((values[1] * 100, values[1] * 100), place, true) }
    if Self.zero.contains(self[start]), afterUnit, values.count == 3 { return ((values[1] * 100, values[2] * 100), place, true) }
    if values.count == 2, first > 0, values[1] > first, values[1] - first <= 2 { return ((first * 100, values[1] * 100), place, false) }
    let whole = values.reduce(0) { $0 * 10 + $1 }
    return ((whole * 100, whole * 100), place, false)
  }
}
