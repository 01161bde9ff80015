import Speech

/// A transaction that lasts over many calls and never counts: what is written in it can be read in it, and is taken back at its end.
package final class Rehearsal: Sendable {
  private typealias Job = @Sendable (Result<Connection, any Error>) -> Void

  private struct State {
    var jobs: [Job] = []
    var isFinished = false
    /// Why nothing can be done any more.
    var end: (any Error)?
  }

  private let state = Monitor(State())

  /// Runs `body` once inside the transaction, after what was asked for before, on the connection's own thread. After a statement has failed nothing
  /// more can be done in it.
  package func run<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let end = state.update { state -> (any Error)? in
        if let end = state.end { return end }
        state.jobs.append { connection in continuation.resume(with: Result { try body(connection.get()) }) }
        return nil
      }
      if let end { continuation.resume(throwing: end) }
    }
  }

  /// No more will be asked for.
  fileprivate func finish() { state.update { $0.isFinished = true } }

  /// Does what is asked for until no more will be. Blocks.
  fileprivate func serve(_ connection: Connection) {
    while let job = state.wait({ state -> Job?? in
      if !state.jobs.isEmpty { return .some(state.jobs.removeFirst()) }
      return state.isFinished ? .some(nil) : nil
    }) {
      job(.success(connection))
    }
  }

  /// Whoever waits, and whoever asks from now on, is told why there is no transaction.
  fileprivate func end(_ error: any Error) {
    let jobs = state.update { state in
      state.end = error
      defer { state.jobs = [] }
      return state.jobs
    }
    for job in jobs { job(.failure(error)) }
  }
}

/// Ends the transaction of a rehearsal.
private struct TakenBack: Error {}

extension Database {
  /// Runs `body` with a transaction that is rolled back whatever comes of it. A connection of the pool is lent until then, and the rows that were
  /// written stay locked: others who want to write them wait. Nothing is run twice.
  package func rehearse<Value: Sendable>(
    agency: Int64, settings: TransactionSettings, _ body: (Rehearsal) async throws -> Value
  ) async throws -> Value {
    let rehearsal = Rehearsal()
    async let stage: Void = perform(rehearsal, agency, settings)
    let result: Result<Value, any Error>
    do { result = .success(try await body(rehearsal)) } catch { result = .failure(error) }
    rehearsal.finish()
    let value = try result.get()
    try await stage
    return value
  }

  private func perform(_ rehearsal: Rehearsal, _ agency: Int64, _ settings: TransactionSettings) async throws {
    do {
      try await run { connection in
        try connection.transaction(agency: agency, settings: settings) { connection -> Void in
          rehearsal.serve(connection)
          throw TakenBack()
        }
      }
    } catch is TakenBack {
      rehearsal.end(PostgresError(.usage, said: "the rehearsal is over"))
    } catch {
      rehearsal.end(error)
      throw error
    }
  }
}
