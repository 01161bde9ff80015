package import Portfolio
package import Speech

// What people do by hand, and who they are.
extension Words {
  /// In English the word that stands in files, too.
  package static func moveRule(_ value: MoveRule) -> Wording {
    let chinese =
      switch value {
      case .receiverGone: "接收人已停用或离职"
      case .missingSkill: "接收人缺少所需技能"
      case .conflict: "接收人存在利益冲突"
      case .stopped: "案件停催"
      case .noPolicy: "无适用策略"
      case .noRoute: "无匹配路由"
      case .outsideRoute: "接收人不在路由之内"
      case .classNotAllowed: "接收人爬坡期不接该类案件"
      case .absent: "接收人在服务时限内不在岗"
      case .noRoom: "超出接收人案件上限"
      case .noAmountRoom: "超出接收人金额上限"
      case .formerHolder: "接收人曾为前手"
      case .splitsGroup: "拆分同一债务人的案件"
      case .commitment: "原持有人应继续跟进"
      case .pinnedElsewhere: "已指定给他人"
      }
    return Wording(value.word, chinese)
  }

  /// What an order of moves by hand does.
  package static func handAction(_ value: HandAction) -> Wording {
    switch value {
    case .move: Wording("move", "调案")
    case .swap: Wording("swap", "互换")
    case .pin: Wording("pin", "指定")
    case .unpin: Wording("unpin", "取消指定")
    case .release: Wording("release", "退回案件池")
    case .exclude: Wording("exclude", "排除")
    case .include: Wording("include", "解除排除")
    }
  }

  /// Whether an order waits for a second person, or how it ended.
  package static func handState(_ value: HandState) -> Wording {
    switch value {
    case .proposed: Wording("proposed", "待复核")
    case .done: Wording("done", "已执行")
    case .refused: Wording("refused", "已驳回")
    }
  }

  /// A role of the agency's own people, which gives rights.
  package static func role(_ value: Role) -> Wording {
    switch value {
    case .manager: Wording("manager", "经理")
    case .approver: Wording("approver", "复核人")
    case .lead: Wording("lead", "组长")
    case .auditor: Wording("auditor", "审计员")
    case .integrator: Wording("integrator", "接口程序")
    }
  }
}
