import Desks
import Failures
import Faults
package import Logging
import Register
package import Schema
import ServiceLifecycle
import Speech
package import Tasks
package import Telemetry

/// Numbers and chains what was committed to audit and outbox, and gives every published run its root. Works behind the writers: nothing waits for it.
package struct SealService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "seals"
  private let store: Store
  private let health: Health
  private let pause: Pause
  private let logger: Logger

  /// `pause` is how it waits: two seconds between rounds, five after a fault.
  package init(store: Store, health: Health, pause: Pause = .real, logger: Logger) {
    self.store = store
    self.health = health
    self.pause = pause
    self.logger = logger
  }

  /// Seals again and again until told to stop; a fault is logged once while it lasts, never thrown.
  package func run() async throws {
    let episodes = Episodes()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      Heartbeat.count(Self.part)
      var wait = Duration.seconds(2)
      do {
        let sealed = try await Self.round(store)
        health.well(Self.part, "up to date")
        episodes.ends(Self.part, "audit and outbox are sealed again", logger)
        if sealed > 0 { logger.debug("sealed", metadata: ["rows": "\(sealed)"]) }
      } catch {
        let reason = OperationError.explaining(error).what.en
        episodes.fails(Self.part, "cannot seal audit and outbox", reason: reason, logger)
        health.unwell(Self.part, reason)
        wait = .seconds(5)
      }
      await pause(wait)
    }
  }

  /// Seals everything there is, of every agency; gives the number of rows.
  package static func round(_ store: Store) async throws -> Int {
    var total = 0
    for agency in try await store.register.agencies() { total += try await AuditDesk(.daemon(store, agency)).seal() }
    return total
  }
}
