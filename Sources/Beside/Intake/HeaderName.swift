import Portfolio
import Speech
import Tables

/// Headers as people and exports write them, brought to one form: half-width, lower case, without blanks, `_`, `-` and the like.
package struct HeaderName: Hashable {
  /// What is compared.
  package let folded: String
  /// A unit in brackets behind the name, `委案金额(元)`.
  package let unit: MoneyUnit?
  /// The currencies that the unit may stand for: one for `(USD)`, several for `(元)`, none where nothing is said.
  let currencies: [Currency]

  /// A header as a file has it.
  package init(_ text: String) {
    let plain = Folding.narrow(text)
    var body = Substring(plain)
    var unit: MoneyUnit?
    var currencies: [Currency] = []
    if body.hasSuffix(")"), let open = body.lastIndex(of: "(") {
      var inside = Folding.bare(body[body.index(after: open)...].dropLast())
      if inside.hasPrefix("单位") || inside.hasPrefix("單位") { inside = String(inside.dropFirst(2)) }
      let named = CurrencySign.currencies(of: inside)
      if let found = HeaderName.units[inside] ?? named.map({ _ in .major }) {
        unit = found
        currencies = named ?? HeaderName.cents[inside] ?? []
        body = body[..<open]
      }
    }
    self.unit = unit
    self.currencies = currencies
    folded = Folding.bare(body)
  }

  private static let units: [String: MoneyUnit] = [
    "yuan": .major, "分": .minor, "fen": .minor, "cents": .minor, "美分": .minor, "港分": .minor, "人民币分": .minor,
  ]
  /// Units that say of which currency they are.
  private static let cents: [String: [Currency]] = [
    "yuan": [.cny], "fen": [.cny], "人民币分": [.cny], "美分": [.usd], "港分": [Currency("HKD")].compactMap { $0 },
  ]

  /// The columns of a line that may be a header or a row of data: those that are known by name in some feed, the others by their number.
  static func told(_ names: [String]) -> Wording { ColumnNames.told(names, known: FeedSchema.words) }

  /// Whether values under this header identify a person: such a column is never read unless it is a field that is hashed.
  package static func isIdentifying(_ text: String) -> Bool {
    let folded = HeaderName(text).folded
    if chinese.contains(where: { folded.contains($0) }) { return true }
    if english.contains(where: { folded.contains($0) }) { return true }
    return words(of: text).contains { englishWords.contains($0) }
  }

  /// Whose contact a column is: that of relatives, colleagues and employers is never read, not even hashed.
  package static func isOtherPerson(_ text: String) -> Bool {
    let folded = HeaderName(text).folded
    return otherPeople.contains { folded.contains($0) }
  }

  private static let chinese = [
    "姓名", "名字", "手机", "电话", "座机", "地址", "住址", "证件", "身份证", "邮箱", "邮件", "联系人", "联系方式", "微信", "qq", "单位", "公司名", "雇主", "卡号", "账号",
    "帐号", "护照", "户籍", "生日", "出生", "配偶", "亲属", "紧急",
  ]
  private static let english = [
    "phone", "mobile", "email", "address", "passport", "identno", "certid", "idcard", "cardno", "accountno", "birth", "wechat", "employer",
  ]
  private static let englishWords: Set<String> = [
    "name", "tel", "cell", "fax", "addr", "mail", "ssn", "iban", "contact", "dob", "street", "zip", "postcode", "surname", "clid",
    "callerid", "spouse",
  ]
  private static let otherPeople = [
    "联系人", "亲属", "配偶", "单位", "公司", "家庭", "紧急", "父", "母", "同事", "relative", "spouse", "colleague", "employer", "emergency", "reference",
  ]

  /// `customerName`, `customer_name` and `Customer Name` give customer, name.
  private static func words(of text: String) -> [String] {
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
