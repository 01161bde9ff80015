/// Makes amounts comparable: what limits count in minor units, prices count in 1/1024 of the mean amount of the instance's units.
struct AmountUnit: Sendable {
  /// 1024 / mean, in 2^-48.
  private let reciprocal: Int64

  init(mean: Amount) { reciprocal = Fixed.reciprocal(AccountValue.perCase, max(1, mean.rawValue)) }

  /// Minor units in 1/1024 of the mean, rounded down, at most 2^26 to either side.
  @inline(__always) func scaled(_ amount: Int64) -> Int64 { max(-1 << 26, min(1 << 26, Fixed.product(amount, reciprocal))) }

  /// The price of a minor unit where 1/1024 of the mean has this price, on any one scale; rounded down.
  func pricePerAmount(_ perScaled: Int128) -> Int128 { (perScaled * Int128(reciprocal)) >> 48 }

  /// The price of 1/1024 of the mean where a minor unit has this price, on any one scale; cut off.
  func pricePerScaled(_ perAmount: Int128) -> Int128 { (perAmount << 48) / Int128(max(1, reciprocal)) }
}
