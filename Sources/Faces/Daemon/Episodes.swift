import Logging
import Synchronization
import Tasks

/// The faults of a loop that last, by what they hit, told in the log when they begin, change and end.
package final class Episodes: Sendable {
  private let state = Mutex<[String: Episode]>([:])

  /// Nothing is wrong.
  package init() {}

  /// Tells of a fault where it is news.
  func fails(
    _ key: String, _ message: String, reason: String, _ logger: Logger, level: Logger.Level = .error, metadata: Logger.Metadata = [:]
  ) {
    guard state.withLock({ $0[key, default: Episode()].fails(reason) }) else { return }
    logger.log(level: level, "\(message)", metadata: metadata.merging(["reason": "\(reason)"]) { first, _ in first })
  }

  /// Tells, once, that a fault is over; does nothing where there was none.
  func ends(_ key: String, _ message: String, _ logger: Logger, metadata: Logger.Metadata = [:]) {
    guard let lasted = state.withLock({ $0[key]?.ends() }) else { return }
    logger.notice("\(message)", metadata: metadata.merging(["after": "\(lasted.components.seconds) s"]) { first, _ in first })
  }
}
