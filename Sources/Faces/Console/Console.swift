import Faults
import Hummingbird
import HummingbirdCore
package import Logging
import ServiceLifecycle
import Speech
package import Telemetry
package import Web
import Wire

/// The HTTP side of the daemon: `/healthz` (the process lives), `/readyz` (every part is well), `/metrics` (Prometheus). Everything else is answered by
/// whoever it is given, who knows nothing of the HTTP library.
package struct Console: Service {
  /// Its name in `Health`.
  package static let part = "console"
  private let address: ConsoleAddress
  private let health: Health
  private let metrics: PrometheusRegistry
  private let logger: Logger
  private let listening: @Sendable (Int) -> Void
  private let answerer: Answerer?
  private let limits = ConnectionLimits.standard
  private let crowd: Crowd

  /// Gives the answer to whatever is asked beside health and metrics.
  package typealias Answerer = @Sendable (WebRequest) async -> WebResponse

  /// `answerer`: without one there is nothing but health and metrics. `listening` is told the port once connections are accepted.
  package init(
    address: ConsoleAddress, health: Health, metrics: PrometheusRegistry, logger: Logger,
    listening: @escaping @Sendable (Int) -> Void = { _ in }, answerer: Answerer? = nil
  ) {
    self.address = address
    self.health = health
    self.metrics = metrics
    self.logger = logger
    self.listening = listening
    self.answerer = answerer
    crowd = Crowd(room: limits.room)
  }

  /// Listens until told to stop. Throws with `EX_UNAVAILABLE` when the address cannot be used.
  package func run() async throws {
    let own = ownAnswers
    let responder = CallbackResponder<ConsoleContext> { [crowd, answerer] request, context in
      if let answer = own[request.uri.path] { return Self.answer(request.method, answer) }
      guard let answerer else { return Response(status: .notFound) }
      return await Self.answer(request, context.channel, crowd, answerer)
    }
    let application = Application(
      responder: responder, server: limits.server(crowd),
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

  /// What a scraper and a load balancer ask for, by path: answered under any name of this machine, and whatever else is going on.
  private var ownAnswers: [String: @Sendable () -> Response] {
    [
      "/healthz": { Self.text("ok\n") },
      "/readyz": { [health] in
        let ready = health.isReady
        let body = JSON.object([
          ("ready", .bool(ready)),
          ("parts", .array(health.parts.map { ["name": .string($0.name), "well": .bool($0.isWell), "text": .string($0.text)] })),
        ])
        return Self.text(body.text + "\n", type: "application/json", status: ready ? .ok : .serviceUnavailable)
      },
      "/metrics": { [metrics] in Self.text(metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8") },
    ]
  }

  private static func answer(_ method: HTTPRequest.Method, _ make: () -> Response) -> Response {
    let allow = WebMethod.allow([.get])
    switch method {
    case .get: return make()
    case .head:
      let whole = make()
      var headers = whole.headers
      headers[.contentLength] = whole.body.contentLength.map { String($0) }
      return Response(status: whole.status, headers: headers)
    case .options: return Response(status: .noContent, headers: [.allow: allow])
    default:
      let problem = Self.problem(405, "method", Wording("this address takes \(allow)", "此地址只接受 \(allow)"))
      return Response(
        status: .methodNotAllowed, headers: [.allow: allow, .contentType: "application/problem+json"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: problem)))
    }
  }

  /// What the house has no part in is told in its form, in English: it is not known who asks.
  static func problem(_ status: Int, _ kind: String, _ what: Wording, remedy: Wording? = nil) -> String {
    JSON.object([
      ("type", .string("urn:allot:problem:\(kind)")), ("title", .string("Refused")), ("status", JSON(status)), ("detail", .string(what.en)),
      ("kind", .string(kind)), ("remedy", JSON(remedy?.en)), ("exit_status", .null),
    ]).text
  }

  private static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
