package import Portfolio
package import Postgres
package import Schema

extension Register {
  /// Makes an agency; needs the owner's rights. Throws `agencyExists`, `unknownZone`, `agencyIsOwners`.
  package func createAgency(
    code: String, name: String, zone: String, currency: Currency, identifierKey: [UInt8], keepText: Bool = false,
    country: Country = .cn
  ) async throws -> Agency {
    try await database.transaction { [keys] connection in
      try Self.checkZone(zone, connection)
      // A key that lies in the file from before is still right: the same agency, made anew.
      let key = try keys.key(of: code, 1) ?? identifierKey
      let stored = keys.keepsKeys ? nil : key
      guard try connection.query("SELECT has_table_privilege('allot.agency', 'INSERT')").only()[0, as: Bool.self] else {
        throw StoreError.agencyIsOwners
      }
      let made = try connection.query(
        """
        INSERT INTO allot.agency (code, name, zone, currency, identifier_key, keep_text, country)
        VALUES (\(code), \(name), \(zone), \(currency.description), \(stored), \(keepText), \(country.rawValue))
        ON CONFLICT (code) DO NOTHING RETURNING agency_id
        """)
      guard let id = try made.first?[0, as: Int64.self] else { throw StoreError.agencyExists(code: code) }
      try keys.store(key, of: code, 1)
      return Agency(
        id: id, code: code, name: name, zone: zone, currency: currency, identifierKey: key, keyID: 1, keepText: keepText,
        country: country)
    }
  }

