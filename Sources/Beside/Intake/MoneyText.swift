import Portfolio
import Speech
import Tables

/// Amounts as files write them, read in integers.
struct MoneyText {
  var currency: Currency
  var unit: MoneyUnit
  var decimalComma = false
  var rounds = false

  /// Minor units. Signs `¥ ￥ $ € £`, `元` and the currency's code, thousand separators, full-width digits, and a minus or brackets for
  /// negative amounts are read.
  func parse(_ text: ArraySlice<UInt8>) throws(Unfit) -> Int64 {
    if let plain = parsePlain(text) { return try bounded(plain) }
    var body = Array(Folding.narrow(String(decoding: text, as: UTF8.self)).unicodeScalars)
    body.removeAll { $0 == " " || $0 == "'" || $0 == "’" || $0 == "\u{202F}" }
    var negative = false
    if body.first == "(", body.last == ")" {
      negative = true
      body = Array(body.dropFirst().dropLast())
    }
    try dropSigns(&body, &negative)
    let value = try digits(body)
    return try bounded(negative ? -value : value)
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
    guard unit == .major, !decimalComma, (1...15).contains(text.count) else { return nil }
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
    for _ in max(0, decimals)..<wanted { value *= 10 }
    return value
  }

  private func dropSigns(_ body: inout [Unicode.Scalar], _ negative: inout Bool) throws(Unfit) {
    let codes = ["nt$", "hk$", "us$", "rmb", "¥", "￥", "$", "€", "£", "元", "圆"]
    var goesOn = true
    while goesOn {
      goesOn = false
      if let first = body.first, first == "-" || first == "−" || first == "+" {
        if first != "+" { negative.toggle() }
        body.removeFirst()
        goesOn = true
      }
      for code in codes {
        let scalars = Array(code.unicodeScalars)
        if body.starts(with: scalars) {
          body.removeFirst(scalars.count)
          goesOn = true
        } else if body.count >= scalars.count, body.suffix(scalars.count).elementsEqual(scalars) {
          body.removeLast(scalars.count)
          goesOn = true
        }
      }
    }
    if body.last == "-" {
      negative.toggle()
      body.removeLast()
    }
    for atStart in [true, false] where body.count > 3 {
      let part = atStart ? body.prefix(3) : body.suffix(3)
      guard part.allSatisfy({ ("a"..."z").contains($0) }) else { continue }
      let code = String(String.UnicodeScalarView(part))
      guard body.contains(where: { ("0"..."9").contains($0) }) else { throw notAnAmount(body) }
      guard Currency(code) == currency else {
        throw Unfit(Wording("is in another currency than the row; expected \(currency)", "币种与该行不一致；应为 \(currency)"))
      }
      if atStart { body.removeFirst(3) } else { body.removeLast(3) }
    }
  }

  private func digits(_ body: [Unicode.Scalar]) throws(Unfit) -> Int64 {
    let point: Unicode.Scalar = decimalComma ? "," : "."
    let group: Unicode.Scalar = decimalComma ? "." : ","
    let parts = body.split(separator: point, omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, body.contains(where: { ("0"..."9").contains($0) }) else { throw notAnAmount(body) }
    let groups = whole.split(separator: group, omittingEmptySubsequences: false)
    if groups.count > 1 {
      let fits = (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
      if !fits { throw oddSeparators }
    }
    var value: Int64 = 0
    for scalar in groups.joined() { value = try append(scalar, to: value, body) }
    let decimals = parts.count == 2 ? Array(parts[1]) : []
    if unit == .minor {
      guard decimals.allSatisfy({ $0 == "0" }) else {
        throw Unfit(Wording("has decimals; expected a whole number of cents", "带有小数；应为以分计的整数"))
      }
      return value
    }
    let wanted = currency.minorDigits
    for position in 0..<wanted { value = try append(position < decimals.count ? decimals[position] : "0", to: value, body) }
    var roundsUp = false
    for (position, scalar) in decimals.enumerated() where position >= wanted {
      guard ("0"..."9").contains(scalar) else { throw notAnAmount(body) }
      if scalar == "0" { continue }
      guard rounds else {
        throw Unfit(
          Wording(
            "has more than \(wanted) decimals; expected whole cents, or `round: yes` in the mapping",
            "小数多于 \(wanted) 位；应精确到分，或在映射中写 `round: yes`"))
      }
      if position == wanted, scalar >= "5" { roundsUp = true }
    }
    return roundsUp ? value + 1 : value
  }

  private func append(_ scalar: Unicode.Scalar, to value: Int64, _ body: [Unicode.Scalar]) throws(Unfit) -> Int64 {
    guard ("0"..."9").contains(scalar) else { throw notAnAmount(body) }
    let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
    guard !overflow, AmountLimit.allows(tenfold) else { throw tooLarge }
    return tenfold + Int64(scalar.value - 48)
  }

  private var oddSeparators: Unfit {
    if decimalComma {
      return Unfit(Wording("has thousand separators in odd places; expected 1.234.567,89", "千位分隔符的位置不对；应为 1.234.567,89"))
    }
    return Unfit(
      Wording(
        "has thousand separators in odd places; expected 1,234,567.89, or `decimal: comma` in the mapping",
        "千位分隔符的位置不对；应为 1,234,567.89，或在映射中写 `decimal: comma`"))
  }

  private func notAnAmount(_ body: [Unicode.Scalar]) -> Unfit {
    if body.contains("e"), body.contains(where: { ("0"..."9").contains($0) }) {
      return Unfit(
        Wording(
          "is in scientific notation; expected the amount in full: format the column as a number and export again",
          "是科学计数法；应为完整金额：请把该列设为数值格式后重新导出"))
    }
    if body.contains("万") || body.contains("亿") {
      return Unfit(Wording("is in 万 or 亿; expected the amount in full", "以万或亿为单位；应为完整金额"))
    }
    return Unfit(Wording("is not an amount; expected a number such as 1234.56", "不是金额；应为数字，例如 1234.56"))
  }
}
