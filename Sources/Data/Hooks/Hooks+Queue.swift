package import Portfolio
import Postgres
package import Schema
package import Views

// What is told next, by whom, and what came of it.
extension Hooks {
  /// At most so many rows are one message.
  package static let mostRows = 100

  /// Takes a webhook that has not been told everything and whose pause is over, for `seconds`, and gives what it is to be told next. What somebody took
  /// and did not end in his time is due again, as the same message. Positions without anything that is wanted are passed over. nil when there is nothing to
  /// tell anybody. Several processes may ask at the same time: each gets another webhook, so that nothing overtakes.
  package func take(for seconds: Int, agency: Agency) async throws -> HookParcel? {
    while true {
      let found = try await database.transaction(agency: agency.id) { connection in
        try Self.next(connection, seconds, agency.id)
      }
      switch found {
      case .parcel(let parcel): return parcel
      case .passedOver: continue
      case .nothing: return nil
      }
    }
  }

  private enum Next: Sendable {
    case parcel(HookParcel)
    case passedOver
    case nothing
  }

  private static func next(_ connection: Connection, _ seconds: Int, _ agency: Int64) throws -> Next {
    let taken = try connection.query(
      """
      UPDATE allot.webhook SET attempts = attempts + 1, taken_until = clock_timestamp() + \(seconds) * interval '1 second'
      WHERE agency_id = \(agency) AND hook = (SELECT w.hook FROM allot.webhook w
        JOIN allot.seal_head h ON h.agency_id = w.agency_id AND h.stream = 'outbox'
        WHERE w.agency_id = \(agency) AND w.state = 'active' AND w.next_at <= clock_timestamp() AND w.position < h.position
          AND (w.taken_until IS NULL OR w.taken_until <= clock_timestamp())
        ORDER BY w.next_at, w.hook LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
      RETURNING hook
      """
    ).first?[0, as: Int.self]
    guard let taken, let hook = try rows(connection, agency, "AND hook = \(taken)").first else { return .nothing }
    let (gone, now) = try connection.query(
      """
      SELECT base_position, extract(epoch FROM clock_timestamp())::bigint FROM allot.seal_head WHERE agency_id = \(agency) AND stream = 'outbox'
      """
    ).only().decode(Int64.self, Int64.self)
    let first = hook.position + 1
    let end = hook.pendingTo ?? hook.last
    let topics = (hook.topics.isEmpty ? Topic.allCases : hook.topics).map(\.rawValue)
    // A topic of a later version is everybody's who wants all.
    let wanted: SQL = hook.topics.isEmpty ? "" : "AND topic = ANY (\(topics))"
    let found = try connection.query(
      """
      SELECT position, created_at, topic, payload::text FROM allot.outbox
      WHERE agency_id = \(agency) AND position > \(max(hook.position, gone)) AND position <= \(end) \(wanted)
      ORDER BY position LIMIT \(mostRows)
      """
    ).decode(Int64.self, PostgresTimestamp.self, String.self, String.self).map {
      Announcement(position: $0.0, at: Instant($0.1), topic: $0.2, payload: $0.3)
    }
    // A message that was begun keeps its end; a new one ends with the last of its rows, or with all there is where they are few.
    let last = hook.pendingTo ?? (found.count == mostRows ? found.last?.position ?? end : end)
    let gap = gone >= first ? first...min(gone, last) : nil
    if found.isEmpty, gap == nil {
      try connection.execute(
        """
        UPDATE allot.webhook SET position = \(last), pending_to = NULL, taken_until = NULL WHERE agency_id = \(agency) AND hook = \(taken)
        """)
      return .passedOver
    }
    try connection.execute("UPDATE allot.webhook SET pending_to = \(last) WHERE agency_id = \(agency) AND hook = \(taken)")
    return .parcel(HookParcel(hook: hook, span: first...last, gap: gap, rows: found, seconds: now))
  }

  /// What came of a message.
  package enum Ending: Sendable {
    case sent
    /// Tried again after so many seconds, unless it is the last of `most` failures in a row: then it waits for a person.
    case failed(againAfter: Int, most: Int)
  }

