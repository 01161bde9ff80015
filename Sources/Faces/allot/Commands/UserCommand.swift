import Answers
import ArgumentParser
import Desks
import Speech

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
      try await global.withSeat { seat in
        try await PeopleDesk(seat).add(name, roles: roles, osUser: osUser, databaseUser: dbUser, team: team)
        global.terminal.say(.roles(of: name, roles))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List people, or their tokens.", usage: "allot user list [<options>]")
    @Flag(help: "List tokens instead.") var tokens = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PeopleDesk(seat)
        if tokens { return global.terminal.say(.tokens(try await desk.tokens(), by: try await seat.clock())) }
        global.terminal.say(.users(try await desk.people()))
      }
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
      try await global.withSeat { seat in
        try await PeopleDesk(seat).setRoles(name, roles)
        global.terminal.say(.roles(of: name, roles))
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take somebody's rights and tokens away; the record stays.", usage: "allot user disable <name> [<options>]")
    @Argument(help: "Name.") var name: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        try await PeopleDesk(seat).disable(name)
        global.terminal.say(.disabled(name))
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
      guard (1...3650).contains(days) else { throw ValidationError(Wording("--days is from 1 to 3650", "--days 为 1 到 3650")) }
    }

    func run() async throws {
      try await global.withSeat { seat in
        let token = try await PeopleDesk(seat).makeToken(for: name, label: label, days: days)
        global.terminal.say(.token(token, of: name, days: days))
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a token before its day.", usage: "allot user revoke <token number> [<options>]")
    @Argument(help: "Number of the token, from: allot user list --tokens.") var token: Int64
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        try await PeopleDesk(seat).revokeToken(token)
        global.terminal.say(.revoked(token: token))
      }
    }
  }

  static func roles(_ words: [String]) throws -> PeopleDesk.Roles {
    if let word = words.first(where: { !PeopleDesk.roleWords.contains($0) }) {
      throw Reading.unknown(word, "is no role; write ", "不是角色；请写以下之一：", among: PeopleDesk.roleWords)
    }
    guard !words.isEmpty else { throw ValidationError(Wording("a role is needed: --role manager", "须指定角色：--role manager")) }
    return PeopleDesk.roles(words)
  }
}
