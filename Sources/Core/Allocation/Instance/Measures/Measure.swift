/// A number with its scale, so that seconds, values, amounts and costs cannot be taken for one another. One integer wide: a column of
/// measures lies in memory as a column of integers. A literal counts the type's own unit.
///
/// Only what makes sense for every scale is here: sums, differences, order, and so-and-so many times. Whatever leads from one scale to another
/// has a name (`Cost.seconds`, `AmountScale.scaled`, `Price.worth`); the solver's kernels, which drop low digits of loads and values by
/// instance (`Ranges`), count in `rawValue`s.
package protocol Measure: RawRepresentable<Int64>, Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  /// So many of the type's own unit.
  init(rawValue: Int64)
}

extension Measure {
  /// So many of the type's own unit.
  @inlinable package init(_ rawValue: Int64) { self.init(rawValue: rawValue) }
  @inlinable package init(integerLiteral value: Int64) { self.init(rawValue: value) }
  @inlinable package static var zero: Self { Self(rawValue: 0) }
  @inlinable package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  /// Traps on overflow, as do the other operators.
  @inlinable package static func + (a: Self, b: Self) -> Self { Self(rawValue: a.rawValue + b.rawValue) }
  @inlinable package static func - (a: Self, b: Self) -> Self { Self(rawValue: a.rawValue - b.rawValue) }
  @inlinable package static func += (a: inout Self, b: Self) { a = a + b }
  @inlinable package static func -= (a: inout Self, b: Self) { a = a - b }
  @inlinable package static func * (count: Int64, a: Self) -> Self { Self(rawValue: count * a.rawValue) }
}

extension Sequence where Element: Measure {
  /// The sum, exact however many there are.
  @inlinable package var exactSum: Int128 { reduce(Int128(0)) { $0 + Int128($1.rawValue) } }
}
