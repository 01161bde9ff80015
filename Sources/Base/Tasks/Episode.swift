/// A fault that lasts: whoever tells of it does so when it begins, when it gets a reason that was not told yet, and when it is over; not in every
/// round in between.
package struct Episode: Sendable {
  private var began: ContinuousClock.Instant?
  private var told: Set<String> = []
  /// So many reasons are told of one episode; numbers in them (ports, processes) could make every one a new one.
  private static let most = 5

  /// Nothing is wrong.
  package init() {}

  /// Whether it lasts.
  package var lasts: Bool { began != nil }

  /// It goes wrong, for this reason. True when that is news.
  package mutating func fails(_ reason: String, now: ContinuousClock.Instant = .now) -> Bool {
    if began == nil { began = now }
    guard told.count < Self.most else { return false }
    return told.insert(reason).inserted
  }

  /// It goes right. Gives how long it went wrong, once; nil where nothing was wrong.
  package mutating func ends(now: ContinuousClock.Instant = .now) -> Duration? {
    guard let began else { return nil }
    self = Episode()
    return now - began
  }
}
