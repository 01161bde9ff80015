/// What a person does to cases by hand. Raw values are stored.
package enum HandAction: String, CaseIterable, Sendable {
  /// To a collector, from the pool or from another.
  case move
  /// Two cases change places.
  case swap
  /// The case stays with, or goes at night to, one collector until a day.
  case pin
  case unpin
  /// Back to the pool.
  case release
  /// The collector must never have the case; held by him, it goes back to the pool.
  case exclude
  /// Lifts an exclusion.
  case include
}
