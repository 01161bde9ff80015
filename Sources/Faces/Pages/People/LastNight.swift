import Desks
import Figures
import Portfolio
import Schema
import Views

/// The last night that stands, and what it did with everybody: what is told of people beside what they hold now.
struct LastNight: Sendable {
  var run: ShownRun
  /// By code.
  var nights: [String: CollectorNight] = [:]

  /// nil before the first night.
  init?(_ run: ShownRun?, _ desk: ReadingDesk) async throws {
    guard let run else { return nil }
    self.run = run
    for one in try await desk.collectorNights(of: run).nights { nights[one.code] = one }
  }

  /// Which one it is.
  static func run(_ desk: ReadingDesk) async throws -> ShownRun? {
    try await desk.runs(states: [.published], limit: 30).first { $0.key.kind == .night && !$0.isTakenBack && $0.undoes == nil }
  }
}
