import Glibc
import Logging
import Portfolio
import Postgres
import Testing

@testable import Tasks

/// The daemon, end to end, as systemd sees it.
@Suite struct ServeTests {
  @Test func readyReloadMetricsAndStopWithStatus0() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let socket = try NotifyReceiver()
    try await BlockingThread.run {
      let daemon = try Child(
        ["serve", "--database", database, "--listen", "127.0.0.1:0", "--log-level", "info"],
        environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "2000000", "JOURNAL_STREAM": "1:1"])
      var seen: [String] = []
      func wait(for word: String) -> Bool {
        while let message = socket.receive() {
          seen.append(message)
          if message.contains(word) { return true }
        }
        return false
      }
      guard wait(for: "READY=1") else {
        daemon.signal(SIGKILL)
        Issue.record("never ready: \(seen) \(try daemon.finish().errors)")
        return
      }
      let port = try #require(daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap { UInt16($0.1) })
      #expect(try http(port, "/healthz").hasPrefix("HTTP/1.1 200"))
      let ready = try http(port, "/readyz")
      #expect(ready.hasPrefix("HTTP/1.1 200"), "\(ready)")
      #expect(ready.contains("\"ready\":true"))
      #expect(try http(port, "/metrics").contains("# TYPE allot_loop_beats_total counter"))
      #expect(try http(port, "/nothing").hasPrefix("HTTP/1.1 404"))
      #expect(wait(for: "WATCHDOG=1"))
      daemon.signal(SIGHUP)
      #expect(wait(for: "RELOADING=1"))
      #expect(wait(for: "READY=1"))
      daemon.signal(SIGTERM)
      #expect(wait(for: "STOPPING=1"))
      let end = try daemon.finish()
      #expect(end.status == 0, "\(end.errors)")
      // Every line carries its priority, and nothing was worse than a warning: at some times of day tonight's run has been missed.
      #expect(end.errors.split(separator: "\n").allSatisfy { $0.wholeMatch(of: /<[4567]>.*/) != nil }, "\(end.errors)")
    }
  }

  /// A case that arrives by day, with the night behind, goes to somebody at once.
  @Test func anArrivalIsDealtByDay() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    // Night and deadline at midnight: at any other time of day the night of today is missed, and arrivals are the day's business.
    let policy = try scratch.write(
      "everything.yaml", Files.policy + "runs: { night: \"00:00\", missed_until: \"00:01\", batch_file: above 200 rows }\n")
    let today = Day(Int32(time(nil) / 86_400 - 10_957))
    let hours = (-3..<12).map { "C1,\(today + $0),480,0\n" }.joined()
    let files = [
      ("collectors", try scratch.write("c.csv", "collector,name,team,joined_on\nC1,张三,a,2020-01-01\n")),
      ("hours", try scratch.write("h.csv", "collector,day,scheduled_minutes,leave_minutes\n" + hours)),
      (
        "cases",
        try scratch.write(
          "n.csv", "case_no,client,outstanding,currency,overdue_on,entrusted_on\nN-1,cmb,1200.00,CNY,2026-01-01,\(today - 1)\n")
      ),
    ]
    let listener = Database(DatabaseConfiguration(conninfo: database), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    var published = listener.listen(["allot"]).makeAsyncIterator()
    _ = try await published.next()
    for arguments in [["policy", "apply", policy], ["import", files[0].0, files[0].1], ["import", files[1].0, files[1].1]] {
      let result = try await Tool.run(arguments + ["--database", database])
      try #require(result.status == 0, "\(result.errors)")
    }
    let daemon = try Child(["serve", "--database", database, "--listen", "127.0.0.1:0"], environment: [:])
    let imported = try await Tool.run(["import", "cases", files[2].1, "--database", database])
    #expect(imported.status == 0, "\(imported.errors)")
    // Whatever else is said on the channel, a publish is.
    while let said = try await published.next(), !said.payload.hasPrefix("run.published") {}
    let shown = try await Tool.run(["show", "cases", "--holder", "C1", "--json", "--database", database])
    #expect(shown.output.contains("N-1"), "\(shown.output) \(daemon.errors)")
    daemon.signal(SIGTERM)
    #expect(try await BlockingThread.run { try daemon.finish().status } == 0)
    await listener.close()
  }

  @Test func aPortInUseIs69() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let taken = try Listening()
    let result = try await Tool.run(["serve", "--database", database, "--listen", "127.0.0.1:\(taken.port)"])
    #expect(result.status == 69, "\(result.errors)")
    #expect(result.errors.contains("--listen"))
  }
}

/// What the console answers, headers and all.
func http(_ port: UInt16, _ path: String) throws -> String {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port)
  let connected = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
  }
  guard connected == 0 else { throw SystemFailure() }
  let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
  guard send(descriptor, request, request.count, 0) == request.count else { throw SystemFailure() }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}

func loopback(_ port: UInt16) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}

/// A port that somebody else has.
private final class Listening {
  let port: UInt16
  private let descriptor: Int32
  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var address = loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | listen(descriptor, 1) | getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw SystemFailure() }
    port = UInt16(bigEndian: address.sin_port)
  }
  deinit { close(descriptor) }
}

/// The socket systemd would listen on.
final class NotifyReceiver: Sendable {
  let path: String
  private let descriptor: Int32
  init() throws {
    let path = "/tmp/allot-notify-\(getpid())-\(UInt64.random(in: .min ... .max))"
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    guard result == 0 else { throw SystemFailure() }
    (self.path, self.descriptor) = (path, descriptor)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
  deinit {
    close(descriptor)
    unlink(path)
  }
  func receive() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
