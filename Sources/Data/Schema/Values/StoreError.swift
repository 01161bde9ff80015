import Discretion
package import Speech

/// What the store refuses, in words for the person who has to act. Faults of the database itself come as `PostgresError`.
package enum StoreError: Error, Equatable {
  /// The database holds no schema of ours.
  case schemaMissing
  /// The schema is older than this program.
  case schemaBehind(found: Int, known: Int)
  /// The schema is newer than this program.
  case schemaNewer(found: Int, known: Int)
  /// A migration that was applied is not the one this program carries.
  case migrationChanged(version: Int)
  /// The database came to another server, and the ledger still has the numbers of the one before.
  case serverChanged
  case noAgency(code: String?)
  case severalAgencies(codes: [String])
  case agencyExists(code: String)
  /// Nothing can be written where we are connected to, and why.
  case readOnly(Wording)
  /// This login may not make agencies.
  case agencyIsOwners
  /// The schema is there, and this login has not the right it needs; who owns it, as SQL writes both names.
  case schemaIsOthers(login: String, owner: String)
  /// A schema is missing, and the role that shall own it may make none in this database; role and database as SQL writes them.
  case noRightToMakeSchemas(schema: String, owner: String, database: String)
  /// A restore left these out: tables, views, functions or columns by name.
  case schemaIncomplete(missing: [String])
  case unknownZone(String)
  /// Zone or currency of an agency that has cases cannot change.
  case agencyHasCases(what: Founding)
  /// There are cases in these currencies, and the agency file would leave them without a rate.
  case ratesNeeded(currencies: [String])
  /// `name` is what was asked for, `known` what there is, as far as the nearest of it is to be told.
  case notFound(kind: Sought, name: String, known: [String] = [])
  /// No run was published yet; run `waiting` waits for a person.
  case nothingPublished(waiting: RunID)
  case ambiguous(kind: Sought, name: String, candidates: [String])
  /// One sentence, mostly with what to do.
  case invalid(Wording)
  /// The lease has passed to somebody else while we worked.
  case fenceLost
}

extension StoreError {
  /// What an agency is made with for good.
  package enum Founding: Sendable { case zone, currency }
}

