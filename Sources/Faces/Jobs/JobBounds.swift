/// How many jobs there may be, and what is kept of them.
package struct JobBounds: Sendable {
  /// Of one person, that have not ended.
  package var ofOne = 4
  /// Of all, that have not ended.
  package var inAll = 24
  /// At the same time; the others wait.
  package var places = JobBounds.usualPlaces
  /// Of one person, that have ended.
  package var keptOfOne = 20
  /// Of all, that have ended.
  package var kept = 200
  /// Of all answers that are kept.
  package var bytes = 64 << 20
  /// So long after its end.
  package var age = Duration.seconds(3600)
  /// A job may take so long.
  package var patience = Duration.seconds(6 * 3600)

  /// So many connections of the database jobs use.
  package static let usualPlaces = 2

  /// As the daemon has them.
  package init() {}
}
