import CLibPQ
import Glibc
import Logging
import Synchronization
import Tasks

/// A NOTIFY of the server, or the hint that some may have been missed.
package struct Notification: Sendable, Hashable {
  /// What made it.
  package enum Cause: Sendable, Hashable {
    /// Somebody sent NOTIFY.
    case notified
    /// Listening began, for the first time or after a lost connection: look at the data now, what was sent before is gone.
    case listening
  }

  /// The channel.
  package var channel: String
  /// The text sent along, at most 8,000 bytes; empty when listening began.
  package var payload: String
  /// What made it.
  package var cause: Cause

  /// A notification of these parts.
  package init(channel: String, payload: String, cause: Cause) {
    self.channel = channel
    self.payload = payload
    self.cause = cause
  }
}

extension Database {
  /// Notifications on the channels, over a direct connection of its own that is opened again whenever it breaks. Only hints: one can be
  /// lost, so the data are looked at from time to time in any case. Ends when the consumer stops or the database is closed; throws when
  /// the server refuses us for good (wrong password, no such database).
  package func listen(_ channels: [String]) -> AsyncThrowingStream<Notification, any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: Notification.self, throwing: (any Error).self)
    guard let wake = WakePipe() else {
      continuation.finish(throwing: PostgresError(.usage, said: "no descriptor is left for listening (pipe: error \(errno))"))
      return stream
    }
    let registration = listeners.add(wake)
    continuation.onTermination = { _ in wake.stop() }
    let listener = Listener(
      connector: Connector(configuration: configuration, logger: logger), channels: channels, wake: wake, output: continuation)
    startThread { [listeners] in
      listener.run()
      listeners.remove(registration)
    }
    return stream
  }
}

/// One connection that listens, on its own thread.
struct Listener: Sendable {
  let connector: Connector
  let channels: [String]
  let wake: WakePipe
  let output: AsyncThrowingStream<Notification, any Error>.Continuation

  func run() {
    var failures = 0
    var silence = Episode()
    var random = SystemRandomNumberGenerator()
    while !wake.isStopped {
      do {
        let connection = try connector.open()
        // Hearing nothing for long is its work, whatever is set on the role.
        try connection.script("SET idle_session_timeout = 0")
        for channel in channels { try connection.script("LISTEN " + SQL.quoted(identifier: channel)) }
        failures = 0
        if let lasted = silence.ends() { connector.logger.notice("listening again", metadata: ["after": "\(lasted.components.seconds) s"]) }
        for channel in channels { output.yield(Notification(channel: channel, payload: "", cause: .listening)) }
        try receive(connection)
      } catch let error as PostgresError where !error.isRetryable {
        return output.finish(throwing: error)
      } catch {
        failures += 1
        if silence.fails("\(error)") { connector.logger.warning("listening was interrupted", metadata: ["reason": "\(error)"]) }
        wake.wait(milliseconds: Backoff.milliseconds(attempt: failures, random: &random))
      }
    }
    output.finish()
  }

  /// Passes on notifications until stopped; throws when the connection is lost.
  private func receive(_ connection: Connection) throws {
    while !wake.isStopped {
      let handle = try connection.ready()
      guard PQconsumeInput(handle) == 1 else { throw connection.failure(nil, sql: nil) }
      while let notification = PQnotifies(handle) {
        defer { PQfreemem(notification) }
        output.yield(
          Notification(
            channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra), cause: .notified))
      }
      _ = try connection.ready()
      wake.wait(for: PQsocket(handle))
    }
  }
}

/// Ends a wait in `poll` from another thread.
final class WakePipe: Sendable {
  private let reading: Int32
  private let writing: Int32
  private let stopped = Atomic(false)

  init?() {
    var descriptors: [Int32] = [-1, -1]
    guard pipe(&descriptors) == 0 else { return nil }
    for descriptor in descriptors {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    reading = descriptors[0]
    writing = descriptors[1]
  }

  deinit {
    Glibc.close(reading)
    Glibc.close(writing)
  }

  var isStopped: Bool { stopped.load(ordering: .acquiring) }

  func stop() {
    stopped.store(true, ordering: .releasing)
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// Waits until `descriptor` can be read, or stopped.
  func wait(for descriptor: Int32) {
    var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
    _ = poll(&descriptors, 2, -1)
  }

  /// Waits for some time, or until stopped.
  func wait(milliseconds: Int) {
    var descriptor = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    _ = poll(&descriptor, 1, Int32(milliseconds))
  }
}

/// The listeners to stop when the database is closed.
final class ListenerRegistry: Sendable {
  private struct State {
    var wakes: [Int: WakePipe] = [:]
    var next = 0
    var isClosed = false
  }

  private let state = Monitor(State())

  func add(_ wake: WakePipe) -> Int {
    state.update { state in
      if state.isClosed { wake.stop() }
      state.next += 1
      state.wakes[state.next] = wake
      return state.next
    }
  }

  func remove(_ registration: Int) {
    state.update { $0.wakes[registration] = nil }
  }

  func stopAll() {
    let wakes = state.update { state in
      state.isClosed = true
      return Array(state.wakes.values)
    }
    for wake in wakes { wake.stop() }
  }
}
