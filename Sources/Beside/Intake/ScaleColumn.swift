import Portfolio
import Speech
import Tables

/// A column beside the amounts of a file that says what they are counted in: 单位 with 元 or 万元, `unit` with thousand.
package struct ScaleColumn {
  /// Position of the column.
  let index: Int
  /// The header as the file has it.
  let name: String
  /// Whether its header can mean nothing else; 单位 is an employer where no row has a unit in it.
  let isCertain: Bool
  /// What a row without a unit is counted in; nil where rows differ, so that nobody can know.
  private var blank: AmountScale? = .plain

  init(index: Int, name: String, isCertain: Bool) { (self.index, self.name, self.isCertain) = (index, name, isCertain) }

  /// Whether a folded header may be that of such a column.
  static func isName(_ folded: String) -> Bool { AmountScale.certainNames.contains(folded) || AmountScale.possibleNames.contains(folded) }

  /// Takes the units that the whole file has. False where the column is none of units after all.
  mutating func settle(_ found: Set<AmountScale>) -> Bool {
    blank = found.isSubset(of: [.plain]) ? .plain : nil
    return isCertain || !found.isEmpty
  }

  /// Whether a column with this header and these values says what the amounts beside it are counted in.
  package static func isScale(_ header: HeaderName, _ values: [ArraySlice<UInt8>]) -> Bool {
    AmountScale.certainNames.contains(header.folded) || isName(header.folded) && values.contains { scale(of: $0) != nil }
  }

  /// The unit that a value names; nil for one that names none.
  static func scale(of value: ArraySlice<UInt8>) -> AmountScale? { AmountScale(folded(value)) }

  /// What the amounts of a row are counted in. Throws for a word that is no unit, an empty cell where other rows have units, and a currency that is
  /// not the row's.
  func scale(_ record: Record, _ currency: Currency) throws(Unfit) -> AmountScale {
    let cell = Cell(index: index, name: name, field: .currency)
    guard let value = record.value(index) else {
      if let blank { return blank }
      throw Unfit(
        Wording("is empty, and other rows of the file say a unit; expected the unit of the row's amounts", "为空，而其他行写了单位；应写明该行金额的单位"),
        in: cell)
    }
    guard let scale = Self.scale(of: value) else {
      let expected = AmountScale.expected
      throw Unfit(
        Wording(
          "is no unit of amounts, as other rows have in this column; expected \(expected.en)", "不是金额单位，而该列其他行写的是单位；应为\(expected.zh)"),
        in: cell)
    }
    if let named = CurrencySign.currencies(of: Self.folded(value)), !named.contains(currency) {
      throw Unfit(
        Wording(
          "names a currency (\(CurrencySign.told(named))) that is not the row's, \(currency); name the row's currency in a column of its own (currency)",
          "写的币种（\(CurrencySign.told(named))）与该行的 \(currency) 不一致；请另设币种列写明该行币种"), in: cell)
    }
    return scale
  }

  private static func folded(_ value: ArraySlice<UInt8>) -> String {
    Folding.bare(Folding.narrow(String(decoding: value, as: UTF8.self)))
  }
}
