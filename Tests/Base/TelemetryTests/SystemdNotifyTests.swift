import Postgres
import Testing

@testable import Tasks
@testable import Telemetry

@Suite struct SystemdNotifyTests {
  @Test(arguments: [false, true]) func datagramsArrive(abstract: Bool) throws {
    let socket = try NotifySocket(abstract: abstract)
    let systemd = SystemdNotify(path: socket.path)
    systemd.ready("nights: 就绪")
    #expect(socket.receive() == "READY=1\nSTATUS=nights: 就绪")
    systemd.watchdog()
    #expect(socket.receive() == "WATCHDOG=1")
    systemd.reloading()
    let reload = try #require(socket.receive()).split(separator: "\n")
    #expect(reload.first == "RELOADING=1")
    #expect(reload.last?.hasPrefix("MONOTONIC_USEC=") == true)
    systemd.stopping()
    #expect(socket.receive() == "STOPPING=1")
  }

  @Test func withoutASocketNothingHappens() {
    SystemdNotify(path: nil).ready("x")
    SystemdNotify(path: "").ready("x")
    SystemdNotify(path: "/nowhere/at/all").ready("x")
    SystemdNotify(path: "/" + String(repeating: "x", count: 200)).ready("x")
  }

  @Test func aBeatReachesTheWatchdogOnlyWhenSomebodyWatches() throws {
    let socket = try NotifySocket()
    let systemd = SystemdNotify(path: socket.path)
    Heartbeat(systemd: systemd, interval: nil).beat("nights")
    Heartbeat(systemd: systemd, interval: .seconds(30)).beat("nights")
    systemd.stopping()
    #expect(socket.receive() == "WATCHDOG=1")
    #expect(socket.receive() == "STOPPING=1")
  }

  @Test func longWorkIsVouchedForUpToALimit() async throws {
    let socket = try NotifySocket()
    let systemd = SystemdNotify(path: socket.path)
    let beat = Heartbeat(systemd: systemd, interval: .milliseconds(1), limit: .milliseconds(3))
    // One beat at the start and one each interval until the limit; then silence, so that a hung phase is killed.
    try await beat.during("decide") {
      // On a thread of its own: waiting here could take the thread that the beats need.
      for _ in 0..<4 {
        let received = try await BlockingThread.run { socket.receive() }
        #expect(received == "WATCHDOG=1")
      }
      systemd.status("silence")
      #expect(socket.receive() == "STATUS=silence")
    }
  }
}
