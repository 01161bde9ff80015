/// Working time: seconds in a night's instance, 1/1024 of the format's unit in one of `allot solve`. Loads and capacities of an instance are in
/// the unit of its efforts. Where `load0` is a score times capacity (the published mode) they are too.
package struct Effort: Measure {
  /// The instance's units of effort.
  package var rawValue: Int64
  /// The instance's units of effort.
  @inlinable @inline(__always) package init(rawValue: Int64) { self.rawValue = rawValue }
}
