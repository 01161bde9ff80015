package import Figures
package import Portfolio
package import Speech

// Runs, their plans, the ledger and the files.
extension Words {
  /// What a run is called.
  package static func runKind(_ value: RunKind) -> Wording {
    switch value {
    case .arrivals: Wording("arrivals", "即时分案")
    case .manual: Wording("by hand", "人工分案")
    case .night: Wording("night run", "夜间分案")
    case .batch: Wording("batch run", "批次分案")
    }
  }

  /// What became of the cases that had come before those a run by day was for; no full stop.
  package static func earlier(_ earlier: EarlierCases) -> Wording {
    let count = { (number: Int) in NumberText.count(Int64(number)) }
    let (held, nobody) = (count(earlier.held), count(earlier.unassigned))
    let waiting = count(earlier.waiting)
    return Wording(
      "of the cases that had come earlier, \(count(earlier.assigned)) were assigned too and \(waiting) still \(earlier.waiting == 1 ? "has" : "have") no holder: \(held) held, \(nobody) found nobody",
      "更早到达的案件中，另分出\(count(earlier.assigned))件，仍无人持有\(waiting)件：停催\(held)件，未分出\(nobody)件")
  }

  /// What happened between the decision of a published run and the count of the stock behind it, and which figures know of it; nil where nothing did.
  package static func meanwhile(_ figures: Figures) -> Wording? {
    let (meanwhile, header) = (figures.morning.meanwhile, figures.header)
    guard !meanwhile.isNothing else { return nil }
    func part(_ number: Int64, _ one: String, _ many: String, _ zh: String) -> Wording? {
      guard number != 0 else { return nil }
      let count = NumberText.count(number)
      return Wording("\(count) \(number == 1 ? one : many)", "\(zh)\(count)件")
    }
    let amount = NumberText.signedAmount(meanwhile.revaluedBy, header.baseCurrency)
    var parts = [
      part(meanwhile.came, "case came", "cases came", "新到"), part(meanwhile.closed, "was closed", "were closed", "结案"),
      part(meanwhile.assigned, "was given to somebody otherwise", "were given to somebody otherwise", "另行分出"),
      part(meanwhile.moved, "was moved by hand", "were moved by hand", "人工换手"),
      part(meanwhile.recalled, "was taken back by hand", "were taken back by hand", "人工收回"),
    ].compactMap { $0 }
    if meanwhile.revalued > 0 {
      let times = NumberText.count(meanwhile.revalued)
      parts.append(
        Wording(
          "what is owed changed \(times) \(meanwhile.revalued == 1 ? "time" : "times") (\(amount) \(header.baseCurrency))",
          "欠款变动\(times)次（\(amount) \(header.baseCurrency)）"))
    }
    let told = parts.joined(by: Wording(", ", "，"))
    return Wording(
      "Between the decision (begun \(header.startedAt)) and the count of the stock (\(header.stockAt)): \(told.en). What people hold after the run and the stock count it; classes of the stock, places and hours are as the decision found them.",
      "决策（\(header.startedAt)开始）至库存清点（\(header.stockAt)）之间：\(told.zh)。分后在手与库存已计入；库存类别、名额与工时以决策时为准。")
  }

  /// How far a run has got.
  package static func runState(_ value: RunState) -> Wording {
    switch value {
    case .running: Wording("running", "进行中")
    case .planned: Wording("planned, not published", "已生成方案，未发布")
    case .waiting: Wording("waiting", "方案待人工放行")
    case .published: Wording("published", "已发布")
    case .failed: Wording("failed", "失败")
    case .discarded: Wording("discarded", "已放弃")
    }
  }

  /// The same of a report's run, with what became of it since.
  package static func runState(_ header: RunHeader) -> Wording {
    guard header.status == .published, let run = header.takenBackBy else { return runState(header.status) }
    let word = takenBack(by: run, whole: header.isTakenBack)
    return header.isTakenBack ? word + Wording(", not in force", "，未生效") : word
  }

  /// What became of a published run that another one took back, as a whole or in part.
  package static func takenBack(by run: Int64, whole: Bool) -> Wording {
    whole
      ? Wording("taken back by run \(run)", "已由运行 \(run) 撤销")
      : Wording("published, in part taken back by run \(run)", "已发布，部分由运行 \(run) 撤销")
  }

  /// Why a collector gets no new cases; `.open` for one who does.
  package static func closed(_ value: CloseReason) -> Wording {
    switch value {
    case .open: Wording("open", "可分配")
    case .inactive: Wording("not active", "未启用")
    case .left: Wording("has left", "已离职")
    case .notPresent: Wording("not on duty", "不在岗")
    case .caseLimit: Wording("case limit reached", "达到件数上限")
    case .amountLimit: Wording("amount limit reached", "达到金额上限")
    case .newPerDay: Wording("daily limit of new cases reached", "达到当日新案上限")
    }
  }

