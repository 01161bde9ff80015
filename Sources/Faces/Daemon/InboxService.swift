import Desks
import Failures
import Faults
package import Logging
import Night
import Policy
import Portfolio
package import Postgres
import Register
import Runs
package import Schema
import ServiceLifecycle
import Speech
package import Tasks
package import Telemetry

/// Deals the cases that client programs put into `allot.inbox`, seconds before the next run of arrivals would: with the policies and people of the
/// night in memory, people's loads as they stand, and their rows locked while the assignment is written. A NOTIFY on `allot_inbox` is a hint; the
/// inbox is looked at every second in any case.
package struct InboxService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "inbox"
  private let store: Store
  private let health: Health
  private let pause: Pause
  private let logger: Logger
  private let hints: (@Sendable () -> AsyncThrowingStream<Notification, any Error>)?
  private let bell = Bell()

  /// `hints` gives a stream of NOTIFYs on `allot_inbox`; nil looks every second only.
  package init(
    store: Store, health: Health, pause: Pause = .real, logger: Logger,
    hints: (@Sendable () -> AsyncThrowingStream<Notification, any Error>)? = nil
  ) {
    self.store = store
    self.health = health
    self.pause = pause
    self.logger = logger
    self.hints = hints
  }

  /// Looks every second, or at once after a hint, until told to stop; what goes wrong is logged once, never thrown.
  package func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      if let hints { group.addTask { await listen(hints) } }
      let desks = LiveDesks(store: store)
      let episodes = Episodes()
      var doubts = 0
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        Heartbeat.count(Self.part)
        var wait = Duration.seconds(1)
        do {
          if try await Deadline.run(NightService.patience, { try await desks.round() }) { wait = .zero }
          episodes.ends(Self.part, "the inbox is dealt again", logger)
          let doubtful = await desks.takeDoubtful()
          for caseNo in doubtful {
            logger.warning(
              "a figure in the inbox is many times the last one; taken", metadata: ["case": "\(Reject.shown(caseNo, mayBeLong: false))"])
          }
          doubts += doubtful.count
          health.well(Self.part, Self.standing(doubts))
        } catch {
          let explained = OperationError.explaining(error)
          episodes.fails(Self.part, "the inbox cannot be dealt", reason: explained.description, logger)
          health.unwell(Self.part, explained.what.en)
        }
        await bell.wait(atMost: wait, pause)
      }
      group.cancelAll()
    }
  }

  /// `doubts`: figures taken since the start that are many times the last one.
  static func standing(_ doubts: Int) -> String {
    let told = doubts == 1 ? "1 figure of ten times the last one or more was" : "\(doubts) figures of ten times the last one or more were"
    return doubts == 0 ? "looked at every second" : "looked at every second; \(told) taken since the start, see the log"
  }

  private func listen(_ hints: @Sendable () -> AsyncThrowingStream<Notification, any Error>) async {
    do {
      for try await _ in hints().cancelOnGracefulShutdown() { bell.ring() }
    } catch {
      logger.warning("no hints about the inbox can be heard; it is looked at every second", metadata: ["reason": "\(error)"])
    }
  }
}

/// The desks of all agencies, each read anew when it is out of date.
actor LiveDesks {
  private struct Entry {
    var desk: LiveDesk
    var library: PolicyLibrary
    var slot: Day
    var openedAt: ContinuousClock.Instant
  }
  /// Hours and leave change without anybody's revision; so the people are read again from time to time.
  private static let keeps = Duration.seconds(300)
  private let store: Store
  private var entries: [Int64: Entry] = [:]
  private var agencies: [Agency] = []
  private var agenciesAt: ContinuousClock.Instant?
  private let only: [Agency]?
  private var doubtful: [String] = []

  /// `agencies`: only these; nil is all there are.
  init(store: Store, agencies: [Agency]? = nil) {
    self.store = store
    only = agencies
  }

  /// One look at every inbox; whether anything was dealt, so that another look is worth while at once.
  func round() async throws -> Bool {
    if agenciesAt.map({ ContinuousClock.now - $0 > .seconds(20) }) ?? true {
      try await store.requireSchema()
      try await store.requireWritable()
      agencies = if let only { only } else { try await store.register.agencies() }
      agenciesAt = .now
    }
    var isBusy = false
    var failure: (any Error)?
    for agency in agencies {
      do {
        guard try await store.runs.inboxWaits(agency: agency), let entry = try await entry(agency) else { continue }
        if try await look(agency, entry) { isBusy = true }
      } catch {
        // One agency's fault is not the others'; the first is told.
        failure = failure ?? error
      }
    }
    if let failure {
      // What cannot be read now may have been readable when it was last looked at.
      agenciesAt = nil
      throw failure
    }
    return isBusy
  }

  /// Numbers of the cases whose figure was taken although it is many times the last one, since this was asked last.
  func takeDoubtful() -> [String] {
    defer { doubtful = [] }
    return doubtful
  }

  private func look(_ agency: Agency, _ entry: Entry) async throws -> Bool {
    let policies = entry.library.set
    let (effort, cases) = (entry.desk.effortBefore, entry.desk.casesBefore)
    let base = entry.desk.frozen.givenCases
    let (result, desk) = try await store.runs.dealInbox(
      entry.desk, policies: entry.library.stamps, agencyVersion: entry.library.agencyVersion, agency: agency
    ) { snapshot, loads in
      let present = snapshot.collectors.indices.map { c in
        PresentLoad(
          casesBefore: cases[c], effortBefore: effort[c], cases: loads.openCases[c], amount: loads.openAmount[c],
          given: loads.givenCases[c] - base[c])
      }
      return LiveDecisions(ContractCheck.keeping(try Night.day(snapshot, policies, present: present), snapshot, policies))
    }
    switch result {
    case .dealt(_, let assigned):
      RunMetrics.dealt(fromInbox: assigned)
      doubtful += desk.doubtful
      entries[agency.id]?.desk = desk
      return true
    case .stale:
      entries[agency.id] = nil
      return true
    case .busy, .empty: return false
    }
  }

  /// nil while arrivals wait: by night until the night is done. Throws where nothing can say who gets them, now or later: no policy, or none that can
  /// be read.
  private func entry(_ agency: Agency) async throws -> Entry? {
    if let known = entries[agency.id], ContinuousClock.now - known.openedAt < Self.keeps { return known }
    let clock = try await store.register.clock(agency)
    let library = try await PolicyLibrary.load(store, agency)
    let isDay =
      switch try await store.runs.nightState(clock.today, agency: agency) {
      case .published, .discarded: true
      case .open, .waiting: clock.secondsOfDay > library.set.runs(on: clock.today).missedUntil.minutes * 60
      }
    guard isDay else { return nil }
    let desk = try await store.runs.openLiveDesk(slot: clock.today, agency: agency)
    let entry = Entry(desk: desk, library: library, slot: clock.today, openedAt: .now)
    entries[agency.id] = entry
    return entry
  }
}
