import Identity
package import Portfolio
package import Tables

/// What the reader of a feed has to know beside the file.
package struct IntakeOptions: Sendable {
  /// Client of rows that name none; the mapping's constant wins over it.
  package var client: String?
  /// Currency of rows that name none: the agency's base currency.
  package var currency: Currency
  /// Where telephone numbers without a calling code are from; the mapping's country wins over it.
  package var country: Country
  /// How this client or source names its columns and codes; nil = the built-in header names only.
  package var mapping: Mapping?
  /// Name or number (from 1) of the sheet of a workbook; nil = the only visible one, or the one that begins like the feed.
  package var sheet: String?
  /// The encoding of the file; wins over the mapping's, nil = as the mapping says, or told from the bytes.
  package var encoding: TextEncoding?
  /// Turns an identifier that must not be stored into an opaque reference: HMAC with the agency's key. The text is normalised and begins with
  /// what it is (`id:` or `point:`), so that the same number as identity and as contact point gives two references.
  package var identify: @Sendable (String) -> OpaqueReference
  /// The same with the agency's first key alone, for the names of rows that have none; nil while there is one key.
  package var identifyFirst: (@Sendable (String) -> OpaqueReference)?

  /// Options with the given key function.
  package init(
    client: String? = nil, currency: Currency = .cny, country: Country = .cn, mapping: Mapping? = nil, sheet: String? = nil,
    identify: @escaping @Sendable (String) -> OpaqueReference
  ) {
    self.client = client
    self.currency = currency
    self.country = country
    self.mapping = mapping
    self.sheet = sheet
    self.identify = identify
  }

  /// Options whose references are HMAC-SHA256 with `earlierKeys` and at last `identifierKey`, first 16 bytes each time.
  package init(
    client: String? = nil, currency: Currency = .cny, country: Country = .cn, mapping: Mapping? = nil, sheet: String? = nil,
    identifierKey: [UInt8],
    earlierKeys: [[UInt8]] = []
  ) {
    let keys = earlierKeys + [identifierKey]
    self.init(client: client, currency: currency, country: country, mapping: mapping, sheet: sheet) { text in
      Identifier.reference(text, keys: keys)
    }
    if let first = earlierKeys.first { identifyFirst = { text in Identifier.reference(text, keys: [first]) } }
  }
}
