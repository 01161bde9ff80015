import DataTesting
import Postgres
import Testing

@testable import Schema

/// A database with roles, and a login in each of them.
struct Realm {
  let conninfo: String
  let superuser: Store
  let daemon: Store
  let reader: Store
  let migrator: Store

  init(_ name: String) async throws {
    let conninfo = try await TestServer.conninfo(name)
    self.conninfo = conninfo
    func store(_ user: String) -> Store {
      Store(Database(DatabaseConfiguration(conninfo: conninfo.replacing("user=allot", with: "user=\(user)")), logger: TestServer.logger))
    }
    superuser = store("postgres")
    try await superuser.migrate()
    let report = try await superuser.grantRoles()
    #expect(report.missing.isEmpty && report.isOwned)
    #expect(try await superuser.grantRoles().made.isEmpty)
    for (user, role) in [("\(name)_d", "allot_daemon"), ("\(name)_r", "allot_reader"), ("\(name)_m", "allot_migrator")] {
      try await superuser.database.run { try $0.script("CREATE ROLE \(user) LOGIN IN ROLE \(role)") }
    }
    (daemon, reader, migrator) = (store("\(name)_d"), store("\(name)_r"), store("\(name)_m"))
  }
}

/// Expects that the database refuses with this SQLSTATE.
func refused(_ state: String, _ body: () async throws -> Void) async {
  await #expect { try await body() } throws: { ($0 as? PostgresError)?.sqlState == state }
}
