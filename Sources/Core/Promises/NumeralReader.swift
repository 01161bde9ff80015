/// Reads numbers: 1,200.50, 2.5k, 两千五, 一万二, 三五百, 两千多, two and a half grand, a couple hundred.
struct NumeralReader {
  let text: [UInt32]

  init(_ text: [UInt32]) { self.text = text }

  /// More is no number of this field; in hundredths.
  static let limit: Int64 = 100_000_000_000_00

  private subscript(_ index: Int) -> UInt32 { index < text.count ? text[index] : 0 }

  /// The number at a place and where it ends; nil when there is none.
  func read(at place: Int) -> (Numeral, Int)? {
    if let found = shortThousands(at: place) ?? nearly(at: place) { return found }
    if Folding.isLetter(self[place]) { return EnglishNumeral(text).read(at: place, begun: nil) }
    return ChineseNumeral(text).read(at: place)
  }

  /// 2k5: two thousand five hundred.
  private func shortThousands(at place: Int) -> (Numeral, Int)? {
    var (whole, end): (Int64, Int) = (0, place)
    while Folding.isDigit(self[end]), end - place < 3 { (whole, end) = (whole * 10 + Int64(self[end] - 0x30), end + 1) }
    guard end > place, self[end] == 0x6B, Folding.isDigit(self[end + 1]), !Folding.isDigit(self[end + 2]), !Folding.isLetter(self[end + 2])
    else { return nil }
    var numeral = Numeral((whole * 1_000 + Int64(self[end + 1] - 0x30) * 100) * 100)
    numeral.isLarge = true
    return (numeral, end + 2)
  }

  /// 千八百, 百八十, 万八千: a little less than the unit, or as much.
  private func nearly(at place: Int) -> (Numeral, Int)? {
    guard self[place + 1] == 0x516B else { return nil }
    let most: Int64
    switch (self[place], self[place + 2]) {
    case (0x767E, 0x5341): most = 100
    case (0x5343, 0x767E): most = 1_000
    case (0x4E07, 0x5343): most = 10_000
    default: return nil
    }
    var numeral = Numeral(most * 80, most * 100)
    numeral.isLarge = true
    return (numeral, place + 3)
  }

  /// Digits with thousands' commas and a decimal point, in hundredths.
  func literal(at place: Int) -> (Numeral, Int)? {
    var (whole, end, count): (Int64, Int, Int) = (0, place, 0)
    while Folding.isDigit(self[end]), count < 12 {
      whole = whole * 10 + Int64(self[end] - 0x30)
      (end, count) = (end + 1, count + 1)
    }
    guard count > 0 else { return nil }
    var numeral = Numeral(0)
    numeral.isTelephoneLong = count > 9
    while count <= 12, self[end] == 0x2C, (1...3).allSatisfy({ Folding.isDigit(self[end + $0]) }), !Folding.isDigit(self[end + 4]),
      end - place <= 15
    {
      whole = whole * 1000 + (1...3).reduce(0) { $0 * 10 + Int64(self[end + $1] - 0x30) }
      end += 4
      guard whole < 1_000_000_000 else { break }
    }
    var hundredths = whole * 100
    if self[end] == 0x2E, Folding.isDigit(self[end + 1]) {
      let begin = end + 1
      var (scale, next): (Int64, Int) = (10, begin)
      while Folding.isDigit(self[next]) {
        hundredths += Int64(self[next] - 0x30) * scale
        (scale, next) = (scale / 10, next + 1)
      }
      if next - begin == 2, whole >= 1, whole <= 31 {
        numeral.dotted = .init(first: Int(whole), second: Int((self[begin] - 0x30) * 10 + self[begin + 1] - 0x30))
      } else if next - begin == 1, whole >= 1, whole <= 12 {
        numeral.dotted = .init(first: Int(whole), second: Int(self[begin] - 0x30))
      }
      end = next
    }
    (numeral.least, numeral.most) = (hundredths, hundredths)
    return (numeral, end)
  }
}

/// Numbers in English words, also behind digits: `2 grand`, `1.5 thousand`.
struct EnglishNumeral {
  let text: [UInt32]

  init(_ text: [UInt32]) { self.text = text }

