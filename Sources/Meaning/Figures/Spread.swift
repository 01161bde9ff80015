import Portfolio

/// How evenly values lie among people. Integers only, so that two machines print the same digits.
package struct Spread: Sendable, Equatable {
  /// Number of values.
  package let people: Int
  /// Sum of all values, in their unit; no more than `Int64.max`.
  package let total: Int64
  /// The least value; 0 for nobody.
  package let minimum: Int64
  /// The mean of the two middle values when their number is even, as `Median` counts it.
  package let median: Int64
  /// The greatest value; 0 for nobody.
  package let maximum: Int64
  /// Gini coefficient in per mille, as `Gini` counts it.
  package let gini: Int

  /// Values below 0 count as 0: shares cannot be negative.
  package init(_ values: [Int64]) {
    let sorted = values.map { max(0, $0) }.sorted()
    people = sorted.count
    minimum = sorted.first ?? 0
    maximum = sorted.last ?? 0
    median = Median.of(sorted)
    total = Int64(clamping: sorted.reduce(Int128(0)) { $0 + Int128($1) })
    gini = Gini.permille(sorted: sorted)
  }

  /// The Lorenz curve at `steps + 1` evenly spaced shares of people: share of the total in per mille held by the poorest i/steps.
  /// The diagonal when there is nothing to share.
  package static func lorenz(_ values: [Int64], steps: Int = 20) -> [Int] {
    let sorted = values.map { max(0, $0) }.sorted()
    let sum = sorted.reduce(Int128(0)) { $0 + Int128($1) }
    guard sum > 0 else { return (0...steps).map { $0 * 1000 / steps } }
    var prefix: [Int128] = [0]
    for value in sorted { prefix.append((prefix.last ?? 0) + Int128(value)) }
    return (0...steps).map { step in
      // Between two people the curve is a straight line.
      let position = step * sorted.count
      let (whole, rest) = (position / steps, position % steps)
      let next = whole < sorted.count ? Int128(sorted[whole]) : 0
      return Int((prefix[whole] * Int128(steps) + next * Int128(rest)) * 1000 / (sum * Int128(steps)))
    }
  }
}
