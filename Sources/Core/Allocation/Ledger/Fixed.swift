/// Integer arithmetic of the objective. All convex terms are x² · recip / 2^48 with a reciprocal made once, so that the change a unit makes
/// is one wide product: v(2x + v) · recip / 2^48.
enum Fixed {
  /// Binary digits of the fraction in reciprocals.
  static let digits: Int64 = 48

  /// a · b / 2^48, rounded down. Exact for every product below 2^111, which `Ranges` guarantees.
  @inline(__always) static func product(_ a: Int64, _ b: Int64) -> Int64 {
    let wide = a.multipliedFullWidth(by: b)
    return wide.high << 16 | Int64(bitPattern: UInt64(wide.low) >> 48)
  }

  /// (x + v)² − x², written as a product: what a square grows by.
  @inline(__always) static func growth(of x: Int64, by v: Int64) -> Int64 { v &* (2 &* x &+ v) }
  static func growth(of x: Int128, by v: Int128) -> Int128 { v * (2 * x + v) }

  /// `product` for reciprocals that stand 16 digits higher (b = reciprocal · 2^16): the upper half of a product, which vectorises.
  @inline(__always) static func upperHalf(_ a: Int64, _ b: Int64) -> Int64 { a.multipliedFullWidth(by: b).high }

  /// x² · reciprocal / 2^48, rounded down; beyond 2^64 squares lose 24 low digits.
  static func square(_ x: Int64, _ reciprocal: Int64) -> Int128 {
    let square = Int128(x) * Int128(x)
    return square >> 64 == 0 ? (square * Int128(reciprocal)) >> 48 : ((square >> 24) * Int128(reciprocal)) >> 24
  }

  /// numerator · 2^48 / denominator, at most 2^62. `denominator` is 1 or more.
  static func reciprocal(_ numerator: Int64, _ denominator: Int64) -> Int64 {
    Int64(min(Int128(1) << 62, Int128(numerator) << 48 / Int128(denominator)))
  }

  /// Digits of the largest magnitude below 2^n.
  static func bits(_ x: Int64) -> Int64 { Int64(64 - x.magnitude.leadingZeroBitCount) }

  /// Two keys to one, every bit depending on every bit (the finaliser of SplitMix64).
  @inline(__always) static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var z = a &+ b &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
