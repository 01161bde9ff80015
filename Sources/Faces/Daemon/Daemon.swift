package import Deliveries
package import Desks
package import Logging
import Postgres
import Runs
package import Schema
package import ServiceLifecycle
import Tasks
package import Telemetry
import UnixSignals
package import Webhooks

/// `allot serve`: nights, arrivals and whatever else is given (the console), until SIGTERM or SIGINT.
package struct Daemon: Sendable {
  private let store: Store
  /// State directory of the private PostgreSQL; nil where somebody else runs the server.
  private let ownCluster: String?
  private let health: Health
  private let services: [any Service]
  private let systemd: SystemdNotify
  private let lease: LeaseTerms
  private let tools: DeliveryTools
  private let hookTools: HookTools
  private let logger: Logger

  /// What `/readyz` names from the first moment on; each is unwell until it has looked once.
  package static let parts = [
    NightService.part, ArrivalService.part, InboxService.part, SealService.part, HousekeepingService.part, RehearsalService.part,
    ReportService.part, HookService.part,
  ]

  /// `health` must know `parts`; `services` run beside them. `tools`: with what reports go out; `hookTools`: with what
  /// webhooks are told.
  package init(
    store: Store, ownCluster: String?, health: Health, tools: DeliveryTools, hookTools: HookTools, services: [any Service],
    systemd: SystemdNotify = SystemdNotify(),
    lease: LeaseTerms = .standard,
    logger: Logger
  ) {
    self.store = store
    self.ownCluster = ownCluster
    self.health = health
    self.services = services
    self.systemd = systemd
    self.lease = lease
    self.tools = tools
    self.hookTools = hookTools
    self.logger = logger
  }

  /// Returns after a graceful stop; throws what ended a service otherwise.
  package func run() async throws {
    let interval = SystemdNotify.watchdogIntervalMicroseconds.map { Duration.microseconds($0) }
    let beat = Heartbeat(systemd: systemd, interval: interval)
    let office = DatabaseOffice(store: store, logger: logger, beat: beat, lease: lease)
    let arrivals = ArrivalService(office: office, health: health, logger: logger) { [database = store.database] in
      database.listen([ArrivalService.channel])
    }
    let inbox = InboxService(store: store, health: health, logger: logger) { [database = store.database] in
      database.listen([Runs.inboxChannel])
    }
    let nights = NightService(office: office, health: health, beat: beat, logger: logger)
    let status = StatusService(health: health, systemd: systemd, logger: logger)
    let seals = SealService(store: store, health: health, logger: logger)
    let housekeeping = HousekeepingService(store: store, health: health, logger: logger)
    let rehearsals = RehearsalService(store: store, health: health, logger: logger)
    let told = ReportService(store: store, tools: tools, health: health, logger: logger)
    let hooks = HookService(store: store, tools: hookTools, health: health, logger: logger)
    var own: [any Service] = [nights, arrivals, inbox, seals, housekeeping, rehearsals, told, hooks, status]
    if let ownCluster {
      own.append(ClusterKeeper(stateDirectory: ownCluster, health: health, logger: logger))
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: (services + own).map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger))
    try await group.run()
    systemd.stopping()
  }
}

/// Tells systemd when all parts have looked once, and what they say; answers SIGHUP.
private struct StatusService: Service {
  let health: Health
  let systemd: SystemdNotify
  let logger: Logger

  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await tell() }
      group.addTask { await answerHangUp() }
      await group.waitForAll()
    }
  }

  private func tell() async {
    var hasStarted = false
    var said = ""
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      let summary = health.summary
      // Started is not the same as well: a standby, a database that went away or one agency's policy that cannot be read are no reason to be stopped
      // and started again, which would take the other agencies' nights away. `/readyz` and the status line say what is wrong.
      if !hasStarted, health.hasStarted {
        hasStarted = true
        systemd.ready(summary)
        logger.notice(health.isReady ? "ready" : "started, and not ready", metadata: ["status": "\(summary)"])
      } else if summary != said {
        systemd.status(summary)
      }
      said = summary
      await Pause.real(.milliseconds(hasStarted ? 1000 : 50))
    }
    systemd.stopping()
  }

  /// Policies are read anew at every look, so a reload has only to say that it happened.
  private func answerHangUp() async {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      systemd.reloading()
      logger.notice("reloaded: policies are read anew with the next look")
      systemd.ready(health.summary)
    }
  }
}
