package import Portfolio
import Postgres
import Register
package import Schema

/// What of a run is to be taken back.
package struct UndoScope: Sendable {
  /// The published run.
  package var run: RunID
  /// Its slot: decisions are kept by month of it.
  package var slot: Day
  /// Names; nil leaves nothing out. A case belongs to the team of the person to whom the run gave it.
  package var client: String?
  /// Name of the team of those to whom the run gave cases; with it, recalled cases are left out.
  package var team: String?
  /// The whole run, or the part of it that client and team leave.
  package init(run: RunID, slot: Day, client: String? = nil, team: String? = nil) {
    self.run = run
    self.slot = slot
    self.client = client
    self.team = team
  }
}

/// The cases a run moved, by what taking it back does with them.
package struct UndoCounts: Sendable, Hashable {
  /// Go back.
  package var back = 0
  /// Stay, because somebody touched the case since: its revision moved, or the debtor was contacted.
  package var touched = 0
  /// Stay, because whoever had the case before is no longer there, or must not have it.
  package var holderGone = 0
}

extension Runs {
  /// What `stageUndo` would stage. Throws `notFound` for unknown names.
  package func previewUndo(_ scope: UndoScope, agency: Agency) async throws -> UndoCounts {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      try Self.undoCounts(connection, try Self.undoable(scope, agency.id, connection))
    }
  }

  /// Stages the moves that take a run back, under a run that has begun; it becomes `planned`. Revisions and people's loads are as they stand now, so
  /// the publish leaves out whatever changes from here on.
  package func stageUndo(_ undo: RunID, key: RunKey, _ scope: UndoScope, reason: String, by person: String) async throws -> UndoCounts {
    try await database.transaction(agency: key.agency) { connection in try Store.ensurePartition(.decision, key.slot, connection) }
    return try await database.transaction(agency: key.agency, settings: .large(rows: 0)) { connection in
      let stage = StageTables(run: undo)
      let cases = try Self.undoable(scope, key.agency, connection)
      try connection.script(stage.create(for: key.agency))
      try connection.execute(
        """
        INSERT INTO \(raw: stage.plan) (case_id, from_id, to_id, outstanding, n1, n2, n3, n4, rev, grp, kind, policy, route, code, class, currency, account)
        SELECT u.case_id, u.to_id, u.from_id, u.outstanding, \(scope.run), 0, 0, 0, u.rev, NULL,
          CASE WHEN u.from_id IS NULL THEN \(stored: DecisionKind.recalled) WHEN u.to_id IS NULL THEN \(stored: DecisionKind.assigned)
            ELSE \(stored: DecisionKind.moved) END, -1, -1, \(ReasonCode.runUndone.rawValue), u.class, u.currency, u.counted_in
        FROM (\(cases)) u WHERE u.untouched AND u.holder_there ORDER BY u.case_id
        """)
      try connection.execute(
        """
        INSERT INTO \(raw: stage.recall) (case_id, n1, n2, n3, n4, code)
        SELECT case_id, n1, 0, 0, 0, code FROM \(raw: stage.plan) WHERE from_id IS NOT NULL
        """)
      // Who had the case an hour ago has room for it: the person's own limits are asked about new work, not about this.
      try connection.execute(
        """
        INSERT INTO \(raw: stage.receiver) (collector_id, amount_room, given_cases, given_amount, room, rev)
        SELECT c.collector_id, 9223372036854775807, c.given_cases, c.given_amount, 2147483647, c.rev FROM allot.collector_state c
        WHERE c.agency_id = \(key.agency) AND (c.collector_id IN (SELECT from_id FROM \(raw: stage.plan)) OR c.collector_id IN (SELECT to_id FROM \(raw: stage.plan)))
        """)
      try connection.script(stage.analyze)
      let taken = try connection.execute(
        """
        UPDATE allot.run SET state = 'planned', undoes = \(scope.run), staged = ARRAY[\(raw: stage.counts)], open_cases = 0,
          assigned = (SELECT count(*) FROM \(raw: stage.plan) WHERE kind = \(stored: DecisionKind.assigned)),
          moved = (SELECT count(*) FROM \(raw: stage.plan) WHERE kind = \(stored: DecisionKind.moved)),
          recalled = (SELECT count(*) FROM \(raw: stage.plan) WHERE kind = \(stored: DecisionKind.recalled)),
          held = 0, unassigned = 0, lost = 0, class_changed = 0
        WHERE agency_id = \(key.agency) AND run_id = \(undo) AND state = 'running'
        """)
      guard taken == 1 else { throw StoreError.notFound(kind: .unpublishedRun, name: String(undo)) }
      try Store.audit(connection, key.agency, by: person, "run.undone", "run \(scope.run) by run \(undo): \(reason)")
      return try Self.undoCounts(connection, cases)
    }
  }

  /// The cases a run moved within the scope, each with whether it is as the run left it and whether its holder of before may have it.
  private static func undoable(_ scope: UndoScope, _ agency: Int64, _ connection: Connection) throws -> SQL {
    var filter: SQL = ""
    if let client = scope.client {
      guard
        let id = try connection.query(
          """
          SELECT client_id FROM allot.client WHERE agency_id = \(agency) AND name = \(client)
          """
        ).first?[0, as: Int32.self]
      else { throw StoreError.notFound(kind: .client, name: client) }
      filter = filter + " AND s.client_id = \(id)"
    }
    if let team = scope.team {
      guard
        let id = try connection.query(
          """
          SELECT team_id FROM allot.team WHERE agency_id = \(agency) AND name = \(team)
          """
        ).first?[0, as: Int32.self]
      else { throw StoreError.notFound(kind: .team, name: team) }
      filter = filter + " AND t.team_id = \(id)"
    }
    return """
      SELECT d.case_id, d.from_id, d.to_id, s.outstanding, s.rev, s.class, s.counted_in, nullif(s.currency, a.currency) AS currency,
        s.rev = d.rev AND s.status = \(stored: CaseStatus.open) AND s.holder_id IS NOT DISTINCT FROM d.to_id
          AND NOT EXISTS (SELECT FROM allot.contacts k WHERE k.agency_id = d.agency_id AND k.case_id = d.case_id AND k.last_day >= d.day) AS untouched,
        d.from_id IS NULL OR f.active AND coalesce(f.leaves_on, 'infinity') >= d.day
          AND NOT EXISTS (SELECT FROM allot.conflict x WHERE x.agency_id = d.agency_id AND x.case_id = d.case_id AND x.collector_id = d.from_id)
          AND (s.pinned_to IS NULL OR s.pinned_to = d.from_id) AS holder_there
      FROM allot.decision d
      JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id
      JOIN allot.agency a ON a.agency_id = d.agency_id
      LEFT JOIN allot.collector f ON f.agency_id = d.agency_id AND f.collector_id = d.from_id
      LEFT JOIN allot.collector t ON t.agency_id = d.agency_id AND t.collector_id = d.to_id
      WHERE d.agency_id = \(agency) AND d.run_id = \(scope.run) AND d.day = \(scope.slot.date)
        AND d.kind <= \(stored: DecisionKind.lastChange) AND NOT d.lost\(filter)
      """
  }

  private static func undoCounts(_ connection: Connection, _ cases: SQL) throws -> UndoCounts {
    let row = try connection.query(
      """
      SELECT count(*) FILTER (WHERE untouched AND holder_there), count(*) FILTER (WHERE NOT untouched),
        count(*) FILTER (WHERE untouched AND NOT holder_there) FROM (\(cases)) u
      """
    ).only().decode(Int.self, Int.self, Int.self)
    return UndoCounts(back: row.0, touched: row.1, holderGone: row.2)
  }
}
