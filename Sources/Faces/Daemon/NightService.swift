package import Desks
import Faults
package import Logging
import Policy
import Portfolio
import Runs
import Schema
import ServiceLifecycle
import Synchronization
package import Tasks
package import Telemetry

/// Runs the nights of all agencies when they are due, several agencies at once.
package struct NightService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "nights"
  private let office: any Office
  private let health: Health
  private let beat: Heartbeat
  private let pause: Pause
  let logger: Logger
  /// Nights at the same time at most: each keeps its agency in memory.
  private let parallel: Int
  private let isStopping: @Sendable () -> Bool

  /// `beat` tells the watchdog of each look; `parallel` nights at once, at least 1; `isStopping` is for tests.
  package init(
    office: any Office, health: Health, beat: Heartbeat, pause: Pause = .real, logger: Logger, parallel: Int = 2,
    isStopping: @escaping @Sendable () -> Bool = { Task.isShuttingDownGracefully || Task.isCancelled }
  ) {
    self.office = office
    self.health = health
    self.beat = beat
    self.pause = pause
    self.logger = logger
    self.parallel = max(1, parallel)
    self.isStopping = isStopping
  }

  /// Looks at all agencies, again and again; nights that are due run beside the looking. Being told to stop cancels the nights under way: a publish
  /// finishes or rolls back, and the lease is given back.
  package func run() async throws {
    let memory = Memory()
    let bell = Bell()
    await withDiscardingTaskGroup { group in
      while !isStopping() {
        beat.beat(Self.part)
        let (wait, due) = await look(memory)
        for night in due {
          group.addTask {
            await carryOut(night, memory)
            bell.ring()
          }
        }
        await bell.wait(atMost: wait, pause)
      }
      group.cancelAll()
    }
  }

  /// A night that is to run now.
  package struct Due: Sendable {
    var agency: Agency
    var slot: Day
  }

  /// What was said already, so that a standing fault is logged once and not every round; and which nights are under way.
  package final class Memory: Sendable {
    struct Content {
      var running: [Int64: Day] = [:]
      /// When an agency may be looked at again after its night ended without success.
      var notBefore: [Int64: ContinuousClock.Instant] = [:]
      /// Agencies whose last publishes are in the metrics.
      var measured: Set<Int64> = []
    }
    let content = Mutex(Content())
    let episodes = Episodes()
    /// Nothing said and nothing under way.
    package init() {}

    func change<Value: Sendable>(_ body: (inout Content) -> Value) -> Value { content.withLock { body(&$0) } }
  }

  /// One look, and the nights it found due, at once and to their ends; gives how long to wait for the next look.
  package func round(_ memory: Memory) async -> Duration {
    let (wait, due) = await look(memory)
    await withDiscardingTaskGroup { group in for night in due { group.addTask { await carryOut(night, memory) } } }
    return due.isEmpty ? wait : memory.change { $0.notBefore.isEmpty ? Duration.zero : wait }
  }

  /// One look at every agency; gives how long to wait for the next and what is due now.
  private func look(_ memory: Memory) async -> (Duration, [Due]) {
    var wait = longestWait
    var due: [Due] = []
    do {
      let agencies = try await Deadline.run(Self.patience) { [office] in try await office.agencies() }
      var status = agencies.isEmpty ? ["no agency yet"] : []
      for agency in agencies where !isStopping() {
        let (agencyWait, text, night) = await look(at: agency, memory)
        wait = min(wait, agencyWait)
        status.append(text)
        if let night { due.append(night) }
      }
      memory.episodes.ends("look", "nights that are due are looked for again", logger)
      health.well(Self.part, status.joined(separator: ", "))
    } catch {
      complain("look", "cannot look for nights that are due", error, memory)
      health.unwell(Self.part, OperationError.explaining(error, at: "the database").what)
      wait = min(wait, .seconds(5))
    }
    return (wait, due)
  }

  private func look(at agency: Agency, _ memory: Memory) async -> (Duration, String, Due?) {
    if let slot = memory.change({ $0.running[agency.id] }) {
      return (longestWait, "\(agency.code): the night of \(slot) is under way", nil)
    }
    do {
      try await measure(agency, memory)
      let (clock, policies, state, standing) = try await Deadline.run(Self.patience) { [office] in
        let clock = try await office.clock(agency)
        return (
          clock, try await office.policies(agency), try await office.nightState(clock.today, agency), try await office.standing(agency)
        )
      }
      memory.episodes.ends("look \(agency.id)", "the agency can be looked at again", logger, metadata: ["agency": "\(agency.code)"])
      let step = Schedule.step(
        today: clock.today, secondsOfDay: clock.secondsOfDay, runs: { policies.runs(on: $0) }, isPublished: state != .open)
      let notes = tell(standing, state, step, clock.today, agency, memory)
      func said(_ text: String) -> String { (["\(agency.code): \(text)"] + notes).joined(separator: "; ") }
      if case .waiting(let run) = state { return (longestWait, said("the plan of \(clock.today) waits for a person (run \(run))"), nil) }
      switch step {
      case .wait(let duration): return (duration, said("next night in \(Self.words(duration))"), nil)
      case .missed(let slot, let duration): return (duration, said("the night of \(slot) was missed"), nil)
      case .run(let slot): return begin(slot, agency, memory)
      }
    } catch {
      complain("look \(agency.id)", "cannot see whether a night is due", error, memory)
      return (.seconds(3), "\(agency.code): \(OperationError.explaining(error, at: "the database").what)", nil)
    }
  }

  private func begin(_ slot: Day, _ agency: Agency, _ memory: Memory) -> (Duration, String, Due?) {
    let now = ContinuousClock.now
    return memory.change { content in
      if let at = content.notBefore[agency.id], at > now {
        return (at - now, "\(agency.code): the night of \(slot) is tried again soon", nil)
      }
      guard content.running.count < parallel else { return (longestWait, "\(agency.code): the night of \(slot) waits for its turn", nil) }
      content.running[agency.id] = slot
      content.notBefore[agency.id] = nil
      return (longestWait, "\(agency.code): the night of \(slot) is under way", Due(agency: agency, slot: slot))
    }
  }

  private func carryOut(_ night: Due, _ memory: Memory) async {
    let again: Duration?
    do {
      let report = try await office.run(.night, slot: night.slot, night.agency)
      if report.status == .waiting { sayWaiting(report.run ?? 0, night.slot, night.agency, memory) }
      memory.episodes.ends("night \(night.agency.id)", "the night was made", logger, metadata: ["agency": "\(night.agency.code)"])
      again = nil
    } catch let error as OperationError where error.status == .temporary {
      // Somebody else is at it, took over, or a policy changed meanwhile: no fault. Look again soon, not all at the same moment.
      complain("turn \(night.agency.id)", "the night is not ours just now", error, memory, .info)
      again = .milliseconds(Int.random(in: 500...1500))
    } catch let error where Task.isCancelled || error is CancellationError {
      // The daemon ends; whoever comes next makes the night.
      complain("night \(night.agency.id)", "the night was left to the next daemon", error, memory, .notice)
      again = nil
    } catch {
      RunMetrics.failed(.night)
      complain("night \(night.agency.id)", "the night failed; it is tried again", error, memory)
      again = .milliseconds(Int.random(in: 5_000...10_000))
    }
    memory.change { content in
      content.running[night.agency.id] = nil
      content.notBefore[night.agency.id] = again.map { ContinuousClock.now + $0 }
    }
  }

  /// After a start the metrics know when something was last published, not only from the next publish on.
  private func measure(_ agency: Agency, _ memory: Memory) async throws {
    guard memory.change({ $0.measured.insert(agency.id).inserted }) else { return }
    do {
      for (kind, at) in try await office.lastPublishes(agency) { RunMetrics.lastPublish(kind, at, agency: agency.code) }
    } catch {
      _ = memory.change { $0.measured.remove(agency.id) }
      throw error
    }
  }

  private func complain(_ key: String, _ message: String, _ error: any Error, _ memory: Memory, _ level: Logger.Level = .error) {
    let reason = OperationError.explaining(error, at: "the database").description
    memory.episodes.fails(key, message, reason: reason, logger, level: level)
  }

  /// For the few small statements of a look.
  static let patience = Duration.seconds(20)

  /// The database's clock may be set: never sleep long. And the watchdog wants to hear from us.
  private var longestWait: Duration { min(.seconds(20), beat.dueEvery ?? .seconds(20)) }

  private static func words(_ duration: Duration) -> String {
    let minutes = duration.components.seconds / 60
    return minutes < 1 ? "less than a minute" : minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h"
  }
}
