extension Database {
  /// Reads two things of one snapshot and gives both: side by side on two connections where a second one is free in time and may take the snapshot
  /// over, else one after the other on one. What they see is the same either way. Retries and settings as in `transaction`.
  package func together<First: Sendable, Second: Sendable>(
    agency: Int64, settings: TransactionSettings = .default,
    _ first: @escaping @Sendable (Connection) throws -> First, _ second: @escaping @Sendable (Connection) throws -> Second
  ) async throws -> (First, Second) {
    let share = SharedReading<Second>()
    // Cancelled when this ends: a helper who has not begun by then is not needed.
    async let _: Void = help(share, agency: agency, settings: settings, second)
    return try await transaction(.repeatableReadReadOnly, agency: agency, settings: settings) { connection in
      share.offer(try connection.query("SELECT pg_catalog.pg_export_snapshot()").only()[0, as: String.self])
      let mine = Result { try first(connection) }
      // Also after a failure: what the helper reads lives as long as this transaction.
      let theirs = share.settle()
      return (try mine.get(), try theirs?.get() ?? second(connection))
    }
  }

  /// Takes the second reading over. Whatever stands in the way (no connection free, a balancer that asks another server) leaves it to the first's connection.
  private func help<Value: Sendable>(
    _ share: SharedReading<Value>, agency: Int64, settings: TransactionSettings, _ body: @escaping @Sendable (Connection) throws -> Value
  ) async {
    guard let snapshot = await share.snapshot() else { return }
    _ = try? await run { connection in
      try connection.transaction(.repeatableReadReadOnly, agency: agency, settings: settings, snapshot: snapshot) { connection in
        guard share.take() else { return }
        share.finish(Result { try body(connection) })
      }
    }
  }
}

/// A reading that the connection which holds the snapshot offers to another.
private final class SharedReading<Value: Sendable>: Sendable {
  private enum State {
    case new
    case offered(String)
    case taken
    case finished(Result<Value, any Error>)
    case closed
  }

  private struct Shell {
    var state = State.new
    var helper: CheckedContinuation<String?, Never>?
  }

  private let shell = Monitor(Shell())

  /// The snapshot, once it is there; nil when there will be none. For one helper, once.
  func snapshot() async -> String? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        shell.update { shell in
          switch shell.state {
          case .new: shell.helper = continuation
          case .offered(let snapshot): continuation.resume(returning: snapshot)
          case .taken, .finished, .closed: continuation.resume(returning: nil)
          }
        }
      }
    } onCancel: {
      close()
    }
  }

  /// Offers the reading under a snapshot; again after a failure, then to nobody.
  func offer(_ snapshot: String) {
    shell.update { shell in
      guard case .new = shell.state else { return }
      shell.state = .offered(snapshot)
      shell.helper?.resume(returning: snapshot)
      shell.helper = nil
    }
  }

  /// Whether the reading was still to be had.
  func take() -> Bool {
    shell.update { shell in
      guard case .offered = shell.state else { return false }
      shell.state = .taken
      return true
    }
  }

  func finish(_ result: Result<Value, any Error>) { shell.update { $0.state = .finished(result) } }

  /// What the helper read, waiting for one who has begun; nil when nobody has, and from then on. Blocks.
  func settle() -> Result<Value, any Error>? {
    var result: Result<Value, any Error>?
    shell.wait { shell in
      switch shell.state {
      case .taken: return nil as Void?
      case .finished(let found): result = found
      case .new, .offered, .closed: break
      }
      shell.state = .closed
      return ()
    }
    return result
  }

  private func close() {
    shell.update { shell in
      shell.helper?.resume(returning: nil)
      shell.helper = nil
      if case .new = shell.state { shell.state = .closed }
    }
  }
}
