/// Amounts as the solver sees them: in 1/1024 of the mean, so that currencies and products compare, and at most 50 means, so that one giant
/// case does not fill a person's month.
package enum AmountScale {
  package static let winsorMeans: Int64 = 50

  /// The mean of the positive amounts; 1 when there are none.
  package static func mean(_ amounts: some Sequence<Int64>) -> Int64 {
    var (sum, count): (Int128, Int128) = (0, 0)
    for amount in amounts where amount > 0 { (sum, count) = (sum + Int128(amount), count + 1) }
    return count == 0 ? 1 : Int64(max(1, sum / count))
  }

  /// `amount` in 1/1024 of `mean`, winsorised; 0 for amounts that are not positive.
  package static func scaled(_ amount: Int64, mean: Int64) -> Int64 {
    guard amount > 0 else { return 0 }
    return Int64(min(Int128(winsorMeans) * 1024, Int128(amount) * 1024 / Int128(max(1, mean))))
  }
}
