package import Register
import Terminal
import Wire

extension Answer {
  /// Sign-ins of the console.
  package static func signIns(_ signIns: [SignIn]) -> Answer {
    Answer([
      "sign_ins": .array(
        signIns.map {
          [
            "sign_in": .integer($0.id), "user": .string($0.person), "way": .string($0.way.rawValue),
            "created_at": .string(Text.time($0.createdAt) + "Z"), "last_seen_at": .string(Text.time($0.lastSeenAt) + "Z"),
            "expires_at": .string(Text.time($0.expiresAt) + "Z"), "ended_at": JSON($0.endedAt.map { Text.time($0) + "Z" }),
          ]
        })
    ]) { style in
      style.table(
        Table(
          [
            style.column("sign-in", "登录", .right), style.column("of", "用户"), style.column("by", "方式"), style.column("since", "开始于"),
            style.column("last seen", "最近一次"), style.column("ended", "结束于"),
          ],
          rows: signIns.map {
            [
              String($0.id), $0.person, $0.way.rawValue, Text.time($0.createdAt), Text.time($0.lastSeenAt),
              $0.endedAt.map { Text.time($0) } ?? "",
            ]
          }))
    }
  }
}
