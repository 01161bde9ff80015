import Portfolio
import Speech
import YAML

/// Reads amounts and expresses them in the agency's base currency, in which every limit and condition counts.
struct Money {
  /// nil when no agency file is at hand: then any currency counts as the base, since there is nothing to compare with.
  let base: Currency?
  let rates: [ExchangeRate]

  init(base: Currency?, rates: [ExchangeRate]) {
    self.base = base
    self.rates = rates
  }

  init(_ agency: AgencyPolicy?) {
    self.init(base: agency?.currency, rates: agency?.rates ?? [])
  }

  /// `50000 CNY` or `12.50 USD` in base minor units.
  func amount(_ text: String) throws(Rejection) -> Int64? {
    if let hint = Self.separatorHint(text) { throw Rejection(hint: hint) }
    var scanner = TextScanner(text)
    guard let thousandths = scanner.number(places: 3) else { return nil }
    let currency = try currency(scanner.rest())
    return try convert(thousandths: thousandths, currency)
  }

  /// `>= 50000 CNY`, `< 5000 CNY` or `1..5000 CNY` in base minor units; open ends are 0 and the largest number.
  func range(_ text: String) throws(Rejection) -> ClosedRange<Int64>? {
    if let hint = Self.separatorHint(text) { throw Rejection(hint: hint) }
    // The currency stands once, at the end.
    guard let blank = text.lastIndex(of: " ") else {
      throw Rejection(hint: Wording("write a currency: “>= 50000 CNY”", "请写上币种：“>= 50000 CNY”"))
    }
    let code = String(text[text.index(after: blank)...])
    let currency = try currency(code)
    let step = Int((0..<(3 - currency.minorDigits)).reduce(1) { product, _ in product * 10 })
    let top = 1_000_000_000_000_000
    // In minor units of the currency written, so that `> 5` means at least the next unit.
    guard
      let minor = try Quantity.range(
        String(text[..<blank]), in: 0...top, exact: false,
        number: { (scanner: inout TextScanner) throws(Rejection) -> Int? in
          guard let value = scanner.number(places: 3) else { return nil }
          guard value % step == 0 else {
            throw Rejection(Wording("has more decimal places than \(currency) has", "小数位数多于 \(currency) 的位数"))
          }
          return value / step
        })
    else { return nil }
    let low = try base(minor.lowerBound, currency)
    let high = minor.upperBound == top ? Int64.max : try base(minor.upperBound, currency)
    return low...high
  }

  private func convert(thousandths: Int, _ currency: Currency) throws(Rejection) -> Int64 {
    let step = (0..<(3 - currency.minorDigits)).reduce(1) { product, _ in product * 10 }
    guard thousandths % step == 0 else {
      throw Rejection(Wording("has more decimal places than \(currency) has", "小数位数多于 \(currency) 的位数"))
    }
    return try base(thousandths / step, currency)
  }

  private func base(_ minor: Int, _ currency: Currency) throws(Rejection) -> Int64 {
    guard let base, base != currency else { return Int64(minor) }
    guard let rate = rates.first(where: { $0.currency == currency }) else {
      throw Rejection(
        Wording("is in \(currency), for which the agency has no rate", "以 \(currency) 计，而机构没有该币种的汇率"),
        hint: Wording("add the currency to “rates” of the agency file", "请在机构文件的“rates”里加上该币种"))
    }
    return rate.convert(Int64(minor), to: base)
  }

  private func currency(_ code: String) throws(Rejection) -> Currency {
    guard !code.isEmpty else {
      throw Rejection(Wording("has no currency", "没有币种"), hint: base.map { Wording("write “… \($0)”", "请写“… \($0)”") })
    }
    guard let currency = Currency(code), currency.description == code else {
      let shown = String(code.prefix(20))
      throw Rejection(
        Wording("has the unknown currency “\(shown)”", "的币种“\(shown)”不认识"),
        hint: Wording("write a three-letter code in capitals, such as CNY", "请写三个大写字母的代码，如 CNY"))
    }
    return currency
  }

  /// Authors write 50,000 and 5万; neither is read.
  private static func separatorHint(_ text: String) -> Wording? {
    if text.contains(",") || text.contains("，") { return Wording("write the number without separators", "请不要在数字里写分隔符") }
    if text.contains("万") { return Wording("write the number in digits: 5万 is 50000", "请全部用数字写：5万为 50000") }
    return nil
  }
}
