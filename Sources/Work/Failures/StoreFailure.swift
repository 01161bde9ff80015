import Discretion
package import Faults
import Postgres
import PrivateCluster
package import Schema
package import Speech
import Tables

extension OperationError {
  /// What the store refuses, with the status that scripts tell apart and the command that helps.
  package init(_ error: StoreError) {
    switch error {
    case .schemaMissing:
      self.init(
        .configuration, Wording("the database has no allot schema yet", "数据库里还没有 allot 的结构"),
        remedy: Wording("make it with: allot db migrate", "请建立：allot db migrate"))
    case .schemaBehind(let found, let known):
      self.init(
        .configuration,
        Wording(
          "the database's schema is version \(found); this program needs version \(known)", "数据库结构为版本 \(found)；本程序需要版本 \(known)"),
        remedy: Wording("take a backup, then bring it up to date with: allot db migrate", "请先备份，再升级：allot db migrate"))
    case .schemaNewer(let found, let known):
      self.init(
        .configuration,
        Wording(
          "the database's schema is version \(found), newer than version \(known) which this program knows",
          "数据库结构为版本 \(found)，比本程序所知的版本 \(known) 新"),
        remedy: Wording("use the newer allot that made it", "请使用建立它的较新的 allot"))
    case .migrationChanged: self.init(.configuration, Wording(error))
    case .serverChanged: self.init(.configuration, Self.serverChanged, remedy: Self.serverRemedy)
    case .noAgency(nil):
      self.init(
        .configuration, Wording("there is no agency yet, or this login serves none", "还没有机构，或该登录未绑定任何机构"),
        remedy: Wording(
          "make it by putting its file in force: allot policy apply agency.yaml; or let the owner bind the login: allot db bind",
          "请让机构文件生效以建立机构：allot policy apply agency.yaml；或请数据库所有者绑定登录：allot db bind"))
    case .noAgency(let code?):
      let code = Quoted.named(code)
      self.init(
        .configuration,
        Wording("there is no agency \(code.en), or this login does not serve it", "没有机构\(code.zh)，或该登录未绑定到它"),
        remedy: Wording(
          "allot db status lists the agencies; policy apply agency.yaml makes one",
          "请用 allot db status 查看已有机构，或用 allot policy apply agency.yaml 建立"))
    case .readOnly(let reason): self.init(.unavailable, reason, remedy: Self.writableRemedy)
    case .agencyIsOwners:
      self.init(
        .noPermission, Wording("only the owner of the database makes agencies", "只有数据库所有者可以建立机构"),
        remedy: Wording(
          "let the owner put the agency's file in force: allot policy apply agency.yaml", "请所有者让机构文件生效：allot policy apply agency.yaml"))
    case .schemaIsOthers(let login, let owner):
      let owners = owner == DatabaseRole.owner.rawValue
      self.init(
        .noPermission, Wording(error),
        remedy: owners
          ? Wording(
            "a superuser lets him in: GRANT allot_owner TO \(login), who then owns and migrates, or GRANT allot_daemon TO \(login), who then works",
            "请超级用户授权：GRANT allot_owner TO \(login)（可拥有并迁移），或 GRANT allot_daemon TO \(login)（可日常工作）")
          : Wording(
            "use the login \(owner); or let a superuser run allot db migrate, which makes the roles, and then: GRANT allot_owner TO \(login)",
            "请用登录 \(owner)；或请超级用户执行 allot db migrate 建立角色，然后：GRANT allot_owner TO \(login)"))
    case .noRightToMakeSchemas(_, let owner, let database):
      self.init(
        .noPermission, Wording(error),
        remedy: Wording(
          "the database's owner or a superuser gives it: GRANT CREATE ON DATABASE \(database) TO \(owner); then again: allot db migrate",
          "请数据库属主或超级用户授权：GRANT CREATE ON DATABASE \(database) TO \(owner)；然后重新执行：allot db migrate"))
    case .schemaIncomplete(let missing) where missing == [Store.stageSchema]:
      self.init(
        .configuration, Wording(error),
        remedy: Wording("a dump may leave it out; make it again with: allot db migrate", "转储时可能漏掉了它；请重新建立：allot db migrate"))
    case .schemaIncomplete:
      self.init(
        .configuration, Wording(error),
        remedy: Wording(
          "a restore left them out: restore the dump again and look at pg_restore's errors (a server built without lz4 cannot take "
            + "allot.run_input_block; a role of the dump must exist or --no-owner be given), then run: allot db migrate",
          "恢复时漏掉了它们：请重新恢复转储并查看 pg_restore 的报错（不带 lz4 编译的服务器无法接收 allot.run_input_block；转储中的角色必须存在，"
            + "否则请加 --no-owner），然后执行：allot db migrate"))
    case .severalAgencies: self.init(.usage, Wording(error))
    case .ambiguous(let kind, let name, let candidates):
      let found = candidates.joined(separator: "、")
      self.init(
        .usage, Wording(error.description, "\(kind.wording.zh)\(Quoted.number(name).zh) 有多个（\(found)）；请写明是哪一个"))
    case .fenceLost:
      self.init(
        .temporary,
        Wording("another run of the agency took over; nothing was published by this one", "本机构的另一次运行已接手；本次未发布任何内容"),
        remedy: Self.seeRuns)
    case .notFound: self.init(.noInput, Wording(error))
    case .nothingPublished(let run):
      self.init(
        .noInput,
        Wording(
          "no run was published yet; the plan of run \(run) waits for a person, not in force", "尚未发布过任何运行；运行 \(run) 的方案待放行，未生效"),
        remedy: Wording(
          "look at it with: allot show assignments \(run); why it waits: allot show runs",
          "请查看该方案：allot show assignments \(run)；待放行的原因：allot show runs"))
    case .agencyExists, .unknownZone, .agencyHasCases, .ratesNeeded, .invalid: self.init(.dataError, Wording(error))
    }
  }

  /// For whoever met a server that takes no writes.
  static let writableRemedy = Wording(
    "name all servers and let libpq find the one that takes writes: host=a,b target_session_attrs=read-write; or end the read-only state",
    "请写出全部服务器，由 libpq 找出可写的一台：host=a,b target_session_attrs=read-write；或解除只读状态")
  static let serverChanged = Wording(
    "the database has come to another server, whose transactions are numbered anew", "数据库已换到另一台服务器，事务编号已重新开始")
  static let serverRemedy = Wording("let the ledger go on with its numbers: allot db migrate", "请让台账接续编号：allot db migrate")
  /// What to do to see which runs there are.
  package static let seeRuns = Wording("see: allot show runs", "请查看：allot show runs")

  /// Any error as a person should read it; `place` names the database.
  package static func explaining(_ error: any Error, at place: Wording = Wording("the database", "数据库")) -> OperationError {
    switch error {
    case let error as OperationError: error
    case let error as StoreError: OperationError(error)
    case let error as PostgresError: OperationError(error, at: place)
    case let error as ClusterError: OperationError(.unavailable, Wording(error))
    case let error as FileFault: OperationError(ExitStatus(rawValue: error.exitCode) ?? .dataError, Wording(error))
    case is CancellationError: OperationError(.temporary, Wording("stopped before the end", "未执行完即中止"))
    default:
      OperationError(
        .software, Wording("\(error)", "意外错误：\(error)"),
        remedy: Wording("this is a fault of allot; please report it with what you did", "这是 allot 的故障，请连同所做的操作一并报告"))
    }
  }
}
