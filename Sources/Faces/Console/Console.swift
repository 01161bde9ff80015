import Faults
import Hummingbird
import HummingbirdCore
package import Logging
import ServiceLifecycle
import Speech
package import Telemetry
import Wire

/// The HTTP side of the daemon: `/healthz` (the process lives), `/readyz` (every part is well), `/metrics` (Prometheus).
package struct Console: Service {
  /// Its name in `Health`.
  package static let part = "console"
  private let address: ConsoleAddress
  private let health: Health
  private let metrics: PrometheusRegistry
  private let logger: Logger
  private let listening: @Sendable (Int) -> Void
  private let limits = ConnectionLimits.standard

  /// `listening` is told the port once connections are accepted.
  package init(
    address: ConsoleAddress, health: Health, metrics: PrometheusRegistry, logger: Logger,
    listening: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.address = address
    self.health = health
    self.metrics = metrics
    self.logger = logger
    self.listening = listening
  }

  /// Listens until told to stop. Throws with `EX_UNAVAILABLE` when the address cannot be used.
  package func run() async throws {
    let application = Application(
      router: router(), server: limits.server,
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port), serverName: "allot",
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
      onServerRunning: { [health, listening] channel in
        let port = channel.localAddress?.port ?? 0
        health.well(Self.part, "listening on port \(port)")
        listening(port)
      }, logger: logger)
    do {
      try await application.run()
    } catch {
      if let number = Self.number(error) { throw ConsoleAddress.failure(address, number) }
      throw OperationError(
        .unavailable, Wording("the console cannot listen on \(address): \(error)", "控制台无法在 \(address) 监听：\(error)"),
        remedy: ConsoleAddress.otherAddress)
    }
  }

  /// The system's number in the words of the network library: “bind(…): Address already in use (errno: 98)”.
  private static func number(_ error: any Error) -> Int32? {
    "\(error)".firstMatch(of: /errno: (\d+)/).flatMap { Int32($0.1) }
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/healthz") { _, _ in Self.text("ok\n") }
    router.get("/readyz") { [health] _, _ in
      let ready = health.isReady
      let body = JSON.object([
        ("ready", .bool(ready)),
        ("parts", .array(health.parts.map { ["name": .string($0.name), "well": .bool($0.isWell), "text": .string($0.text)] })),
      ])
      return Self.text(body.text + "\n", type: "application/json", status: ready ? .ok : .serviceUnavailable)
    }
    router.get("/metrics") { [metrics] _, _ in Self.text(metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8") }
    return router
  }

  private static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
