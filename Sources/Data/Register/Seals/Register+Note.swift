import Postgres
package import Schema

extension Register {
  /// A row of the audit that stands for itself: nothing else is changed by what was done.
  package func note(_ action: String, of subject: String, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { try Store.audit($0, agency.id, by: person, action, subject) }
  }
}
