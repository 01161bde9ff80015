import Postgres
package import Schema

extension Feeds {
  /// Applies rows to see what would come of it: `body` gets feeds through which every chunk is applied in one transaction, by the same statements as
  /// ever, and at its end all is taken back. Gives what the agency had before and what it would have.
  ///
  /// Until the end the agency's row and the rows that were written are locked: other imports, moves and publications of these cases wait.
  package func rehearse<Value: Sendable>(
    agency: Agency, _ body: (Feeds) async throws -> Value
  ) async throws -> (value: Value, before: Holdings, after: Holdings) {
    // A month that has to be made would lock its whole table until the end.
    try await store.ensurePartitions()
    return try await database.rehearse(agency: agency.id, settings: Self.chunkSettings) { rehearsal in
      let look = { @Sendable (connection: Connection) in try Holdings(connection, agency: agency.id) }
      let before = try await rehearsal.run(look)
      let value = try await body(Feeds(store: store, rehearsal: rehearsal))
      return (value, before, try await rehearsal.run(look))
    }
  }
}
