#if canImport(Glibc)
  import Glibc

  /// Tells systemd how the daemon is: one datagram to the socket it named in `NOTIFY_SOCKET` (sd_notify(3)). Without the variable nothing happens.
  package struct SystemdNotify: Sendable {
    private let path: String?

    /// Path of the socket, `@` first for an abstract one; nil tells nobody.
    package init(path: String?) { self.path = path }
    /// From the environment.
    package init() { path = getenv("NOTIFY_SOCKET").map { String(cString: $0) } }

    /// Half of `WATCHDOG_USEC`: how often `watchdog()` must be called, in microseconds; nil when systemd watches nothing.
    package static var watchdogIntervalMicroseconds: Int64? {
      getenv("WATCHDOG_USEC").flatMap { Int64(String(cString: $0)) }.map { $0 / 2 }
    }

    /// Start-up is over; `status` is what `systemctl status` shows.
    package func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    /// One line for `systemctl status`.
    package func status(_ status: String) { send("STATUS=\(status)") }
    /// The daemon makes progress; due at least every `watchdogIntervalMicroseconds`.
    package func watchdog() { send("WATCHDOG=1") }
    /// The daemon is about to end.
    package func stopping() { send("STOPPING=1") }
    /// systemd 253 wants the time at which the reload began; 252 ignores it.
    package func reloading() {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      send("RELOADING=1\nMONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)")
    }

    private func send(_ message: String) {
      guard let path, !path.isEmpty else { return }
      var bytes = Array(path.utf8)
      // A leading @ names a socket in the abstract name space, whose first byte is 0.
      if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
      var address = sockaddr_un()
      guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
      let payload = Array(message.utf8)
      _ = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          sendto(descriptor, payload, payload.count, Int32(MSG_NOSIGNAL), $0, length)
        }
      }
    }
  }
#endif
