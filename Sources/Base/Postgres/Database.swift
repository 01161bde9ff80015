package import Logging
import Speech

/// A PostgreSQL database behind a pool of connections.
///
/// Every connection has an operating system thread of its own; a synchronous closure goes there and its result comes back, so libpq may
/// block without holding up anything else. A connection that broke (server restart, network) is replaced when it is next needed.
package final class Database: Sendable {
  let configuration: DatabaseConfiguration
  let logger: Logger
  let listeners = ListenerRegistry()
  private let pool: Pool

  /// Connects to nothing yet.
  package init(_ configuration: DatabaseConfiguration, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
    pool = Pool(connector: Connector(configuration: configuration, logger: logger))
  }

  /// Runs `body` once on a pooled connection, on the connection's own thread. When the task is cancelled, the statement under way is
  /// cancelled at the server and `PostgresError` of kind `cancelled` is thrown.
  @discardableResult
  package func run<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
    let lease = try await pool.acquire()
    let interrupt = Interrupt()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        lease.worker.submit { [pool] session in
          let result = Result { try session.perform(interrupt, body) }
          pool.release(lease.id, isConnected: session.isConnected)
          continuation.resume(with: result)
        }
      }
    } onCancel: {
      interrupt.request()
    }
  }

  /// Runs `body` in a transaction, and again, up to `retries` times with growing random pauses, when the whole is worth repeating:
  /// serialization failure, deadlock, lock time-out, restart, lost or refused connection; a statement time-out only once. So `body` must
  /// have no effect outside the database.
  ///
  /// `agency` becomes the setting `allot.agency` of the transaction. When COMMIT was sent and its answer lost, `PostgresError` of kind
  /// `commitUnknown` is thrown and nothing repeated.
  @discardableResult
  package func transaction<Value: Sendable>(
    _ mode: TransactionMode = .readCommitted, agency: Int64? = nil, retries: Int = 5, settings: TransactionSettings = .default,
    _ body: @escaping @Sendable (Connection) throws -> Value
  ) async throws -> Value {
    var attempt = 0
    var random = SystemRandomNumberGenerator()
    while true {
      do {
        return try await run { try $0.transaction(mode, agency: agency, settings: settings, body) }
      } catch let error as PostgresError {
        attempt += 1
        guard Backoff.allows(error.retryClass, attempt: attempt, limit: retries) else { throw error }
        let pause = Backoff.milliseconds(attempt: attempt, random: &random)
        // Whoever asked tells of it when it does not heal; one line an attempt would be fifty a minute while a server is away.
        logger.debug(
          "the transaction is run again",
          metadata: ["attempt": "\(attempt)", "pause_ms": "\(pause)", "reason": "\(error)"])
        do {
          try await Task.sleep(for: .milliseconds(pause))
        } catch {
          throw PostgresError(.cancelled, Wording("the task was cancelled before the transaction was run again", "任务在事务重试之前已取消"))
        }
      }
    }
  }

  /// Ends all listening, refuses new work, waits for the work under way and closes all connections.
  package func close() async {
    listeners.stopAll()
    await pool.close()
  }
}
