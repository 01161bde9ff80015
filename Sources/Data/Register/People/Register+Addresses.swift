import Postgres
package import Schema

// Where mail reaches people.
extension Register {
  /// Says where mail reaches somebody; nil takes the address away. Throws `notFound`.
  package func setAddress(_ mail: String?, of name: String, by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let changed = try connection.execute(
        "UPDATE allot.person SET mail = \(mail) WHERE agency_id = \(agency.id) AND name = \(name) AND active")
      guard changed == 1 else { throw StoreError.notFound(kind: .activeUser, name: name) }
      try Store.audit(connection, agency.id, by: actor, "user.address", "user \(name)", detail: "{\"has_address\":\(mail != nil)}")
    }
  }

  /// Active users by name, each with whether a mail address is known; nil before the first user.
  package func mailUsers(agency: Agency) async throws -> [String: Bool]? {
    let active = try await people(agency: agency).filter(\.isActive)
    return active.isEmpty ? nil : Dictionary(active.map { ($0.name, $0.mail != nil) }) { first, _ in first }
  }
}
