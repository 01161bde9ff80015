import Faults
import Glibc
import Logging
import Metrics
import Speech
import Synchronization
import Tasks
import Telemetry
import Testing

@testable import Console

/// The daemon's HTTP side over a real socket on loopback.
@Suite struct ConsoleTests {
  private static let quiet = Logger(label: "console") { _ in SwiftLogNoOpLogHandler() }

  /// Runs a console on a free port while `body` talks to it.
  private static func with(
    _ health: Health, _ registry: PrometheusRegistry = PrometheusRegistry(), _ body: @escaping @Sendable (UInt16) throws -> Void
  )
    async throws
  {
    let (ports, told) = AsyncStream<Int>.makeStream()
    let console = Console(address: ConsoleAddress(host: "127.0.0.1", port: 0), health: health, metrics: registry, logger: quiet) {
      told.yield($0)
    }
    let task = Task { try await console.run() }
    defer { task.cancel() }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    try await BlockingThread.run { try body(UInt16(port)) }
  }

  /// The whole answer to one request.
  private static func ask(_ port: UInt16, _ path: String, method: String = "GET") throws -> String {
    let descriptor = try connection(port, seconds: 30)
    defer { close(descriptor) }
    let request = Array("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    try #require(write(descriptor, request, request.count) == request.count)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      answer += buffer.prefix(count)
    }
    return String(decoding: answer, as: UTF8.self)
  }

