import Portfolio
import Postgres
package import Schema

/// The statements of one night as text for psql, for people who audit a night or measure what the database alone needs for it. Four sections,
/// each begun by a line `-- freeze`, `-- prepare`, `-- stage`, `-- publish`. Making it writes nothing.
package struct PrintedNight: Sendable {
  /// One read-only transaction of COPY statements, in the order in which a freeze reads.
  package var freeze: String
  /// For a copy of the database taken before the run was published: the run's row and lease as they stand when a plan is staged.
  package var prepare: String
  /// Loads a kept plan (`allot run --keep-stage`) from files named after its tables.
  package var stage: String
  /// One transaction from the claim of the run to the check of the fence.
  package var publish: String

  /// The four sections, each below its comment line.
  package var text: String {
    """
    -- freeze
    \(freeze)
    -- prepare: only on a copy of the database, as it was before the run was published
    \(prepare)
    -- stage: from the files of a kept plan, each written by \\copy TABLE TO 'TABLE.bin' (FORMAT binary)
    \(stage)
    -- publish
    \(publish)
    """
  }

  init(_ request: FreezeRequest, _ key: RunKey, run: RunID, fence: Fence, planned: Int) {
    let statements = FreezeStatements(request)
    let copies = statements.all.map { "COPY (\($0)) TO STDOUT (FORMAT binary)" }
    // What row-level security lets through.
    let agency = "allot.agency = '\(key.agency)'"
    freeze = Self.script(
      ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL \(agency)", FreezeStatements.settings] + copies + ["COMMIT"])
    let values =
      "\(key.agency), \(run), \(key.slot.literal), '\(key.kind.rawValue)', \(key.seq), 'planned', \(fence.value), \(planned), now(), now()"
    prepare = Self.script(
      [
        "SET \(agency)", "SELECT allot.make_month('\(PartitionedTable.decision.rawValue)', \(key.slot.literal))",
        """
        INSERT INTO allot.run AS r (agency_id, run_id, slot, kind, seq, state, fence, assigned, as_of, started_at) VALUES (\(values))
        ON CONFLICT (agency_id, slot, kind, seq) DO UPDATE SET run_id = excluded.run_id, state = 'planned', fence = excluded.fence
        """,
        """
        INSERT INTO allot.lease (agency_id, fence, owner, expires_at) VALUES (\(fence.agency), \(fence.value), 'psql', 'infinity')
        ON CONFLICT (agency_id) DO UPDATE SET fence = excluded.fence
        """,
      ])
    let tables = StageTables(run: run)
    let loads = tables.all.map { "\\copy \($0) FROM '\($0).bin' (FORMAT binary)\n" }.joined()
    stage = tables.create(for: key.agency) + "\n" + loads + tables.analyze + "\n"
    let publishing = PublishStatements(agency: key.agency, run: run, slot: key.slot, fence: fence.value)
    publish = Self.script(
      ["BEGIN ISOLATION LEVEL READ COMMITTED", "SET LOCAL \(agency)", PublishStatements.settings, publishing.claim] + publishing.work + [
        publishing.checkPolicies, publishing.checkFence, "COMMIT",
      ])
  }

  private static func script(_ statements: [String]) -> String { statements.map { $0 + ";\n" }.joined() }
}

extension Runs {
  /// The statements of the night of `key`, under the run and fence of its last attempt, or those that a first attempt would get now.
  package func printedNight(_ request: FreezeRequest, _ key: RunKey) async throws -> PrintedNight {
    try await database.transaction(.repeatableReadReadOnly, agency: key.agency) { connection in
      let last = try connection.query(
        """
        SELECT run_id, fence, assigned + moved + recalled + lost FROM allot.run
        WHERE agency_id = \(key.agency) AND slot = \(key.slot.date) AND kind = \(key.kind.rawValue) AND seq = \(key.seq)
        """
      ).first?.decode(Int64.self, Int64.self, Int.self)
      let next = try connection.query(
        """
        SELECT (SELECT last_value + is_called::int4 FROM allot.run_id),
          coalesce((SELECT fence FROM allot.lease WHERE agency_id = \(key.agency)), 0) + 1
        """
      ).only().decode(Int64.self, Int64.self)
      let (run, fence, planned) = last ?? (next.0, next.1, 0)
      return PrintedNight(request, key, run: run, fence: Fence(agency: key.agency, value: fence), planned: planned)
    }
  }
}
