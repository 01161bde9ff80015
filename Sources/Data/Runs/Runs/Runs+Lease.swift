import Postgres
package import Schema

/// The right to run an agency's nights, as a number that grows with every owner. Publishing checks it last.
package struct Fence: Sendable, Hashable {
  /// The database's id of the agency.
  package var agency: Int64
  /// From 1 for an agency's first owner; a number is never given twice.
  package var value: Int64
}

extension Runs {
  /// Takes the agency's lease for `seconds` (at most `LeaseRow.longest`) on the database's clock, when nobody holds it or its time is over. The same
  /// owner gets a new fence too: what it began before is void. nil when somebody else holds it.
  package func acquireLease(owner: String, seconds: Int, agency: Agency) async throws -> Fence? {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        INSERT INTO allot.lease AS l (agency_id, fence, owner, expires_at)
        VALUES (\(agency.id), 1, \(owner), clock_timestamp() + \(min(seconds, LeaseRow.longest)) * interval '1 second')
        ON CONFLICT (agency_id) DO UPDATE SET fence = l.fence + 1, owner = excluded.owner, expires_at = excluded.expires_at
          WHERE NOT \(raw: LeaseRow.isHeld("l")) OR l.owner = excluded.owner
        RETURNING fence
        """)
      return try rows.first.map { Fence(agency: agency.id, value: try $0[0, as: Int64.self]) }
    }
  }

  /// Milliseconds until the agency's lease is free, at most; 0 when it is.
  package func leaseRemaining(agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT CASE WHEN \(raw: LeaseRow.isHeld("l")) THEN greatest(0, extract(epoch FROM l.expires_at - clock_timestamp()) * 1000)::int4 ELSE 0 END
        FROM allot.lease l WHERE l.agency_id = \(agency.id)
        """
      ).first?[0, as: Int.self] ?? 0
    }
  }

  /// Prolongs a lease. False when it has passed to somebody else.
  package func renewLease(_ fence: Fence, seconds: Int) async throws -> Bool {
    // Unguarded: a migration that waits for our own publish must not keep us from renewing.
    try await database.transaction(agency: fence.agency, settings: .unguarded) { connection in
      try connection.execute(
        """
        UPDATE allot.lease SET expires_at = clock_timestamp() + \(min(seconds, LeaseRow.longest)) * interval '1 second'
        WHERE agency_id = \(fence.agency) AND fence = \(fence.value)
        """) == 1
    }
  }

  /// Gives a lease back; the fence stays used.
  package func releaseLease(_ fence: Fence) async throws {
    try await database.transaction(agency: fence.agency, settings: .unguarded) { connection in
      try connection.execute(
        "UPDATE allot.lease SET expires_at = '-infinity' WHERE agency_id = \(fence.agency) AND fence = \(fence.value)")
    }
  }
}
