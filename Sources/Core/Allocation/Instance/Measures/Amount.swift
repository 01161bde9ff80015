/// Money as limits count it: minor units of the agency's base currency (cents in an instance of `allot solve`), 0 or more.
package struct Amount: Measure {
  /// Minor units.
  package var rawValue: Int64
  /// Minor units.
  @inlinable @inline(__always) package init(rawValue: Int64) { self.rawValue = rawValue }
  /// As a limit: none.
  package static let unlimited = Amount(rawValue: .max)
}
