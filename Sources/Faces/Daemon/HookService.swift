import Failures
import Faults
import Hooks
package import Logging
import Portfolio
import Register
package import Schema
import ServiceLifecycle
import Speech
import Synchronization
package import Tasks
package import Telemetry
package import Webhooks

/// Tells webhooks what the outbox announces, as soon as it is sealed. Where an address answers slowly others look after the rest, so that it keeps nobody
/// waiting; the queue gives each webhook to one of them at a time. Nothing waits for it.
package struct HookService: Service {
  /// Its name in `Health`, and of its loops in the metrics.
  package static let part = "webhooks"
  private static let helpers = 3
  private let store: Store
  private let tools: HookTools
  private let health: Health
  private let pause: Pause
  private let logger: Logger
  private let episodes = Episodes()
  private let busy = Busy()

  /// How many are looking just now.
  private final class Busy: Sendable {
    let count = Atomic(0)
  }

  /// `pause` is how it waits: 2 s between looks.
  package init(store: Store, tools: HookTools, health: Health, pause: Pause = .real, logger: Logger) {
    (self.store, self.tools, self.health, self.pause, self.logger) = (store, tools, health, pause, logger)
  }

  /// Looks again and again until told to stop; what goes wrong is logged once while it lasts, never thrown.
  package func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Self.isStopping {
          Heartbeat.count(Self.part)
          await round()
          await pause(.seconds(2))
        }
      }
      for _ in 0..<Self.helpers {
        group.addTask {
          while !Self.isStopping {
            await pause(.seconds(2))
            // Nobody asks the database who is not needed.
            if busy.count.load(ordering: .relaxed) > 0 { await round() }
          }
        }
      }
    }
  }

  private static var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  /// One look at every agency.
  package func round() async {
    busy.count.add(1, ordering: .relaxed)
    defer { busy.count.subtract(1, ordering: .relaxed) }
    do {
      try await store.requireSchema()
      try await store.requireWritable()
      var words: [String] = []
      for agency in try await store.register.agencies() {
        if let said = try await look(at: agency) { words.append("\(agency.code): \(said)") }
      }
      episodes.ends(Self.part, "webhooks are looked after again", logger)
      health.well(Self.part, words.isEmpty ? "nobody wants to be told" : words.joined(separator: "; "))
    } catch {
      let reason = OperationError.explaining(error)
      episodes.fails(Self.part, "cannot look after webhooks", reason: reason.description, logger)
      health.unwell(Self.part, reason.what.en)
    }
  }

  /// What is said of an agency; nil where nobody wants to be told anything.
  private func look(at agency: Agency) async throws -> String? {
    let announcer = Announcer(store: store, agency: agency, tools: tools)
    try await announcer.send(isStopping: { Self.isStopping }) { tell($0, agency) }
    let (counts, lag) = try await announcer.counts()
    for state in HookState.allCases where state != .removed { HookMetrics.webhooks(counts[state] ?? 0, state, agency: agency.code) }
    HookMetrics.lag(lag, agency: agency.code)
    guard !counts.isEmpty else { return nil }
    let stopped = [(HookState.paused, "paused"), (.failed, "GIVEN UP, see allot webhook list")].compactMap { state, what in
      counts[state].map { "\($0) \(what)" }
    }
    return (["\(counts[.active] ?? 0) told"] + (lag > 0 ? ["up to \(lag) rows behind"] : []) + stopped).joined(separator: ", ")
  }

  private func tell(_ report: Announcer.Report, _ agency: Agency) {
    HookMetrics.one(report.one.outcome)
    let metadata: Logger.Metadata = [
      "agency": "\(agency.code)", "webhook": "\(report.hook.number)", "message": "\(report.one.message)",
      "kind": "\(report.one.kind.rawValue)",
    ]
    let key = "webhook \(agency.id) \(report.hook.number) \(report.one.kind.rawValue)"
    guard let error = report.error else {
      episodes.ends(key, "the webhook takes what it is told again", logger, metadata: metadata)
      return logger.debug("a webhook was told", metadata: metadata)
    }
    episodes.fails(
      key, "a webhook cannot be told; it is tried again", reason: error.en, logger, level: .warning, metadata: metadata)
    if report.isGivenUp {
      logger.warning("a webhook was given up: it is told nothing before somebody resumes it", metadata: metadata)
    }
  }
}
