package import Logging
import Policy
import Portfolio
import ServiceLifecycle
import Store

/// Runs the nights of all agencies when they are due.
package struct NightService: Service {
  package static let part = "nights"
  private let office: any Office
  private let health: Health
  private let beat: Heartbeat
  private let pause: Pause
  private let logger: Logger
  private let isStopping: @Sendable () -> Bool

  package init(
    office: any Office, health: Health, beat: Heartbeat, pause: Pause = .real, logger: Logger,
    isStopping: @escaping @Sendable () -> Bool = { Task.isShuttingDownGracefully || Task.isCancelled }
  ) {
    self.office = office
    self.health = health
    self.beat = beat
    self.pause = pause
    self.logger = logger
    self.isStopping = isStopping
  }

  package func run() async throws {
    var memory = Memory()
    while !isStopping() {
      beat.beat(Self.part)
      await pause(await round(&memory))
    }
  }

  /// What was said already, so that a standing fault is logged once and not every round.
  package struct Memory: Sendable {
    var complaints: [Int64: String] = [:]
    var missed: [Int64: Day] = [:]
    /// Slots whose plan a brake holds back: decided once, then a person's turn.
    var waiting: [Int64: Day] = [:]
    package init() {}
  }

  /// One look at every agency; gives how long to wait for the next.
  package func round(_ memory: inout Memory) async -> Duration {
    var wait = longestWait
    do {
      let agencies = try await office.agencies()
      var status = agencies.isEmpty ? ["no agency yet"] : []
      for agency in agencies where !isStopping() {
        let (agencyWait, text) = await look(at: agency, &memory)
        wait = min(wait, agencyWait)
        status.append(text)
      }
      health.well(Self.part, status.joined(separator: ", "))
    } catch {
      complain("cannot look for nights that are due", error, 0, &memory)
      health.unwell(Self.part, OperationError.explaining(error, at: "the database").what)
      wait = min(wait, .seconds(5))
    }
    return wait
  }

  private func look(at agency: Agency, _ memory: inout Memory) async -> (Duration, String) {
    do {
      let clock = try await office.clock(agency)
      let policies = try await office.policies(agency)
      let isPublished = try await office.isNightPublished(clock.today, agency)
      memory.complaints[agency.id] = nil
      switch Schedule.step(today: clock.today, secondsOfDay: clock.secondsOfDay, runs: { policies.runs(on: $0) }, isPublished: isPublished)
      {
      case .wait(let duration): return (duration, "\(agency.code): next night in \(Self.words(duration))")
      case .missed(let slot, let duration):
        if memory.missed[agency.id] != slot {
          memory.missed[agency.id] = slot
          logger.warning(
            "a night was missed and is too late to make up; new cases only until the next",
            metadata: ["agency": "\(agency.code)", "slot": "\(slot)"])
        }
        return (duration, "\(agency.code): the night of \(slot) was missed")
      case .run(let slot):
        if memory.waiting[agency.id] == slot { return (longestWait, "\(agency.code): the plan of \(slot) waits for a person") }
        return await run(slot, agency, &memory)
      }
    } catch {
      complain("cannot see whether a night is due", error, agency.id, &memory)
      return (.seconds(30), "\(agency.code): \(OperationError.explaining(error, at: "the database").what)")
    }
  }

  private func run(_ slot: Day, _ agency: Agency, _ memory: inout Memory) async -> (Duration, String) {
    do {
      let report = try await office.run(.night, slot: slot, agency)
      if report.status == .waiting {
        memory.waiting[agency.id] = slot
        return (longestWait, "\(agency.code): the plan of \(slot) waits for a person")
      }
      return (.zero, "\(agency.code): night of \(slot) done")
    } catch {
      RunMetrics.failed(.night)
      complain("the night failed; it is tried again", error, agency.id, &memory)
      return (.seconds(10), "\(agency.code): the night of \(slot) failed: \(OperationError.explaining(error, at: "the database").what)")
    }
  }

  private func complain(_ message: String, _ error: any Error, _ agency: Int64, _ memory: inout Memory) {
    let reason = OperationError.explaining(error, at: "the database").description
    guard memory.complaints[agency] != reason else { return }
    memory.complaints[agency] = reason
    logger.error("\(message)", metadata: ["reason": "\(reason)"])
  }

  /// The database's clock may be set: never sleep long. And the watchdog wants to hear from us.
  private var longestWait: Duration { min(.seconds(20), beat.dueEvery ?? .seconds(20)) }

  private static func words(_ duration: Duration) -> String {
    let minutes = duration.components.seconds / 60
    return minutes < 1 ? "less than a minute" : minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h"
  }
}
