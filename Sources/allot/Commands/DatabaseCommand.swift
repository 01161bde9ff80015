import ArgumentParser
import Operations
import Store

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Make or look at the schema.",
    discussion: """
      Examples:
        allot db migrate --database postgres://owner@<host>/allot
        allot db status --json

      Only the private database is migrated without being asked. Run migrate as the role that shall own schema allot.
      """,
    subcommands: [Migrate.self, Status.self])

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bring the schema up to date; safe to repeat.", usage: "allot db migrate [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSession(.any) { session in
        let isElsewhere = (try? await session.store.isOnAnotherServer()) ?? false
        let versions = try await session.store.migrate()
        let known = try await session.store.schemaStatus().known
        // The private database needs no roles: whoever reaches it owns it.
        let roles = session.location.isEmbedded ? RoleReport() : try await session.store.grantRoles()
        if !roles.missing.isEmpty, !global.json {
          let names = roles.missing.map(\.rawValue).joined(separator: ", ")
          Output.error.line("allot: without the right to make roles, \(names) were not made; see docs/people.md")
        }
        global.terminal.result(
          [
            "applied": .array(versions.map { JSON($0) }), "version": JSON(known), "server_changed": .bool(isElsewhere),
            "roles_made": .array(roles.made.map { .string($0.rawValue) }),
            "roles_missing": .array(roles.missing.map { .string($0.rawValue) }),
          ],
          (isElsewhere ? "the database has come to another server; the ledger goes on with its numbers\n" : "")
            + (versions.isEmpty
              ? "the schema is up to date (version \(known))\n"
              : "applied migration \(versions.map(String.init).joined(separator: ", ")); the schema is version \(known)\n"))
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say where the database is, which schema it has, and which agencies.", usage: "allot db status [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let location = try global.location()
      try await global.withSession(.any) { session in
        let status: SchemaStatus
        do {
          status = try await session.store.schemaStatus()
        } catch StoreError.schemaMissing {
          // That there is none is an answer, too.
          return global.terminal.result(
            [
              "database": .string(location.description), "version": 0, "known": JSON(SchemaStatus.newest), "current": false,
              "agencies": .array([]),
            ],
            """
            database  \(location.description)
            schema    none yet: run allot db migrate
            agencies  none

            """)
        }
        let agencies = status.isCurrent ? try await session.store.agencies() : []
        let version = status.applied.map(\.version).max() ?? 0
        global.terminal.result(
          [
            "database": .string(location.description), "version": JSON(version), "known": JSON(status.known),
            "current": .bool(status.isCurrent),
            "agencies": .array(agencies.map { ["code": .string($0.code), "name": .string($0.name), "timezone": .string($0.zone)] }),
          ],
          """
          database  \(location.description)
          schema    \(version == 0 ? "none" : "version \(version)"), \(status.isCurrent ? "up to date" : "version \(status.known) is known: allot db migrate")
          agencies  \(agencies.isEmpty ? "none" : agencies.map { "\($0.code) (\($0.name), \($0.zone))" }.joined(separator: ", "))

          """)
      }
    }
  }
}
