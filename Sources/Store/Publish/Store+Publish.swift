import Portfolio
import Postgres

extension Store {
  /// Publishes a staged run, exactly once: the cases that are as they were at the freeze and still fit are moved, the others are reported as
  /// lost. All of it happens in one transaction, whose last act is the check of the fence. Safe to call again after any failure.
  /// The staging tables are dropped unless `keepStage`.
  package func publish(_ run: RunID, key: RunKey, fence: Fence, keepStage: Bool = false) async throws -> PublishResult {
    let statements = PublishStatements(agency: key.agency, run: run, slot: key.slot, fence: fence.value)
    let result: PublishResult
    do {
      result = try await publishOnce(statements)
    } catch let error as PostgresError where error.kind == .commitUnknown {
      // The run's own row knows. Reading it waits for a transaction that may still be ending.
      result = try await stateAfterLostCommit(statements)
    } catch is FenceLost {
      return .fenceLost
    }
    if case .published = result, !keepStage { try await dropStage(run) }
    return result
  }

  private func publishOnce(_ statements: PublishStatements) async throws -> PublishResult {
    try await database.transaction(agency: statements.agency, settings: .publish) { connection in
      guard try connection.execute(SQL(raw: statements.claim)) == 1 else { return try Self.unpublishable(statements, connection) }
      for statement in statements.work { try connection.execute(SQL(raw: statement)) }
      let won = try Self.won(statements, connection)
      guard try connection.query(SQL(raw: statements.checkFence)).count == 1 else { throw FenceLost() }
      return .published(won)
    }
  }

  private func stateAfterLostCommit(_ statements: PublishStatements) async throws -> PublishResult {
    let published = try await database.transaction(agency: statements.agency, settings: .publish) { connection -> Won? in
      let state = try connection.query(
        "SELECT state FROM allot.run WHERE agency_id = \(statements.agency) AND run_id = \(statements.run) FOR UPDATE"
      ).first?[0, as: String.self]
      return state == RunState.published.rawValue ? try Self.won(statements, connection) : nil
    }
    if let published { return .published(published) }
    return try await publishOnce(statements)
  }

  private static func unpublishable(_ statements: PublishStatements, _ connection: Connection) throws -> PublishResult {
    let state = try connection.query(
      "SELECT state FROM allot.run WHERE agency_id = \(statements.agency) AND run_id = \(statements.run)"
    ).first?[0, as: String.self]
    return state == RunState.published.rawValue ? .alreadyPublished : .superseded
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
private struct FenceLost: Error {}
