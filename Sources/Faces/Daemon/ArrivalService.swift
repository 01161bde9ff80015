import Desks
import Failures
import Faults
package import Logging
import Policy
import Portfolio
package import Postgres
import Runs
import Schema
import ServiceLifecycle
import Speech
import Synchronization
package import Tasks
package import Telemetry

/// Deals cases that arrive by day. A NOTIFY is only a hint; the polling finds what it missed.
package struct ArrivalService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "arrivals"
  /// What a change of the pool sends.
  package static let channel = "allot"
  private let office: any Office
  private let health: Health
  private let pause: Pause
  private let logger: Logger
  private let hints: (@Sendable () -> AsyncThrowingStream<Notification, any Error>)?
  private let bell = Bell()

  /// `hints` gives a stream of NOTIFYs on `channel`; nil polls only, every two seconds.
  package init(
    office: any Office, health: Health, pause: Pause = .real, logger: Logger,
    hints: (@Sendable () -> AsyncThrowingStream<Notification, any Error>)? = nil
  ) {
    self.office = office
    self.health = health
    self.pause = pause
    self.logger = logger
    self.hints = hints
  }

  /// Looks again and again until told to stop; what goes wrong is logged and said to `Health`, never thrown.
  package func run() async throws {
    // Structured: leaving the group stops the listener too.
    await withTaskGroup(of: Void.self) { group in
      if let hints { group.addTask { await self.listen(hints) } }
      let memory = NightService.Memory()
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        Heartbeat.count(Self.part)
        let wait = await round(memory)
        await bell.wait(atMost: wait, pause)
      }
      group.cancelAll()
    }
  }

  private func listen(_ hints: @Sendable () -> AsyncThrowingStream<Notification, any Error>) async {
    do {
      for try await _ in hints().cancelOnGracefulShutdown() { bell.ring() }
    } catch {
      logger.warning("no hints of arrivals can be heard; polling goes on", metadata: ["reason": "\(error)"])
    }
  }

  /// One look at every agency; gives how long to wait for the next.
  package func round(_ memory: NightService.Memory) async -> Duration {
    var dealt = false
    do {
      var waiting = 0
      for agency in try await Deadline.run(NightService.patience, { [office] in try await office.agencies() }) {
        let pending = try await Deadline.run(NightService.patience) { [office] in try await office.pendingArrivals(agency) }
        RunMetrics.pending(pending, agency: agency.code)
        waiting += pending
        guard pending > 0 else { continue }
        if try await deal(pending, agency) { dealt = true }
      }
      memory.episodes.ends(Self.part, "arrivals are dealt again", logger)
      health.well(Self.part, waiting == 0 ? "nothing waits" : "\(waiting) cases seen")
    } catch {
      let reason = OperationError.explaining(error)
      memory.episodes.fails(Self.part, "cannot deal arrivals", reason: reason.description, logger)
      health.unwell(Self.part, reason.what.en)
      return .seconds(5)
    }
    return dealt ? .zero : .seconds(2)
  }

  /// Whether something was dealt. Nothing is by night: from midnight to the night's time arrivals wait for it.
  private func deal(_ pending: Int, _ agency: Agency) async throws -> Bool {
    let clock = try await office.clock(agency)
    let policies: PolicySet
    do { policies = try await office.policies(agency) } catch let error as OperationError where error.status == .configuration {
      return false
    }
    let times = policies.runs(on: clock.today)
    let isNightDone =
      switch try await office.nightState(clock.today, agency) {
      case .published, .discarded: true
      case .open, .waiting: false
      }
    guard isNightDone || clock.secondsOfDay > times.missedUntil.minutes * 60 else { return false }
    do {
      let report = try await office.run(pending > times.batchFileAbove ? .batch : .arrivals, slot: clock.today, agency)
      return report.won.map { $0.assigned > 0 } ?? false
    } catch let error as OperationError where error.status == .temporary {
      return false
    }
  }
}
