/// What one amount may be at most, so that sums of all there are can be counted.
package enum AmountLimit {
  /// Minor units of any currency, either way: ten billion times a thousand. Nine thousand such amounts still have a sum in eight bytes.
  package static let minorUnits: Int64 = 1_000_000_000_000_000
  /// Whether a row may state it.
  package static func allows(_ minor: Int64) -> Bool { (-minorUnits...minorUnits).contains(minor) }
}
