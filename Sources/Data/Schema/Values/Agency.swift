package import Portfolio

/// The tenant: everything belongs to exactly one.
package struct Agency: Sendable, Hashable {
  /// The database's id, which leads every key.
  package var id: Int64
  /// By which people and settings name it; unique and never changed.
  package var code: String
  /// As reports show it, from the agency file.
  package var name: String
  /// A zone name that PostgreSQL knows.
  package var zone: String
  /// The base currency.
  package var currency: Currency
  /// Key of the digests that stand for identifiers, and of the seals' heads; empty when it, or an earlier one, lies in a file that is not here.
  package var identifierKey: [UInt8]
  /// Number of the present key, from 1; stands beside every digest of a debtor made with it.
  package var keyID: Int32
  /// Whether texts of conversations are kept.
  package var keepText: Bool
  /// Where telephone numbers without a calling code are from.
  package var country: Country
  /// Keys 1 … keyID − 1: a digest goes through all keys in turn.
  package var earlierKeys: [[UInt8]] = []

  /// An agency as its row and the key ring say. `identifierKey` is empty when it or one of `earlierKeys` is missing.
  package init(
    id: Int64, code: String, name: String, zone: String, currency: Currency, identifierKey: [UInt8], keyID: Int32, keepText: Bool,
    country: Country = .cn, earlierKeys: [[UInt8]] = []
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.zone = zone
    self.currency = currency
    self.identifierKey = identifierKey
    self.keyID = keyID
    self.keepText = keepText
    self.country = country
    self.earlierKeys = earlierKeys
  }
}

/// What the active agency file says about the agency itself.
package struct AgencySettings: Sendable {
  /// As reports show it.
  package var name: String
  /// A zone name that PostgreSQL has to know, like `Asia/Shanghai`.
  package var zone: String
  /// The base currency: room, fairness and collectors' loads are counted in it.
  package var currency: Currency
  /// Whether texts of conversations are kept from now on.
  package var keepText: Bool
  /// Where telephone numbers without a calling code are from.
  package var country: Country
  /// Millionths of the base currency's major unit, as in the file.
  package var rates: [ExchangeRate]
  /// Made of a parsed agency file; nothing is checked against the database before `adopt`.
  package init(name: String, zone: String, currency: Currency, keepText: Bool, country: Country = .cn, rates: [ExchangeRate]) {
    self.name = name
    self.zone = zone
    self.currency = currency
    self.keepText = keepText
    self.country = country
    self.rates = rates
  }
}

/// The database's clock in an agency's zone.
package struct Clock: Sendable, Hashable {
  /// The moment at which the database was asked.
  package var now: Instant
  /// Local date at that moment.
  package var today: Day
  /// Since local midnight.
  package var secondsOfDay: Int

  /// A reading of the database's clock; tests make their own.
  package init(now: Instant, today: Day, secondsOfDay: Int) {
    self.now = now
    self.today = today
    self.secondsOfDay = secondsOfDay
  }
}

/// What a minor unit of a currency is worth in minor units of the base currency, as a fraction.
package struct RateFraction: Sendable, Hashable {
  /// With `denominator`: base minor units = minor units × numerator ÷ denominator.
  package var numerator: Int64
  /// Above 0; of a rate a power of ten, and the fraction is not reduced.
  package var denominator: Int64

  /// millionths ÷ 1,000,000 between major units; a power of ten more where the two currencies differ in digits after the point.
  package init(_ rate: ExchangeRate, base: Currency) {
    var (numerator, denominator) = (rate.millionths, Int64(1_000_000))
    var digits = base.minorDigits - rate.currency.minorDigits
    while digits > 0 { (numerator, digits) = (numerator * 10, digits - 1) }
    while digits < 0 { (denominator, digits) = (denominator * 10, digits + 1) }
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// A fraction as `exchange_rate` holds it.
  package init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Rounded half away from zero, as PostgreSQL rounds `numeric`; saturating.
  package func convert(_ minor: Int64) -> Int64 {
    let product = minor.magnitude.multipliedFullWidth(by: numerator.magnitude)
    guard product.high < denominator.magnitude else { return minor < 0 ? .min : .max }
    let (quotient, remainder) = denominator.magnitude.dividingFullWidth(product)
    let value = Int64(clamping: quotient &+ (remainder >= denominator.magnitude - remainder ? 1 : 0))
    return minor < 0 ? -value : value
  }
}
