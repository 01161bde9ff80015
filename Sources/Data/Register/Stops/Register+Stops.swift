package import Portfolio
package import Postgres
package import Schema
import Speech

extension Register {
  /// Sets a stop. A client must be there; a debtor is named by one of his cases, and the case alone is stopped where no debtor is known; whether there
  /// is such a policy the caller has seen. The same stop twice is once: `isNew` is false. Throws `notFound` and `ambiguous`.
  package func stop(
    _ what: EmergencyStop.What, _ subject: String, client: String?, reason: String, by person: String, agency: Agency
  ) async throws -> (stop: EmergencyStop, isNew: Bool) {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      let (clientID, debtorID, caseID) = try Self.whom(what, subject, client: client, agency.id, connection)
      let same = try Self.stops(
        connection, agency.id,
        """
        lifted_at IS NULL AND what = \(what.rawValue) AND client_id IS NOT DISTINCT FROM \(clientID) AND debtor_id IS NOT DISTINCT FROM \(debtorID)
        AND case_id IS NOT DISTINCT FROM \(caseID) AND (what <> 'policy' OR subject = \(subject))
        """)
      if let same = same.first { return (same, false) }
      let number = try connection.query(
        """
        INSERT INTO allot.emergency_stop (agency_id, stop, what, subject, client_id, debtor_id, case_id, reason, stopped_by)
        SELECT \(agency.id), coalesce(max(stop), 0) + 1, \(what.rawValue), \(subject), \(clientID), \(debtorID), \(caseID), \(reason), \(person)
        FROM allot.emergency_stop WHERE agency_id = \(agency.id) RETURNING stop
        """
      ).only()[0, as: Int.self]
      try Store.audit(connection, agency.id, by: person, "stop.made", "stop \(number)")
      return (try Self.one(number, connection, agency.id), true)
    }
  }

  private static func whom(_ what: EmergencyStop.What, _ subject: String, client: String?, _ agency: Int64, _ connection: Connection) throws
    -> (client: Int32?, debtor: Int64?, case: Int64?)
  {
    switch what {
    case .policy: return (nil, nil, nil)
    case .client:
      let found = try connection.query("SELECT client_id FROM allot.client WHERE agency_id = \(agency) AND name = \(subject)").first
      guard let found else { throw StoreError.notFound(kind: .client, name: subject) }
      return (try found[0, as: Int32.self], nil, nil)
    case .debtor:
      let found = try connection.query(
        """
        SELECT s.case_id, s.debtor_id, c.name FROM allot.case_record r
        JOIN allot.case_state s ON s.agency_id = r.agency_id AND s.case_id = r.case_id
        JOIN allot.client c ON c.agency_id = r.agency_id AND c.client_id = r.client_id
        WHERE r.agency_id = \(agency) AND r.case_no = \(subject) AND (\(client)::text IS NULL OR c.name = \(client)::text) ORDER BY s.case_id
        """
      ).decode(Int64.self, Int64?.self, String.self)
      guard let first = found.first else { throw StoreError.notFound(kind: .case, name: subject) }
      guard Set(found.map { $0.1 ?? -$0.0 }).count == 1 else {
        throw StoreError.ambiguous(kind: .case, name: subject, candidates: found.map(\.2))
      }
      return first.1.map { (nil, $0, nil) } ?? (nil, nil, first.0)
    }
  }

  /// Says that a stop is meant to stay. Anybody's word but that of whoever set it counts. Throws `notFound` where it does not hold.
  package func confirmStop(_ number: Int, by person: String, agency: Agency) async throws -> EmergencyStop {
    try await database.transaction(agency: agency.id) { connection in
      let changed = try connection.execute(
        """
        UPDATE allot.emergency_stop SET confirmed_by = \(person), confirmed_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND stop = \(number) AND lifted_at IS NULL AND confirmed_at IS NULL
        """)
      let stop = try Self.one(number, connection, agency.id)
      guard stop.liftedAt == nil else { throw StoreError.notFound(kind: .stop, name: String(number)) }
      if changed == 1 { try Store.audit(connection, agency.id, by: person, "stop.confirmed", "stop \(number)") }
      return stop
    }
  }

  /// The first of two asks, the second lifts. The same person twice is once. Throws `notFound` where it does not hold.
  package func liftStop(_ number: Int, reason: String, by person: String, agency: Agency) async throws -> EmergencyStop {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      let stop = try Self.one(number, connection, agency.id)
      guard stop.liftedAt == nil else { throw StoreError.notFound(kind: .stop, name: String(number)) }
      if stop.liftAskedBy == nil {
        try connection.execute(
          """
          UPDATE allot.emergency_stop SET lift_asked_by = \(person), lift_reason = \(reason)
          WHERE agency_id = \(agency.id) AND stop = \(number)
          """)
        try Store.audit(connection, agency.id, by: person, "stop.lift_asked", "stop \(number)")
      }
      if (stop.liftAskedBy ?? person) != person {
        try connection.execute(
          """
          UPDATE allot.emergency_stop SET lifted_by = \(person), lifted_at = clock_timestamp()
          WHERE agency_id = \(agency.id) AND stop = \(number)
          """)
        try Store.audit(connection, agency.id, by: person, "stop.lifted", "stop \(number)")
      }
      return try Self.one(number, connection, agency.id)
    }
  }

  /// Every stop, those that hold first, then the latest first.
  package func stops(agency: Agency) async throws -> [EmergencyStop] {
    try await database.transaction(agency: agency.id) { try Self.stops($0, agency.id, "true") }
  }

  /// The stops that hold, about a case: its client's and its debtor's, and its own; those of policies are not looked up.
  package func stops(ofCase caseID: Int64, agency: Agency) async throws -> [EmergencyStop] {
    try await database.transaction(agency: agency.id) { connection in
      try Self.stops(
        connection, agency.id,
        """
        lifted_at IS NULL AND EXISTS (SELECT FROM allot.case_state k WHERE k.agency_id = \(agency.id) AND k.case_id = \(caseID)
          AND (k.client_id = s.client_id OR k.debtor_id = s.debtor_id OR k.case_id = s.case_id))
        """)
    }
  }

  /// Whom the stops are about that hold, for whoever decides who gets what.
  package static func stopsInForce(_ connection: Connection, _ agency: Int64) throws -> EmergencyStops {
    var stops = EmergencyStops()
    let rows = try connection.query(
      """
      SELECT s.what, s.subject, c.name, s.debtor_id, s.case_id FROM allot.emergency_stop s
      LEFT JOIN allot.client c ON c.agency_id = s.agency_id AND c.client_id = s.client_id
      WHERE s.agency_id = \(agency) AND s.lifted_at IS NULL ORDER BY s.stop
      """
    ).decode(String.self, String.self, String?.self, Int64?.self, Int64?.self)
    for (what, subject, client, debtor, caseID) in rows {
      if what == EmergencyStop.What.policy.rawValue { stops.policies.insert(subject) }
      if let client { stops.clients.insert(client) }
      if let debtor { stops.debtors.insert(debtor) }
      if let caseID { stops.cases.insert(caseID) }
    }
    return stops
  }

  private static func one(_ number: Int, _ connection: Connection, _ agency: Int64) throws -> EmergencyStop {
    guard let stop = try stops(connection, agency, "stop = \(number)").first else {
      throw StoreError.notFound(kind: .stop, name: String(number))
    }
    return stop
  }

  private static func stops(_ connection: Connection, _ agency: Int64, _ filter: SQL) throws -> [EmergencyStop] {
    let rows = try connection.query(
      """
      SELECT stop, what, subject, reason, stopped_by, stopped_at, confirmed_by, confirmed_at, lift_asked_by, lift_reason, lifted_by, lifted_at,
        lifted_at IS NULL AND confirmed_at IS NULL AND stopped_at < clock_timestamp() - INTERVAL '24 hours'
      FROM allot.emergency_stop s WHERE agency_id = \(agency) AND \(filter) ORDER BY lifted_at IS NOT NULL, stop DESC
      """
    ).decode(
      Int.self, String.self, String.self, String.self, String.self, PostgresTimestamp.self, String?.self, PostgresTimestamp?.self,
      String?.self,
      String?.self, String?.self, PostgresTimestamp?.self, Bool.self)
    return try rows.map { number, what, subject, reason, by, at, confirmedBy, confirmedAt, askedBy, why, liftedBy, liftedAt, isOverdue in
      guard let what = EmergencyStop.What(rawValue: what) else {
        throw StoreError.invalid(Wording("the database holds a stop of an unknown kind", "数据库中有类型不明的停办"))
      }
      return EmergencyStop(
        number: number, what: what, subject: subject, reason: reason, by: by, at: Instant(at), confirmedBy: confirmedBy,
        confirmedAt: confirmedAt.map { Instant($0) }, liftAskedBy: askedBy, liftReason: why, liftedBy: liftedBy,
        liftedAt: liftedAt.map { Instant($0) }, isOverdue: isOverdue)
    }
  }
}
