package import Portfolio
import Postgres
import Register
package import Schema
import Speech

extension Runs {
  /// Starts an attempt at a key under a new run id. An attempt before that came to no end (`running`, `planned`, `failed`) is taken over: its plan
  /// can no longer be published, and its staging and figures are removed. One that waits or was discarded is taken over only when `over` names
  /// that state. `remark` is noted in the audit in the same transaction: who, and what is unusual about the run. Throws `fenceLost` when the lease has
  /// passed to somebody else.
  package func beginRun(
    _ key: RunKey, fence: Fence, asOf: Instant, over: Set<RunState> = [], remark: (by: String, text: String)? = nil
  ) async throws -> RunStart {
    @Sendable func note(_ run: RunID, _ connection: Connection) throws {
      guard let remark else { return }
      try Store.audit(connection, key.agency, by: remark.by, "run.begun", "run \(run), \(remark.text)")
    }
    let (start, superseded) = try await database.transaction(agency: key.agency) { connection -> (RunStart, RunID?) in
      try Self.hold(fence, connection)
      let found = try connection.query(
        """
        SELECT run_id, state FROM allot.run
        WHERE agency_id = \(key.agency) AND slot = \(key.slot.date) AND kind = \(key.kind.rawValue) AND seq = \(key.seq) FOR UPDATE
        """
      ).first?.decode(Int64.self, String.self)
      guard let (old, state) = found else {
        // Whoever holds the fence is alone here; a key that appears in between is a defect and shows as a duplicate.
        let id = try connection.query(
          """
          INSERT INTO allot.run (agency_id, run_id, slot, kind, seq, state, fence, as_of, started_at)
          VALUES (\(key.agency), nextval('allot.run_id'), \(key.slot.date), \(key.kind.rawValue), \(key.seq), 'running', \(fence.value),
            \(asOf.timestamp), clock_timestamp())
          RETURNING run_id
          """
        ).only()[0, as: Int64.self]
        try Self.retireWaiting(before: key, connection)
        try note(id, connection)
        return (.began(id), nil)
      }
      switch RunState(rawValue: state) {
      case .published: return (.alreadyPublished(old), nil)
      case .waiting where !over.contains(.waiting): return (.waiting(old), nil)
      case .discarded where !over.contains(.discarded): return (.discarded(old), nil)
      default: break
      }
      for table in ["run_collector", "run_transition", "run_rule", "run_input_block", "run_input", "run_explanation", "run_fared"] {
        try connection.execute(SQL(raw: "DELETE FROM allot.\(table) WHERE agency_id = \(key.agency) AND run_id = \(old)"))
      }
      let id = try connection.query(
        """
        UPDATE allot.run SET run_id = nextval('allot.run_id'), state = 'running', fence = \(fence.value), as_of = \(asOf.timestamp),
          started_at = clock_timestamp(), finished_at = NULL, error = NULL, input_digest = NULL, snapshot = NULL, policies = '[]', stats = '{}',
          brakes = '{}', tripped = '[]', staged = NULL, inputs = NULL, planned_schema = NULL
        WHERE agency_id = \(key.agency) AND run_id = \(old) RETURNING run_id
        """
      ).only()[0, as: Int64.self]
      try Self.retireWaiting(before: key, connection)
      try note(id, connection)
      return (.began(id), old)
    }
    // The old plan is of no use to anybody now; what cannot be dropped is swept another day.
    if let superseded { try? await dropStage(superseded) }
    return start
  }

  /// Notes that a plan waits for a person, and why, as figures and in words; in the audit, whose run made it. Throws `notFound` when another attempt has
  /// taken the key over.
  package func holdBack(_ run: RunID, brakes: [TrippedBrake], words: [String], by person: String, agency: Agency) async throws {
    let tripped = brakes.map { brake in
      """
      {"brake":\(jsonString(brake.kind.rawValue)),"figure":\(brake.figure),"of":\(brake.of),"limit_permille":\(brake.limitPermille),\
      "low":\(brake.low),"high":\(brake.high),"input":\(jsonString(brake.input))}
      """
    }.joined(separator: ",")
    try await database.transaction(agency: agency.id, settings: .patient) { connection in
      let held = try connection.execute(
        """
        UPDATE allot.run SET state = 'waiting', brakes = \(words), tripped = \(json: "[\(tripped)]"), finished_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND state = 'planned'
        """)
      guard held == 1 else { throw StoreError.notFound(kind: .stagedRun, name: String(run)) }
      try Store.audit(connection, agency.id, by: person, "run.waiting", "run \(run)")
    }
  }

