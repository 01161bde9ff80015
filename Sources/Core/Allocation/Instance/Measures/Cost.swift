/// The objective's unit. In a night's instance 1024 are one second of effort at a receiver whose load equals his capacity; an instance of
/// `allot solve` has 2^20 to the unit of its format.
package struct Cost: Measure {
  /// Cost units.
  package var rawValue: Int64
  /// Cost units.
  @inlinable @inline(__always) package init(rawValue: Int64) { self.rawValue = rawValue }
  /// Cost units of a second of effort at a receiver whose load equals his capacity: (L² / 2W)' = L / W = 1 there.
  package static let perSecond: Int64 = 1024
  /// What so many seconds of effort cost at such a receiver.
  package static func seconds(_ count: Int64) -> Cost { Cost(rawValue: count * perSecond) }
}
