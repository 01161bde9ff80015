package import Portfolio
import Postgres

extension Store {
  /// Starts an attempt at a key under a new run id. An attempt before that was not published is taken over, and its plan can no longer be.
  package func beginRun(_ key: RunKey, fence: Fence, asOf: Instant) async throws -> RunStart {
    try await database.transaction(agency: key.agency) { connection in
      let begun = try connection.query(
        """
        INSERT INTO allot.run AS r (agency_id, run_id, slot, kind, seq, state, fence, as_of, started_at)
        VALUES (\(key.agency), nextval('allot.run_id'), \(key.slot.date), \(key.kind.rawValue), \(key.seq), 'running', \(fence.value),
          \(asOf.timestamp), clock_timestamp())
        ON CONFLICT (agency_id, slot, kind, seq) DO UPDATE SET run_id = excluded.run_id, state = 'running', fence = excluded.fence,
          as_of = excluded.as_of, started_at = excluded.started_at, finished_at = NULL, error = NULL, input_digest = NULL, snapshot = NULL,
          policies = '[]', stats = '{}'
          WHERE r.state <> 'published'
        RETURNING run_id
        """)
      if let id = try begun.first?[0, as: Int64.self] { return .began(id) }
      return .alreadyPublished(
        try connection.query(
          """
          SELECT run_id FROM allot.run WHERE agency_id = \(key.agency) AND slot = \(key.slot.date) AND kind = \(key.kind.rawValue)
            AND seq = \(key.seq)
          """
        ).only()[0, as: Int64.self])
    }
  }

  /// The first unused `seq` of a day and kind.
  package func nextSeq(slot: Day, kind: RunKind, agency: Agency) async throws -> Int32 {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT coalesce(max(seq), 0) + 1 FROM allot.run
        WHERE agency_id = \(agency.id) AND slot = \(slot.date) AND kind = \(kind.rawValue) AND state = 'published'
        """
      ).only()[0, as: Int32.self]
    }
  }

  /// Notes that an attempt ended without a publish. Does nothing to a published run.
  package func failRun(_ run: RunID, error: String, agency: Agency) async throws {
    try await end(run, .failed, error, agency)
  }

  /// Notes that a person refused a plan, with the reason, and drops the plan. Does nothing to a published run.
  package func discardRun(_ run: RunID, reason: String, agency: Agency) async throws {
    try await end(run, .discarded, reason, agency)
    try await dropStage(run)
  }

  private func end(_ run: RunID, _ state: RunState, _ text: String, _ agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        """
        UPDATE allot.run SET state = \(state.rawValue), error = \(text), finished_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND state <> 'published'
        """)
    }
  }

  /// Adds figures to a run, as a JSON object; keys given again are replaced.
  package func addStats(_ run: RunID, json: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute("UPDATE allot.run SET stats = stats || \(json: json) WHERE agency_id = \(agency.id) AND run_id = \(run)")
    }
  }
}
