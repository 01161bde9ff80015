import Answers
import ArgumentParser
import Desks
import Setup
import Terminal

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
      try await global.withSession(.any, .makes) { session in
        let desk = SchemaDesk(store: session.store, isEmbedded: session.location.isEmbedded)
        let migrated = try await desk.migrate()
        if !migrated.missingRoles.isEmpty, !global.json {
          let names = migrated.missingRoles.joined(separator: ", ")
          Output.error.line("allot: without the right to make roles, \(names) were not made; see docs/people.md")
        }
        global.terminal.say(.migrated(migrated))
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
        let desk = SchemaDesk(store: session.store, isEmbedded: session.location.isEmbedded)
        global.terminal.say(.schema(try await desk.standing(), database: location.description))
      }
    }
  }
}
