import Faults
package import Portfolio
import Postgres
package import Schema

extension Runs {
  /// Publishes a staged run, exactly once: the cases that are as they were at the freeze and still fit are moved, the others are reported as
  /// lost. All of it happens in one transaction, whose last act is the check of the fence. Safe to call again after any failure.
  /// The staging tables are dropped unless `keepStage`. `undoneSlot`: slot of the run that this one takes back.
  package func publish(
    _ run: RunID, key: RunKey, fence: Fence, undoneSlot: Day? = nil, keepStage: Bool = false
  ) async throws -> PublishResult {
    let statements = PublishStatements(agency: key.agency, run: run, slot: key.slot, fence: fence.value, undoneSlot: undoneSlot)
    let settings = TransactionSettings.large(rows: try await stagedRows(run, agency: key.agency))
    let result: PublishResult
    do {
      result = try await publishOnce(statements, settings)
    } catch let error as PostgresError where error.kind == .commitUnknown {
      // The run's own row knows. Reading it waits for a transaction that may still be ending.
      result = try await stateAfterLostCommit(statements, settings)
    } catch let refusal as Refusal {
      return refusal.result
    }
    if case .published = result, !keepStage { try? await dropStage(run) }
    return result
  }

  /// Rows of the plan, as they were counted when it was staged; 0 when another attempt has the row.
  private func stagedRows(_ run: RunID, agency: Int64) async throws -> Int {
    try await database.transaction(agency: agency) { connection in
      try connection.query(
        """
        SELECT coalesce((SELECT sum(n) FROM unnest(staged) n), 0)::bigint FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run)
        """
      ).first?[0, as: Int.self] ?? 0
    }
  }

  private func publishOnce(_ statements: PublishStatements, _ settings: TransactionSettings) async throws -> PublishResult {
    if FaultHook.flaw == .twoCommits { return try await publishInTwo(statements, settings) }
    return try await database.transaction(agency: statements.agency, settings: settings) { connection in
      FaultHook.reach("publish.begin")
      // The row first, and locked: the staging of a run that was taken over may be gone, and a statement cannot even name it.
      guard try Self.state(statements, connection, lock: true)?.isPublishable == true else {
        return try Self.unpublishable(statements, connection)
      }
      try connection.execute(SQL(raw: PublishStatements.settings))
      guard try connection.execute(SQL(raw: statements.claim)) == 1 else { return .stageLost }
      FaultHook.reach("publish.claimed")
      for (index, statement) in statements.work.enumerated() {
        try connection.execute(SQL(raw: statement))
        FaultHook.reach("publish.\(index + 1)")
      }
      let won = try Self.won(statements, connection)
      let (isChanged, stop) = try connection.query(SQL(raw: statements.checkPolicies)).only().decode(Bool.self, Int?.self)
      if let stop { throw Refusal(result: .stopped(by: stop)) }
      if isChanged { throw Refusal(result: .policyChanged) }
      FaultHook.reach("publish.fence")
      if FaultHook.flaw != .noFence, try connection.query(SQL(raw: statements.checkFence)).count != 1 { throw Refusal(result: .fenceLost) }
      FaultHook.reach("publish.commit")
      return .published(won)
    }
  }

  /// The flaw "two commits", for the tests that must find it: effects first, then the run's row.
  private func publishInTwo(_ statements: PublishStatements, _ settings: TransactionSettings) async throws -> PublishResult {
    try await database.transaction(agency: statements.agency, settings: settings) { connection in
      for statement in statements.work { try connection.execute(SQL(raw: statement)) }
    }
    FaultHook.reach("publish.between")
    return try await database.transaction(agency: statements.agency, settings: settings) { connection in
      guard try connection.execute(SQL(raw: statements.claim)) == 1 else { return try Self.unpublishable(statements, connection) }
      return .published(try Self.won(statements, connection))
    }
  }

  /// Looks the run up by its id. With patience: a server that crashed needs some seconds, and a back end whose client is gone keeps the row locked
  /// until it notices.
  private func stateAfterLostCommit(_ statements: PublishStatements, _ settings: TransactionSettings) async throws -> PublishResult {
    let published = try await database.transaction(agency: statements.agency, retries: 20, settings: settings) { connection -> Won? in
      try Self.state(statements, connection, lock: true) == .published ? try Self.won(statements, connection) : nil
    }
    if let published { return .published(published) }
    do { return try await publishOnce(statements, settings) } catch let refusal as Refusal { return refusal.result }
  }

  private static func unpublishable(_ statements: PublishStatements, _ connection: Connection) throws -> PublishResult {
    try state(statements, connection, lock: false) == .published ? .alreadyPublished : .superseded
  }

  /// nil when another attempt has the row.
  private static func state(_ statements: PublishStatements, _ connection: Connection, lock: Bool) throws -> RunState? {
    try connection.query(
      """
      SELECT state FROM allot.run WHERE agency_id = \(statements.agency) AND run_id = \(statements.run) \(raw: lock ? "FOR UPDATE" : "")
      """
    ).first.flatMap { RunState(rawValue: try $0[0, as: String.self]) }
  }

  private static func won(_ statements: PublishStatements, _ connection: Connection) throws -> Won {
    let row = try connection.query(
      """
      SELECT assigned, moved, recalled, held, unassigned, class_changed, lost, coalesce((stats ->> 'place_taken')::int4, 0),
        coalesce((stats ->> 'case_changed')::int4, 0)
      FROM allot.run WHERE agency_id = \(statements.agency) AND run_id = \(statements.run)
      """
    ).only().decode(Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self)
    var won = Won()
    (won.assigned, won.moved, won.recalled, won.held, won.unassigned, won.classChanged) = (row.0, row.1, row.2, row.3, row.4, row.5)
    (won.placeTaken, won.caseChanged, won.groupChanged) = (row.7, row.8, row.6 - row.7 - row.8)
    return won
  }
}

/// Rolls the publish back.
private struct Refusal: Error {
  let result: PublishResult
}
