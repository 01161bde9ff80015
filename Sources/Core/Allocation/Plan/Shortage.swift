/// Receivers that together had fewer places than the cases that can only go to them: why a unit stayed unassigned.
package struct Shortage: Hashable, Sendable {
  /// How many receivers, 1 or more.
  package var receivers: Int32
  /// Cases they could take tonight together.
  package var places: Int64
  /// Cases that wanted these places: those that got one and those that did not.
  package var wanted: Int64
  /// - Parameters:
  ///   - receivers: how many.
  ///   - places: cases they could take together.
  ///   - wanted: cases that wanted these places.
  package init(receivers: Int32, places: Int64, wanted: Int64) {
    self.receivers = receivers
    self.places = places
    self.wanted = wanted
  }
}
