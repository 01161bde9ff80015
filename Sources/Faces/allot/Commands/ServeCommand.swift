import API
import ArgumentParser
import Console
import Daemon
import Desks
import Discretion
import Faults
import Glibc
import Logging
import Metrics
import Pages
import PrivateCluster
import Reception
import Schema
import ServiceLifecycle
import Setup
import Speech
import Telemetry

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: Wording(
      "Run as the daemon: nights on time, arrivals at once, health and metrics over HTTP.", "作为守护进程运行：准时夜间分案，新案即时分案，经 HTTP 提供健康状况和指标。"),
    usage: "allot serve [<options>]",
    discussion: Wording(
      """
      Examples:
        allot serve
        allot serve --database 'host=<directory> dbname=allot user=allot'
        allot serve --listen 127.0.0.1:<port> --log-level debug
        curl http://127.0.0.1:8787/readyz

      /healthz: the process lives; /readyz: every part is well; /metrics: Prometheus. SIGTERM stops it after the step under way, SIGHUP reloads.
      Under systemd it reports readiness and feeds the watchdog.
      """,
      """
      示例：
        allot serve
        allot serve --database 'host=<directory> dbname=allot user=allot'
        allot serve --listen 127.0.0.1:<port> --log-level debug
        curl http://127.0.0.1:8787/readyz

      /healthz：进程存活；/readyz：各部分均正常；/metrics：Prometheus 指标。SIGTERM \
      使其在当前步骤之后停止，SIGHUP 使其重新加载。在 systemd 下会报告就绪并定时喂看门狗。
      """))
  @Option(
    help: ArgumentHelp(
      Wording("Address of the console (default: \(ConsoleAddress.standard)).", "控制台地址（默认：\(ConsoleAddress.standard)）。"),
      valueName: "host:port")) var listen: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "trace, debug, info, notice, warning, error or critical (default: info).",
        "trace、debug、info、notice、warning、error 或 critical（默认：info）。"), valueName: "level")) var logLevel: String?
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let environment = Process.environment
    let (file, path) = try ConfigurationFile.load(environment: environment)
    let address = try (listen ?? file.listen).map { text throws(OperationError) in try ConsoleAddress(text) } ?? .standard
    let word = logLevel ?? file.logLevel ?? (global.verbose ? "debug" : "info")
    guard let level = Logger.Level(rawValue: word) else {
      let (shown, hint) = (Quoted.typed(word), Suggestion.hint(for: word, among: Logger.Level.allCases.map(\.rawValue)))
      throw OperationError(
        .usage,
        Wording(
          "\(shown.en) is no log level\(hint.map { "; \($0.en)" } ?? "")", "\(shown.zh)不是日志级别\(hint.map { "；\($0.zh)" } ?? "")"),
        remedy: Wording(
          "write trace, debug, info, notice, warning, error or critical (in \(path) too)",
          "请写 trace、debug、info、notice、warning、error 或 critical（\(path) 里也一样）"))
    }
    let isJournal = Process.writesToJournal
    LoggingSystem.bootstrap { LineLogHandler(label: $0, level: level, journal: isJournal) }
    let registry = PrometheusRegistry()
    RunMetrics.describe(in: registry)
    MetricsSystem.bootstrap(registry)
    RunMetrics.build(schema: SchemaStatus.newest)
    let logger = Logger(label: "allot")

    let location = try global.location()
    let web = try file.web(language: Process.spoken, host: address.host, shown: "\(address)", path: path)
    try address.requireFree()
    logger.notice("starting", metadata: ["version": "\(Version.line)", "database": "\(location.description)", "listen": "\(address)"])
    let session = try await Session.open(
      location, schema: .current, connections: 6, keys: KeyFile.locate(location, environment: environment), logger: logger)
    let watched = file.watchedPolicies
    let health = Health(parts: Daemon.parts + [Console.part] + (watched == nil ? [] : [PolicyWatch.part]))
    let watch = watched.map { directory in
      PolicyWatch(store: session.store, directory: directory, health: health, logger: logger) { try PolicyCommand.reading($0) }
    }
    let ofRequests = session.beside(connections: Reception.connections, logger: logger)
    let reception = Reception(
      store: ofRequests.store, table: RouteTable(SignInRoutes.all + APIRoutes.all + PageRoutes(program: "allot \(Version.text)").all),
      settings: web, listening: address.host, logger: logger, problemPage: ProblemPage.html)
    let console = Console(address: address, health: health, metrics: registry, logger: logger) { port in
      logger.notice("console listening", metadata: ["host": "\(address.host)", "port": "\(port)"])
    } answerer: {
      await reception.answer($0)
    }
    let daemon = Daemon(
      store: session.store, ownCluster: session.cluster == nil ? nil : session.location.stateDirectory, health: health,
      tools: try file.deliveryTools(
        location, path: path, environment: environment, program: "allot \(Version.text)",
        papers: PaperMaker.papers(program: "allot \(Version.text)")),
      hookTools: try file.hookTools(path: path, program: "allot \(Version.text)"),
      services: [console] + [watch].compactMap { $0 as (any Service)? },
      lease: try file.leaseTerms(path: path), logger: logger)
    let result: Result<Void, any Error>
    do {
      try await daemon.run()
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await reception.close()
    await ofRequests.close()
    await session.close()
    // Under systemd the private server is in our control group and would be killed with us; elsewhere it stays for the next command.
    if environment["NOTIFY_SOCKET"] != nil, let cluster = session.cluster { try? await cluster.stop() }
    try result.get()
    logger.notice("stopped")
  }
}