  private static let small: [String: Int64] = {
    let words = [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
      "sixteen",
      "seventeen", "eighteen", "nineteen",
    ]
    return Dictionary(uniqueKeysWithValues: zip(words, 1...))
  }()
  private static let tens: [String: Int64] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
  ]
  private static let scales: [String: Int64] = [
    "hundred": 100, "thousand": 1_000, "grand": 1_000, "k": 1_000, "million": 1_000_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000,
    "tenner": 10, "fiver": 5,
  ]

  /// Goes on from `begun`, a number in digits, whose words follow at `place`.
  func read(at place: Int, begun: Numeral?) -> (Numeral, Int)? {
    // Most words are no numbers, and few numbers are long.
    guard let first = EnglishWord.words(in: text, from: place, atMost: 1).first, Self.begins(first.word) else { return nil }
    let next = EnglishWord.words(in: text, from: place, atMost: 2)
    guard next.count > 1, Self.begins(next[1].word) || next[1].word == "and" else { return read(next, place, begun) }
    return read(EnglishWord.words(in: text, from: place, atMost: 12), place, begun)
  }

  private static func begins(_ word: String) -> Bool {
    small[word] != nil || tens[word] != nil || scales[word] != nil || ["a", "an", "couple", "few", "of", "and"].contains(word)
  }

  private func read(_ words: [EnglishWord], _ place: Int, _ begun: Numeral?) -> (Numeral, Int)? {
    var (least, most): (Int64, Int64) = (begun?.least ?? 0, begun?.most ?? 0)
    var total: (least: Int64, most: Int64) = (0, 0)
    var result = begun ?? Numeral(0)
    var (isAny, end, index) = (begun != nil, place, 0)
    func word(_ offset: Int) -> String {
      let word = index + offset < words.count ? words[index + offset].word : ""
      // Five hundred's all I have.
      return word.hasSuffix("'s") && isAny ? String(word.dropLast(2)) : word
    }
    loop: while index < words.count {
      switch word(0) {
      case let name where Self.small[name] != nil && (!isAny || least % 10_000 == 0 || (least % 1_000 == 0 && least % 10_000 != 1_000)):
        guard let value = Self.small[name], begun == nil else { break loop }
        (least, most, isAny) = (least + value * 100, most + value * 100, true)
      // One fifty: a hundred and fifty.
      case let name
      where Self.tens[name] != nil && begun == nil && isAny && total.most == 0 && least == most && (1_00...9_00).contains(least):
        guard let value = Self.tens[name] else { break loop }
        (least, most, result.isLarge) = (least * 100 + value * 100, most * 100 + value * 100, true)
      case let name where Self.tens[name] != nil && least % 10_000 == 0:
        guard let value = Self.tens[name], begun == nil else { break loop }
        (least, most, isAny) = (least + value * 100, most + value * 100, true)
      case "a" where !isAny, "an" where !isAny:
        if word(1) == "couple" {
          (least, most, isAny) = (200, 200, true)
          result.isVague = true
          index += word(2) == "of" ? 2 : 1
        } else if word(1) == "few" {
          (least, most, isAny) = (200, 900, true)
          result.isVague = true
          index += 1
        } else if Self.scales[word(1)] != nil {
          (least, most, isAny) = (100, 100, true)
        } else {
          break loop
        }
      case "couple" where !isAny:
        (least, most, isAny) = (200, 200, true)
        result.isVague = true
        if word(1) == "of" { index += 1 }
      case "few" where !isAny:
        (least, most, isAny) = (200, 900, true)
        result.isVague = true
      case "and":
        if isAny, word(1) == "a", word(2) == "half" {
          (least, most) = (least + 50, most + 50)
          index += 2
        } else if isAny, result.isLarge, Self.small[word(1)] != nil || Self.tens[word(1)] != nil {
          break
        } else {
          break loop
        }
      case let name:
        guard let scale = Self.scales[name], isAny, most < NumeralReader.limit / scale else { break loop }
        result.isLarge = true
        result.isVague = false
        if scale == 100 {
          (least, most) = (least * 100, most * 100)
        } else {
          total = (total.least + least * scale, total.most + most * scale)
          (least, most) = (0, 0)
        }
      }
      end = words[index].end
      index += 1
    }
    guard isAny else { return nil }
    (result.least, result.most) = (total.least + least, total.most + most)
    if begun != nil, end > place { result.dotted = nil }
    return (result, begun == nil || end > place ? end : place)
  }
}
