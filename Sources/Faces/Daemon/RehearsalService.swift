import Desks
import Failures
import Faults
import Figures
package import Logging
import Policy
package import Portfolio
import Register
package import Schema
import ServiceLifecycle
package import Simulations
import Speech
package import Tasks
package import Telemetry
import Words

/// Once a day, at the hour of the agency file, the coming night is decided and thrown away, and what is in its way is said while somebody can still do something.
package struct RehearsalService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "rehearsal"
  private let store: Store
  private let health: Health
  private let pause: Pause
  private let logger: Logger

  /// `pause` is how it waits: half a minute between looks.
  package init(store: Store, health: Health, pause: Pause = .real, logger: Logger) {
    (self.store, self.health, self.pause, self.logger) = (store, health, pause, logger)
  }

  /// Looks again and again until told to stop; what goes wrong is logged and told, never thrown, and keeps no night from coming.
  package func run() async throws {
    let episodes = Episodes()
    var done = Done()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      Heartbeat.count(Self.part)
      await look(&done, episodes)
      await pause(.seconds(30))
    }
  }

  /// By agency: the day of its last rehearsal, and what is to be said of it.
  package struct Done: Sendable {
    /// Which day it was.
    package fileprivate(set) var days: [Int64: Day] = [:]
    fileprivate var said: [Int64: String] = [:]
    /// Nothing was rehearsed yet.
    package init() {}
  }

  /// One look at every agency.
  package func look(_ done: inout Done, _ episodes: Episodes) async {
    do {
      for agency in try await store.register.agencies() { await look(agency, &done, episodes) }
      episodes.ends(Self.part, "agencies can be looked at again", logger)
      let said = done.said.sorted { $0.key < $1.key }.map(\.value)
      health.well(Self.part, said.isEmpty ? "nothing is in the way, or no hour is set" : said.joined(separator: "; "))
    } catch {
      let reason = OperationError.explaining(error).what.en
      episodes.fails(Self.part, "cannot look at agencies for rehearsals", reason: reason, logger)
      health.unwell(Self.part, reason)
    }
  }

  private func look(_ agency: Agency, _ done: inout Done, _ episodes: Episodes) async {
    let (key, metadata): (String, Logger.Metadata) = ("rehearsal \(agency.id)", ["agency": "\(agency.code)"])
    do {
      let clock = try await store.register.clock(agency)
      guard let hour = try await PolicyLibrary.agencyInForce(store, agency)?.rehearsesAt else {
        done.said[agency.id] = nil
        return
      }
      guard clock.secondsOfDay >= hour.minutes * 60, done.days[agency.id] != clock.today else { return }
      // Tried once a day, whatever comes of it: it is a service, not a duty.
      done.days[agency.id] = clock.today
      let found = try await SimulationDesk.rehearse(.daemon(store, agency), logger)
      RunMetrics.rehearsal(
        brakes: found.brakes.count, missed: found.contacts.missed, late: found.late.count, agency: agency.code)
      guard !found.isClear else {
        done.said[agency.id] = nil
        return episodes.ends(key, "nothing is in the way of the coming night any more", logger, metadata: metadata)
      }
      let text = Self.text(found)
      done.said[agency.id] = "\(agency.code): \(text)"
      episodes.fails(
        key, "something is in the way of the coming night; see allot simulate", reason: text, logger, level: .warning, metadata: metadata)
    } catch {
      let reason = OperationError.explaining(error).what.en
      done.said[agency.id] = "\(agency.code): could not be rehearsed: \(reason)"
      episodes.fails(key, "the coming night cannot be rehearsed", reason: reason, logger, level: .warning, metadata: metadata)
    }
  }

  /// What is in the way, for log and readiness: English, without personal data.
  static func text(_ found: Rehearsed) -> String {
    var parts = found.brakes.map { "would wait: " + BrakeText.sentence($0).en }
    if found.contacts.missed > 0 { parts.append("\(found.contacts.missed) first contacts cannot be kept in time") }
    if found.contacts.late > 0 { parts.append("\(found.contacts.late) would be dealt late") }
    if !found.late.isEmpty { parts.append("not come yet: " + found.late.map(\.rawValue).joined(separator: ", ")) }
    return "night of \(found.slot): " + parts.joined(separator: "; ")
  }
}
