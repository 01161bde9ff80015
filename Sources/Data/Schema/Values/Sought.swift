package import Portfolio
package import Speech

/// What was asked for and is not there, or stands for several.
package enum Sought: Hashable, Sendable {
  case `case`, client, team, ledgerPosition
  case run, stagedRun, unpublishedRun
  case order, waitingOrder
  /// An order that somebody else has to agree to or refuse than this person.
  case orderWaiting(for: String)
  case activeUser, validToken, signIn
  /// A role of the server that can log in.
  case login
  case version(PolicyKind), activeVersion(PolicyKind)
  /// A change of what is in force, by number; a stop.
  case change, stop
  /// What is told of a night, by number.
  case delivery
  /// An address that is told what happens, by name or number.
  case webhook

  /// The noun, in both languages.
  package var wording: Wording {
    switch self {
    case .case: Wording("case", "案件")
    case .client: Wording("client", "委托方")
    case .team: Wording("team", "小组")
    case .ledgerPosition: Wording("ledger position", "台账位置")
    case .run: Wording("run", "运行")
    case .stagedRun: Wording("staged run", "已暂存的运行")
    case .unpublishedRun: Wording("unpublished run", "未发布的运行")
    case .order: Wording("order", "调案单")
    case .waitingOrder: Wording("waiting order", "待复核的调案单")
    case .orderWaiting(let person): Wording("order that waits for \(person)", "等待 \(person) 复核的调案单")
    case .activeUser: Wording("active user", "在用的用户")
    case .validToken: Wording("valid token", "有效的令牌")
    case .signIn: Wording("open sign-in", "有效的登录")
    case .login: Wording("login (role) of the server", "服务器登录（角色）")
    case .change: Wording("change", "变更")
    case .stop: Wording("stop", "紧急停办")
    case .delivery: Wording("delivery", "投递")
    case .webhook: Wording("webhook", "Webhook 订阅")
    case .version(let kind): Wording("\(kind.rawValue) version", "\(Self.word(kind))版本")
    case .activeVersion(let kind): Wording("active \(kind.rawValue)", "生效的\(Self.word(kind))")
    }
  }

  private static func word(_ kind: PolicyKind) -> String {
    switch kind {
    case .agency: "机构文件"
    case .policy: "策略"
    case .lexicon: "词库"
    case .model: "模型"
    case .mapping: "映射"
    }
  }
}
