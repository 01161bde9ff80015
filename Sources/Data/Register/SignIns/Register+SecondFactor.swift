import Portfolio
import Postgres
package import Schema

// The second factor of a sign-in.
extension Register {
  /// An active person's, confirmed or not, and the present step of 30 s by the database's clock; nil when he has none.
  package func secondFactor(of name: String, agency: Agency) async throws -> (factor: SecondFactor, now: Int64)? {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT f.salt, f.key_id, f.step, f.confirmed_at, floor(extract(epoch FROM clock_timestamp()) / 30)::int8,
          (SELECT count(*) FROM allot.recovery_code r WHERE r.agency_id = f.agency_id AND r.person_id = f.person_id AND r.used_at IS NULL)
        FROM allot.second_factor f JOIN allot.person p ON p.agency_id = f.agency_id AND p.person_id = f.person_id
        WHERE f.agency_id = \(agency.id) AND p.name = \(name) AND p.active
        """
      ).decode([UInt8].self, Int32.self, Int64.self, PostgresTimestamp?.self, Int64.self, Int.self).first.map {
        (SecondFactor(salt: $0.0, keyID: $0.1, step: $0.2, confirmedAt: $0.3.map { Instant($0) }, recoveryCodes: $0.5), $0.4)
      }
    }
  }

  /// Begins one, in place of one that was begun and not confirmed. Returns false where one is confirmed: it stays. Throws `notFound`.
  package func beginSecondFactor(salt: [UInt8], of name: String, agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      guard let person = try Self.people(connection, "AND p.active AND p.name = \(name)", agency.id).first else {
        throw StoreError.notFound(kind: .activeUser, name: name)
      }
      return try connection.execute(
        """
        INSERT INTO allot.second_factor AS f (agency_id, person_id, salt, key_id)
        VALUES (\(agency.id), \(person.id), \(salt), \(agency.keyID))
        ON CONFLICT (agency_id, person_id) DO UPDATE SET salt = excluded.salt, key_id = excluded.key_id, step = 0, begun_at = clock_timestamp()
        WHERE f.confirmed_at IS NULL
        """) == 1
    }
  }

  /// From now on it is asked for. `codes`: digests of the codes on paper. His other sign-ins end, but for `except`. Returns false where it was confirmed
  /// already, or taken away meanwhile.
  package func confirmSecondFactor(step: Int64, codes: [[UInt8]], of name: String, except signIn: Int64?, agency: Agency) async throws
    -> Bool
  {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        UPDATE allot.second_factor f SET confirmed_at = clock_timestamp(), step = \(step) FROM allot.person p
        WHERE f.agency_id = \(agency.id) AND p.agency_id = f.agency_id AND p.person_id = f.person_id AND p.name = \(name) AND p.active
          AND f.confirmed_at IS NULL RETURNING f.person_id
        """)
      guard let id = try rows.first?[0, as: Int64.self] else { return false }
      try connection.execute("DELETE FROM allot.recovery_code WHERE agency_id = \(agency.id) AND person_id = \(id)")
      for code in codes {
        try connection.execute("INSERT INTO allot.recovery_code (agency_id, person_id, digest) VALUES (\(agency.id), \(id), \(code))")
      }
      let ended = try Self.endSignIns(connection, of: id, except: signIn, by: name, agency.id)
      try Store.audit(connection, agency.id, by: name, "second_factor.set", "user \(name)", detail: "{\"sign_ins_ended\":\(ended)}")
      return true
    }
  }

  /// Uses a step up; false when it, or a later one, was used before.
  package func useStep(_ step: Int64, of name: String, agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        """
        UPDATE allot.second_factor f SET step = \(step) FROM allot.person p
        WHERE f.agency_id = \(agency.id) AND p.agency_id = f.agency_id AND p.person_id = f.person_id AND p.name = \(name) AND f.step < \(step)
        """) == 1
    }
  }

  /// Uses a code on paper up; false when he has no such one, or used it before.
  package func useRecoveryCode(_ digest: [UInt8], of name: String, agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      let used =
        try connection.execute(
          """
          UPDATE allot.recovery_code r SET used_at = clock_timestamp() FROM allot.person p
          WHERE r.agency_id = \(agency.id) AND p.agency_id = r.agency_id AND p.person_id = r.person_id AND p.name = \(name)
            AND r.digest = \(digest) AND r.used_at IS NULL
          """) == 1
      if used { try Store.audit(connection, agency.id, by: name, "second_factor.recovery_code_used", "user \(name)", detail: "{}") }
      return used
    }
  }

  /// Takes it away, with the codes on paper; false when there was none that is asked for.
  package func removeSecondFactor(of name: String, agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      guard let person = try Self.people(connection, "AND p.active AND p.name = \(name)", agency.id).first else {
        throw StoreError.notFound(kind: .activeUser, name: name)
      }
      guard try Self.forgetSecondFactor(connection, of: person.id, agency.id) else { return false }
      try Store.audit(connection, agency.id, by: name, "second_factor.removed", "user \(name)", detail: "{}")
      return true
    }
  }

  /// Back to the beginning for somebody who lost password or telephone: neither counts any more, his sign-ins end, his failures are forgotten. Throws
  /// `notFound`.
  package func resetSignIn(of name: String, subject: [UInt8], by actor: String, agency: Agency) async throws -> SignInReset {
    try await database.transaction(agency: agency.id) { connection in
      guard let person = try Self.people(connection, "AND p.active AND p.name = \(name)", agency.id).first else {
        throw StoreError.notFound(kind: .activeUser, name: name)
      }
      let password = try connection.execute(
        "DELETE FROM allot.person_password WHERE agency_id = \(agency.id) AND person_id = \(person.id)")
      let hadFactor = try Self.forgetSecondFactor(connection, of: person.id, agency.id)
      let ended = try Self.endSignIns(connection, of: person.id, except: nil, by: actor, agency.id)
      try connection.execute(
        "UPDATE allot.sign_in_failure SET failures = 0, closed_until = clock_timestamp() WHERE agency_id = \(agency.id) AND subject = \(subject)"
      )
      let reset = SignInReset(hadPassword: password == 1, hadSecondFactor: hadFactor, signInsEnded: ended)
      try Store.audit(
        connection, agency.id, by: actor, "sign_in.reset", "user \(name)",
        detail: "{\"password\":\(reset.hadPassword),\"second_factor\":\(hadFactor),\"sign_ins_ended\":\(ended)}")
      return reset
    }
  }

  /// Whether one was asked for.
  private static func forgetSecondFactor(_ connection: Connection, of person: Int64, _ agency: Int64) throws -> Bool {
    try connection.execute("DELETE FROM allot.recovery_code WHERE agency_id = \(agency) AND person_id = \(person)")
    let rows = try connection.query(
      "DELETE FROM allot.second_factor WHERE agency_id = \(agency) AND person_id = \(person) RETURNING confirmed_at IS NOT NULL")
    return try rows.first?[0, as: Bool.self] ?? false
  }

  /// How many ended.
  static func endSignIns(_ connection: Connection, of person: Int64, except signIn: Int64?, by actor: String, _ agency: Int64) throws -> Int
  {
    try connection.execute(
      """
      UPDATE allot.sign_in SET ended_at = clock_timestamp(), ended_by = \(actor)
      WHERE agency_id = \(agency) AND person_id = \(person) AND ended_at IS NULL AND sign_in <> \(signIn ?? 0)
      """)
  }
}

/// What was taken away from somebody so that he can begin anew.
package struct SignInReset: Sendable, Hashable {
  package var hadPassword: Bool
  package var hadSecondFactor: Bool
  package var signInsEnded: Int
}
