/// Amounts as the solver sees them: in 1/1024 of the mean, so that currencies and products compare, and at most 50 means, so that one giant
/// case does not fill a person's month.
package enum AmountScale {
  /// No amount counts for more means than these.
  package static let winsorMeans: Int64 = 50

  /// The mean of the positive amounts; 1 when there are none.
  package static func mean(_ amounts: some Sequence<Amount>) -> Amount {
    var (sum, count): (Int128, Int128) = (0, 0)
    for amount in amounts where amount.rawValue > 0 { (sum, count) = (sum + Int128(amount.rawValue), count + 1) }
    return Amount(rawValue: count == 0 ? 1 : Int64(max(1, sum / count)))
  }

  /// `amount` in 1/1024 of `mean`, winsorised; 0 for amounts that are not positive.
  package static func scaled(_ amount: Amount, mean: Amount) -> AccountValue {
    guard amount.rawValue > 0 else { return .zero }
    return min(.cases(winsorMeans), uncapped(amount, mean: mean))
  }

  /// The same, not winsorised, as running accounts count what was given before: at most `.max`, 0 for what is not positive.
  package static func uncapped(_ amount: Amount, mean: Amount) -> AccountValue {
    let scaled = Int128(max(0, amount.rawValue)) * Int128(AccountValue.perCase) / Int128(max(1, mean.rawValue))
    return AccountValue(rawValue: Int64(clamping: scaled))
  }
}
