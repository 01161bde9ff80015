package import Portfolio
import Postgres
package import Schema

/// A package as the database keeps it: enough to continue the chain, and to know it again.
package struct KeptPackage: Sendable, Hashable {
  package var client: Int32
  /// From 1 for each client.
  package var sequence: Int32
  package var run: RunID
  /// Where its stock closed; nil where it had none.
  package var position: Int64?
  /// SHA-256 of its manifest.
  package var digest: [UInt8]
  /// Digest of the package before; nil for the first.
  package var previous: [UInt8]?

  package init(client: Int32, sequence: Int32, run: RunID, position: Int64?, digest: [UInt8], previous: [UInt8]?) {
    (self.client, self.sequence, self.run, self.position) = (client, sequence, run, position)
    (self.digest, self.previous) = (digest, previous)
  }
}

extension Handouts {
  /// A client's packages, the latest first, at most `limit`.
  package func packages(of client: Int32, limit: Int, agency: Agency) async throws -> [KeptPackage] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT client_id, sequence, run_id, position_id, digest, previous FROM allot.client_package
        WHERE agency_id = \(agency.id) AND client_id = \(client) ORDER BY sequence DESC LIMIT \(limit)
        """
      ).decode(Int32.self, Int32.self, Int64.self, Int64?.self, [UInt8].self, [UInt8]?.self).map {
        KeptPackage(client: $0.0, sequence: $0.1, run: $0.2, position: $0.3, digest: $0.4, previous: $0.5)
      }
    }
  }

  /// Keeps a package as the next of its client's chain and says so in the audit. Gives false when another took the number meanwhile.
  package func keep(_ package: KeptPackage, by person: String, agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      let kept = try connection.execute(
        """
        INSERT INTO allot.client_package (agency_id, client_id, sequence, run_id, position_id, digest, previous, made_by)
        VALUES (\(agency.id), \(package.client), \(package.sequence), \(package.run), \(package.position), \(package.digest),
          \(package.previous), \(person))
        ON CONFLICT DO NOTHING
        """)
      guard kept == 1 else { return false }
      try Store.audit(
        connection, agency.id, by: person, "package.made", "run \(package.run)",
        detail: "{\"client\":\(package.client),\"sequence\":\(package.sequence)}")
      return true
    }
  }
}