  @Test func theProcessLivesWhateverItsPartsSay() async throws {
    try await Self.with(Health(parts: ["nights"])) { port in
      let answer = try Self.ask(port, "/healthz")
      #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("ok\n"))
      let head = try Self.ask(port, "/healthz", method: "HEAD")
      #expect(
        head.hasPrefix("HTTP/1.1 200") && head.lowercased().contains("content-length: 3\r\n") && head.hasSuffix("\r\n\r\n"), "\(head)")
      let options = try Self.ask(port, "/readyz", method: "OPTIONS")
      #expect(options.hasPrefix("HTTP/1.1 204") && options.lowercased().contains("allow: get, head, options\r\n"), "\(options)")
    }
  }

  @Test func readinessNamesEveryPartAndIs503WhileOneIsUnwell() async throws {
    let health = Health(parts: ["inbox", "nights", Console.part])
    health.well("nights", "next 02:30")
    try await Self.with(health) { port in
      let before = try Self.ask(port, "/readyz")
      #expect(before.hasPrefix("HTTP/1.1 503"), "\(before)")
      #expect(before.contains(#""ready":false"#) && before.contains(#"{"name":"inbox","well":false,"text":"starting"}"#))
      health.well("inbox", "looked at")
      let after = try Self.ask(port, "/readyz")
      #expect(after.hasPrefix("HTTP/1.1 200") && after.contains(#""ready":true"#), "\(after)")
      health.unwell("nights", "the database does not answer")
      let unwell = try Self.ask(port, "/readyz")
      #expect(unwell.hasPrefix("HTTP/1.1 503"))
    }
  }

  @Test func metricsAreThoseOfTheRegistryAndNothingIsCached() async throws {
    let registry = PrometheusRegistry()
    registry.describe("allot_test_total", "Of this test.")
    registry.makeCounter(label: "allot_test_total", dimensions: [("kind", "x")]).increment(by: 3)
    try await Self.with(Health(parts: []), registry) { port in
      let answer = try Self.ask(port, "/metrics")
      #expect(answer.contains("text/plain; version=0.0.4") && answer.lowercased().contains("cache-control: no-store"))
      #expect(answer.contains("# HELP allot_test_total Of this test.\n") && answer.contains("allot_test_total{kind=\"x\"} 3"))
    }
  }

  @Test func whatIsNotThereIs404AndNothingCanBeWritten() async throws {
    try await Self.with(Health(parts: [])) { port in
      for path in ["/", "/nothing", "/healthz/more", "/v1/cases"] {
        let answer = try Self.ask(port, path)
        #expect(answer.hasPrefix("HTTP/1.1 404"), "\(path)")
      }
      for method in ["POST", "PUT", "DELETE", "TRACE"] {
        let answer = try Self.ask(port, "/healthz", method: method)
        #expect(answer.hasPrefix("HTTP/1.1 405") && answer.lowercased().contains("allow: get, head, options"), "\(method): \(answer)")
        #expect(answer.contains(#""kind":"method""#))
      }
    }
  }

  @Test func aPortInUseIsToldWithWhatToDo() async throws {
    let (ports, told) = AsyncStream<Int>.makeStream()
    let first = Console(
      address: ConsoleAddress(host: "127.0.0.1", port: 0), health: Health(parts: []), metrics: PrometheusRegistry(), logger: Self.quiet
    ) { told.yield($0) }
    let task = Task { try await first.run() }
    defer { task.cancel() }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let second = Console(
      address: ConsoleAddress(host: "127.0.0.1", port: port), health: Health(parts: []), metrics: PrometheusRegistry(), logger: Self.quiet)
    let error = await #expect(throws: OperationError.self) { try await second.run() }
    #expect(error?.status == .unavailable && error?.remedy?.en.contains("--listen") == true)
  }

  /// A connection on which nothing is waited for longer than `seconds`.
  private static func connection(_ port: UInt16, seconds: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    if connected != 0 { close(descriptor) }
    try #require(connected == 0)
    return descriptor
  }

  /// Opens a connection, sends all of `bytes` that are taken, and leaves it open.
  private static func open(_ port: UInt16, _ bytes: [UInt8]) throws -> Int32 {
    let descriptor = try connection(port, seconds: 5)
    // The server may have closed by then.
    signal(SIGPIPE, SIG_IGN)
    _ = write(descriptor, bytes, bytes.count)
    return descriptor
  }

  /// The longest of `count` answers to `/readyz` and `/healthz`, one after the other; each must be 200.
  private static func longestAnswer(_ port: UInt16, _ count: Int) throws -> Duration {
    var longest = Duration.zero
    for number in 0..<count {
      let path = number % 2 == 0 ? "/readyz" : "/healthz"
      let begin = ContinuousClock.now
      #expect(try ask(port, path).hasPrefix("HTTP/1.1 200"), "\(path), \(number)")
      longest = max(longest, ContinuousClock.now - begin)
    }
    return longest
  }

  /// Connections that ask for nothing would hold their places for five seconds each.
  @Test func whoeverOpensConnectionsAndSaysNothingKeepsNobodyOut() async throws {
    try await Self.with(Health(parts: [])) { port in
      let before = Self.descriptors()
      var silent: [Int32] = []
      defer { for descriptor in silent { close(descriptor) } }
      for number in 0..<300 {
        silent.append(try Self.open(port, []))
        // The kernel's queue is in order, and not longer than 256: those before it have been taken in when this is answered.
        if number == 200 { #expect(try Self.ask(port, "/healthz").hasPrefix("HTTP/1.1 200")) }
      }
      let longest = try Self.longestAnswer(port, 20)
      #expect(longest < .seconds(2), "\(longest)")
      // Both ends of each are ours.
      #expect(Self.descriptors() - before - silent.count <= 257, "\(Self.descriptors() - before - silent.count) descriptors of the server")
    }
  }

  /// Eight connections on which requests come as fast as they are taken: a probe waits for one turn of each, not for all they have sent.
  @Test func manyRequestsAtOnceOnSomeConnectionsHoldNoProbeBack() async throws {
    try await Self.with(Health(parts: [])) { port in
      let requests = [UInt8](Array(repeatElement("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 400).joined().utf8))
      let flood = Flood()
      signal(SIGPIPE, SIG_IGN)
      for _ in 0..<8 {
        let descriptor = try Self.connection(port, seconds: 30)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        flood.pour(requests, into: descriptor)
      }
      defer { flood.end() }
      flood.waitUntilAnswered(8)
      let longest = try Self.longestAnswer(port, 10)
      #expect(longest < .seconds(3), "\(longest)")
      #expect(flood.answered.load(ordering: .relaxed) >= 8)
    }
  }

  private static func descriptors() -> Int {
    guard let directory = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count
  }

  /// Requests of 200 kB, one in three of each kind.
  private static let refused = getenv("ALLOT_LONG_TESTS") == nil ? 600 : 3_500

  @Test func refusedRequestsLeaveNoDescriptorsAndReadinessAnswersAllTheWhile() async throws {
    let health = Health(parts: [])
    health.well("nights", "fine")
    try await Self.with(health) { port in
      let header = Array("GET /readyz HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 200_000))\r\n\r\n".utf8)
      let body = Array(
        "POST /readyz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n\(String(repeating: "x", count: 200_000))".utf8)
      let rubbish = [UInt8](repeating: 0, count: 200_000)
      let before = Self.descriptors()
      var most = 0
      for number in 0..<Self.refused {
        // Whoever sends and goes without reading leaves the server with bytes that nobody reads.
        close(try Self.open(port, [header, body, rubbish][number % 3]))
        if number % 50 == 0 {
          most = max(most, Self.descriptors() - before)
          let answer = try Self.ask(port, "/readyz")
          #expect(answer.hasPrefix("HTTP/1.1 200"), "after \(number): \(answer.prefix(40))")
        }
      }
      #expect(most <= 270, "\(most) descriptors")
      // The kernel's queue is in order: once this is answered, everything before it was taken in. What lingers is gone soon.
      #expect(try Self.ask(port, "/readyz").hasPrefix("HTTP/1.1 200"))
      let deadline = ContinuousClock.now + .seconds(20)
      while Self.descriptors() - before > 2, ContinuousClock.now < deadline { sched_yield() }
      #expect(Self.descriptors() - before <= 2, "\(Self.descriptors() - before) descriptors are left")
    }
  }

  @Test func aBadRequestIsAnsweredAndItsConnectionEndsWhoeverHoldsIt() async throws {
    try await Self.with(Health(parts: [])) { port in
      let long = String(repeating: "x", count: 30_000)
      for (request, status, kind) in [
        ("GET / HTTP/1.1\r\n\(long)\r\n", 431, "header_too_large"), ("GET /\(long) HTTP/1.1\r\n\r\n", 431, "header_too_large"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: \(long)\r\n\r\n", 431, "header_too_large"), ("rubbish\r\n\r\n", 400, "malformed"),
      ] {
        let descriptor = try Self.open(port, Array(request.utf8))
        defer { close(descriptor) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { answer += buffer.prefix(count) }
        let text = String(decoding: answer, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 \(status)"), "\(text.prefix(60))")
        #expect(text.contains("application/problem+json") && text.hasSuffix("}") && text.contains(#""kind":"\#(kind)""#), "\(text)")
      }
    }
  }
}
