import Desks
package import Faults
package import Feeds
package import Logging
import Portfolio
package import Register
package import Runs
package import Schema
import ServiceLifecycle
package import Tasks

/// Once in a while: months of tables made ahead, staging nobody needs and what is past its retention removed.
package struct HousekeepingService: Service {
  private let store: Store
  private let pause: Pause
  private let logger: Logger

  package init(store: Store, pause: Pause = .real, logger: Logger) {
    self.store = store
    self.pause = pause
    self.logger = logger
  }

  package func run() async throws {
    // Not at once: a start has better things to do.
    var wait = Duration.seconds(60)
    while true {
      await pause(wait)
      if Task.isShuttingDownGracefully || Task.isCancelled { return }
      do {
        try await Self.round(store, logger)
      } catch {
        logger.error(
          "housekeeping failed; it is tried again", metadata: ["reason": "\(OperationError.explaining(error, at: "the database"))"])
      }
      wait = .seconds(3600)
    }
  }

  /// One round over all agencies; gives the number of rows removed.
  @discardableResult
  package static func round(_ store: Store, _ logger: Logger) async throws -> Int {
    try await store.requireSchema()
    try await store.ensurePartitions()
    let swept = try await store.runs.sweepStages()
    if swept > 0 { logger.info("staging of old attempts removed", metadata: ["runs": "\(swept)"]) }
    var removed = 0
    for agency in try await store.register.agencies() {
      let today = try await store.register.clock(agency).today
      for kept in try await store.feeds.retentions(agency: agency) where kept.what.isDaemons {
        let rows = try await store.feeds.purge(kept.what, before: today - kept.days, by: "daemon", agency: agency)
        if rows > 0 {
          logger.notice("removed by retention", metadata: ["agency": "\(agency.code)", "what": "\(kept.what.rawValue)", "rows": "\(rows)"])
        }
        removed += rows
      }
    }
    return removed
  }
}
