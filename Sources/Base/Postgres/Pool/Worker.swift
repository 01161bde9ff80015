import Logging
import Speech
import Tasks

/// A thread with a connection. Jobs run one at a time; the connection is opened when first needed, closed when unused for long, and
/// opened anew when it broke.
final class Worker: Sendable {
  typealias Job = @Sendable (WorkerSession) -> Void

  private struct Mailbox {
    var job: Job?
    var isStopping = false
  }

  private enum Order {
    case run(Job)
    case stop
  }

  private let mailbox = Monitor(Mailbox())

  init(connector: Connector, onStop: @escaping @Sendable () -> Void) {
    startThread { [mailbox] in
      let session = WorkerSession(connector: connector)
      let take = { (mailbox: inout Mailbox) -> Order? in
        if let job = mailbox.job {
          mailbox.job = nil
          return .run(job)
        }
        return mailbox.isStopping ? .stop : nil
      }
      while true {
        let order: Order
        if session.isConnected {
          guard let next = mailbox.wait(milliseconds: connector.configuration.idleTimeout, take) else {
            session.disconnect()
            continue
          }
          order = next
        } else {
          order = mailbox.wait(take)
        }
        guard case .run(let job) = order else { break }
        job(session)
      }
      session.disconnect()
      onStop()
    }
  }

  /// Runs a job on the worker's thread; the one before has ended.
  func submit(_ job: @escaping Job) {
    mailbox.update { $0.job = job }
  }

  func stop() {
    mailbox.update { $0.isStopping = true }
  }
}

/// The connection of a worker. Lives on the worker's thread.
final class WorkerSession {
  private let connector: Connector
  private var connection: Connection?

  init(connector: Connector) { self.connector = connector }

  var isConnected: Bool { connection != nil }

  func disconnect() {
    connection?.close()
    connection = nil
  }

  /// Runs `body` on an open connection; afterwards the connection is clean, or closed.
  func perform<Value>(_ interrupt: Interrupt, _ body: (Connection) throws -> Value) throws -> Value {
    if interrupt.isRequested { throw PostgresError(.cancelled, Wording("the task was cancelled", "任务已取消")) }
    if connection?.isAlive() == false { disconnect() }
    let connection = try self.connection ?? connector.open(interrupt: interrupt)
    self.connection = connection
    connection.interrupt = interrupt
    interrupt.arm(connection.cancelHandle)
    defer { clean(connection, interrupt) }
    return try body(connection)
  }

  private func clean(_ connection: Connection, _ interrupt: Interrupt) {
    let isInterrupted = interrupt.finish()
    connection.interrupt = nil
    if !isInterrupted, connection.isInTransaction {
      connector.logger.error("a closure left a transaction open; it was rolled back")
      connection.rollback()
    }
    // Never lend a connection that a late cancel request could hit, or that is in the middle of something.
    if isInterrupted || !connection.isIdle { disconnect() }
  }
}
