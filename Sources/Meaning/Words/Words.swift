package import Figures
package import Portfolio

/// The vocabulary in both languages.
package enum Words {
  package static func caseClass(_ value: CaseClass) -> Phrase {
    switch value {
    case .unknown: Phrase("unknown", "待判定")
    case .normal: Phrase("normal", "正常")
    case .abnormal: Phrase("abnormal", "非正常")
    case .cooperative: Phrase("cooperative", "配合")
    case .uncooperative: Phrase("uncooperative", "非配合")
    }
  }

  package static func tone(_ value: Tone) -> Phrase {
    switch value {
    case .neutral: Phrase("neutral", "中性")
    case .cooperative: Phrase("cooperative", "配合")
    case .uncooperative: Phrase("uncooperative", "非配合")
    }
  }

  package static func decision(_ value: DecisionKind) -> Phrase {
    switch value {
    case .assigned: Phrase("assigned", "分案")
    case .moved: Phrase("moved", "换手")
    case .recalled: Phrase("recalled", "收回")
    case .held: Phrase("held", "停催")
    case .unassigned: Phrase("unassigned", "未分出")
    }
  }

  /// In English the word that stands in files, too.
  package static func moveRule(_ value: MoveRule) -> Phrase {
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
      case .absent: "接收人一周内无工时"
      case .noRoom: "超出接收人案件上限"
      case .noAmountRoom: "超出接收人金额上限"
      case .formerHolder: "接收人曾为前手"
      case .splitsGroup: "拆分同一债务人的案件"
      case .commitment: "原持有人应继续跟进"
      case .pinnedElsewhere: "已指定给他人"
      }
    return Phrase(value.word, chinese)
  }

  package static func hold(_ value: HoldKind) -> Phrase {
    switch value {
    case .none: Phrase("none", "无")
    case .suspended: Phrase("suspended", "停催")
    case .dispute: Phrase("dispute", "争议")
    case .complaint: Phrase("complaint", "投诉")
    case .litigation: Phrase("litigation", "诉讼")
    case .clientRequest: Phrase("the client's request", "委托方要求")
    case .settlementTalks: Phrase("settlement talks", "和解洽谈")
    case .other: Phrase("another reason", "其他原因")
    }
  }

  private static let flagPhrases: [String: Phrase] = [
    "dispute": Phrase("dispute", "争议"), "attorney": Phrase("attorney", "委托律师"), "complaint": Phrase("complaint", "投诉"),
    "cease_contact": Phrase("cease contact", "要求停止联系"), "hardship": Phrase("hardship", "经济困难"), "deceased": Phrase("deceased", "身故"),
    "fraud": Phrase("fraud", "欺诈"), "bankruptcy": Phrase("bankruptcy", "破产"), "special_group": Phrase("special group", "特殊人群"),
    "litigation": Phrase("litigation", "诉讼"), "threat": Phrase("threat", "威胁"), "wrong_person": Phrase("wrong person", "非本人"),
  ]

  /// The flags that are set, in bit order, separated; `none` when no known bit is set.
  package static func flags(_ value: CaseFlags, _ language: Language) -> String {
    let words = value.wordList.map { flagPhrases[$0]?[language] ?? $0 }
    return words.isEmpty ? Phrase("none", "无")[language] : words.joined(separator: language == .zh ? "、" : ", ")
  }

  package static func closed(_ value: CloseReason) -> Phrase {
    switch value {
    case .open: Phrase("open", "可分配")
    case .inactive: Phrase("not active", "未启用")
    case .left: Phrase("has left", "已离职")
    case .notPresent: Phrase("not on duty", "不在岗")
    case .caseLimit: Phrase("case limit reached", "达到件数上限")
    case .amountLimit: Phrase("amount limit reached", "达到金额上限")
    case .newPerDay: Phrase("daily limit of new cases reached", "达到当日新案上限")
    }
  }

  package static func flow(_ value: FlowLineKind) -> Phrase {
    switch value {
    case .entrusted: Phrase("entrusted", "新委案")
    case .reopened: Phrase("reopened", "重新启用")
    case .recalled: Phrase("recalled", "收回")
    case .assigned: Phrase("assigned", "分出")
    case .settled: Phrase("settled", "结清")
    case .returned: Phrase("returned to client", "退案")
    case .withdrawn: Phrase("withdrawn", "撤案")
    case .deceased: Phrase("deceased", "身故销案")
    case .revalued: Phrase("revalued", "余额变动")
    }
  }

  package static func control(_ value: Control) -> Phrase {
    switch value {
    case .caseLimits: Phrase("Nobody got more new cases than places were left under the limits", "新增件数不超过限额内的余额")
    case .onlyOpenCollectors: Phrase("New cases went only to collectors who were open", "新案仅分给可分配人员")
    case .authorisations: Phrase("Required skills and licences are held", "具备所需技能与授权")
    case .conflicts: Phrase("No collector got a case in conflict", "无利益冲突分案")
    case .formerHolders: Phrase("No case went back to an excluded former holder", "未回流至被排除的前手")
    case .oneOwner: Phrase("Every decided case has one decision and its owner on record", "一案一决定、一人持有")
    case .groupsTogether: Phrase("One debtor's cases for one person were published whole or not at all", "共债案件整组发布")
    case .heldNotDealt: Phrase("No held case was dealt", "停催案件未被分出")
    case .reconciliation: Phrase("Stock and flows reconcile to zero", "库存与流量核对差额为零")
    }
  }

  package static func measure(_ value: FairMeasure) -> Phrase {
    switch value {
    case .number: Phrase("number", "件数")
    case .amount: Phrase("amount", "金额")
    case .effort: Phrase("effort (h)", "工作量（小时）")
    }
  }

  package static func span(_ value: FairSpan) -> Phrase {
    switch value {
    case .tonight: Phrase("tonight", "当晚")
    case .thirtyNights: Phrase("30 nights", "近30晚")
    }
  }

  /// What a run is called; an unknown kind stays itself.
  package static func runKind(_ kind: String, _ language: Language) -> String {
    switch kind {
    case "arrivals": Phrase("arrivals", "即时分案")[language]
    case "manual": Phrase("by hand", "人工分案")[language]
    case "night": Phrase("night run", "夜间分案")[language]
    case "batch": Phrase("batch run", "批次分案")[language]
    default: kind
    }
  }

  /// A state of a run; an unknown state stays itself.
  package static func runStatus(_ status: String, _ language: Language) -> String {
    switch status {
    case "published": Phrase("published", "已发布")[language]
    case "planned": Phrase("planned, not published", "已生成方案，未发布")[language]
    case "discarded": Phrase("discarded", "已放弃")[language]
    case "running": Phrase("running", "进行中")[language]
    case "failed": Phrase("failed", "失败")[language]
    default: status
    }
  }
}
