import Portfolio
import Speech
import Tables

/// Words that sources write for states, parties, channels and the like; compared by `Folding.word`.
enum ColumnWords {
  /// The meaning of a word. Most files write words as the tables do: those are found without folding them first.
  static func find<Value>(_ text: String, in words: [String: Value]) -> Value? {
    if let found = words[text] { return found }
    let folded = Folding.word(text)
    return words[folded] ?? words[Folding.simplified(folded)]
  }

  static let partyNames: [(word: String, value: Party)] = [("debtor", .debtor), ("third_party", .thirdParty), ("unknown", .unknown)]

  /// Words for parties; relatives and colleagues are third parties by their names.
  static let parties: [String: Party] = words([
    (["debtor", "self", "本人", "债务人", "借款人", "持卡人", "客户本人", "borrower", "cardholder"], .debtor),
    (
      [
        "third_party", "third party", "third", "第三方", "联系人", "亲属", "家人", "父母", "父亲", "母亲", "配偶", "丈夫", "妻子", "子女", "儿子", "女儿", "兄弟", "姐妹",
        "兄弟姐妹",
        "同事", "朋友", "同学", "单位", "紧急联系人", "亲戚", "relative", "spouse", "colleague", "friend", "parent", "sibling", "employer", "other",
      ], .thirdParty
    ),
    (["unknown", "未知", "不详"], .unknown),
  ])

  static let channels: [String: Channel] = words([
    (["phone", "call", "voice", "tel", "telephone", "cellular", "电话", "外呼", "呼叫", "电催", "语音"], .phone),
    (["sms", "text", "短信"], .sms), (["im", "wechat", "whatsapp", "chat", "微信", "qq", "企业微信"], .im),
    (["email", "mail", "e-mail", "邮件", "电子邮件"], .email), (["letter", "post", "信函", "函件", "律师函"], .letter),
    (["visit", "field", "外访", "上门"], .visit), (["tracing", "trace", "skip tracing", "网络催收", "网催", "查找", "户籍调查"], .tracing),
  ])

  static let inbound: [String: Bool] = words([
    (["inbound", "incoming", "in", "呼入", "来电", "被叫"], true), (["outbound", "outgoing", "out", "呼出", "外呼", "主叫"], false),
  ])

  /// States of a case, with the hold that the word implies.
  static let states: [String: (status: CaseStatus, hold: HoldKind?)] = words([
    (
      [
        "open", "active", "在案", "正常", "在催", "催收中", "normal", "new", "新案", "留案", "跟进中", "处理中", "待分配", "未分配", "已分配", "待催收", "部分还款", "未结清",
        "逾期",
        "in progress", "in_progress", "working", "assigned", "unassigned", "placed", "partially paid", "part paid", "overdue", "delinquent",
      ], (.open, nil)
    ),
    (
      ["suspended", "停催", "暂停", "暂缓", "停止催收", "暂停催收", "已停催", "已暂停", "on hold", "on_hold", "onhold", "hold", "paused", "stopped"],
      (.open, .suspended)
    ),
    (
      [
        "settled", "paid", "closed", "结清", "已结清", "还清", "已还清", "全额结清", "全部结清", "已还款结清", "减免结清", "paid in full", "paid off", "pif", "sif",
        "settled in full",
        "fully paid",
      ], (.settled, nil)
    ),
    (
      ["returned", "退案", "已退案", "已退回", "recalled", "recall", "returned to client", "closed and returned"], (.returned, nil)
    ),
    (
      ["withdrawn", "撤案", "已撤案", "撤回", "已撤回", "撤销委托", "取消委托", "撤委", "cancelled", "canceled", "withdrawn by client"],
      (.withdrawn, nil)
    ),
    (["deceased", "死亡", "身故", "已故", "去世", "dead"], (.deceased, nil)),
  ])

  private static let holdGroups: [([String], HoldKind)] = [
    (["停催", "暂缓", "暂停"], .suspended), (["争议", "异议"], .dispute), (["投诉"], .complaint), (["诉讼", "起诉", "司法"], .litigation),
    (["委托方要求", "甲方要求", "client"], .clientRequest), (["和解洽谈", "协商", "协商中", "减免协商"], .settlementTalks), (["其他原因", "其他", "其它"], .other),
    (["解除", "恢复", "lift", "lifted", "released"], .none),
  ]
  static let holds: [String: HoldKind] = words(HoldKind.entered.map { ([$0.word], $0) } + holdGroups)
  /// What is expected where a hold stands: in Chinese both words of each.
  static let expectedHolds = told(HoldKind.entered.map { ($0.word, $0) }, holdGroups)

