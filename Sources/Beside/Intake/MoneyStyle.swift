import Tables

/// Which sign divides whole units from hundredths.
package enum MoneyStyle: Sendable, Equatable {
  /// `1,234.50`, also `1,00,000.00` and `1 234.50`.
  case point
  /// `1.234,50`, also `1 234,50`.
  case comma
  /// `1,234.50` as in ``point``, but no amount of the column has three decimals for certain: `1.200` is refused.
  case shortPoint
  /// `1.234,50` as in ``comma``, likewise: `1,200` is refused.
  case shortComma
  /// Nothing decides: an amount that can be read both ways is refused.
  case open
  /// Rows of the column contradict one another: an amount that can be read both ways is refused, and says so.
  case contradictory
}

/// How the amounts of one column are written: one that can be read one way only decides for all of them.
package struct MoneyCensus {
  private var points = 0
  private var commas = 0
  /// Those of them that have three decimals or more: 0.500, 1,234.500.
  private var (longPoints, longCommas) = (0, 0)
  /// Whether there is an amount that can be read two ways, such as 1.200.
  package private(set) var hasBoth = false

  /// Of a column of which nothing was looked at.
  package init() {}

  /// Takes one value into account, blanks around it cut off.
  package mutating func add(_ value: ArraySlice<UInt8>) {
    var decimals = -1
    for byte in value {
      if byte >= 48, byte <= 57 {
        if decimals >= 0 { decimals += 1 }
      } else if byte == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
      } else {
        return look(value)
      }
    }
    // 12.50 is nearly every amount; 1.200 may be twelve hundred.
    if decimals == 1 || decimals == 2 { points += 1 } else if decimals > 0 { look(value) }
  }

  private mutating func look(_ value: ArraySlice<UInt8>) {
    guard let number = try? MoneyNumber(value) else { return }
    switch number.ways {
    case .point:
      points += 1
      if number.hasLongDecimals(UInt8(ascii: ".")) { longPoints += 1 }
    case .comma:
      commas += 1
      if number.hasLongDecimals(UInt8(ascii: ",")) { longCommas += 1 }
    case .both: hasBoth = true
    case .neither, .plain: break
    }
  }

  /// What the column's rows say. Where both ways occur each amount that can be read one way only is read so, and no other.
  package var style: MoneyStyle {
    if points > 0, commas > 0 { return .contradictory }
    if points > 0 { return longPoints > 0 ? .point : .shortPoint }
    if commas > 0 { return longCommas > 0 ? .comma : .shortComma }
    return .open
  }
}
