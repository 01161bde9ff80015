import Postgres
package import Runs
import Schema

extension World {
  package struct Held: Sendable {
    package var id: Int64
    package var rev: Int32
    package var holder: Int64?
  }

  /// Open cases by id.
  package func heldCases() async throws -> [Held] {
    let agency = self.agency.id
    return try await store.database.transaction(agency: agency) { connection in
      try connection.query(
        "SELECT case_id, rev, holder_id FROM allot.case_state WHERE agency_id = \(agency) AND status = 0 ORDER BY case_id"
      ).decode(Int64.self, Int32.self, Int64?.self).map { Held(id: $0.0, rev: $0.1, holder: $0.2) }
    }
  }

  /// Everybody as a receiver, by id.
  package func receiverMarks() async throws -> [ReceiverMark] {
    let agency = self.agency.id
    return try await store.database.transaction(agency: agency) { connection in
      try connection.query(
        "SELECT collector_id, rev, given_cases, given_amount FROM allot.collector_state WHERE agency_id = \(agency) ORDER BY collector_id"
      ).decode(Int64.self, Int32.self, Int64.self, Int64.self)
        .map { ReceiverMark(collector: $0.0, rev: $0.1, givenCases: $0.2, givenAmount: $0.3) }
    }
  }
}