  /// Whose run made a plan that waits or waited; nil for other runs, and for plans of versions that did not note it.
  package func maker(ofPlan run: RunID, agency: Agency) async throws -> String? {
    let subject = "run \(run)"
    return try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT actor FROM allot.audit WHERE agency_id = \(agency.id) AND action = 'run.waiting' AND subject = \(subject)
        ORDER BY audit_id DESC LIMIT 1
        """
      ).first?[0, as: String.self]
    }
  }

  /// Gives a waiting plan to the holder of the lease, who may publish it now. Throws `invalid` when it does not wait, when a later night has
  /// been published since, or when a program of another schema planned it; `fenceLost`.
  package func resumeRun(_ run: RunID, fence: Fence) async throws {
    try await database.transaction(agency: fence.agency) { connection in
      try Self.hold(fence, connection)
      let row = try connection.query(
        """
        SELECT w.state, w.planned_schema,
          (SELECT max(r.slot) FROM allot.run r WHERE r.agency_id = w.agency_id AND r.slot > w.slot AND w.kind = 'night' AND \(Self.standingNight))
        FROM allot.run w WHERE w.agency_id = \(fence.agency) AND w.run_id = \(run) FOR UPDATE OF w
        """
      ).first?.decode(String.self, Int32?.self, PostgresDate?.self)
      guard let (state, schema, later) = row else { throw StoreError.notFound(kind: .run, name: String(run)) }
      guard state == RunState.waiting.rawValue else {
        throw StoreError.invalid(
          Wording(
            "run \(run) is \(state): only a plan that waits can be released or discarded",
            "运行 \(run) 的状态为 \(state)：只有待放行的方案才能放行或放弃"))
      }
      if let later {
        throw StoreError.invalid(
          Wording(
            "run \(run) is out of date: the night of \(Day(later)) has been published since; discard it",
            "运行 \(run) 已过时：其后已发布 \(Day(later)) 的夜间分案；请放弃它"))
      }
      guard schema.map(Int.init) == SchemaStatus.newest else {
        throw StoreError.invalid(
          Wording(
            "run \(run) was planned before the last upgrade or move of the database; discard it and decide anew",
            "运行 \(run) 的方案早于最近一次升级或迁移数据库；请放弃它并重新分案"))
      }
      try connection.execute("UPDATE allot.run SET fence = \(fence.value) WHERE agency_id = \(fence.agency) AND run_id = \(run)")
    }
  }

  /// Where the night of a slot stands.
  package func nightState(_ slot: Day, agency: Agency) async throws -> NightState {
    try await database.transaction(agency: agency.id) { connection in
      let row = try connection.query(
        """
        SELECT run_id, state FROM allot.run WHERE agency_id = \(agency.id) AND slot = \(slot.date) AND kind = 'night'
        ORDER BY state = 'published' DESC, seq DESC LIMIT 1
        """
      ).first?.decode(Int64.self, String.self)
      guard let (run, state) = row else { return .open }
      return switch RunState(rawValue: state) {
      case .published: .published(run)
      case .waiting: .waiting(run)
      case .discarded: .discarded(run)
      default: .open
      }
    }
  }

  /// Whether any night of the agency was ever published.
  package func hasPublishedNight(agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        "SELECT EXISTS (SELECT FROM allot.run WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published')"
      ).only()[0, as: Bool.self]
    }
  }

  /// When a run of each kind was last published.
  package func lastPublishes(agency: Agency) async throws -> [(kind: RunKind, at: Instant)] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        "SELECT kind, max(published_at) FROM allot.run WHERE agency_id = \(agency.id) AND state = 'published' GROUP BY kind ORDER BY kind"
      ).decode(String.self, PostgresTimestamp.self).compactMap { kind, at in RunKind(rawValue: kind).map { ($0, Instant(at)) } }
    }
  }

  /// The figures of the last published nights before a slot, by name, latest first.
  package func inputsOfNights(before slot: Day, limit: Int, agency: Agency) async throws -> [[String: Int64]] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT r.run_id, i.key, i.value::bigint
        FROM (
          SELECT run_id, slot, seq, inputs FROM allot.run
          WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published' AND slot < \(slot.date) AND inputs IS NOT NULL
          ORDER BY slot DESC, seq DESC LIMIT \(limit)) r
        CROSS JOIN LATERAL jsonb_each_text(r.inputs) i ORDER BY r.slot DESC, r.seq DESC
        """
      ).decode(Int64.self, String.self, Int64.self)
      var nights: [(run: Int64, figures: [String: Int64])] = []
      for (run, name, value) in rows {
        if nights.last?.run != run { nights.append((run, [:])) }
        nights[nights.count - 1].figures[name] = value
      }
      return nights.map(\.figures)
    }
  }

  /// Locks the lease's row until the end of the transaction and makes sure that it has not passed on.
  static func hold(_ fence: Fence, _ connection: Connection) throws {
    let held = try connection.query("SELECT FROM allot.lease WHERE agency_id = \(fence.agency) AND fence = \(fence.value) FOR SHARE")
    guard held.count == 1 else { throw StoreError.fenceLost }
  }

  /// A plan that still waits when a later night begins is out of date.
  private static func retireWaiting(before key: RunKey, _ connection: Connection) throws {
    guard key.kind == .night else { return }
    try connection.execute(
      """
      UPDATE allot.run SET state = 'discarded', error = 'a later night began', finished_at = clock_timestamp()
      WHERE agency_id = \(key.agency) AND kind = 'night' AND state = 'waiting' AND slot < \(key.slot.date)
      """)
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

  /// Notes that an attempt ended without a publish, and drops its plan. Does nothing to a run that is published, waits or was discarded.
  package func failRun(_ run: RunID, error: String, agency: Agency) async throws {
    let failed = try await database.transaction(agency: agency.id, settings: .unguarded) { connection in
      try connection.execute(
        """
        UPDATE allot.run SET state = 'failed', error = \(error), finished_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND state IN ('running', 'planned')
        """)
    }
    if failed > 0 { try await dropStage(run) }
  }

  /// Notes that a person refused a plan, who and why, and drops the plan. Throws `invalid` when the run is published.
  package func discardRun(_ run: RunID, reason: String, by person: String = "", agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let discarded = try connection.execute(
        """
        UPDATE allot.run SET state = 'discarded', error = \(reason), finished_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND state <> 'published'
        """)
      guard discarded == 1 else {
        throw StoreError.invalid(
          Wording("run \(run) is published or not there: nothing was discarded", "运行 \(run) 已发布或不存在：没有放弃任何内容"))
      }
      try Store.audit(connection, agency.id, by: person, "run.discarded", "run \(run): \(reason)")
    }
    try await dropStage(run)
  }

  /// Notes who let a waiting plan go, and why.
  package func noteRelease(_ run: RunID, reason: String, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try Store.audit(connection, agency.id, by: person, "run.released", "run \(run): \(reason)")
    }
  }

  /// Drops staging tables nobody needs: those of runs that are not under way and wait for nobody. For once a day. Gives their number.
  package func sweepStages() async throws -> Int {
    let (newest, found) = try await database.transaction { connection -> (Int64, Set<Int64>) in
      // The sequence first: a run that begins while we look has a higher number and is left alone.
      let newest = try connection.query("SELECT last_value FROM allot.run_id").only()[0, as: Int64.self]
      let tables = try connection.query("SELECT * FROM allot.stages()")
      return (newest, Set(try tables.map { try $0[0, as: Int64.self] }))
    }
    var kept: Set<Int64> = []
    for agency in try await store.register.agencies() {
      kept.formUnion(
        try await database.transaction(agency: agency.id) { connection in
          try connection.query(
            "SELECT run_id FROM allot.run WHERE agency_id = \(agency.id) AND state IN ('running', 'planned', 'waiting')"
          ).map { try $0[0, as: Int64.self] }
        })
    }
    let idle = found.filter { $0 <= newest && !kept.contains($0) }.sorted()
    for run in idle { try await dropStage(run) }
    return idle.count
  }

  /// Adds figures to a run, as a JSON object; keys given again are replaced.
  package func addStats(_ run: RunID, json: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute("UPDATE allot.run SET stats = stats || \(json: json) WHERE agency_id = \(agency.id) AND run_id = \(run)")
    }
  }
}
