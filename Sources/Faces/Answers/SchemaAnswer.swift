package import Desks
import Schema
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
        ["database": .string(database), "version": 0, "known": JSON(SchemaStatus.newest), "current": false, "agencies": .array([])],
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
        "current": .bool(status.isCurrent),
        "agencies": .array(agencies.map { ["code": .string($0.code), "name": .string($0.name), "timezone": .string($0.zone)] }),
      ],
      """
      database  \(database)
      schema    \(version == 0 ? "none" : "version \(version)"), \(status.isCurrent ? "up to date" : "version \(status.known) is known: allot db migrate")
      agencies  \(agencies.isEmpty ? "none" : agencies.map { "\($0.code) (\($0.name), \($0.zone))" }.joined(separator: ", "))

      """)
  }
}
