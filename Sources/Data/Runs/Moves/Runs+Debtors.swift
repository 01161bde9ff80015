package import Portfolio
import Postgres
package import Schema

extension Runs {
  /// Ids of the debtors with these references under the agency's present key; unknown ones are missing. Writes nothing.
  package func debtors(of references: [OpaqueReference], agency: Agency) async throws -> [OpaqueReference: Int64] {
    var seen: Set<OpaqueReference> = []
    let wanted = references.filter { seen.insert($0).inserted }.map(\.bytes)
    guard !wanted.isEmpty else { return [:] }
    return try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT reference, debtor_id FROM allot.debtor
        WHERE agency_id = \(agency.id) AND key_id = \(agency.keyID) AND reference = ANY (\(wanted))
        """
      ).decode([UInt8].self, Int64.self)
      return Dictionary(rows.map { (OpaqueReference(bytes: $0.0), $0.1) }) { first, _ in first }
    }
  }
}