extension StoreError: CustomStringConvertible {
  /// What is wrong, with what was found and expected, and mostly what to do, as people read it.
  package var wording: Wording {
    switch self {
    case .schemaMissing: Wording("the database has no allot schema yet; run `allot db migrate`", "数据库还没有 allot 的表结构；请执行 `allot db migrate`")
    case .schemaBehind(let found, let known):
      Wording(
        "the database's schema is version \(found), this program needs version \(known); run `allot db migrate`",
        "数据库的表结构为第 \(found) 版，本程序需要第 \(known) 版；请执行 `allot db migrate`")
    case .schemaNewer(let found, let known):
      Wording(
        "the database's schema is version \(found), newer than version \(known) which this program knows; use a newer allot",
        "数据库的表结构为第 \(found) 版，比本程序认识的第 \(known) 版新；请使用更新的 allot")
    case .migrationChanged(let version):
      Wording(
        "migration \(version) was applied with another text than this program carries; use the program that applied it, or restore the database",
        "第 \(version) 号迁移执行时的内容与本程序所带的不同；请使用当时执行它的程序，或恢复数据库")
    case .serverChanged:
      Wording("the database has come to another server; run `allot db migrate`", "数据库已换到另一台服务器；请执行 `allot db migrate`")
    case .noAgency(let code?):
      Wording(
        "there is no agency \(Quoted.named(code).en); `allot db status` lists the agencies, `allot policy apply agency.yaml` makes one",
        "没有机构\(Quoted.named(code).zh)；`allot db status` 列出各机构，`allot policy apply agency.yaml` 新建一个")
    case .noAgency(nil):
      Wording(
        "there is no agency yet; `allot policy apply agency.yaml` makes one", "还没有机构；`allot policy apply agency.yaml` 新建一个")
    case .severalAgencies(let codes):
      Wording(
        "there are several agencies (\(codes.joined(separator: ", "))); name one with --agency",
        "有多个机构（\(codes.joined(separator: "、"))）；请用 --agency 指定一个")
    case .readOnly(let reason): reason
    case .agencyIsOwners:
      Wording(
        "only the owner of the database makes agencies; let the owner run `allot policy apply agency.yaml`",
        "只有数据库所有者能新建机构；请由所有者执行 `allot policy apply agency.yaml`")
    case .schemaIsOthers(let login, let owner):
      Wording("schema allot belongs to \(owner), and the login \(login) has no right on it", "模式 allot 属于 \(owner)，登录 \(login) 没有其权限")
    case .noRightToMakeSchemas(let schema, let owner, let database):
      Wording(
        "schema \(schema) is missing, and \(owner), who shall own it, may make no schema in database \(database)",
        "缺少模式 \(schema)，而应作其属主的 \(owner) 无权在数据库 \(database) 中建立模式")
    case .schemaIncomplete(let missing): Self.incomplete(missing)
    case .agencyExists(let code): Wording("agency \"\(code)\" exists already", "机构“\(code)”已存在")
    case .unknownZone(let zone):
      Wording(
        "PostgreSQL knows no time zone “\(Shown.written(zone))”; expected a name like Asia/Shanghai",
        "PostgreSQL 不认识时区“\(Shown.written(zone))”；应为 Asia/Shanghai 之类的名称")
    case .agencyHasCases(.zone): Self.cannotChange(Wording("time zone", "时区"))
    case .agencyHasCases(.currency): Self.cannotChange(Wording("currency", "币种"))
    case .ratesNeeded(let currencies):
      Wording(
        "there are cases in \(currencies.joined(separator: ", ")), which the agency file gives no rate; keep a line for it under rates:",
        "有以 \(currencies.joined(separator: "、")) 计的案件，而机构文件没有给出汇率；请在 rates: 下保留该币种的一行")
    case .notFound(let kind, let name, let known):
      Wording("there is no \(kind.wording.en) \(Quoted.named(name).en)", "没有\(kind.wording.zh)\(Quoted.named(name).zh)")
        + (Suggestion.hint(for: name, among: known).map { Wording("; ", "；") + $0 } ?? .none)
    case .nothingPublished(let run):
      Wording(
        "no run was published yet; the plan of run \(run) waits for a person: look at it by writing waiting, or \(run), in place of latest",
        "尚未发布过任何运行；运行 \(run) 的方案待人工放行：请用 waiting 或 \(run) 代替 latest 查看")
    case .ambiguous(let kind, let name, let candidates):
      Wording(
        "\(kind.wording.en) \(Quoted.number(name).en) stands for several (\(candidates.joined(separator: ", "))); say which",
        "有多个\(kind.wording.zh)符合\(Quoted.number(name).zh)（\(candidates.joined(separator: "、"))）；请说明是哪一个")
    case .invalid(let message): message
    case .fenceLost: Wording("the lease of the agency has passed to another process", "该机构的租约已转给另一个进程")
    }
  }
  /// `wording` in English, for logs.
  package var description: String { wording.en }

  private static func cannotChange(_ what: Wording) -> Wording {
    Wording("the \(what.en) of an agency that has cases cannot change; make a new agency", "已有案件的机构不能更改\(what.zh)；请新建机构")
  }

  private static func incomplete(_ missing: [String]) -> Wording {
    let shown = missing.prefix(6).map(SchemaShape.wording).joined(by: Wording(", ", "、"))
    let more = missing.count - 6
    return Wording(
      "the schema is not whole: missing \(shown.en)\(more > 0 ? " and \(more) more" : "")",
      "表结构不完整：缺少\(shown.zh)\(more > 0 ? "等 \(missing.count) 项" : "")")
  }
}
