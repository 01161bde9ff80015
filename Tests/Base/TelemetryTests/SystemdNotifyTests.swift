import Glibc
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

  @Test func withoutASocketNothingIsSentToAnybody() throws {
    // As long as a path may be: whoever cut a longer one off would send here.
    let socket = try NotifySocket(length: 107)
    for path in [nil, "", "/nowhere/at/all", socket.path + "/and-more", socket.path + String(repeating: "x", count: 200)] {
      SystemdNotify(path: path).ready("x")
    }
    #expect(access("/nowhere", F_OK) != 0)
    SystemdNotify(path: socket.path).stopping()
    #expect(socket.receive() == "STOPPING=1", "and nothing before it")
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
