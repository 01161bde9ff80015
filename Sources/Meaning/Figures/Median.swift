/// The middle of whole numbers, so that two machines print the same digits.
package enum Median {
  /// Of values in ascending order: the middle one, of two the mean, a half away from zero; 0 for none.
  package static func of(_ sorted: [Int64]) -> Int64 {
    guard let last = sorted.last else { return 0 }
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    guard low != high else { return sorted.count == 1 ? last : low }
    let sum = Int128(low) + Int128(high)
    return Int64(clamping: (sum + (sum > 0 ? 1 : sum < 0 ? -1 : 0)) / 2)
  }
}
