import Glibc
import Synchronization
import Tasks

@testable import Postgres

/// A loopback proxy in front of the server's socket, which can misbehave as a network does.
final class FaultProxy: Sendable {
  enum Mode: Sendable {
    case relay
    /// Every connection is closed; new ones work.
    case cut
    /// Bytes are taken and nothing comes back, on old and on new connections.
    case blackHole
    /// The n-th COMMIT from now reaches the server; its answer does not come back, and the connection ends.
    case swallowCommit(Int)
  }
  private struct State {
    var mode = Mode.relay
    /// Grows with every cut: connections of an earlier age end.
    var age = 0
    var isStopped = false
    var open = 0
    var harmed = 0
  }
  let port: UInt16
  private let listening: Int32
  private let state = Mutex(State())

  init(directory: String) throws {
    let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    self.listening = listening
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listening, $0, length) | listen(listening, 64) | getsockname(listening, $0, &length)
      }
    }
    guard status == 0 else { throw SystemFailure() }
    port = UInt16(bigEndian: address.sin_port)
    startThread { [self, listening] in
      while true {
        let client = accept(listening, nil, nil)
        guard client >= 0 else { return }
        startThread {
          guard let server = Self.connect(directory) else { close(client); return }
          self.state.withLock { $0.open += 1 }
          self.relay(client, server)
          self.state.withLock { $0.open -= 1 }
          // A child that was started meanwhile may have inherited the descriptors: closing alone would not hang up.
          for descriptor in [client, server] {
            shutdown(descriptor, Int32(SHUT_RDWR))
            close(descriptor)
          }
        }
      }
    }
  }

  func set(_ mode: Mode) {
    state.withLock { state in
      switch mode {
      case .cut: (state.age, state.harmed) = (state.age + 1, state.harmed + state.open)
      case .blackHole: (state.mode, state.harmed) = (mode, state.harmed + state.open)
      case .relay, .swallowCommit: state.mode = mode
      }
    }
  }

  /// Connections that were cut off or stuck in the hole, and answers that were lost.
  var harmed: Int { state.withLock { $0.harmed } }

  func stop() {
    state.withLock { ($0.isStopped, $0.age) = (true, $0.age + 1) }
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  /// POLLRDHUP, which Glibc's module does not show.
  private static let hangsUp = 0x2000

  private func relay(_ client: Int32, _ server: Int32) {
    let age = state.withLock { $0.age }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var isSwallowing = false
    while true {
      let before = state.withLock { ($0.age, $0.mode) }
      if before.0 != age { return }
      if case .blackHole = before.1 {
        // The client's bytes pile up in the socket; only its leaving is noticed.
        var leaving = pollfd(fd: client, events: Int16(Self.hangsUp), revents: 0)
        _ = poll(&leaving, 1, 5)
        if leaving.revents != 0 { return }
        continue
      }
      var descriptors = [pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
      _ = poll(&descriptors, 2, 5)
      let now = state.withLock { ($0.age, $0.mode) }
      if now.0 != age { return }
      if case .blackHole = now.1 { continue }
      for (index, descriptor) in descriptors.enumerated() where descriptor.revents != 0 {
        let count = read(descriptor.fd, &buffer, buffer.count)
        guard count > 0 else { return }
        if index == 1, isSwallowing { return state.withLock { $0.harmed += 1 } }
        if index == 0, takesCommit(buffer[..<count]) { isSwallowing = true }
        guard send(index == 0 ? server : client, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
      }
    }
  }

  /// Whether this is the COMMIT whose answer gets lost.
  private func takesCommit(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard String(decoding: bytes, as: UTF8.self).contains("COMMIT\0") else { return false }
    return state.withLock { state in
      guard case .swallowCommit(let left) = state.mode else { return false }
      state.mode = left > 1 ? .swallowCommit(left - 1) : .relay
      return left <= 1
    }
  }

  private static func connect(_ directory: String) -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: (directory + "/.s.PGSQL.5432").utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    guard status == 0 else { close(descriptor); return nil }
    return descriptor
  }
}
