import Speech
import Tables

/// What amounts of a column or row are counted in, as a header says it behind a name, `最新欠款(万元)`, or a column beside the amounts, 单位.
struct AmountScale: Hashable {
  /// Whole units of the currency, or its smallest.
  var unit: MoneyUnit
  /// How many zeros 千, 万, 百万 or 亿 stand for.
  var zeros: Int

  /// The scale that a text names, folded; nil for a text that is none.
  init?(_ folded: String) {
    guard let found = Self.words[folded] else { return nil }
    self = found
  }

  /// Yuan, dollars.
  static let plain = AmountScale(.major)

  private init(_ unit: MoneyUnit, _ zeros: Int = 0) { (self.unit, self.zeros) = (unit, zeros) }

  /// Headers of a column that can be nothing else than the scale of the amounts beside it, folded.
  static let certainNames: Set<String> = [
    "金额单位", "货币单位", "币值单位", "计价单位", "欠款单位", "金額單位", "貨幣單位", "amountunit", "amountunits", "moneyunit", "currencyunit", "unitofamount",
    "unitofcurrency", "amountscale",
  ]
  /// Headers that name an employer or a department in other files: only the values say what they are.
  static let possibleNames: Set<String> = ["单位", "單位", "unit", "units", "scale", "uom"]

  /// What is expected in such a column.
  static let expected = Wording("元, 千元, 万元, 百万元, 亿元, 分, yuan, thousand, million or cents", "元、千元、万元、百万元、亿元或分")

  private static let words: [String: AmountScale] = {
    var words: [String: AmountScale] = [:]
    func add(_ names: [String], _ scale: AmountScale) { for name in names { words[name] = scale } }
    add(["元", "圆", "圓", "人民币元", "美元", "港元", "欧元", "yuan", "rmb", "cny", "usd", "dollar", "dollars"], AmountScale(.major))
    add(["分", "fen", "cent", "cents", "美分", "港分", "人民币分"], AmountScale(.minor))
    for (zeros, names) in [
      (2, ["百", "hundred", "hundreds"]), (3, ["千", "仟", "thousand", "thousands", "k", "000", "000s"]), (4, ["万", "萬", "wan"]),
      (5, ["十万", "lakh", "lakhs"]), (6, ["百万", "百萬", "million", "millions", "mn", "mio"]), (7, ["千万", "千萬", "crore", "crores"]),
      (8, ["亿", "億"]),
    ] {
      add(names, AmountScale(.major, zeros))
      // 万元, 人民币万元.
      let chinese = names.filter { $0.utf8.count > $0.count }
      add(chinese.flatMap { [$0 + "元", "人民币" + $0 + "元"] }, AmountScale(.major, zeros))
    }
    return words
  }()
}
