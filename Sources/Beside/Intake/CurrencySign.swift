import Portfolio

/// Signs and words that stand beside amounts and in headers, and the currencies that they may mean.
enum CurrencySign {
  /// Half-width and in small letters; longer ones before what they begin or end with.
  static let all: [(text: String, currencies: [Currency])] = [
    ("nt$", "TWD"), ("hk$", "HKD"), ("us$", "USD"), ("sg$", "SGD"), ("cn¥", "CNY"), ("rmb¥", "CNY"), ("rmb", "CNY"),
    ("人民币元", "CNY"), ("人民幣元", "CNY"), ("人民币", "CNY"), ("人民幣", "CNY"), ("新台币", "TWD"), ("新臺幣", "TWD"), ("新台幣", "TWD"), ("台币", "TWD"),
    ("臺幣", "TWD"), ("台幣", "TWD"), ("港币", "HKD"), ("港幣", "HKD"), ("港元", "HKD"), ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("歐元", "EUR"),
    ("英镑", "GBP"), ("英鎊", "GBP"), ("日元", "JPY"), ("日圆", "JPY"), ("日圓", "JPY"), ("日币", "JPY"), ("円", "JPY"), ("韩元", "KRW"), ("澳元", "AUD"),
    ("加元", "CAD"),
    ("新加坡元", "SGD"), ("€", "EUR"), ("£", "GBP"), ("₹", "INR"), ("₩", "KRW"), ("₫", "VND"), ("฿", "THB"), ("₱", "PHP"),
    // One sign of several currencies.
    ("元整", yuan), ("元", yuan), ("圆", yuan), ("圓", yuan), ("rs.", rupees), ("rs", rupees), ("¥", "CNY JPY"), ("￥", "CNY JPY"),
    ("$", dollars),
  ].map { ($0.0, $0.1.split(separator: " ").compactMap { Currency($0) }) }

  private static let yuan = "CNY TWD HKD MOP"
  private static let rupees = "INR PKR LKR NPR MUR SCR"
  private static let dollars =
    "USD HKD TWD SGD AUD CAD NZD MXN CLP COP ARS UYU BMD BBD BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD DOP CUP CVE NIO TOP WST BND MOP"

  /// What a word names: one of the signs, a code, or the name of a currency; nil for a word that is none.
  static func currencies(of word: String) -> [Currency]? {
    if let sign = all.first(where: { $0.text == word }) { return sign.currencies }
    return Currency(word).flatMap { codes.contains($0.description) ? [$0] : nil }
  }

  /// Codes that may stand in brackets behind a header without the column being read otherwise: `(USD)`. Other words of three letters are words.
  private static let codes: Set<String> = [
    "CNY", "CNH", "USD", "HKD", "TWD", "MOP", "EUR", "GBP", "JPY", "KRW", "INR", "SGD", "AUD", "CAD", "NZD", "CHF", "THB", "MYR", "IDR",
    "PHP", "VND",
    "BRL", "MXN", "ZAR", "RUB", "TRY", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK", "AED", "SAR", "KWD", "BHD", "OMR", "NGN", "KES", "EGP",
    "PKR", "BDT",
    "LKR", "NPR", "ILS", "UAH", "KZT", "CLP", "COP", "PEN", "ARS",
  ]

  /// `CNY`, or `CNY, TWD, HKD or MOP`, as a message lists them.
  static func told(_ currencies: [Currency]) -> String { currencies.prefix(4).map(\.description).joined(separator: ", ") }
}
