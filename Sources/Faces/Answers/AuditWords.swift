import Portfolio
import Speech
import Wire
import Words

/// What the audit says was done to what, as people read it. Rows are written once, in English; Chinese has the word that `--action` takes behind its own.
enum AuditWords {
  static func action(_ action: String) -> Wording {
    guard let chinese = actions[action] else { return Wording(same: action) }
    return Wording(action, "\(chinese)（\(action)）")
  }

  private static let actions = [
    "change.submitted": "提交变更", "change.edited": "修改变更", "change.simulated": "模拟变更", "change.approved": "同意变更", "change.voided": "同意失效",
    "change.rejected": "驳回变更", "change.scheduled": "变更排期", "change.fell_back": "变更重新待定", "change.activated": "变更生效",
    "change.retired": "变更终止", "change.commented": "备注变更", "stop.made": "紧急停办", "stop.confirmed": "确认停办", "stop.lift_asked": "申请解除停办",
    "stop.lifted": "解除停办",
    "data.erased": "抹除债务人数据", "data.purged": "清除数据", "data.retention": "设定保存期限", "key.moved": "移动标识密钥", "key.renewed": "更换标识密钥",
    "lists.acknowledged": "登记领取清单", "login.bound": "绑定登录", "moves.done": "执行调案", "moves.proposed": "提交调案", "moves.refused": "驳回调案",
    "package.made": "生成交付包", "policy.activated": "文件生效",
    "policy.approved": "复核文件", "policy.retired": "文件停用", "run.begun": "开始运行", "run.discarded": "放弃方案", "run.released": "放行方案",
    "run.sealed": "封存运行", "run.undone": "撤销运行", "run.waiting": "方案待放行", "sample.seed_named": "约定抽样种子", "server.changed": "更换服务器",
    "token.made": "生成令牌",
    "password.set": "设置密码", "sign_in.closed": "暂停登录", "sign_in.ended": "结束登录", "sign_in.link_made": "生成登录链接", "sign_in.opened": "登录控制台",
    "token.revoked": "作废令牌", "user.added": "添加用户", "user.changed": "更换角色", "user.disabled": "停用用户",
    "webhook.added": "登记 Webhook 订阅", "webhook.gave_up": "停止推送 Webhook", "webhook.paused": "暂停 Webhook 订阅",
    "webhook.removed": "移除 Webhook 订阅",
    "webhook.resumed": "恢复 Webhook 订阅", "webhook.secret_renewed": "更换 Webhook 密钥", "webhook.tested": "测试 Webhook 订阅",
  ]

  /// The subject of an action: `run 12`, `policy cards v2`, `run 5, night of 2026-12-02, 2 days ahead: month end`.
  static func subject(_ subject: String) -> Wording {
    if subject == "the ledger continues on this server" { return Wording(subject, "账目在此服务器上继续") }
    if let retained = Retained(rawValue: subject) { return Wording(subject, "\(Words.retained(retained).zh)（\(subject)）") }
    if subject.wholeMatch(of: /run \d+(?:[ ,:].*)?/) != nil { return Wording(subject, run(subject)) }
    if let match = subject.wholeMatch(of: /(agency|policy|lexicon|model|mapping) (.+?)(?: v(\d+))?/) {
      let kind = PolicyKind(rawValue: String(match.1)).map { Words.policyKind($0).zh } ?? String(match.1)
      return Wording(subject, "\(kind) \(match.2)\(match.3.map { " 第 \($0) 版" } ?? "")")
    }
    if let match = subject.wholeMatch(of: /debtor of case (\d+)/) { return Wording(subject, "案件 \(match.1) 的债务人") }
    guard let blank = subject.firstIndex(of: " "), let kind = kinds[String(subject[..<blank])] else { return Wording(same: subject) }
    return Wording(subject, kind + subject[blank...])
  }

  private static let kinds = Dictionary(
    uniqueKeysWithValues: zip(
      ["order", "user", "token", "key", "login", "debtor", "change", "stop", "webhook"],
      ["调案单", "用户", "令牌", "密钥", "登录", "债务人", "变更", "停办", "Webhook 订阅"]))

  /// The details of an action, member by member.
  static func detail(_ text: String) -> Wording { (try? JSON(reading: Array(text.utf8))).map(said) ?? Wording(same: text) }

  private static func said(_ value: JSON) -> Wording {
    switch value {
    case .object(let members):
      members.filter { $0.1 != .null }.map { name, value in
        Wording(name.split(separator: "_").joined(separator: " ") + " ", (details[name] ?? name) + " ") + said(value)
      }.joined()
    case .array(let all): all.map(said).joined(by: Wording(" ", "、"))
    case .string(let text): Wording(same: text)
    case .bool(let isSo): isSo ? Wording("yes", "是") : Wording("no", "否")
    default: Wording(same: value.text)
    }
  }

  private static let details = [
    "order": "调案单", "action": "操作", "cases": "案件数", "overridden": "突破规则", "reason": "原因", "name": "名称", "was": "此前", "run": "运行",
    "roles": "角色", "failures": "失败次数", "days": "天数", "what": "内容", "way": "方式", "topics": "主题", "tokens_revoked": "作废令牌", "to": "至",
    "sign_ins_ended": "结束登录", "sign_in": "登录", "sequence": "序号", "seconds": "秒数", "rows": "行数", "root": "根", "minutes": "分钟数",
    "lists": "清单", "label": "标签", "has_address": "有地址", "decisions": "决定数", "debtors": "债务人数", "contact_points": "联系方式数",
    "client": "委托方", "behind": "起始位置", "before": "早于", "address": "地址",
  ]

  /// A run with what was unusual about it; behind the first colon stands what a person wrote.
  private static func run(_ subject: String) -> String {
    let colon = subject.firstRange(of: ": ")
    let clauses = subject[..<(colon?.lowerBound ?? subject.endIndex)].split(separator: ", ").map { String($0) }
    return clauses.map(clause).joined(separator: "，") + (colon.map { "：\(subject[$0.upperBound...])" } ?? "")
  }

  private static func clause(_ text: String) -> String {
    if let match = text.wholeMatch(of: /run (\d+) by run (\d+)/) { return "运行 \(match.1)，由运行 \(match.2)" }
    if let match = text.wholeMatch(of: /run (\d+) took run (\d+) back/) { return "运行 \(match.2) 已由运行 \(match.1) 撤销" }
    if let match = text.wholeMatch(of: /run (\d+) had no open case/) { return "运行 \(match.1) 没有在案案件" }
    if let match = text.wholeMatch(of: /night of (.+)/) { return "\(match.1) 的夜间分案" }
    if let match = text.wholeMatch(of: /again as number (\d+)/) { return "再次运行，编号 \(match.1)" }
    if let match = text.wholeMatch(of: /(\d+) days? ahead/) { return "提前 \(match.1) 天" }
    if let match = text.wholeMatch(of: /run (\d+)/) { return "运行 \(match.1)" }
    return text
  }
}
