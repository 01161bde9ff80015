import Portfolio
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
    guard let blank = text.lastIndex(of: " ") else { throw Rejection(hint: "write a currency: “>= 50000 CNY”") }
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
          guard value % step == 0 else { throw Rejection("has more decimal places than \(currency) has") }
          return value / step
        })
    else { return nil }
    let low = try base(minor.lowerBound, currency)
    let high = minor.upperBound == top ? Int64.max : try base(minor.upperBound, currency)
    return low...high
  }

  private func convert(thousandths: Int, _ currency: Currency) throws(Rejection) -> Int64 {
    let step = (0..<(3 - currency.minorDigits)).reduce(1) { product, _ in product * 10 }
    guard thousandths % step == 0 else { throw Rejection("has more decimal places than \(currency) has") }
    return try base(thousandths / step, currency)
  }

  private func base(_ minor: Int, _ currency: Currency) throws(Rejection) -> Int64 {
    guard let base, base != currency else { return Int64(minor) }
    guard let rate = rates.first(where: { $0.currency == currency }) else {
      throw Rejection("is in \(currency), for which the agency has no rate", hint: "add the currency to “rates” of the agency file")
    }
    return rate.convert(Int64(minor), to: base)
  }

  private func currency(_ code: String) throws(Rejection) -> Currency {
    guard !code.isEmpty else { throw Rejection("has no currency", hint: base.map { "write “… \($0)”" }) }
    guard let currency = Currency(code), currency.description == code else {
      throw Rejection("has the unknown currency “\(String(code.prefix(20)))”", hint: "write a three-letter code in capitals, such as CNY")
    }
    return currency
  }

  /// Authors write 50,000 and 5万; neither is read.
  private static func separatorHint(_ text: String) -> String? {
    if text.contains(",") || text.contains("，") { return "write the number without separators" }
    if text.contains("万") { return "write the number in digits: 5万 is 50000" }
    return nil
  }
}
