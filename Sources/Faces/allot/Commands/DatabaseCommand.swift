import Answers
import ArgumentParser
import Desks
import Faults
import Setup
import Speech
import Terminal

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: Wording("Make or look at the schema.", "建立或查看数据库结构。"),
    discussion: Wording(
      """
      Examples:
        allot db migrate --database postgres://owner@<host>/allot
        allot db status --json
        allot db bind <login> --agency DEMO
        allot db logins

      Only the private database is migrated without being asked. Run migrate as the role that shall own schema allot.
      """,
      """
      示例：
        allot db migrate --database postgres://owner@<host>/allot
        allot db status --json
        allot db bind <login> --agency DEMO
        allot db logins

      只有私有数据库会自动升级。请以将要拥有 allot 结构的角色执行 migrate。
      """),
    subcommands: [Migrate.self, Status.self, Bind.self, Logins.self])

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Bring the schema up to date; safe to repeat.", "把数据库结构升级到最新；可放心重复执行。"), usage: "allot db migrate [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSession(.any, .makes) { session in
        let desk = SchemaDesk(store: session.store, isEmbedded: session.location.isEmbedded)
        let migrated = try await desk.migrate()
        if !migrated.missingRoles.isEmpty, !global.json {
          let names = migrated.missingRoles.joined(separator: ", ")
          let unmade = Wording(
            "allot: without the right to make roles, \(names) were not made; see docs/people.md",
            "allot: 没有建立角色的权限，未建立 \(names)；请看 docs/people.md")
          Output.error.line(unmade[global.spoken])
        }
        global.terminal.say(.migrated(migrated))
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Say where the database is, which schema it has, and which agencies.", "说明数据库在何处、结构版本和有哪些机构。"),
      usage: "allot db status [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let location = try global.location()
      try await global.withSession(.any) { session in
        let desk = SchemaDesk(store: session.store, isEmbedded: session.location.isEmbedded)
        global.terminal.say(.schema(try await desk.standing(), database: location.shown))
      }
    }
  }

  struct Bind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Say which agencies a login of the database may work for.", "规定数据库登录名可为哪些机构工作。"),
      usage: "allot db bind <login> --agency <code> [<options>]",
      discussion: Wording(
        """
        Examples:
          allot db bind <login> --agency DEMO    once more for another agency
          allot db bind <login> --every-agency
          allot db bind '*' --no-agency          those that are not named

        Row-level security refuses a login what it is not bound to. Who owns the schema serves every agency.
        """,
        """
        示例：
          allot db bind <login> --agency DEMO    再执行一次即可加上另一家机构
          allot db bind <login> --every-agency
          allot db bind '*' --no-agency          所有未列名的登录名

        行级安全会拒绝登录名访问未绑定的机构。结构的所有者服务于所有机构。
        """))
    @Argument(
      help: ArgumentHelp(Wording("Role of PostgreSQL that logs in; '*' for all that are not named.", "登录用的 PostgreSQL 角色；'*' 指所有未列名的角色。")))
    var login: String
    @Flag(help: ArgumentHelp(Wording("It serves every agency, those to come too.", "服务于所有机构，包括今后新增的。"))) var everyAgency = false
    @Flag(
      help: ArgumentHelp(
        Wording("It serves none, except where it is a person's (user add --db-user).", "不服务于任何机构，除非属于某位用户（user add --db-user）。")))
    var noAgency = false
    @Flag(help: ArgumentHelp(Wording("It is no longer named.", "不再单独列名。"))) var asOthers = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let binding: SchemaDesk.Binding
      switch (global.agency, everyAgency, noAgency, asOthers) {
      case (let code?, false, false, false): binding = .agency(code: code)
      case (nil, true, false, false): binding = .every
      case (nil, false, true, false): binding = .none
      case (nil, false, false, true): binding = .others
      default:
        throw OperationError(
          .usage, Wording("which agencies a login serves must be said once", "登录名服务于哪些机构，须且只须写明一次"),
          remedy: Wording(
            "give one of --agency CODE, --every-agency, --no-agency, --as-others",
            "请从 --agency CODE、--every-agency、--no-agency、--as-others 中给出一个"))
      }
      try await global.withSession { session in
        let desk = SchemaDesk(store: session.store, isEmbedded: session.location.isEmbedded)
        global.terminal.say(.logins(try await desk.bind(login, to: binding)))
      }
    }
  }

  struct Logins: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("List which login of the database may work for which agency.", "列出数据库登录名与其可服务的机构。"),
      usage: "allot db logins [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSession { session in
        let desk = SchemaDesk(store: session.store, isEmbedded: session.location.isEmbedded)
        global.terminal.say(.logins(try await desk.logins()))
      }
    }
  }
}
