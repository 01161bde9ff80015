import Portfolio
import Speech
import Tables

/// Headers as people and exports write them, brought to one form: half-width, lower case, without blanks, `_`, `-` and the like.
package struct HeaderName: Hashable {
  /// What is compared.
  package let folded: String
  /// A unit in brackets behind the name, `委案金额(元)`.
  package let unit: MoneyUnit?
  /// How many zeros the unit stands for: 4 in `委案金额(万元)`.
  let zeros: Int
  /// The currencies that the unit may stand for: one for `(USD)`, several for `(元)`, none where nothing is said.
  let currencies: [Currency]

  /// A header as a file has it.
  package init(_ text: String) {
    let plain = Folding.simplified(Folding.narrow(text))
    var body = Substring(plain)
    var scale: AmountScale?
    var unit: MoneyUnit?
    var currencies: [Currency] = []
    if body.hasSuffix(")"), let open = body.lastIndex(of: "(") {
      var inside = Folding.bare(body[body.index(after: open)...].dropLast())
      if inside.hasPrefix("单位") || inside.hasPrefix("單位") { inside = String(inside.dropFirst(2)) }
      let named = CurrencySign.currencies(of: inside)
      if let found = AmountScale(inside)?.unit ?? named.map({ _ in .major }) {
        scale = AmountScale(inside)
        unit = found
        currencies = named ?? HeaderName.cents[inside] ?? []
        body = body[..<open]
      }
    }
    self.unit = unit
    zeros = scale?.zeros ?? 0
    self.currencies = currencies
    folded = Folding.bare(body)
  }

  /// Units that say of which currency they are.
  private static let cents: [String: [Currency]] = [
    "yuan": [.cny], "fen": [.cny], "人民币分": [.cny], "美分": [.usd], "港分": [Currency("HKD")].compactMap { $0 },
  ]

  /// The columns of a line that may be a header or a row of data: those that are known by name in some feed, the others by their number.
  static func told(_ names: [String]) -> Wording { ColumnNames.told(names, known: FeedSchema.words) }

  /// `customerName`, `customer_name` and `Customer Name` give customer, name.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for scalar in Folding.narrow(text, lowercased: false).unicodeScalars {
      let isUpper = ("A"..."Z").contains(scalar)
      let isLower = ("a"..."z").contains(scalar)
      if !(isUpper || isLower) || (isUpper && wasLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isUpper || isLower { word.unicodeScalars.append(isUpper ? Folding.lower(scalar) : scalar) }
      wasLower = isLower
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
