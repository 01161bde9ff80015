package import Figures
package import Portfolio

// Runs, their plans, the ledger and the files.
extension Words {
  /// What a run is called.
  package static func runKind(_ value: RunKind) -> Phrase {
    switch value {
    case .arrivals: Phrase("arrivals", "即时分案")
    case .manual: Phrase("by hand", "人工分案")
    case .night: Phrase("night run", "夜间分案")
    case .batch: Phrase("batch run", "批次分案")
    }
  }

  /// How far a run has got.
  package static func runState(_ value: RunState) -> Phrase {
    switch value {
    case .running: Phrase("running", "进行中")
    case .planned: Phrase("planned, not published", "已生成方案，未发布")
    case .waiting: Phrase("waiting", "方案待人工放行")
    case .published: Phrase("published", "已发布")
    case .failed: Phrase("failed", "失败")
    case .discarded: Phrase("discarded", "已放弃")
    }
  }

  /// Why a collector gets no new cases; `.open` for one who does.
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

  /// What a control vouches for: a sentence that is true when nothing violates it.
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

  /// What changed a stock, as a line of the report's table.
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

  /// One side of the ledger: nobody's cases, or the collectors'.
  package static func ledgerSide(_ value: LedgerSide) -> Phrase {
    switch value {
    case .pool: Phrase("pool", "案件池")
    case .people: Phrase("people", "催收员")
    }
  }

  /// What changed a stock, as the ledger stores it: closings in one.
  package static func flowKind(_ value: FlowKind) -> Phrase {
    switch value {
    case .entrusted: Phrase("entrusted", "新委案")
    case .reopened: Phrase("reopened", "重新启用")
    case .assigned: Phrase("assigned", "分出")
    case .recalled: Phrase("recalled", "收回")
    case .moved: Phrase("moved", "换手")
    case .closed: Phrase("closed", "结案")
    case .revalued: Phrase("revalued", "余额变动")
    }
  }

  /// What is shared out, with its unit where it has one.
  package static func measure(_ value: FairMeasure) -> Phrase {
    switch value {
    case .number: Phrase("number", "件数")
    case .amount: Phrase("amount", "金额")
    case .effort: Phrase("effort (h)", "工作量（小时）")
    }
  }

  /// The nights over which fairness is counted.
  package static func span(_ value: FairSpan) -> Phrase {
    switch value {
    case .tonight: Phrase("tonight", "当晚")
    case .thirtyNights: Phrase("30 nights", "近30晚")
    }
  }

  /// Kind of a file that people put in force.
  package static func policyKind(_ value: PolicyKind) -> Phrase {
    switch value {
    case .agency: Phrase("agency", "机构文件")
    case .policy: Phrase("policy", "策略")
    case .lexicon: Phrase("lexicon", "词库")
    case .model: Phrase("model", "模型")
    case .mapping: Phrase("mapping", "映射")
    }
  }

  /// What the rows of a file are.
  package static func feed(_ value: Feed) -> Phrase {
    switch value {
    case .cases: Phrase("cases", "案件")
    case .collectors: Phrase("collectors", "催收员")
    case .hours: Phrase("hours", "工时")
    case .attempts: Phrase("attempts", "联系记录")
    case .conversations: Phrase("conversations", "沟通记录")
    case .payments: Phrase("payments", "还款")
    case .promises: Phrase("promises", "还款承诺")
    case .flags: Phrase("flags", "标识")
    case .holds: Phrase("holds", "停催")
    case .moves: Phrase("moves by hand", "人工调案")
    }
  }

  /// What is removed after its retention.
  package static func retained(_ value: Retained) -> Phrase {
    switch value {
    case .text: Phrase("texts of conversations", "沟通文本")
    case .attempt: Phrase("contact attempts", "联系记录")
    case .extra: Phrase("additional columns", "附加字段")
    case .decision: Phrase("decisions", "分案决定")
    case .outbox: Phrase("outbox", "外发消息")
    }
  }
}
