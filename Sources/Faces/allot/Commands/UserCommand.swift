import Answers
import ArgumentParser
import Desks
import Speech

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: Wording("People, their roles and tokens.", "用户及其角色和令牌。"),
    discussion: Wording(
      """
      Examples:
        allot user add li --role manager --os-user li
        allot user add bi --role integrator --db-user bi_loader
        allot user token li --label laptop
        allot user list

      Roles: manager (policy, runs, files, moves), approver (second person), lead (moves, pins), auditor (reads, checks seals), integrator (files).
      Until the first user is added, everybody who reaches the database may do everything. After it, users are known by ALLOT_TOKEN, by database user
      or by operating-system user. Only the owner of the database adds people.
      """,
      """
      示例：
        allot user add li --role manager --os-user li
        allot user add bi --role integrator --db-user bi_loader
        allot user token li --label laptop
        allot user list

      角色：manager（经理：策略、运行、文件、调案）、approver（复核人：第二人）、lead（组长：调案、指定）、\
      auditor（审计员：查阅、核验封存）、integrator（接口程序：文件）。
      添加第一位用户之前，凡能连上数据库的人都可做任何事。此后以 ALLOT_TOKEN、数据库用户或操作系统用户识别用户。\
      只有数据库的所有者可以添加用户。
      """),
    subcommands: [Add.self, List.self, Roles.self, Disable.self, Token.self, Revoke.self, SignInLink.self, Reset.self, Address.self])

  struct RoleOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        Wording(
          "manager, approver, lead, auditor or integrator; may be repeated.",
          "manager（经理）、approver（复核人）、lead（组长）、auditor（审计员）或 integrator（接口程序）；可重复。"), valueName: "role")) var role: [String]
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Add somebody.", "添加用户。"), usage: "allot user add <name> --role <role> ... [<options>]")
    @Argument(help: ArgumentHelp(Wording("Name, as it will stand beside everything he does.", "姓名，将记在其每项操作旁。"))) var name: String
    @OptionGroup var given: RoleOptions
    @Option(help: ArgumentHelp(Wording("User of the operating system.", "操作系统用户。"))) var osUser: String?
    @Option(help: ArgumentHelp(Wording("User of PostgreSQL.", "PostgreSQL 用户。"))) var dbUser: String?
    @Option(help: ArgumentHelp(Wording("Team of a lead: he moves cases among its people only.", "组长的小组：只能在组内人员之间调案。"))) var team: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let roles = try UserCommand.roles(given.role)
      try await global.withSeat { seat in
        try await PeopleDesk(seat).add(name, roles: roles, osUser: osUser, databaseUser: dbUser, team: team)
        global.terminal.say(.roles(of: name, roles))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("List people, or their tokens.", "列出用户，或其令牌。"), usage: "allot user list [<options>]")
    @Flag(help: ArgumentHelp(Wording("List tokens instead.", "改为列出令牌。"))) var tokens = false
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
      abstract: Wording("Give somebody other roles.", "更换用户的角色。"), usage: "allot user roles <name> --role <role> ... [<options>]")
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
    @OptionGroup var given: RoleOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let roles = try UserCommand.roles(given.role)
      try await global.withSeat { seat in
        try await PeopleDesk(seat).setRoles(name, roles)
        global.terminal.say(.roles(of: name, roles))
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Take somebody's rights and tokens away; the record stays.", "取消用户的权限和令牌；记录保留。"),
      usage: "allot user disable <name> [<options>]")
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
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
      abstract: Wording("Make a token for somebody; it is shown once.", "为用户生成令牌；只显示一次。"), usage: "allot user token <name> [<options>]",
      discussion: Wording(
        """
        Example:
          ALLOT_TOKEN=$(allot user token li --label cron) allot moves
        """,
        """
        示例：
          ALLOT_TOKEN=$(allot user token li --label cron) allot moves
        """))
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
    @Option(help: ArgumentHelp(Wording("What it is for.", "用途。"))) var label = ""
    @Option(help: ArgumentHelp(Wording("Days it is valid, 1 to 3650.", "有效天数，1 到 3650。"), valueName: "number")) var days = 365
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
      abstract: Wording("End a token before its day.", "提前作废令牌。"), usage: "allot user revoke <token number> [<options>]")
    @Argument(help: ArgumentHelp(Wording("Number of the token, from: allot user list --tokens.", "令牌编号，见：allot user list --tokens。")))
    var token: Int64
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
