/// An ISO 4217 code, packed in 32 bits so that a column of them stays small. Amounts beside it are `Int64` minor units (fen, cents).
package struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The three capitals as bytes, the first in bits 16…23: `CNY` is 0x434E59.
  package let packed: UInt32

  /// Three ASCII letters, any case; nil otherwise.
  package init?(_ code: some StringProtocol) {
    guard code.utf8.count == 3 else { return nil }
    var value: UInt32 = 0
    for byte in code.utf8 {
      let upper = byte >= 97 && byte <= 122 ? byte - 32 : byte
      guard upper >= 65, upper <= 90 else { return nil }
      value = value << 8 | UInt32(upper)
    }
    packed = value
  }

  /// The code that was packed; nil when it is none.
  package init?(packed: UInt32) {
    self.init(String(decoding: [UInt8(packed >> 16 & 255), UInt8(packed >> 8 & 255), UInt8(packed & 255)], as: UTF8.self))
    guard self.packed == packed else { return nil }
  }

  private init(known packed: UInt32) { self.packed = packed }
  /// Renminbi, in fen.
  package static let cny = Currency(known: 0x43_4E_59)
  /// US dollar, in cents.
  package static let usd = Currency(known: 0x55_53_44)

  /// Digits after the point: 0 for the currencies that have no minor unit in use, 3 for the dinars, 2 otherwise.
  package var minorDigits: Int {
    switch description {
    case "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX": 0
    case "BHD", "KWD", "OMR", "JOD", "TND", "IQD", "LYD": 3
    default: 2
    }
  }

  /// The three capitals.
  package var description: String {
    String(decoding: [UInt8(packed >> 16 & 255), UInt8(packed >> 8 & 255), UInt8(packed & 255)], as: UTF8.self)
  }
  /// In alphabetical order of code.
  package static func < (a: Currency, b: Currency) -> Bool { a.packed < b.packed }
}

/// What one major unit of a currency is worth in the base currency, in millionths, as the agency file states it and the run freezes it.
package struct ExchangeRate: Hashable, Sendable {
  /// The currency that is worth so much; never the base currency.
  package var currency: Currency
  /// Above 0: 7,100,000 when one dollar is worth 7.10 yuan.
  package var millionths: Int64
  /// One line under `rates` of the agency file.
  package init(currency: Currency, millionths: Int64) {
    self.currency = currency
    self.millionths = millionths
  }

  /// `minor` units of `currency` in minor units of `base`, rounded half away from zero, saturating.
  package func convert(_ minor: Int64, to base: Currency) -> Int64 {
    var numerator: Int64 = millionths
    var denominator: Int64 = 1_000_000
    var digits = base.minorDigits - currency.minorDigits
    while digits > 0 { (numerator, digits) = (numerator * 10, digits - 1) }
    while digits < 0 { (denominator, digits) = (denominator * 10, digits + 1) }
    let product = minor.magnitude.multipliedFullWidth(by: numerator.magnitude)
    guard product.high < denominator.magnitude else { return minor < 0 ? .min : .max }
    let (quotient, remainder) = denominator.magnitude.dividingFullWidth(product)
    let rounded = quotient &+ (remainder >= denominator.magnitude - remainder ? 1 : 0)
    let value = Int64(clamping: rounded)
    return minor < 0 ? -value : value
  }
}
