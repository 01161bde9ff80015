/// How unevenly something lies among people, as one number.
package enum Gini {
  /// The Gini coefficient in per mille, rounded half up: 0 everybody has the same, towards 1000 one has everything; 0 for nobody and for
  /// nothing.
  ///
  /// G = Σ (2i − n − 1) x_i / (n Σ x), i from 1 in ascending order of x: the mean absolute difference over twice the mean.
  ///
  /// - Parameter sorted: what each has, ascending, in any unit. Values below 0 count as 0: shares cannot be negative.
  package static func permille(sorted: [Int64]) -> Int {
    // In 128 bits, for amounts of many people overflow 64.
    var (sum, weighted) = (Int128(0), Int128(0))
    for (index, value) in sorted.enumerated() {
      let share = Int128(max(0, value))
      sum += share
      weighted += Int128(2 * index + 1 - sorted.count) * share
    }
    let whole = sum * Int128(sorted.count)
    return whole == 0 ? 0 : Int((weighted * 2000 + whole) / (whole * 2))
  }
}
