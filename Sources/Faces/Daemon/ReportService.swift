package import Deliveries
import Desks
import Dispatches
import Failures
import Faults
package import Logging
import Policy
import Portfolio
import Register
package import Schema
import ServiceLifecycle
import Speech
package import Tasks
package import Telemetry

/// Tells people of the night: puts report files into the directory once it is published, and sends them when the readers' time has come; tells of a night
/// that failed, waits or was missed as well. Works beside the nights: nothing waits for it.
package struct ReportService: Service {
  /// Its name in `Health`, and of its loop in the metrics.
  package static let part = "reports"
  private let store: Store
  private let tools: DeliveryTools
  private let health: Health
  private let pause: Pause
  private let logger: Logger

  /// `pause` is how it waits: 20 s between looks.
  package init(store: Store, tools: DeliveryTools, health: Health, pause: Pause = .real, logger: Logger) {
    (self.store, self.tools, self.health, self.pause, self.logger) = (store, tools, health, pause, logger)
  }

  /// What was said already, and when old files were last looked for.
  package final class Memory {
    let episodes = Episodes()
    var purged: [Int64: Day] = [:]
    /// Nothing said yet.
    package init() {}
  }

  /// Looks again and again until told to stop; what goes wrong is logged once while it lasts, never thrown.
  package func run() async throws {
    let memory = Memory()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      Heartbeat.count(Self.part)
      await round(memory)
      await pause(.seconds(20))
    }
  }

  /// One look at every agency.
  package func round(_ memory: Memory) async {
    do {
      try await store.requireSchema()
      try await store.requireWritable()
      var words: [String] = []
      for agency in try await store.register.agencies() {
        if let said = try await look(at: agency, memory) { words.append("\(agency.code): \(said)") }
      }
      memory.episodes.ends(Self.part, "reports are looked after again", logger)
      health.well(Self.part, words.isEmpty ? "nobody is to be told anything" : words.joined(separator: "; "))
    } catch {
      let reason = OperationError.explaining(error)
      memory.episodes.fails(Self.part, "cannot look after reports", reason: reason.description, logger)
      health.unwell(Self.part, reason.what.en)
    }
  }

  /// What is said of an agency; nil where nothing is asked for and nothing waits.
  private func look(at agency: Agency, _ memory: Memory) async throws -> String? {
    let policies: PolicySet
    // Without an agency file in force there is nobody to tell; that it cannot be read the nights say.
    do { policies = try await PolicyLibrary.load(store, agency).set } catch let error as OperationError where error.status == .configuration
    {
      return nil
    }
    let dispatcher = Dispatcher(store: store, agency: agency, tools: tools)
    let clock = try await store.register.clock(agency)
    if let plan = policies.agency.report {
      for made in try await dispatcher.decide(plan, clock, policies: policies) {
        logger.info("a delivery is due", metadata: metadata(made, agency))
      }
      try await purge(plan, dispatcher, clock.today, agency, memory)
    }
    for report in try await dispatcher.send(isStopping: { Task.isShuttingDownGracefully || Task.isCancelled }) {
      tell(report, agency, memory)
    }
    let counts = try await dispatcher.counts()
    for state in DeliveryState.allCases { ReportMetrics.deliveries(counts[state] ?? 0, state, agency: agency.code) }
    if policies.agency.report == nil, counts.isEmpty { return nil }
    let open = [DeliveryState.due, .sending].reduce(0) { $0 + (counts[$1] ?? 0) }
    let wrong = [(DeliveryState.failed, "tried again"), (.givenUp, "GIVEN UP, see allot report deliveries")].compactMap { state, what in
      counts[state].map { "\($0) \(what)" }
    }
    return (["\(counts[.sent] ?? 0) delivered"] + (open > 0 ? ["\(open) due"] : []) + wrong).joined(separator: ", ")
  }

  private func purge(_ plan: ReportPlan, _ dispatcher: Dispatcher, _ today: Day, _ agency: Agency, _ memory: Memory) async throws {
    guard memory.purged[agency.id] != today else { return }
    let gone = try await dispatcher.purge(before: today - plan.keepDays)
    memory.purged[agency.id] = today
    if gone.nights + gone.rows > 0 {
      logger.notice(
        "removed by retention",
        metadata: ["agency": "\(agency.code)", "what": "reports", "nights": "\(gone.nights)", "rows": "\(gone.rows)"])
    }
  }

  private func tell(_ report: Dispatcher.Report, _ agency: Agency, _ memory: Memory) {
    let delivery = report.delivery
    ReportMetrics.attempt(delivery.terms.channel, report.state)
    let key = "delivery \(agency.id) \(delivery.number)"
    guard let error = report.error else {
      memory.episodes.ends(key, "the delivery went out after all", logger, metadata: metadata(delivery, agency))
      return logger.info(report.state == .skipped ? "nothing to say, nothing sent" : "delivered", metadata: metadata(delivery, agency))
    }
    memory.episodes.fails(
      key, report.state == .givenUp ? "a delivery was given up" : "a delivery failed; it is tried again", reason: error.en, logger,
      level: .warning, metadata: metadata(delivery, agency))
  }

  private func metadata(_ delivery: Delivery, _ agency: Agency) -> Logger.Metadata {
    [
      "agency": "\(agency.code)", "delivery": "\(delivery.number)", "occasion": "\(delivery.occasion.rawValue)", "slot": "\(delivery.slot)",
      "channel": "\(delivery.terms.channel.rawValue)", "attempt": "\(delivery.attempts)",
    ]
  }
}
