import ArgumentParser
import Desks
import Digest
import Portfolio
import Register
import Setup
import Terminal
import Wire

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "People, their roles and tokens.",
    discussion: """
      Examples:
        allot user add li --role manager --os-user li
        allot user add bi --role integrator --db-user bi_loader
        allot user token li --label laptop
        allot user list

      Roles: manager (policy, runs, files, moves), approver (second person), lead (moves, pins), auditor (reads, checks seals), integrator (files).
      Until the first user is added, everybody who reaches the database may do everything. After it, users are known by ALLOT_TOKEN, by database user
      or by operating-system user. Only the owner of the database adds people.
      """,
    subcommands: [Add.self, List.self, Roles.self, Disable.self, Token.self, Revoke.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add somebody.", usage: "allot user add <name> --role <role> ... [<options>]")
    @Argument(help: "Name, as it will stand beside everything he does.") var name: String
    @Option(help: ArgumentHelp("manager, approver, lead, auditor or integrator; may be repeated.", valueName: "role")) var role: [String]
    @Option(help: "User of the operating system.") var osUser: String?
    @Option(help: "User of PostgreSQL.") var dbUser: String?
    @Option(help: "Team of a lead: he moves cases among its people only.") var team: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let roles = try UserCommand.roles(role)
      try await global.withAgency(.administer) { session, agency in
        try await session.store.register.addPerson(
          name, roles: roles, osUser: osUser, databaseUser: dbUser, team: team, by: Process.actor, agency: agency)
        global.terminal.result(
          ["user": .string(name), "roles": .array(roles.map { .string($0.rawValue) })],
          "user \(name): \(roles.map(\.rawValue).joined(separator: ", "))\n")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List people, or their tokens.", usage: "allot user list [<options>]")
    @Flag(help: "List tokens instead.") var tokens = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency(.audit) { session, agency in
        if tokens { return show(try await session.store.register.tokens(agency: agency)) }
        let people = try await session.store.register.people(agency: agency)
        let table = Table(
          [.init("name"), .init("roles"), .init("team"), .init("os user"), .init("db user"), .init("tokens", .right), .init("state")],
          rows: people.map {
            [
              $0.name, $0.roles.map(\.rawValue).joined(separator: ", "), $0.team ?? "", $0.osUser ?? "", $0.databaseUser ?? "",
              String($0.tokens),
              $0.isActive ? "" : "disabled",
            ]
          })
        global.terminal.result(
          [
            "users": .array(
              people.map {
                [
                  "name": .string($0.name), "roles": .array($0.roles.map { .string($0.rawValue) }), "team": JSON($0.team),
                  "os_user": JSON($0.osUser),
                  "db_user": JSON($0.databaseUser), "tokens": JSON($0.tokens), "active": .bool($0.isActive),
                ]
              })
          ], people.isEmpty ? "no users: everybody who reaches the database may do everything\n" : global.terminal.table(table))
      }
    }

    private func show(_ tokens: [PersonToken]) {
      let table = Table(
        [
          .init("token", .right), .init("of"), .init("label"), .init("made (UTC)"), .init("valid until"), .init("last used"),
          .init("state"),
        ],
        rows: tokens.map {
          [
            String($0.id), $0.person, $0.label, Text.time($0.createdAt), Text.time($0.expiresAt), $0.lastUsedAt.map(Text.time) ?? "never",
            $0.isRevoked ? "revoked" : "",
          ]
        })
      global.terminal.result(
        [
          "tokens": .array(
            tokens.map {
              [
                "token": .integer($0.id), "user": .string($0.person), "label": .string($0.label),
                "expires_at": .string(Text.time($0.expiresAt) + "Z"),
                "last_used_at": JSON($0.lastUsedAt.map { Text.time($0) + "Z" }), "revoked": .bool($0.isRevoked),
              ]
            })
        ], tokens.isEmpty ? "no tokens\n" : global.terminal.table(table))
    }
  }

  struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give somebody other roles.", usage: "allot user roles <name> --role <role> ... [<options>]")
    @Argument(help: "Name.") var name: String
    @Option(help: ArgumentHelp("manager, approver, lead, auditor or integrator; may be repeated.", valueName: "role")) var role: [String]
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let roles = try UserCommand.roles(role)
      try await global.withAgency(.administer) { session, agency in
        try await session.store.register.setRoles(name, roles, by: Process.actor, agency: agency)
        global.terminal.result(
          ["user": .string(name), "roles": .array(roles.map { .string($0.rawValue) })],
          "user \(name): \(roles.map(\.rawValue).joined(separator: ", "))\n")
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take somebody's rights and tokens away; the record stays.", usage: "allot user disable <name> [<options>]")
    @Argument(help: "Name.") var name: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency(.administer) { session, agency in
        try await session.store.register.disablePerson(name, by: Process.actor, agency: agency)
        global.terminal.result(["user": .string(name), "active": false], "user \(name): disabled, tokens revoked\n")
      }
    }
  }

  struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a token for somebody; it is shown once.", usage: "allot user token <name> [<options>]",
      discussion: """
        Example:
          ALLOT_TOKEN=$(allot user token li --label cron) allot moves
        """)
    @Argument(help: "Name.") var name: String
    @Option(help: "What it is for.") var label = ""
    @Option(help: ArgumentHelp("Days it is valid, 1 to 3650.", valueName: "number")) var days = 365
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard (1...3650).contains(days) else { throw ValidationError("--days is from 1 to 3650") }
    }

    func run() async throws {
      try await global.withAgency(.administer) { session, agency in
        var random = SystemRandomNumberGenerator()
        let token = "allot_" + Hex.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        try await session.store.register.addToken(token, label: label, days: days, for: name, by: Process.actor, agency: agency)
        global.terminal.result(["user": .string(name), "token": .string(token), "days": JSON(days)], token + "\n")
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a token before its day.", usage: "allot user revoke <token number> [<options>]")
    @Argument(help: "Number of the token, from: allot user list --tokens.") var token: Int64
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency(.administer) { session, agency in
        try await session.store.register.revokeToken(token, by: Process.actor, agency: agency)
        global.terminal.result(["token": .integer(token), "revoked": true], "token \(token): revoked\n")
      }
    }
  }

  static func roles(_ words: [String]) throws -> [Role] {
    let roles = try words.map { word in
      guard let role = Role(rawValue: word) else {
        throw ValidationError("“\(word)” is no role; write \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return role
    }
    guard !roles.isEmpty else { throw ValidationError("a role is needed: --role manager") }
    return Role.allCases.filter(roles.contains)
  }
}