  /// Whether the agency's key lies in the database.
  package func keyIsInDatabase(agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT identifier_key IS NOT NULL FROM allot.agency WHERE agency_id = \(agency.id)").only()[0, as: Bool.self]
    }
  }

  /// Moves an agency's key from the database to where keys are kept. False when it lies there already. Throws `invalid` when they are kept nowhere.
  package func moveKey(by person: String, agency: Agency) async throws -> Bool {
    try keys.requireKeeping()
    return try await database.transaction(agency: agency.id) { [keys] connection in
      let stored = try connection.query("SELECT identifier_key FROM allot.agency WHERE agency_id = \(agency.id) FOR UPDATE")
        .only()[0, as: [UInt8]?.self]
      guard let stored else { return false }
      try keys.store(stored, of: agency.code, agency.keyID)
      try connection.execute("UPDATE allot.agency SET identifier_key = NULL WHERE agency_id = \(agency.id)")
      try Store.audit(connection, agency.id, by: person, "key.moved", "key \(agency.keyID)")
      return true
    }
  }

  /// The agency with this code; with nil the only one there is. Throws `noAgency`, `severalAgencies`.
  package func agency(_ code: String? = nil) async throws -> Agency {
    let all = try await agencies()
    if let code {
      guard let found = all.first(where: { $0.code == code }) else { throw StoreError.noAgency(code: code) }
      return found
    }
    guard let first = all.first else { throw StoreError.noAgency(code: nil) }
    guard all.count == 1 else { throw StoreError.severalAgencies(codes: all.map(\.code)) }
    return first
  }

  /// All agencies, by code.
  package func agencies() async throws -> [Agency] {
    try await database.transaction { [keys] connection in
      let rows = try connection.query(
        """
        SELECT agency_id, code, name, zone, currency, identifier_key, key_id, keep_text, country
        FROM allot.agency ORDER BY code COLLATE "C"
        """)
      return try rows.decode(
        Int64.self, String.self, String.self, String.self, String.self, [UInt8]?.self, Int32.self, Bool.self, String.self
      ).map { row in
        let earlier = try (1..<max(row.6, 1)).compactMap { try keys.key(of: row.1, $0) }
        // With one missing, no digest can be made.
        let key = earlier.count == Int(max(row.6, 1)) - 1 ? try row.5 ?? keys.key(of: row.1, row.6) ?? [] : []
        return Agency(
          id: row.0, code: row.1, name: row.2, zone: row.3, currency: try Currency(stored: row.4), identifierKey: key, keyID: row.6,
          keepText: row.7, country: Country(rawValue: row.8) ?? .cn, earlierKeys: earlier)
      }
    }
  }

  /// Names of clients, teams, skills and regions that imports brought, each in order.
  package func names(agency: Agency) async throws -> (clients: [String], teams: [String], skills: [String], regions: [String]) {
    try await database.transaction(agency: agency.id) { connection in
      func all(_ table: NameTable) throws -> [String] { try table.names(connection, agency.id) }
      return (try all(.client), try all(.team), try all(.skill), try all(.region))
    }
  }

  /// Takes over what the agency file says about the agency, when it is activated. Throws `agencyHasCases` when zone or currency would change
  /// under existing cases, `ratesNeeded` when cases are in a currency that would lose its rate, `unknownZone`. When rates change, the collectors' open amounts are counted anew.
  package func adopt(_ settings: AgencySettings, for agency: Agency) async throws -> Agency {
    try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      try Self.check(settings, agency.id, connection)
      try connection.execute(
        """
        UPDATE allot.agency SET name = \(settings.name), zone = \(settings.zone), currency = \(settings.currency.description),
          keep_text = \(settings.keepText), country = \(settings.country.rawValue)
        WHERE agency_id = \(agency.id)
        """)
      if try Self.replaceRates(settings, agency.id, connection) { try Self.recountCollectors(agency.id, connection) }
      return Agency(
        id: agency.id, code: agency.code, name: settings.name, zone: settings.zone, currency: settings.currency,
        identifierKey: agency.identifierKey, keyID: agency.keyID, keepText: settings.keepText, country: settings.country,
        earlierKeys: agency.earlierKeys)
    }
  }

  /// What `adopt`, or `createAgency` where there is no agency yet, would refuse of these settings; nil when nothing. Writes nothing.
  package func objection(to settings: AgencySettings, of agency: Agency?) async throws -> StoreError? {
    do {
      if let agency {
        try await database.transaction(agency: agency.id) { try Self.check(settings, agency.id, $0) }
      } else {
        try await database.transaction { try Self.checkZone(settings.zone, $0) }
      }
      return nil
    } catch let error as StoreError {
      switch error {
      case .unknownZone, .agencyHasCases, .ratesNeeded: return error
      default: throw error
      }
    }
  }

  /// Throws what keeps an agency from taking these settings.
  private static func check(_ settings: AgencySettings, _ agency: Int64, _ connection: Connection) throws {
    let (zone, currency) = try connection.query("SELECT zone, currency FROM allot.agency WHERE agency_id = \(agency)")
      .only().decode(String.self, String.self)
    if zone != settings.zone || currency != settings.currency.description {
      let hasCases = try connection.query("SELECT EXISTS (SELECT FROM allot.case_record WHERE agency_id = \(agency))")
        .only()[0, as: Bool.self]
      if hasCases { throw StoreError.agencyHasCases(what: zone != settings.zone ? .zone : .currency) }
      try checkZone(settings.zone, connection)
    }
    let codes = settings.rates.map(\.currency).filter { $0 != settings.currency }.map(\.description)
    let needed = try connection.query(
      """
      SELECT DISTINCT x.currency FROM allot.exchange_rate x
      WHERE x.agency_id = \(agency) AND x.currency <> ALL (\(codes))
        AND EXISTS (SELECT FROM allot.case_state s WHERE s.agency_id = \(agency) AND s.currency = x.currency)
      """
    ).decode(String.self)
    guard needed.isEmpty else { throw StoreError.ratesNeeded(currencies: needed.sorted()) }
  }

  /// The database's time in the agency's zone.
  package func clock(_ agency: Agency) async throws -> Clock {
    try await database.transaction { connection in
      let (now, today, seconds) = try connection.query(
        """
        SELECT t.now, (t.now AT TIME ZONE \(agency.zone))::date, extract(epoch FROM (t.now AT TIME ZONE \(agency.zone))::time)::int4
        FROM (SELECT clock_timestamp() AS now) t
        """
      ).only().decode(PostgresTimestamp.self, PostgresDate.self, Int32.self)
      return Clock(now: Instant(now), today: Day(today), secondsOfDay: Int(seconds))
    }
  }

  /// The local date of an instant in the agency's zone.
  package func day(of instant: Instant, in agency: Agency) async throws -> Day {
    try await database.transaction { connection in
      Day(
        try connection.query(
          """
          SELECT (\(instant.timestamp)::timestamptz AT TIME ZONE \(agency.zone)::text)::date
          """
        ).only()[0, as: PostgresDate.self])
    }
  }

  /// The instant of a wall-clock time in the agency's zone. In the hour that a zone skips or repeats PostgreSQL's rule decides.
  package func instant(_ local: LocalTime, in agency: Agency) async throws -> Instant {
    try await database.transaction { connection in
      Instant(
        try connection.query(
          "SELECT \(raw: LocalTimes.instant(of: "\(local.microseconds)::bigint", "\(local.offsetSeconds.map(String.init) ?? "NULL")::int4", zone: "z.zone")) "
            + "FROM (SELECT \(agency.zone)::text AS zone) z"
        ).only()[0, as: PostgresTimestamp.self])
    }
  }

  private static func checkZone(_ zone: String, _ connection: Connection) throws {
    let known = try connection.query("SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = \(zone))").only()[0, as: Bool.self]
    guard known else { throw StoreError.unknownZone(zone) }
  }

  /// Whether anything changed.
  private static func replaceRates(_ settings: AgencySettings, _ agency: Int64, _ connection: Connection) throws -> Bool {
    let fractions = settings.rates.filter { $0.currency != settings.currency }.map {
      ($0.currency, RateFraction($0, base: settings.currency))
    }
    let codes = fractions.map(\.0.description)
    let removed = try connection.execute("DELETE FROM allot.exchange_rate WHERE agency_id = \(agency) AND currency <> ALL (\(codes))")
    let written = try connection.execute(
      """
      INSERT INTO allot.exchange_rate AS x (agency_id, currency, numerator, denominator)
      SELECT \(agency), * FROM unnest(\(codes), \(fractions.map(\.1.numerator)), \(fractions.map(\.1.denominator)))
      ON CONFLICT (agency_id, currency) DO UPDATE SET numerator = excluded.numerator, denominator = excluded.denominator
      WHERE (x.numerator, x.denominator) <> (excluded.numerator, excluded.denominator)
      """)
    return removed + written > 0
  }

  /// Counts every collector's open cases and amount anew from the cases; for the case that somebody changed tables by hand.
  package func recountCollectors(agency: Agency) async throws {
    try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      try Self.recountCollectors(agency.id, connection)
    }
  }

  /// Counts every collector's open cases and amount from the cases.
  package static func recountCollectors(_ agency: Int64, _ connection: Connection) throws {
    try connection.execute(
      """
      WITH held AS (
        SELECT s.holder_id, count(*)::int4 AS cases, sum(\(raw: BaseAmount.of("s.outstanding")))::bigint AS amount
        FROM allot.case_state s \(raw: BaseAmount.join("s"))
        WHERE s.agency_id = \(agency) AND s.status = \(stored: CaseStatus.open) AND s.holder_id IS NOT NULL GROUP BY s.holder_id)
      UPDATE allot.collector_state c SET open_cases = coalesce(h.cases, 0), open_amount = coalesce(h.amount, 0)
      FROM allot.collector_state o LEFT JOIN held h ON h.holder_id = o.collector_id
      WHERE o.agency_id = \(agency) AND c.agency_id = \(agency) AND c.collector_id = o.collector_id
        AND (c.open_cases, c.open_amount) <> (coalesce(h.cases, 0), coalesce(h.amount, 0))
      """)
  }
}
