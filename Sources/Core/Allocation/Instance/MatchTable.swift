/// What is lost when a unit goes to another than the best for its class, by class and receiver.
package struct MatchTable: Sendable {
  /// Loss of a value of 1 (1/1024 case) in 2^-16 cost units, class by class: `loss[k * receivers + r]`, 0 or more.
  package var loss: [Int32]
  /// Rows of `loss`, 0 or more.
  package var classes: Int
  /// - Parameters:
  ///   - loss: as many for each class as there are receivers.
  ///   - classes: how many.
  package init(loss: [Int32] = [], classes: Int = 0) {
    self.loss = loss
    self.classes = classes
  }
  /// Binary digits of the fraction in `loss`.
  static let shift: Int64 = 16

  /// What a value (1/1024 case or mean amount) costs at such a loss, in cost units, rounded down.
  @inline(__always) static func cost(_ value: Int64, _ loss: Int32) -> Int64 { (value &* Int64(loss)) >> shift }
}
