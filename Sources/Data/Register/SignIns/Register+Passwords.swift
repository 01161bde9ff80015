import Portfolio
import Postgres
package import Schema

// Passwords, and who did not get in.
extension Register {
  /// The active person of that name and what is kept of his password; nil when there is no such person.
  package func password(of name: String, agency: Agency) async throws -> (person: Person, kept: KeptPassword?)? {
    try await database.transaction(agency: agency.id) { connection in
      guard let person = try Self.people(connection, "AND p.active AND p.name = \(name)", agency.id).first else { return nil }
      let rows = try connection.query(
        """
        SELECT salt, digest, cost, block_size, parallel FROM allot.person_password
        WHERE agency_id = \(agency.id) AND person_id = \(person.id)
        """
      ).decode([UInt8].self, [UInt8].self, Int16.self, Int16.self, Int16.self)
      return (person, rows.first.map { KeptPassword(salt: $0.0, digest: $0.1, cost: $0.2, blockSize: $0.3, parallel: $0.4) })
    }
  }

  /// Keeps what scrypt made of a password; whoever is in elsewhere by then has to come in anew, but for the sign-in `except`. Throws `notFound`.
  package func setPassword(_ kept: KeptPassword, of name: String, except signIn: Int64?, by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        INSERT INTO allot.person_password (agency_id, person_id, salt, digest, cost, block_size, parallel, set_by)
        SELECT agency_id, person_id, \(kept.salt), \(kept.digest), \(kept.cost), \(kept.blockSize), \(kept.parallel), \(actor)
        FROM allot.person WHERE agency_id = \(agency.id) AND name = \(name) AND active
        ON CONFLICT (agency_id, person_id) DO UPDATE SET salt = excluded.salt, digest = excluded.digest, cost = excluded.cost,
          block_size = excluded.block_size, parallel = excluded.parallel, set_by = excluded.set_by, set_at = clock_timestamp()
        RETURNING person_id
        """)
      guard let id = try rows.first?[0, as: Int64.self] else { throw StoreError.notFound(kind: .activeUser, name: name) }
      let ended = try Self.endSignIns(connection, of: id, except: signIn, by: actor, agency.id)
      try Store.audit(connection, agency.id, by: actor, "password.set", "user \(name)", detail: "{\"sign_ins_ended\":\(ended)}")
    }
  }

  /// Seconds until somebody under this name may try again; 0 is now.
  package func pause(of subject: [UInt8], agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT ceil(extract(epoch FROM closed_until - clock_timestamp()))::int4 FROM allot.sign_in_failure
        WHERE agency_id = \(agency.id) AND subject = \(subject) AND closed_until > clock_timestamp()
        """
      ).first.map { Int(try $0[0, as: Int32.self]) } ?? 0
    }
  }

  /// Counts a failure; from the third in a row on the door is closed for 2, 4, 8 … seconds, 900 at most. What is older than a day is forgotten. Gives
  /// the pause.
  package func noteFailure(of subject: [UInt8], agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id) { connection in
      let failures = try connection.query(
        """
        INSERT INTO allot.sign_in_failure AS f (agency_id, subject, failures, last_at, closed_until)
        VALUES (\(agency.id), \(subject), 1, clock_timestamp(), clock_timestamp())
        ON CONFLICT (agency_id, subject) DO UPDATE SET last_at = clock_timestamp(),
          failures = CASE WHEN f.last_at < clock_timestamp() - interval '1 day' THEN 1 ELSE least(f.failures + 1, 1000) END
        RETURNING failures
        """
      ).only()[0, as: Int32.self]
      let seconds = failures < 3 ? 0 : min(900, 1 << min(Int(failures) - 2, 10))
      if seconds > 0 {
        try connection.execute(
          """
          UPDATE allot.sign_in_failure SET closed_until = clock_timestamp() + \(seconds) * interval '1 second'
          WHERE agency_id = \(agency.id) AND subject = \(subject)
          """)
        try Store.audit(
          connection, agency.id, by: "console", "sign_in.closed", "sign-in", detail: "{\"failures\":\(failures),\"seconds\":\(seconds)}")
      }
      return seconds
    }
  }
}
