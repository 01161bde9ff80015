package import Logging
import ServiceLifecycle
package import Store

/// What has to be done once a day: partitions ahead of time, staging tables nobody needs.
package struct UpkeepService: Service {
  private let store: Store
  private let pause: Pause
  private let logger: Logger

  package init(store: Store, pause: Pause = .real, logger: Logger) {
    self.store = store
    self.pause = pause
    self.logger = logger
  }

  package func run() async throws {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      await pause(await once() ? .seconds(6 * 3600) : .seconds(60))
    }
  }

  /// Whether all of it was done.
  package func once() async -> Bool {
    do {
      try await store.ensurePartitions()
      let swept = try await store.sweepStages()
      if swept > 0 { logger.info("staging of old attempts removed", metadata: ["runs": "\(swept)"]) }
      return true
    } catch {
      logger.warning("the daily upkeep is tried again", metadata: ["reason": "\(OperationError.explaining(error, at: "the database"))"])
      return false
    }
  }
}
