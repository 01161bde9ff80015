package import Desks
package import Register
import Schema
import Terminal
import Wire

extension Answer {
  /// What bringing the schema up to date came to.
  package static func migrated(_ migrated: SchemaDesk.Migrated) -> Answer {
    let versions = migrated.applied
    return Answer(
      [
        "applied": .array(versions.map { JSON($0) }), "version": JSON(migrated.version), "server_changed": .bool(migrated.isElsewhere),
        "roles_made": .array(migrated.roles.made.map { .string($0.rawValue) }),
        "roles_missing": .array(migrated.roles.missing.map { .string($0.rawValue) }),
      ],
      (migrated.isElsewhere ? "the database has come to another server; the ledger goes on with its numbers\n" : "")
        + (versions.isEmpty
          ? "the schema is up to date (version \(migrated.version))\n"
          : "applied migration \(versions.map(String.init).joined(separator: ", ")); the schema is version \(migrated.version)\n"))
  }

  /// Where the database is, which schema it has, and which agencies.
  package static func schema(_ standing: SchemaDesk.Standing, database: String) -> Answer {
    guard let status = standing.status else {
      return Answer(
        [
          "database": .string(database), "version": 0, "known": JSON(SchemaStatus.newest), "current": false, "missing": .array([]),
          "roles": .array(standing.roleFaults.map { .string($0) }), "read_only": JSON(standing.readOnly), "agencies": .array([]),
        ],
        """
        database  \(database)
        schema    none yet: run allot db migrate
        agencies  none

        """)
    }
    let agencies = standing.agencies
    let version = status.applied.map(\.version).max() ?? 0
    return Answer(
      [
        "database": .string(database), "version": JSON(version), "known": JSON(status.known),
        "current": .bool(status.isCurrent), "missing": .array(status.missing.map { .string($0) }),
        "roles": .array(standing.roleFaults.map { .string($0) }), "read_only": JSON(standing.readOnly),
        "agencies": .array(agencies.map { ["code": .string($0.code), "name": .string($0.name), "timezone": .string($0.zone)] }),
      ],
      """
      database  \(database)
      schema    \(version == 0 ? "none" : "version \(version)"), \(status.isCurrent ? status.missing.isEmpty ? "up to date" : "not whole" : "version \(status.known) is known: allot db migrate")
      agencies  \(agencies.isEmpty ? "none" : agencies.map { "\($0.code) (\($0.name), \($0.zone))" }.joined(separator: ", "))
      \(faults(standing))
      """)
  }

  /// What a restore or the server's state leaves to do; empty when there is nothing.
  private static func faults(_ standing: SchemaDesk.Standing) -> String {
    var lines: [String] = []
    if let missing = standing.status?.missing, !missing.isEmpty {
      lines.append("missing   \(missing.joined(separator: ", "))")
      lines.append(
        missing == [Store.stageSchema]
          ? "          run allot db migrate" : "          restore the dump again and look at pg_restore's errors, then run allot db migrate"
      )
    }
    if !standing.roleFaults.isEmpty {
      lines.append(
        "roles     \(standing.roleFaults.joined(separator: ", ")): run allot db migrate as a superuser, unless the owner does all")
    }
    if let reason = standing.readOnly { lines.append("writes    \(reason)") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Whom the owner bound to which agencies.
  package static func logins(_ logins: [LoginBinding]) -> Answer {
    let table = Table(
      [.init("login"), .init("agencies")],
      rows: logins.map {
        [
          $0.login == "*" ? "* (all others)" : $0.login,
          $0.every ? "every" : $0.agencies.isEmpty ? "none" : $0.agencies.joined(separator: ", "),
        ]
      })
    return Answer([
      "logins": .array(
        logins.map { ["login": .string($0.login), "every": .bool($0.every), "agencies": .array($0.agencies.map { .string($0) })] })
    ]) { $0.table(table) }
  }
}
