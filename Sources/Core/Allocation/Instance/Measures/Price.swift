/// What one more of something is worth: 2^-24 cost units for one unit of the quantity's scale.
package struct Price<Quantity: Measure>: Hashable, Sendable {
  /// In 2^-24 cost units per unit of `Quantity`.
  package var rawValue: Int64
  /// So many 2^-24 cost units per unit of `Quantity`.
  @inlinable @inline(__always) package init(_ rawValue: Int64) { self.rawValue = rawValue }
  /// For nothing.
  package static var zero: Price { Price(0) }
  /// Binary digits of the fraction.
  package static var digits: Int64 { 24 }

  /// What a quantity is worth, rounded down. Exact for products below 2^87.
  @inlinable @inline(__always) package func worth(_ quantity: Quantity) -> Cost {
    let wide = quantity.rawValue.multipliedFullWidth(by: rawValue)
    return Cost(rawValue: wide.high << 40 | Int64(bitPattern: UInt64(wide.low) >> 24))
  }
}
