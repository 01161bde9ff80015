import Portfolio
import Speech
import Tables

/// Amounts as files write them, read in integers.
struct MoneyText {
  var currency: Currency
  var unit: MoneyUnit
  /// How many zeros the unit of the column or row stands for: 4 for 万元.
  var zeros = 0
  var style = MoneyStyle.point
  var rounds = false

  /// Minor units. Signs and names of currencies, thousands divided by any sign, full-width digits, 千, 万 and 亿, and a minus or brackets for negative
  /// amounts are read. An amount that can be read two ways is refused unless ``style`` says which.
  func parse(_ text: ArraySlice<UInt8>) throws(Unfit) -> Int64 {
    if let plain = parsePlain(text) { return try bounded(plain) }
    let number = try MoneyNumber(text)
    if !number.currencies.isEmpty, !number.currencies.contains(currency) {
      let named = CurrencySign.told(number.currencies)
      throw Unfit(
        Wording(
          "has the sign of another currency (\(named)) than the row; expected \(currency), or the row's currency in a column of its own (currency)",
          "金额所带币种（\(named)）与该行不一致；应为 \(currency)，或另设币种列（币种）写明该行币种"))
    }
    if zeros > 0, number.zeros > 0 {
      throw Unfit(
        Wording(
          "has a unit of its own, and its column or row says another; expected one of them", "金额自带单位，而该列或该行另写了单位；应只写一处"))
    }
    let value = try digits(number)
    return try bounded(number.isNegative ? -value : value)
  }

  /// Sums of what is read are counted in eight bytes.
  private func bounded(_ value: Int64) throws(Unfit) -> Int64 {
    guard AmountLimit.allows(value) else { throw tooLarge }
    return value
  }

  private var tooLarge: Unfit {
    var whole = AmountLimit.minorUnits
    for _ in 0..<currency.minorDigits { whole /= 10 }
    return Unfit(Wording("is too large; expected at most \(whole) \(currency)", "金额过大；最多为 \(whole) \(currency)"))
  }

  /// ASCII digits with at most one point: nearly every amount.
  private func parsePlain(_ text: ArraySlice<UInt8>) -> Int64? {
    guard unit == .major, zeros == 0, style != .comma, style != .shortComma, (1...15).contains(text.count) else { return nil }
    var value: Int64 = 0
    var decimals = -1
    let wanted = currency.minorDigits
    for byte in text {
      if byte >= 48, byte <= 57 {
        if decimals >= wanted { return nil }
        value = value * 10 + Int64(byte - 48)
        if decimals >= 0 { decimals += 1 }
      } else if byte == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
      } else {
        return nil
      }
    }
    if text.first == UInt8(ascii: ".") || decimals == 0 { return nil }
    // 1.200 may be twelve hundred.
    if decimals >= 3, style != .point { return nil }
    for _ in max(0, decimals)..<wanted { value *= 10 }
    return value
  }

  private func digits(_ number: MoneyNumber) throws(Unfit) -> Int64 {
    let ways = number.ways
    let isComma: Bool
    switch (style, ways) {
    case (.point, _): isComma = false
    case (.comma, _): isComma = true
    case (.shortPoint, .both), (.shortComma, .both):
      let sign = UInt8(ascii: style == .shortComma ? "," : ".")
      // Where the currency has thousandths, three decimals are as it should be.
      guard currency.minorDigits >= 3 || number.zeros + zeros > 0 || !number.hasLongDecimals(sign) else { throw threeDigits(sign) }
      isComma = style == .shortComma
    case (.shortPoint, _): isComma = false
    case (.shortComma, _): isComma = true
    case (_, .plain), (_, .point): isComma = false
    case (_, .comma): isComma = true
    case (.contradictory, .both):
      throw Unfit(
        Wording(
          "can be read two ways, and rows of this column contradict one another; write `decimal: point` or `decimal: comma` in the mapping",
          "有两种读法，而该列各行的写法互相矛盾；请在映射中写 `decimal: point` 或 `decimal: comma`"))
    case (.open, .both):
      throw Unfit(
        Wording(
          "can be read two ways, as thousands or with decimals; write `decimal: point` (1,234.50) or `decimal: comma` (1.234,50) in the mapping",
          "有两种读法：千位分隔或小数；请在映射中写 `decimal: point`（1,234.50）或 `decimal: comma`（1.234,50）"))
    case (_, .neither): throw oddSeparators
    }
    guard let (whole, decimals) = number.split(by: UInt8(ascii: isComma ? "," : ".")) else { throw oddSeparators }
    var value: Int64 = 0
    for digit in whole { value = try append(digit, to: value) }
    let wanted = (unit == .minor ? 0 : Int(currency.minorDigits)) + number.zeros + zeros
    let digits = Array(decimals)
    for position in 0..<wanted { value = try append(position < digits.count ? digits[position] : 48, to: value) }
    let surplus = digits.dropFirst(wanted)
    guard let first = surplus.first, surplus.contains(where: { $0 != 48 }) else { return value }
    if unit == .minor { throw Unfit(Wording("has decimals; expected a whole number of cents", "带有小数；应为以分计的整数")) }
    guard rounds else {
      let places = currency.minorDigits
      throw Unfit(
        Wording(
          "has more than \(places) decimals; expected whole cents, or `round: yes` in the mapping",
          "小数多于 \(places) 位；应精确到分，或在映射中写 `round: yes`"))
    }
    return first >= 53 ? value + 1 : value
  }

  private func append(_ digit: UInt8, to value: Int64) throws(Unfit) -> Int64 {
    let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
    guard !overflow, AmountLimit.allows(tenfold) else { throw tooLarge }
    return tenfold + Int64(digit - 48)
  }

  /// `1.200` among `12.50` and `7.00`: thousands by somebody else's hand, or a decimal too many.
  private func threeDigits(_ sign: UInt8) -> Unfit {
    let (sign, one) = (String(UnicodeScalar(sign)), sign == UInt8(ascii: ".") ? "point" : "comma")
    return Unfit(
      Wording(
        "has three digits behind its \(one) where other amounts of the column have two: thousands, or decimals? Write it as the others are written (1200\(sign)00 or 1\(sign)20), or `decimal: \(one)` in the mapping, which reads decimals",
        "“\(sign)”后有三位数字，而该列其他金额是两位：是千位分隔还是小数？请按其他金额的写法改写（1200\(sign)00 或 1\(sign)20），或在映射中写 `decimal: \(one)`（按小数读取）"))
  }

  private var oddSeparators: Unfit {
    if style == .comma || style == .shortComma {
      return Unfit(Wording("has thousand separators in odd places; expected 1.234.567,89", "千位分隔符的位置不对；应为 1.234.567,89"))
    }
    return Unfit(
      Wording(
        "has thousand separators in odd places; expected 1,234,567.89, or `decimal: comma` in the mapping",
        "千位分隔符的位置不对；应为 1,234,567.89，或在映射中写 `decimal: comma`"))
  }
}