  private static let flagGroups: [([String], CaseFlags)] = [
    (["争议", "异议"], .dispute), (["委托律师", "律师", "代理律师"], .attorney), (["投诉"], .complaint), (["要求停止联系", "停止联系", "拒绝联系"], .ceaseContact),
    (["经济困难", "困难"], .hardship), (["身故", "死亡", "去世"], .deceased), (["欺诈", "冒用"], .fraud), (["破产"], .bankruptcy),
    (["特殊人群", "特殊群体"], .specialGroup), (["诉讼", "司法"], .litigation), (["威胁"], .threat), (["非本人", "错号"], .wrongPerson),
  ]
  static let flags: [String: CaseFlags] = words(CaseFlags.words.map { ([$0.word], $0.flag) } + flagGroups)
  /// What is expected where a flag stands: in Chinese both words of each.
  static let expectedFlags = told(CaseFlags.words.map { ($0.word, $0.flag) }, flagGroups)

  static let yesNo: [String: Bool] = words([
    (
      [
        "yes", "y", "true", "1", "on", "set", "是", "有效", "设置", "在职", "active", "employed", "启用", "正常", "在岗", "试用", "试用期", "正式", "转正", "待离职",
        "休假", "休假中", "on leave", "probation", "probationary", "permanent", "current",
      ], true
    ),
    (
      [
        "no", "n", "false", "0", "off", "lift", "lifted", "否", "无效", "解除", "离职", "已离职", "离岗", "辞职", "已辞职", "辞退", "已辞退", "开除", "退休", "停职",
        "inactive", "left", "停用", "冻结", "frozen", "resigned", "terminated", "dismissed", "retired", "departed", "quit", "suspended",
      ], false
    ),
  ])

  static let dayParts: [String: LeaveRow.Part] = words([
    (
      ["whole", "whole day", "full", "full day", "full-day", "full_day", "all day", "day", "1 day", "全天", "整天", "全日", "一天", "1天", "1"],
      .whole
    ),
    (
      [
        "morning", "am", "forenoon", "first half", "first_half", "first half day", "half day am", "half day (am)", "上午", "上半天", "上午半天",
        "前半天", "上半日", "午前", "前半",
      ],
      .morning
    ),
    (
      [
        "afternoon", "pm", "second half", "second_half", "second half day", "half day pm", "half day (pm)", "下午", "下半天", "下午半天", "后半天",
        "下半日", "午后", "后半",
      ],
      .afternoon
    ),
    // Which half it is nobody says: one of them.
    (["half", "half day", "half-day", "half_day", "0.5 day", "半天", "半日", "0.5天", "0.5"], .morning),
  ])

  /// Whether a state of an application for leave means that it holds.
  static let leaveStates: [String: Bool] = words([
    (
      [
        "approved", "agreed", "granted", "taken", "done", "completed", "active", "已通过", "审批通过", "通过", "同意", "已同意", "已批准", "已审批", "已完成",
        "完成", "有效", "核准", "已核准", "准假", "批准", "已准", "审核通过", "已审核", "已同意休假", "已生效", "生效", "authorised", "authorized", "confirmed", "accepted",
        "ok",
      ], true
    ),
    (
      [
        "pending", "submitted", "draft", "refused", "rejected", "declined", "cancelled", "canceled", "withdrawn", "revoked", "审批中", "待审批",
        "未审批", "草稿", "审核中", "待审核", "待审", "待批", "待批准", "签核中", "待签核", "未批准", "未通过", "审批不通过", "审核不通过", "不批准", "未核准", "退回", "已退回", "作废", "已作废",
        "requested", "planned", "waiting", "in review", "under review", "denied", "not approved", "void", "voided", "recalled",
        "拒绝", "已拒绝", "驳回", "已驳回", "不同意", "取消", "已取消", "撤销", "已撤销", "撤回", "已撤回", "销假", "已销假", "无效",
      ], false
    ),
  ])

  /// Whether a state says of a payment that it brought no money: it did not come, has not come yet, or went back. A reason may stand behind the word, as
  /// in “失败（余额不足）” and “Returned - NSF”. Other words say nothing.
  static func isNoPayment(_ state: String) -> Bool {
    let word = state.prefix { !"(（[【:：;；,，/-–—".contains($0) }
    return noPayment.contains(Folding.name(state)) || noPayment.contains(Folding.name(word))
  }

