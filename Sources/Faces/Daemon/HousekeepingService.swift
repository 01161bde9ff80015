import Desks
import Failures
import Faults
import Feeds
package import Logging
import Portfolio
import Register
import Runs
package import Schema
import ServiceLifecycle
import Speech
package import Tasks
package import Telemetry
import Views

/// Once in a while: payments counted whose day has come, months of tables made ahead, staging nobody needs and what is past its retention removed.
package struct HousekeepingService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "housekeeping"
  private let store: Store
  private let health: Health
  private let pause: Pause
  private let logger: Logger

  /// `pause` is how it waits: a minute before the first round, an hour before each later one.
  package init(store: Store, health: Health, pause: Pause = .real, logger: Logger) {
    self.store = store
    self.health = health
    self.pause = pause
    self.logger = logger
  }

  /// One round an hour until told to stop; what goes wrong is logged and tried again, never thrown.
  package func run() async throws {
    // Not at once: a start has better things to do.
    var wait = Duration.seconds(60)
    let episodes = Episodes()
    var violated: [Int64: (day: Day, views: [String])] = [:]
    health.well(Self.part, "nothing to do yet")
    while true {
      Heartbeat.count(Self.part)
      await pause(wait)
      if Task.isShuttingDownGracefully || Task.isCancelled { return }
      do {
        let removed = try await Self.round(store, logger)
        let broken = try await check(&violated, episodes)
        episodes.ends(Self.part, "housekeeping goes on", logger)
        let text = removed == 0 ? "up to date" : "\(removed) rows removed by retention"
        health.well(Self.part, ([text] + broken).joined(separator: "; "))
      } catch {
        let reason = OperationError.explaining(error)
        episodes.fails(Self.part, "housekeeping failed; it is tried again", reason: reason.description, logger)
        health.unwell(Self.part, reason.what.en)
      }
      wait = .seconds(3600)
    }
  }

  /// Once a day and agency every view of violations; gives what is violated, in words. It stays in the metrics until the next look.
  private func check(_ violated: inout [Int64: (day: Day, views: [String])], _ episodes: Episodes) async throws -> [String] {
    var words: [String] = []
    for agency in try await store.register.agencies() {
      let today = try await store.register.clock(agency).today
      if violated[agency.id]?.day != today {
        let found = try await ReadingDesk(.daemon(store, agency)).condition(invariants: true).invariants
        for one in found { RunMetrics.violations(one.violations, view: one.view, agency: agency.code) }
        violated[agency.id] = (today, found.filter { $0.violations > 0 }.map { "\($0.view): \($0.violations)" })
      }
      let key = "invariants \(agency.id)"
      let views = violated[agency.id]?.views ?? []
      if views.isEmpty {
        episodes.ends(key, "every invariant holds again", logger, metadata: ["agency": "\(agency.code)"])
      } else {
        let text = views.joined(separator: ", ")
        episodes.fails(
          key, "invariants are violated; see allot doctor --invariants", reason: text, logger, metadata: ["agency": "\(agency.code)"])
        words.append("\(agency.code): VIOLATED \(text)")
      }
    }
    return words
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
      try await store.feeds.settle(agency: agency)
      let today = try await store.register.clock(agency).today
      let desk = DataDesk(.daemon(store, agency))
      for kept in try await desk.retentions() where kept.what.isDaemons {
        let rows = try await desk.purge(kept.what, before: today - kept.days, isDry: false).reduce(0) { $0 + $1.rows }
        if rows > 0 {
          logger.notice("removed by retention", metadata: ["agency": "\(agency.code)", "what": "\(kept.what.rawValue)", "rows": "\(rows)"])
        }
        removed += rows
      }
    }
    return removed
  }
}
