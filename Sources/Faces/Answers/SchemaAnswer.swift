package import Desks
package import Register
import Schema
package import Speech
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
        "roles_missing": .array(migrated.roles.missing.map { .string($0.rawValue) }), "kept_owner": JSON(migrated.roles.keptOwner),
      ],
      (migrated.isElsewhere
        ? Wording(
          "the database has come to another server; the ledger goes on with its numbers\n", "数据库已换到另一台服务器；台账沿用原有编号继续\n") : .none)
        + (versions.isEmpty
          ? Wording("the schema is up to date (version \(migrated.version))\n", "表结构已是最新（第 \(migrated.version) 版）\n")
          : Wording(
            "applied migration \(versions.map(String.init).joined(separator: ", ")); the schema is version \(migrated.version)\n",
            "已执行迁移 \(versions.map(String.init).joined(separator: "、"))；表结构为第 \(migrated.version) 版\n"))
        + (migrated.roles.keptOwner.map {
          Wording(
            "everything belongs to allot_owner now; \($0), who owned it, may act as allot_owner\n",
            "全部对象现归 allot_owner 所有；原属主 \($0) 可以 allot_owner 身份行事\n")
        } ?? .none))
  }

  /// Where the database is, which schema it has, and which agencies.
  package static func schema(_ standing: SchemaDesk.Standing, database: Wording) -> Answer {
    guard let status = standing.status else {
      return Answer(
        [
          "database": .string(database.en), "version": 0, "known": JSON(SchemaStatus.newest), "current": false, "missing": .array([]),
          "roles": .array(standing.roleFaults.map { .string($0.en) }), "read_only": JSON(standing.readOnly?.en), "agencies": .array([]),
        ],
        Wording(
          """
          database  \(database.en)
          schema    none yet: run allot db migrate
          agencies  none

          """,
          """
          数据库  \(database.zh)
          表结构  尚无：请执行 allot db migrate
          机构    无

          """))
    }
    let agencies = standing.agencies
    let version = status.applied.map(\.version).max() ?? 0
    return Answer(
      [
        "database": .string(database.en), "version": JSON(version), "known": JSON(status.known),
        "current": .bool(status.isCurrent), "missing": .array(status.missing.map { .string($0) }),
        "roles": .array(standing.roleFaults.map { .string($0.en) }), "read_only": JSON(standing.readOnly?.en),
        "agencies": .array(agencies.map { ["code": .string($0.code), "name": .string($0.name), "timezone": .string($0.zone)] }),
      ]
    ) { style in
      let width = style.language == .en ? 10 : 8
      return lines(standing, status, version, database).map { name, value in
        let name = style.say(name)
        return name + String(repeating: " ", count: max(1, width - DisplayWidth.of(name))) + style.say(value) + "\n"
      }.joined()
    }
  }

  /// Where the database is and what it holds; then what a restore or the server's state leaves to do.
  private static func lines(_ standing: SchemaDesk.Standing, _ status: SchemaStatus, _ version: Int, _ database: Wording)
    -> [(name: Wording, value: Wording)]
  {
    let state =
      !status.isCurrent
      ? Wording("version \(status.known) is known: allot db migrate", "本程序为第 \(status.known) 版：allot db migrate")
      : status.missing.isEmpty ? Wording("up to date", "已是最新") : Wording("not whole", "不完整")
    let agencies = standing.agencies
    var lines = [
      (Wording("database", "数据库"), database),
      (
        Wording("schema", "表结构"),
        (version == 0 ? Wording("none", "无") : Wording("version \(version)", "第 \(version) 版")) + Wording(", ", "，") + state
      ),
      (
        Wording("agencies", "机构"),
        agencies.isEmpty
          ? Wording("none", "无")
          : agencies.map { Wording("\($0.code) (\($0.name), \($0.zone))", "\($0.code)（\($0.name)，\($0.zone)）") }.joined(
            by: Wording(", ", "、"))
      ),
    ]
    if !status.missing.isEmpty {
      let missing = status.missing
      lines.append((Wording("missing", "缺少"), Wording(missing.joined(separator: ", "), missing.joined(separator: "、"))))
      lines.append(
        (
          .none,
          missing == [Store.stageSchema]
            ? Wording("run allot db migrate", "请执行 allot db migrate")
            : Wording(
              "restore the dump again and look at pg_restore's errors, then run allot db migrate",
              "请重新恢复转储并查看 pg_restore 的报错，然后执行 allot db migrate")
        ))
    }
    if !standing.roleFaults.isEmpty {
      let faults = standing.roleFaults
      lines.append(
        (
          Wording("roles", "角色"),
          Wording(
            "\(faults.map(\.en).joined(separator: ", ")): run allot db migrate as a superuser, unless the owner does all",
            "\(faults.map(\.zh).joined(separator: "、"))：请以超级用户执行 allot db migrate，除非一切均由属主执行")
        ))
    }
    if let reason = standing.readOnly { lines.append((Wording("writes", "写入"), Wording(reason.en, reason.zh))) }
    return lines
  }

  /// Whom the owner bound to which agencies.
  package static func logins(_ logins: [LoginBinding]) -> Answer {
    Answer([
      "logins": .array(
        logins.map { ["login": .string($0.login), "every": .bool($0.every), "agencies": .array($0.agencies.map { .string($0) })] })
    ]) { style in
      style.table(
        Table(
          [style.column("login", "登录"), style.column("agencies", "机构")],
          rows: logins.map {
            [
              $0.login == "*" ? style.say("* (all others)", "*（其他所有）") : $0.login,
              $0.every ? style.say("every", "全部") : $0.agencies.isEmpty ? style.say("none", "无") : style.list($0.agencies),
            ]
          }))
    }
  }
}