  private static let noPayment = Set(
    [
      "失败", "扣款失败", "支付失败", "交易失败", "还款失败", "处理失败", "代扣失败", "划扣失败", "入账失败", "付款失败", "转账失败", "未成功", "不成功", "扣款未成功", "支付未成功",
      "扣款不成功", "余额不足", "账户冻结", "超时", "交易超时", "支付超时", "交易异常", "无效", "失效", "已失效", "过期", "已过期", "作废", "已作废",
      "处理中", "交易处理中", "支付中", "扣款中", "划扣中", "代扣中", "入账中", "确认中", "核实中", "审核中", "受理中", "已受理", "已提交", "在途", "待处理", "待支付", "待扣款",
      "待入账", "待确认", "待核实", "待审核", "待复核", "待到账", "待付款", "待还款", "待划扣", "待代扣", "待清算", "待结算", "未到账", "尚未到账", "未支付", "未入账", "未付款",
      "未还款", "未确认", "未扣款", "未核实", "未收到", "未处理",
      "撤销", "已撤销", "撤回", "已撤回", "取消", "已取消", "已关闭", "交易关闭", "订单关闭", "退票", "已退票", "退回", "已退回", "被退回", "退汇", "已退汇", "冲正", "已冲正",
      "被冲正", "冲销", "已冲销", "冲账", "已冲账", "红冲", "已红冲", "退款", "已退款", "全额退款", "退款中", "退款成功", "拒绝", "已拒绝", "拒付", "已拒付", "被拒", "被拒付",
      "银行拒付", "驳回", "已驳回", "争议", "争议中", "有争议", "争议交易", "止付", "已止付",
      "failed", "failure", "fail", "unsuccessful", "declined", "denied", "refused", "rejected", "error", "expired", "timeout",
      "timed out", "abandoned", "invalid", "nsf", "insufficient funds", "non sufficient funds", "not sufficient funds",
      "account closed", "dishonoured", "dishonored", "bounced", "returned", "stop payment", "payment stopped", "not paid",
      "unpaid", "not received", "uncollected",
      "pending", "processing", "in process", "in transit", "initiated", "created", "submitted", "scheduled", "queued",
      "waiting", "awaiting", "awaiting payment", "awaiting funds", "awaiting confirmation", "pending confirmation",
      "pending settlement", "pending clearance", "pending review", "payment pending", "to be confirmed", "unconfirmed",
      "not confirmed", "uncleared", "not cleared", "under review", "in review", "requires action", "requires payment method",
      "requires confirmation", "incomplete", "promised", "planned",
      "cancelled", "canceled", "void", "voided", "reversed", "reversal", "refund", "refunded", "fully refunded", "chargeback",
      "chargebacks", "charged back", "dispute", "disputed", "in dispute", "under dispute", "contested", "revoked", "clawback",
      "clawed back",
    ].map(Folding.name))

  /// What a roster writes where hours would stand.
  static let dayOff: [String: Bool] = words([(["休", "休息", "公休", "轮休", "调休", "off", "day off", "rest", "rd"], true)])

  /// Kinds of a personnel system's list that keep nobody from his work.
  static let noAbsence: [String: Bool] = words([
    (
      [
        "加班", "overtime", "销假", "补卡", "补签", "漏打卡", "忘打卡", "居家办公", "在家办公", "居家", "远程办公", "远程", "调班", "换班", "补班", "值班", "wfh", "remote",
        "remote work", "telework", "work from home", "home office",
      ], true
    )
  ])

  static let currencies: [String: Currency] = {
    var result: [String: Currency] = [:]
    for (words, code) in [
      (["人民币", "人民币元", "rmb", "156", "元"], "CNY"), (["美元", "us$", "840"], "USD"), (["港币", "港元", "hk$", "344"], "HKD"),
      (["新台币", "台币", "nt$", "901"], "TWD"),
      (["欧元", "978"], "EUR"),
    ] {
      for word in words { result[word] = Currency(code) }
    }
    return result
  }()

  private static func words<Value>(_ groups: [([String], Value)]) -> [String: Value] {
    var result: [String: Value] = [:]
    for (words, value) in groups {
      for word in words where result[word] == nil { result[word] = value }
    }
    return result
  }

  /// `dispute, attorney`, and `dispute（争议）、attorney（委托律师）`.
  private static func told<Value: Equatable>(_ words: [(word: String, value: Value)], _ groups: [([String], Value)]) -> Wording {
    let both = words.map { word, value in groups.first { $0.1 == value }.map { "\(word)（\($0.0[0])）" } ?? word }
    return Wording(words.map(\.word).joined(separator: ", "), both.joined(separator: "、"))
  }
}
