/// Parts of a whole as they are shown: the one rounding of every share in reports and answers, half away from zero. What decides compares fractions
/// exactly and asks nothing here.
package enum PerMille {
  /// `part` of `whole` in thousandths; 0 for a whole of 0.
  package static func of(_ part: some BinaryInteger, _ whole: some BinaryInteger) -> Int64 { scaled(part, whole, by: 1000) }

  /// The same in millionths.
  package static func millionths(_ part: some BinaryInteger, _ whole: some BinaryInteger) -> Int64 { scaled(part, whole, by: 1_000_000) }

  /// Millionths in thousandths.
  package static func of(millionths value: Int64) -> Int64 { scaled(value, 1_000_000, by: 1000) }

  private static func scaled(_ part: some BinaryInteger, _ whole: some BinaryInteger, by scale: Int128) -> Int64 {
    let (part, whole) = (Int128(clamping: part) * scale * 2, Int128(clamping: whole))
    guard whole != 0 else { return 0 }
    let half: Int128 = (part < 0) == (whole < 0) ? whole : -whole
    return Int64(clamping: (part + half) / (whole * 2))
  }
}
