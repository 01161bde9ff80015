package import Portfolio
package import Register
import Schema
import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// People and their roles.
  package static func users(_ people: [Person]) -> Answer {
    Answer([
      "users": .array(
        people.map {
          [
            "name": .string($0.name), "roles": .array($0.roles.map { .string($0.rawValue) }), "team": JSON($0.team),
            "os_user": JSON($0.osUser),
            "db_user": JSON($0.databaseUser), "tokens": JSON($0.tokens), "active": .bool($0.isActive), "mail": JSON($0.mail),
          ]
        })
    ]) { style in
      if people.isEmpty {
        return style.say(
          "no users: everybody who reaches the database may do everything\n", "没有用户：凡能访问数据库者均可进行一切操作\n")
      }
      return style.table(
        Table(
          [
            style.column("name", "姓名"), style.column("roles", "角色"), style.column("team", "小组"),
            style.column("os user", "系统用户"), style.column("db user", "数据库用户"), style.column("tokens", "令牌", .right),
            style.column("mail", "邮件地址"), style.column("state", "状态"),
          ],
          rows: people.map {
            [
              $0.name, style.say(names($0.roles)), $0.team ?? "", $0.osUser ?? "", $0.databaseUser ?? "", String($0.tokens), $0.mail ?? "",
              $0.isActive ? "" : style.say("disabled", "已停用"),
            ]
          }))
    }
  }

  /// The words that commands take; in Chinese with what they mean.
  private static func names(_ roles: [Role]) -> Wording {
    Wording(
      roles.map(\.rawValue).joined(separator: ", "), roles.map { "\(Words.role($0).zh)（\($0.rawValue)）" }.joined(separator: "、"))
  }

  /// Tokens as they are kept; times are those of `clock`.
  package static func tokens(_ tokens: [PersonToken], by clock: WallClock = .utc) -> Answer {
    return Answer([
      "tokens": .array(
        tokens.map {
          [
            "token": .integer($0.id), "user": .string($0.person), "label": .string($0.label),
            "expires_at": .string(Text.time($0.expiresAt) + "Z"),
            "last_used_at": JSON($0.lastUsedAt.map { Text.time($0) + "Z" }), "revoked": .bool($0.isRevoked),
          ]
        })
    ]) { style in
      let table = Table(
        [
          style.column("token", "令牌", .right), style.column("of", "用户"), style.column("label", "标签"),
          style.column("made (\(clock.name))", "创建时间（\(clock.name)）"), style.column("valid until", "有效期至"),
          style.column("last used", "最近使用"), style.column("state", "状态"),
        ],
        rows: tokens.map {
          [
            String($0.id), $0.person, $0.label, Text.time($0.createdAt, by: clock), Text.time($0.expiresAt, by: clock),
            $0.lastUsedAt.map { Text.time($0, by: clock) } ?? style.say("never", "从未"), $0.isRevoked ? style.say("revoked", "已作废") : "",
          ]
        })
      return tokens.isEmpty ? style.say("no tokens\n", "没有令牌\n") : style.table(table)
    }
  }

  /// The roles that somebody has now.
  package static func roles(of name: String, _ roles: [Role]) -> Answer {
    Answer(
      ["user": .string(name), "roles": .array(roles.map { .string($0.rawValue) })],
      Wording("user \(name): ", "用户 \(name)：") + names(roles) + "\n")
  }

  /// Somebody whose rights were taken away.
  package static func disabled(_ name: String) -> Answer {
    Answer(
      ["user": .string(name), "active": false],
      Wording("user \(name): disabled, tokens revoked\n", "用户 \(name)：已停用，令牌已作废\n"))
  }

  /// A new token: the text is the token and nothing else, for scripts.
  package static func token(_ token: String, of name: String, days: Int) -> Answer {
    Answer(["user": .string(name), "token": .string(token), "days": JSON(days)], Wording(same: token + "\n"))
  }

  /// A link that lets somebody in once: the text is the link and nothing else.
  package static func signInLink(_ link: String, of name: String, minutes: Int) -> Answer {
    Answer(["user": .string(name), "link": .string(link), "minutes": JSON(minutes)], Wording(same: link + "\n"))
  }

  /// A token that counts no longer.
  package static func revoked(token: Int64) -> Answer {
    Answer(["token": .integer(token), "revoked": true], Wording("token \(token): revoked\n", "令牌 \(token)：已作废\n"))
  }
}
