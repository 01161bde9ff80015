import Portfolio
import Speech
import Tables

/// What a file's amount is made of: a sign, the name of a currency, digits with their signs, and 千, 万 or 亿 behind.
struct MoneyNumber {
  /// In which ways the signs between its digits can be read.
  enum Ways { case plain, point, comma, both, neither }

  private(set) var isNegative = false
  /// The currencies that a sign or word beside the digits may stand for: one for `HK$`, many for `$`, none where there is no sign.
  private(set) var currencies: [Currency] = []
  /// How many zeros 千, 万, 百万, 千万 or 亿 stand for.
  private(set) var zeros = 0
  /// Digits, `.`, `,`, and `_` where thousands are divided by a blank or an apostrophe.
  private(set) var body: [UInt8] = []

  /// Throws for what is no number.
  init(_ text: ArraySlice<UInt8>) throws(Unfit) {
    var scalars = Array(MoneyNumber.prepared(text).unicodeScalars)
    if scalars.first == "(", scalars.last == ")" {
      isNegative = true
      scalars = MoneyNumber.trimmed(scalars.dropFirst().dropLast())
    }
    // ₹ 50,000/-
    if scalars.suffix(2).elementsEqual(["/", "-"]) { scalars = MoneyNumber.trimmed(scalars.dropLast(2)) }
    try dropSigns(&scalars)
    try dropUnit(&scalars)
    body.reserveCapacity(scalars.count)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "0"..."9", ".", ",": body.append(UInt8(scalar.value))
      case " ", "'":
        // `'12` is what a spreadsheet makes of a text.
        if body.isEmpty, scalar == "'" { continue }
        guard let last = body.last, (48...57).contains(last), index + 1 < scalars.count, ("0"..."9").contains(scalars[index + 1]) else {
          throw MoneyNumber.notAnAmount(scalars)
        }
        body.append(UInt8(ascii: "_"))
      default: throw MoneyNumber.notAnAmount(scalars)
      }
    }
    guard body.contains(where: { (48...57).contains($0) }) else { throw MoneyNumber.notAnAmount(scalars) }
  }

  var ways: Ways {
    guard body.contains(where: { $0 < 48 || $0 > 57 }) else { return .plain }
    let asPoint = split(by: UInt8(ascii: ".")) != nil
    let asComma = split(by: UInt8(ascii: ","))
    // 12,3456 is rather a grouping of another kind than an amount with four decimals.
    let isComma = asComma.map { $0.decimals.count <= 3 && !(body.last == UInt8(ascii: ",")) } ?? false
    if asPoint, asComma != nil {
      // Blanks alone divide thousands either way.
      return body.contains(UInt8(ascii: ".")) || body.contains(UInt8(ascii: ",")) ? .both : .plain
    }
    return asPoint ? .point : isComma ? .comma : .neither
  }

  /// Whether three digits or more stand behind the decimal sign.
  func hasLongDecimals(_ sign: UInt8) -> Bool { split(by: sign).map { $0.decimals.count >= 3 } ?? false }

  /// The digits before and behind the decimal sign; nil when thousands are not divided as they would be then.
  func split(by decimalSign: UInt8) -> (whole: [UInt8], decimals: ArraySlice<UInt8>)? {
    let parts = body.split(separator: decimalSign, maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : []
    guard let whole = parts.first, decimals.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let groups = whole.split(whereSeparator: { $0 < 48 || $0 > 57 })
    let signs = whole.filter { $0 < 48 || $0 > 57 }
    guard let sign = signs.first else { return (Array(whole), decimals) }
    guard signs.allSatisfy({ $0 == sign }), groups.count == signs.count + 1, let first = groups.first, let last = groups.last else {
      return nil
    }
    guard last.count == 3, first.first != 48 else { return nil }
    let middle = groups.dropFirst().dropLast()
    let isWestern = first.count <= 3 && middle.allSatisfy { $0.count == 3 }
    // 1,23,45,678: thousands, then lakhs and crores by two.
    let isIndian = sign != UInt8(ascii: ".") && first.count <= 2 && middle.allSatisfy { $0.count == 2 }
    return isWestern || isIndian ? (Array(groups.joined()), decimals) : nil
  }

  /// Half-width, small letters, one kind of blank and of apostrophe, none of them at the ends.
  private static func prepared(_ text: ArraySlice<UInt8>) -> String {
    var view = String.UnicodeScalarView()
    for scalar in Folding.narrow(String(decoding: Guarded.undone(text), as: UTF8.self)).unicodeScalars {
      switch scalar {
      case "\u{2009}", "\u{202F}", "\u{2007}", "\u{2008}", "\t": view.append(" ")
      case "’", "‘", "ʼ", "`", "´": view.append("'")
      case "−", "–", "﹣": view.append("-")
      default: view.append(scalar)
      }
    }
    return String(String.UnicodeScalarView(trimmed(view)))
  }

  private static func trimmed(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
    var body = Array(scalars.drop { $0 == " " })
    while body.last == " " { body.removeLast() }
    return body
  }

  /// Signs and words before and behind the digits, with the currencies that they may stand for. Longer ones stand before what they begin with.
  private static let signs: [(text: [Unicode.Scalar], currencies: [Currency])] = CurrencySign.all.map {
    (Array($0.text.unicodeScalars), $0.currencies)
  }

  private mutating func dropSigns(_ body: inout [Unicode.Scalar]) throws(Unfit) {
    var goesOn = true
    while goesOn {
      goesOn = false
      if let first = body.first, first == "-" || first == "+" {
        if first == "-" { isNegative.toggle() }
        body.removeFirst()
        goesOn = true
      }
      if body.last == "-" {
        isNegative.toggle()
        body.removeLast()
        goesOn = true
      }
      for sign in MoneyNumber.signs {
        if body.starts(with: sign.text) {
          body.removeFirst(sign.text.count)
        } else if body.count >= sign.text.count, body.suffix(sign.text.count).elementsEqual(sign.text) {
          body.removeLast(sign.text.count)
        } else {
          continue
        }
        // Of a sign and a code the one that says more counts: “$5 USD”.
        if currencies.isEmpty || sign.currencies.count < currencies.count { currencies = sign.currencies }
        goesOn = true
      }
      for atStart in [true, false] where body.count > 3 {
        let part = atStart ? body.prefix(3) : body.suffix(3)
        guard part.allSatisfy({ ("a"..."z").contains($0) }) else { continue }
        let named = Currency(String(String.UnicodeScalarView(part)))
        guard let named, body.contains(where: { ("0"..."9").contains($0) }) else { throw MoneyNumber.notAnAmount(body) }
        currencies = [named]
        if atStart { body.removeFirst(3) } else { body.removeLast(3) }
        goesOn = true
      }
      body = MoneyNumber.trimmed(body)
    }
  }

  private mutating func dropUnit(_ body: inout [Unicode.Scalar]) throws(Unfit) {
    let units: [(String, Int)] = [("百万", 6), ("千万", 7), ("百萬", 6), ("千萬", 7), ("千", 3), ("万", 4), ("萬", 4), ("亿", 8), ("億", 8)]
    for (unit, zeros) in units where body.suffix(unit.unicodeScalars.count).elementsEqual(unit.unicodeScalars) {
      body = MoneyNumber.trimmed(body.dropLast(unit.unicodeScalars.count))
      self.zeros = zeros
      break
    }
    let hasDigits = body.contains { ("0"..."9").contains($0) }
    if hasDigits, body.contains(where: { "千万萬亿億百".unicodeScalars.contains($0) }) {
      throw Unfit(
        Wording("mixes digits with 万 or 亿; expected one unit, such as 1.2万, or the amount in full", "数字与万、亿混写；应只带一个单位，例如 1.2万，或写完整金额"))
    }
  }

  static func notAnAmount(_ body: [Unicode.Scalar]) -> Unfit {
    if body.contains("e"), body.contains(where: { ("0"..."9").contains($0) }) {
      return Unfit(
        Wording(
          "is in scientific notation; expected the amount in full: format the column as a number and export again",
          "是科学计数法；应为完整金额：请把该列设为数值格式后重新导出"))
    }
    return Unfit(Wording("is not an amount; expected a number such as 1234.56", "不是金额；应为数字，例如 1234.56"))
  }
}
