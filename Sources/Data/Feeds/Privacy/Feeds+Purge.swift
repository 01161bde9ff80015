package import Portfolio
import Postgres
import Register
package import Schema

/// How long something is kept.
package struct Retention: Sendable, Hashable {
  /// What is removed.
  package var what: Retained
  /// Days after which it is removed.
  package var days: Int
  /// Name of the person who last set it.
  package var setBy: String
}

extension Feeds {
  /// What is removed after how many days; what is missing is kept.
  package func retentions(agency: Agency) async throws -> [Retention] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT what, days, set_by FROM allot.retention WHERE agency_id = \(agency.id) ORDER BY what COLLATE \"C\"")
        .decode(String.self, Int32.self, String.self)
        .compactMap { what, days, by in Retained(rawValue: what).map { Retention(what: $0, days: Int(days), setBy: by) } }
    }
  }

  /// Sets how long something is kept; nil keeps it.
  package func setRetention(_ what: Retained, days: Int?, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      if let days {
        try connection.execute(
          """
          INSERT INTO allot.retention (agency_id, what, days, set_by, set_at)
          VALUES (\(agency.id), \(what.rawValue), \(Int32(days)), \(person), clock_timestamp())
          ON CONFLICT (agency_id, what) DO UPDATE SET days = excluded.days, set_by = excluded.set_by, set_at = excluded.set_at
          """)
      } else {
        try connection.execute("DELETE FROM allot.retention WHERE agency_id = \(agency.id) AND what = \(what.rawValue)")
      }
      try Store.audit(
        connection, agency.id, by: person, "data.retention", what.rawValue, detail: "{\"days\":\(days.map(String.init) ?? "null")}")
    }
  }

  /// Removes what is older than `before`; gives the number of rows. With rows removed the audit says what, before which day and how many.
  @discardableResult
  package func purge(_ what: Retained, before: Day, by person: String, isDry: Bool = false, agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      let rows = try isDry ? Self.purgeable(connection, what, before, agency) : Self.remove(connection, what, before, agency)
      if rows > 0, !isDry {
        try Store.audit(
          connection, agency.id, by: person, "data.purged", what.rawValue,
          detail: "{\"what\":\"\(what.rawValue)\",\"before\":\"\(before)\",\"rows\":\(rows)}")
      }
      return rows
    }
  }

  /// Table and condition of the rows concerned.
  private static func target(_ what: Retained, _ before: Day, _ agency: Agency) -> (table: SQL, condition: SQL) {
    switch what {
    case .text: ("allot.conversation t", "t.body IS NOT NULL AND t.day < \(before.date)")
    case .attempt: ("allot.attempt t", "t.ingested_on < \(before.date)")
    case .extra:
      (
        "allot.case_record t",
        """
        (t.extra IS NOT NULL OR t.contract IS NOT NULL) AND t.stated_on < \(before.date) AND EXISTS (
          SELECT FROM allot.case_state s WHERE s.agency_id = t.agency_id AND s.case_id = t.case_id
            AND s.status <> \(stored: CaseStatus.open))
        """
      )
    case .decision: ("allot.decision t", "t.day < \(before.date)")
    case .outbox:
      (
        "allot.outbox t",
        """
        t.position < coalesce((SELECT min(y.position) FROM allot.outbox y WHERE y.agency_id = t.agency_id AND y.position IS NOT NULL
          AND (y.created_at AT TIME ZONE \(agency.zone))::date >= \(before.date)), 9223372036854775807)
        """
      )
    }
  }

  private static func purgeable(_ connection: Connection, _ what: Retained, _ before: Day, _ agency: Agency) throws -> Int {
    let (table, condition) = target(what, before, agency)
    return try connection.query(
      """
      SELECT count(*)::int4 FROM \(table) WHERE t.agency_id = \(agency.id) AND \(condition)
      """
    ).only()[0, as: Int.self]
  }

  private static func remove(_ connection: Connection, _ what: Retained, _ before: Day, _ agency: Agency) throws -> Int {
    let (table, condition) = target(what, before, agency)
    let scope: SQL = "t.agency_id = \(agency.id) AND \(condition)"
    switch what {
    case .text: return try connection.execute("UPDATE \(table) SET body = NULL WHERE \(scope)")
    case .extra: return try connection.execute("UPDATE \(table) SET extra = NULL, contract = NULL WHERE \(scope)")
    case .attempt: return try connection.execute("DELETE FROM \(table) WHERE \(scope)")
    case .decision:
      // The numbers behind decisions go with them.
      for numbers in ["run_explanation", "run_fared"] {
        try connection.execute(
          """
          DELETE FROM allot.\(raw: numbers) e USING allot.run r
          WHERE e.agency_id = \(agency.id) AND r.agency_id = e.agency_id AND r.run_id = e.run_id AND r.slot < \(before.date)
          """)
      }
      // The month's accounts keep what those decisions gave.
      try connection.execute(
        """
        UPDATE allot.fair_entry e SET carried = e.carried + h.cases
        FROM (
          SELECT month, account_id, collector_id, sum(cases)::int4 AS cases FROM allot.fair_history
          WHERE agency_id = \(agency.id) AND day < \(before.date) GROUP BY month, account_id, collector_id) h
        WHERE e.agency_id = \(agency.id) AND e.month = h.month AND e.account_id = h.account_id AND e.collector_id = h.collector_id
        """)
      return try connection.execute("DELETE FROM \(table) WHERE \(scope)")
    case .outbox:
      // The sealer must not number rows while the chain's base moves.
      try connection.query("SELECT FROM allot.seal_head WHERE agency_id = \(agency.id) AND stream = 'outbox' FOR UPDATE")
      let gone = try connection.query("SELECT max(t.position) FROM \(table) WHERE \(scope)").only()[0, as: Int64?.self]
      guard let gone else { return 0 }
      try connection.execute(
        """
        UPDATE allot.seal_head h SET base_position = \(gone), base_digest = (
          SELECT o.digest FROM allot.outbox o WHERE o.agency_id = h.agency_id AND o.position = \(gone))
        WHERE h.agency_id = \(agency.id) AND h.stream = 'outbox'
        """)
      return try connection.execute("DELETE FROM allot.outbox WHERE agency_id = \(agency.id) AND position <= \(gone)")
    }
  }
}
