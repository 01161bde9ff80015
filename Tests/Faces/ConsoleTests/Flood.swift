import Glibc
import Synchronization
import Tasks

/// Threads that send and read as fast as the other end lets them, each on a connection of its own.
final class Flood: Sendable {
  /// Connections on which something was read.
  let answered = Atomic(0)
  private let running = Atomic(0)
  private let isOver = Atomic(false)

  /// Sends `bytes` over and over into the descriptor, which does not block, and closes it in the end.
  func pour(_ bytes: [UInt8], into descriptor: Int32) {
    running.add(1, ordering: .relaxed)
    startThread { [self] in
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var (sent, wasAnswered) = (0, false)
      while !isOver.load(ordering: .relaxed) {
        // Waits for the other end, and looks again now and then whether it is over.
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
        guard poll(&ready, 1, 100) >= 0 else { break }
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { break }
        if count > 0, !wasAnswered {
          wasAnswered = true
          answered.add(1, ordering: .relaxed)
        }
        let written = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written > 0 { sent = (sent + written) % bytes.count }
      }
      close(descriptor)
      running.subtract(1, ordering: .relaxed)
    }
  }

  func waitUntilAnswered(_ connections: Int) {
    while answered.load(ordering: .relaxed) < connections { sched_yield() }
  }

  /// Ends all threads and waits for them.
  func end() {
    isOver.store(true, ordering: .relaxed)
    while running.load(ordering: .relaxed) > 0 { sched_yield() }
  }
}
