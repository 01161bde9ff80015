package import Portfolio
import Postgres
package import Schema

// Who is in the console, and how he came in.
extension Register {
  /// The active person of a sign-in that neither ended nor ran out, and its number; nil otherwise. Notes that he was seen, once a minute. Whoever was
  /// not seen for `idle` seconds has to come in anew.
  package func person(signedInBy digest: [UInt8], idle: Int, agency: Agency) async throws -> (person: Person, signIn: Int64)? {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT sign_in, person_id, last_seen_at < clock_timestamp() - interval '1 minute' FROM allot.sign_in
        WHERE agency_id = \(agency.id) AND digest = \(digest) AND NOT awaits_code AND ended_at IS NULL AND expires_at > clock_timestamp()
          AND last_seen_at > clock_timestamp() - \(idle) * interval '1 second'
        """)
      guard let (signIn, id, isOld) = try rows.first?.decode(Int64.self, Int64.self, Bool.self),
        let person = try Self.people(connection, "AND p.active AND p.person_id = \(id)", agency.id).first
      else { return nil }
      if isOld {
        try connection.execute(
          "UPDATE allot.sign_in SET last_seen_at = clock_timestamp() WHERE agency_id = \(agency.id) AND sign_in = \(signIn)")
      }
      return (person, signIn)
    }
  }

  /// Lets somebody in for `seconds` at most, and forgets his failures. With `awaitsCode` he is not in yet: see `admitSignIn`. Throws `notFound` when he was
  /// disabled meanwhile.
  package func openSignIn(
    _ digest: [UInt8], of person: Person, by way: SignInWay, seconds: Int, subject: [UInt8]?, awaitsCode: Bool = false, agency: Agency
  ) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let made = try connection.execute(
        """
        INSERT INTO allot.sign_in (agency_id, person_id, digest, way, expires_at, awaits_code)
        SELECT agency_id, person_id, \(digest), \(way.rawValue), clock_timestamp() + \(seconds) * interval '1 second', \(awaitsCode)
        FROM allot.person WHERE agency_id = \(agency.id) AND person_id = \(person.id) AND active
        """)
      guard made == 1 else { throw StoreError.notFound(kind: .activeUser, name: person.name) }
      // Who knows a password only would have as many tries at the code as he likes.
      if !awaitsCode { try Self.noteOpened(connection, person, way, subject, agency.id) }
    }
  }

  private static func noteOpened(_ connection: Connection, _ person: Person, _ way: SignInWay, _ subject: [UInt8]?, _ agency: Int64) throws
  {
    if let subject {
      try connection.execute(
        "UPDATE allot.sign_in_failure SET failures = 0 WHERE agency_id = \(agency) AND subject = \(subject) AND failures > 0")
    }
    try Store.audit(
      connection, agency, by: person.name, "sign_in.opened", "user \(person.name)", detail: "{\"way\":\(jsonString(way.rawValue))}")
  }

  /// Whose sign-in awaits a code; nil when there is no such one, or its time is over.
  package func personAwaited(by digest: [UInt8], agency: Agency) async throws -> Person? {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT person_id FROM allot.sign_in
        WHERE agency_id = \(agency.id) AND digest = \(digest) AND awaits_code AND ended_at IS NULL AND expires_at > clock_timestamp()
        """)
      guard let id = try rows.first?[0, as: Int64.self] else { return nil }
      return try Self.people(connection, "AND p.active AND p.person_id = \(id)", agency.id).first
    }
  }

  /// Lets in, for `seconds` at most, whoever brought the code, under the digest of a new secret: who saw the one before has nothing of it. Throws
  /// `notFound` when the sign-in ended meanwhile.
  package func admitSignIn(
    _ digest: [UInt8], as next: [UInt8], of person: Person, seconds: Int, subject: [UInt8], agency: Agency
  ) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        UPDATE allot.sign_in SET awaits_code = false, digest = \(next), last_seen_at = clock_timestamp(),
          expires_at = clock_timestamp() + \(seconds) * interval '1 second'
        WHERE agency_id = \(agency.id) AND digest = \(digest) AND awaits_code AND ended_at IS NULL AND expires_at > clock_timestamp()
        RETURNING sign_in, way
        """)
      guard let (_, way) = try rows.first?.decode(Int64.self, String.self) else { throw StoreError.notFound(kind: .signIn, name: "") }
      try Self.noteOpened(connection, person, SignInWay(rawValue: way) ?? .token, subject, agency.id)
    }
  }

  /// Ends a sign-in; with `of` only one of that person. Throws `notFound` when there is none that is open.
  package func endSignIn(_ id: Int64, of name: String?, by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let ended = try connection.query(
        """
        UPDATE allot.sign_in s SET ended_at = clock_timestamp(), ended_by = \(actor) FROM allot.person p
        WHERE s.agency_id = \(agency.id) AND s.sign_in = \(id) AND s.ended_at IS NULL AND p.agency_id = s.agency_id
          AND p.person_id = s.person_id AND (\(name)::text IS NULL OR p.name = \(name)) RETURNING p.name
        """)
      guard let person = try ended.first?[0, as: String.self] else { throw StoreError.notFound(kind: .signIn, name: String(id)) }
      try Store.audit(connection, agency.id, by: actor, "sign_in.ended", "user \(person)", detail: "{\"sign_in\":\(id)}")
    }
  }

  /// Sign-ins, latest first, at most `limit`; with `of` those of one person.
  package func signIns(of name: String?, limit: Int, agency: Agency) async throws -> [SignIn] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT s.sign_in, p.name, s.way, s.created_at, s.last_seen_at, s.expires_at, s.ended_at FROM allot.sign_in s
        JOIN allot.person p ON p.agency_id = s.agency_id AND p.person_id = s.person_id
        WHERE s.agency_id = \(agency.id) AND NOT s.awaits_code AND (\(name)::text IS NULL OR p.name = \(name)) ORDER BY s.sign_in DESC LIMIT \(limit)
        """
      ).decode(
        Int64.self, String.self, String.self, PostgresTimestamp.self, PostgresTimestamp.self, PostgresTimestamp.self,
        PostgresTimestamp?.self
      ).map {
        SignIn(
          id: $0.0, person: $0.1, way: SignInWay(rawValue: $0.2) ?? .token, createdAt: Instant($0.3), lastSeenAt: Instant($0.4),
          expiresAt: Instant($0.5), endedAt: $0.6.map { Instant($0) })
      }
    }
  }

  /// A link that lets somebody in once within `minutes`. Throws `notFound`.
  package func addSignInLink(_ digest: [UInt8], for name: String, minutes: Int, by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let added = try connection.execute(
        """
        INSERT INTO allot.sign_in_link (agency_id, digest, person_id, made_by, expires_at)
        SELECT agency_id, \(digest), person_id, \(actor), clock_timestamp() + \(minutes) * interval '1 minute'
        FROM allot.person WHERE agency_id = \(agency.id) AND name = \(name) AND active
        """)
      guard added == 1 else { throw StoreError.notFound(kind: .activeUser, name: name) }
      try Store.audit(connection, agency.id, by: actor, "sign_in.link_made", "user \(name)", detail: "{\"minutes\":\(minutes)}")
    }
  }

  /// Whether a link would still let somebody in.
  package func isSignInLinkOpen(_ digest: [UInt8], agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT EXISTS (SELECT FROM allot.sign_in_link
          WHERE agency_id = \(agency.id) AND digest = \(digest) AND used_at IS NULL AND expires_at > clock_timestamp())
        """
      ).only()[0, as: Bool.self]
    }
  }

  /// Uses a link up; gives whose it is, nil when it is unknown, used or past its time.
  package func useSignInLink(_ digest: [UInt8], agency: Agency) async throws -> Person? {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        UPDATE allot.sign_in_link SET used_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND digest = \(digest) AND used_at IS NULL AND expires_at > clock_timestamp() RETURNING person_id
        """)
      guard let id = try rows.first?[0, as: Int64.self] else { return nil }
      return try Self.people(connection, "AND p.active AND p.person_id = \(id)", agency.id).first
    }
  }
}