  /// Notes what came of a parcel that was taken, and keeps the try; does nothing where it was taken anew since, or ended. Gives how the webhook stands
  /// now; nil where nothing was noted.
  @discardableResult
  package func end(_ parcel: HookParcel, _ ending: Ending, _ one: HookTry, agency: Agency) async throws -> Hook? {
    try await database.transaction(agency: agency.id) { connection in
      let (number, attempt) = (parcel.hook.number, parcel.hook.attempts)
      let scope: SQL =
        "WHERE agency_id = \(agency.id) AND hook = \(number) AND attempts = \(attempt) AND taken_until IS NOT NULL AND state <> 'removed'"
      let noted: Int
      switch ending {
      case .sent:
        noted = try connection.execute(
          """
          UPDATE allot.webhook SET position = \(parcel.span.upperBound), pending_to = NULL, taken_until = NULL, failures = 0, error = NULL,
            next_at = clock_timestamp(), sent_at = clock_timestamp() \(scope)
          """)
      case .failed(let pause, let most):
        noted = try connection.execute(
          """
          UPDATE allot.webhook SET taken_until = NULL, failures = failures + 1, error = \(one.error),
            next_at = clock_timestamp() + \(pause) * interval '1 second',
            state = CASE WHEN state = 'active' AND failures + 1 >= \(most) THEN 'failed' ELSE state END,
            stopped_by = CASE WHEN state = 'active' AND failures + 1 >= \(most) THEN 'daemon' ELSE stopped_by END,
            stopped_at = CASE WHEN state = 'active' AND failures + 1 >= \(most) THEN clock_timestamp() ELSE stopped_at END \(scope)
          """)
      }
      guard noted == 1 else { return nil }
      try Self.keep(one, number, connection, agency.id)
      let hook = try Self.rows(connection, agency.id, "AND hook = \(number)").first
      if let hook, hook.state == .failed, parcel.hook.state == .active {
        try Store.audit(
          connection, agency.id, by: "daemon", "webhook.gave_up", "webhook \(number)",
          detail: "{\"name\":\(jsonString(hook.name)),\"failures\":\(hook.failures)}")
      }
      return hook
    }
  }

  /// Webhooks that somebody wants a ping sent to; each is given once.
  package func takePings(agency: Agency) async throws -> [Hook] {
    try await database.transaction(agency: agency.id) { connection in
      let numbers = try connection.query(
        """
        UPDATE allot.webhook SET ping_due = false WHERE agency_id = \(agency.id) AND ping_due AND state <> 'removed' RETURNING hook
        """
      ).map { try $0[0, as: Int.self] }
      return try Self.rows(connection, agency.id, "AND hook = ANY (\(numbers))")
    }
  }

  /// The moment by the database's clock, in seconds since 1970-01-01 UTC, and what a new message may be called.
  package func stamp() async throws -> (seconds: Int64, word: String) {
    try await database.transaction { connection in
      try connection.query(
        "SELECT extract(epoch FROM clock_timestamp())::bigint, left(replace(gen_random_uuid()::text, '-', ''), 16)"
      ).only().decode(Int64.self, String.self)
    }
  }

  /// Keeps a try that belongs to no position. Does nothing for one that was removed.
  package func note(_ one: HookTry, of number: Int, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let there = try connection.query(
        "SELECT FROM allot.webhook WHERE agency_id = \(agency.id) AND hook = \(number) AND state <> 'removed' FOR NO KEY UPDATE")
      if !there.isEmpty { try Self.keep(one, number, connection, agency.id) }
    }
  }

  /// So many tries of each are kept.
  package static let keptTries = 50

  /// Whoever asks holds the row of the webhook.
  private static func keep(_ one: HookTry, _ number: Int, _ connection: Connection, _ agency: Int64) throws {
    let scope: SQL = "WHERE agency_id = \(agency) AND hook = \(number)"
    let written = try connection.query(
      """
      INSERT INTO allot.webhook_try (agency_id, hook, try, kind, message, first_position, last_position, outcome, status, milliseconds, error)
      SELECT \(agency), \(number), coalesce(max(try), 0) + 1, \(one.kind.rawValue), \(one.message), \(one.span?.lowerBound),
        \(one.span?.upperBound), \(one.outcome.rawValue), \(one.status)::int4, \(one.milliseconds), \(one.error)
      FROM allot.webhook_try \(scope) RETURNING try
      """
    ).only()[0, as: Int.self]
    try connection.execute("DELETE FROM allot.webhook_try \(scope) AND try <= \(written - Self.keptTries)")
  }

  /// How many there are in each state; states without any are missing. Rows that the one furthest behind has not been told of yet, of those active.
  package func counts(agency: Agency) async throws -> (states: [HookState: Int], lag: Int64) {
    let hooks = try await database.transaction(agency: agency.id) { try Self.rows($0, agency.id, "") }
    return (Dictionary(hooks.map { ($0.state, 1) }, uniquingKeysWith: +), hooks.filter { $0.state == .active }.map(\.lag).max() ?? 0)
  }
}
