import Desks
import Failures
import Faults
package import Logging
import Policy
import Portfolio
import Runs
import Schema
import ServiceLifecycle
import Speech
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
      /// Slots whose night lacks cases or people, as far as that was said.
      var lacking: [Int64: Day] = [:]
      var running: [Int64: Day] = [:]
      /// When an agency may be looked at again after its night ended without success.
      var notBefore: [Int64: ContinuousClock.Instant] = [:]
      /// Why the night of an agency failed, until it is over in one way or another.
      var failed: [Int64: String] = [:]
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
      var isWell = true
      var unwell: [String] = []
      for agency in agencies where !isStopping() {
        let (agencyWait, text, night) = await look(at: agency, memory)
        wait = min(wait, agencyWait)
        status.append(text.words)
        if !text.isWell { isWell = false }
        if let night { due.append(night) }
        // What cannot be read now was said by the look at the agency.
        if let books = try? await Deadline.run(Self.patience, { [office] in try await office.unreconciled(agency) }) {
          unwell.append(
            "\(agency.code): since run \(books.run) stocks and flows do not reconcile (\(books.faults.joined(separator: "; "))); "
              + "see: allot doctor --invariants")
        }
      }
      memory.episodes.ends("look", "nights that are due are looked for again", logger)
      let words = (unwell + status).joined(separator: ", ")
      // Nights go on where books do not fit; a person has to look all the same.
      isWell && unwell.isEmpty ? health.well(Self.part, words) : health.unwell(Self.part, words)
    } catch {
      complain("look", "cannot look for nights that are due", error, memory)
      health.unwell(Self.part, OperationError.explaining(error).what.en)
      wait = min(wait, .seconds(5))
    }
    return (wait, due)
  }

  /// How an agency's nights stand; not well when the next cannot be made, for a reason that does not go by itself or has not yet.
  private struct Look {
    var words: String
    var isWell = true
  }

  private func look(at agency: Agency, _ memory: Memory) async -> (Duration, Look, Due?) {
    if let slot = memory.change({ $0.running[agency.id] }) {
      return (longestWait, underWay(slot, agency, memory), nil)
    }
    do {
      try await measure(agency, memory)
      let (clock, policies, state, standing) = try await Deadline.run(Self.patience) { [office] in
        try await office.comeIntoForce(agency)
        let clock = try await office.clock(agency)
        return (
          clock, try await office.policies(agency), try await office.nightState(clock.today, agency), try await office.standing(agency)
        )
      }
      memory.episodes.ends("look \(agency.id)", "the agency can be looked at again", logger, metadata: ["agency": "\(agency.code)"])
      let step = Schedule.step(
        today: clock.today, secondsOfDay: clock.secondsOfDay, runs: { policies.runs(on: $0) }, isPublished: state != .open)
      if case .run = step {} else { memory.change { $0.failed[agency.id] = nil } }
      let notes = tell(standing, state, step, clock.today, agency, memory)
      func said(_ text: String) -> Look { Look(words: (["\(agency.code): \(text)"] + notes).joined(separator: "; ")) }
      if case .waiting(let run) = state { return (longestWait, said("the plan of \(clock.today) waits for a person (run \(run))"), nil) }
      switch step {
      case .wait(let duration):
        // The night that comes next by the clock may have been published ahead of it.
        let next = clock.today + (clock.secondsOfDay + Int(duration.components.seconds)) / 86_400
        if next != clock.today,
          case .published(let run) = try await Deadline.run(
            Self.patience,
            { [office] in
              try await office.nightState(next, agency)
            })
        {
          return (duration, said("the night of \(next) is published already (run \(run))"), nil)
        }
        return (duration, said("next night in \(Self.words(duration))"), nil)
      case .missed(let slot, let duration): return (duration, said("the night of \(slot) was missed"), nil)
      case .run(let slot): return begin(slot, agency, memory)
      }
    } catch {
      complain("look \(agency.id)", "cannot see whether a night is due", error, memory)
      let reason = OperationError.explaining(error).what.en
      return (.seconds(3), Look(words: "\(agency.code): \(reason)", isWell: false), nil)
    }
  }

  /// A night that failed before is not well again because it is tried again.
  private func underWay(_ slot: Day, _ agency: Agency, _ memory: Memory) -> Look {
    guard let reason = memory.change({ $0.failed[agency.id] }) else {
      return Look(words: "\(agency.code): the night of \(slot) is under way")
    }
    return Look(words: "\(agency.code): the night of \(slot) is tried again, it failed: \(reason)", isWell: false)
  }

  private func begin(_ slot: Day, _ agency: Agency, _ memory: Memory) -> (Duration, Look, Due?) {
    let now = ContinuousClock.now
    let standing = underWay(slot, agency, memory)
    return memory.change { content in
      if let at = content.notBefore[agency.id], at > now {
        let why = content.lacking[agency.id] == slot ? "waits for cases and people" : "is tried again soon"
        let waiting = Look(words: "\(agency.code): the night of \(slot) \(why)")
        return (min(longestWait, at - now), standing.isWell ? waiting : standing, nil)
      }
      guard content.running.count < parallel else {
        return (longestWait, standing.isWell ? Look(words: "\(agency.code): the night of \(slot) waits for its turn") : standing, nil)
      }
      content.running[agency.id] = slot
      content.notBefore[agency.id] = nil
      return (longestWait, standing, Due(agency: agency, slot: slot))
    }
  }

  private func carryOut(_ night: Due, _ memory: Memory) async {
    let again: Duration?
    var failure: String?
    do {
      let report = try await office.run(.night, slot: night.slot, night.agency)
      if report.status == .waiting { sayWaiting(report.run ?? 0, night.slot, night.agency, memory) }
      if report.status == .lacking { sayLacking(report.lacks, night.slot, night.agency, memory) }
      memory.episodes.ends("night \(night.agency.id)", "the night was made", logger, metadata: ["agency": "\(night.agency.code)"])
      again = report.status == .lacking ? .seconds(60) : nil
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
      failure = OperationError.explaining(error).what.en
      again = .milliseconds(Int.random(in: 5_000...10_000))
    }
    memory.change { content in
      content.running[night.agency.id] = nil
      content.notBefore[night.agency.id] = again.map { ContinuousClock.now + $0 }
      content.failed[night.agency.id] = failure
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

  /// Not a fault of anybody's: the agency has just been made, or its last case was closed.
  private func sayLacking(_ lacks: [NightNeed], _ slot: Day, _ agency: Agency, _ memory: Memory) {
    let isNews = memory.change { content in
      defer { content.lacking[agency.id] = slot }
      return content.lacking[agency.id] != slot
    }
    if isNews {
      logger.warning(
        "a night lacks what it needs; it is tried again every minute",
        metadata: ["agency": "\(agency.code)", "slot": "\(slot)", "lacks": "\(lacks.map(\.rawValue).joined(separator: ", "))"])
    }
  }

  private func complain(_ key: String, _ message: String, _ error: any Error, _ memory: Memory, _ level: Logger.Level = .error) {
    let reason = OperationError.explaining(error).description
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