  /// What a control vouches for: a sentence that is true when nothing violates it.
  package static func control(_ value: Control) -> Wording {
    switch value {
    case .caseLimits: Wording("Nobody got more new cases than places were left under the limits", "新案件数不超过上限内的剩余名额")
    case .onlyOpenCollectors: Wording("New cases went only to collectors who were open", "新案仅分给可分配人员")
    case .authorisations: Wording("Required skills and licences are held", "具备所需技能与授权")
    case .conflicts: Wording("No collector got a case in conflict", "无利益冲突分案")
    case .formerHolders: Wording("No case went back to an excluded former holder", "未回流至被排除的前手")
    case .oneOwner: Wording("Every decided case has one decision and its owner on record", "一案一决定、一人持有")
    case .groupsTogether: Wording("One debtor's cases for one person were published whole or not at all", "共债案件整组发布")
    case .heldNotDealt: Wording("No held case was dealt", "停催案件未被分出")
    case .reconciliation: Wording("Stock and flows reconcile to zero", "库存与流量核对差额为零")
    }
  }

  /// What changed a stock, as a line of the report's table.
  package static func flow(_ value: FlowLineKind) -> Wording {
    switch value {
    case .entrusted: Wording("entrusted", "新委案")
    case .reopened: Wording("reopened", "重新启用")
    case .recalled: Wording("recalled", "收回")
    case .assigned: Wording("assigned", "分出")
    case .fromPool: Wording("from the pool", "由案池分入")
    case .movedIn: Wording("from other teams", "由他组转入")
    case .toPool: Wording("back to the pool", "收回案池")
    case .movedOut: Wording("to other teams", "转往他组")
    case .settled: Wording("settled", "结清")
    case .returned: Wording("returned to client", "退案")
    case .withdrawn: Wording("withdrawn", "撤案")
    case .deceased: Wording("deceased", "身故销案")
    case .revalued: Wording("revalued", "欠款变动")
    }
  }

  /// One side of the ledger: nobody's cases, or the collectors'.
  package static func ledgerSide(_ value: LedgerSide) -> Wording {
    switch value {
    case .pool: Wording("pool", "案件池")
    case .people: Wording("people", "催收员")
    }
  }

  /// What changed a stock, as the ledger stores it: closings in one.
  package static func flowKind(_ value: FlowKind) -> Wording {
    switch value {
    case .entrusted: Wording("entrusted", "新委案")
    case .reopened: Wording("reopened", "重新启用")
    case .assigned: Wording("assigned", "分出")
    case .recalled: Wording("recalled", "收回")
    case .moved: Wording("moved", "换手")
    case .closed: Wording("closed", "结案")
    case .revalued: Wording("revalued", "欠款变动")
    }
  }

  /// What is shared out, with its unit where it has one.
  package static func measure(_ value: FairMeasure) -> Wording {
    switch value {
    case .number: Wording("number", "件数")
    case .amount: Wording("amount", "金额")
    case .effort: Wording("effort (h)", "工作量（小时）")
    }
  }

  /// The nights over which fairness is counted.
  package static func span(_ value: FairSpan) -> Wording {
    switch value {
    case .tonight: Wording("tonight", "当晚")
    case .thirtyNights: Wording("30 nights", "近30晚")
    }
  }

  /// Kind of a file that people put in force.
  package static func policyKind(_ value: PolicyKind) -> Wording {
    switch value {
    case .agency: Wording("agency", "机构文件")
    case .policy: Wording("policy", "策略")
    case .lexicon: Wording("lexicon", "词库")
    case .model: Wording("model", "模型")
    case .mapping: Wording("mapping", "映射")
    }
  }

  /// What the rows of a file are.
  package static func feed(_ value: Feed) -> Wording {
    switch value {
    case .cases: Wording("cases", "案件")
    case .collectors: Wording("collectors", "催收员")
    case .hours: Wording("hours", "工时")
    case .leave: Wording("leave", "请假")
    case .attempts: Wording("attempts", "联系记录")
    case .conversations: Wording("conversations", "沟通记录")
    case .payments: Wording("payments", "还款")
    case .promises: Wording("promises", "还款承诺")
    case .flags: Wording("flags", "标记")
    case .holds: Wording("holds", "停催")
    case .moves: Wording("moves by hand", "人工调案")
    }
  }

  /// What is removed after its retention.
  package static func retained(_ value: Retained) -> Wording {
    switch value {
    case .text: Wording("texts of conversations", "沟通文本")
    case .attempt: Wording("contact attempts", "联系记录")
    case .extra: Wording("additional columns", "附加字段")
    case .decision: Wording("decisions", "分案决定")
    case .outbox: Wording("outbox", "外发消息")
    }
  }
}
