package import Portfolio

/// The fields of each feed with the headers seen in the field, in Chinese and English. Compared folded (`HeaderName`).
package enum FeedSchema {
  /// The fields of a feed, in the order in which they are looked for.
  package static func fields(of feed: Feed) -> [FieldSpec] {
    switch feed {
    case .cases: cases
    case .collectors: collectors
    case .hours: hours
    case .leave: leave
    case .attempts: attempts
    case .conversations: conversations
    case .payments: payments
    case .promises: promises
    case .flags: flags
    case .holds: holds
    case .moves: moves
    }
  }

  /// Every header of every feed, folded, and the fields' own words: what is no secret wherever it stands.
  static let words = Set(
    Feed.allCases.flatMap { fields(of: $0) }.flatMap { [$0.field.rawValue] + $0.tiers.joined() }.map { HeaderName($0).folded })

  private static let clientNames = ["委托方", "委案公司", "委托方名称", "客户简称", "principal", "org_name", "creditor"]
  private static let caseNames = ["案件编号", "案件号", "案号", "个案序列号", "case", "case_code", "case_id", "case_number", "seq_no", "serial_no"]
  private static let contractNames = ["合同号", "合同编号", "contract_no", "contract_number", "loan_no"]
  private static let collectorNames = [
    "催收员", "催收员ID", "催收员编号", "工号", "业务归属人", "odv", "owner_id", "owner", "agent", "collector_id", "collector_code",
  ]
  private static let staffNames = [
    "code", "employee_no", "员工编号", "员工工号", "员工号", "employee", "employee_id", "employee_code", "emp_id", "staff_id", "staff_no",
  ]
  /// 序号 is none of them: it counts the rows of each file anew.
  private static let idNames = ["流水号", "编号", "记录编号", "source_id", "record_id"]

  private static var key: [FieldSpec] {
    [
      FieldSpec(.client, clientNames),
      FieldSpec(.caseNo, required: true, caseNames, ["申请单号", "档案号", "application_no"], contractNames),
    ]
  }

  private static let cases: [FieldSpec] = [
    FieldSpec(.client, clientNames),
    FieldSpec(.caseNo, required: true, caseNames, ["申请单号", "档案号", "application_no"], contractNames),
    FieldSpec(.contract, contractNames),
    FieldSpec(.batch, ["批次号", "批次", "batch_no", "batch_code"]),
    FieldSpec(.product, ["产品类型", "产品", "业务类型", "product_type"], ["信贷分类", "卡类", "案件类型", "loan_type", "card_type"]),
    FieldSpec(.stage, ["逾期阶段", "委托阶段", "账龄", "overdue_section", "bucket"]),
    FieldSpec(.hand, ["手别", "催收手别", "hands_number", "hand_no"]),
    FieldSpec(
      .debtorRef,
      ["证件号", "证件号码", "身份证号", "身份证号码", "身份证", "ident_no", "cert_id", "id_card", "id_number", "debtor", "debtor_id", "customer_id"]),
    FieldSpec(.currency, ["币种", "币别", "currency_type", "currency_code", "ccy"]),
    FieldSpec(.entrustedAmount, ["委案金额", "委托金额", "entrust_balance", "placed_amount"], ["贷款金额", "money", "loan_amount"]),
    FieldSpec(
      .outstanding, ["最新欠款", "欠款余额", "balance", "outstanding_balance", "left_amt", "amount_due"], ["最新余额", "剩余应还", "欠款金额"],
      ["剩余本金", "结清金额"]),
    FieldSpec(.principal, ["逾期本金", "本金", "overdue_principle", "overdue_principal"]),
    FieldSpec(.interest, ["逾期利息", "利息", "罚息", "penalty_interest"]),
    FieldSpec(.fees, ["滞纳金", "违约金", "管理费", "手续费", "late_fee", "penalty", "fee"]),
    FieldSpec(.balanceOn, ["余额日期", "欠款日期", "数据日期", "balance_date", "as_of", "as_of_date"]),
    FieldSpec(.overdueOn, ["逾期日", "逾期日期", "overdue_date", "overdue_since"]),
    FieldSpec(.daysPastDue, ["逾期天数", "dpd", "overdue_days"]),
    FieldSpec(.entrustedOn, ["委案日期", "委托日期", "委托批准", "委托批准日期", "委托批准日", "case_date", "entrust_date", "placed_on", "placement_date"]),
    FieldSpec(.dueBackOn, ["委案期限", "预计退案日", "退案日期", "expect_time", "recall_date", "return_date"]),
    FieldSpec(.region, ["省份", "城市", "省", "市", "地区", "province", "city", "state"], ["放款城市", "催收区域", "collect_area"]),
    FieldSpec(.collector, collectorNames),
    FieldSpec(.status, ["案件状态", "case_data_status", "case_status"], ["催收状态"]),
    FieldSpec(.hold, ["停催原因", "停催类型", "hold_kind"]),
    FieldSpec(.retainedUntil, ["留案到期日期", "留案到期日", "leave_date", "retention_until"]),
    FieldSpec(.requiredSkills, ["技能", "所需技能", "语言", "language", "skills", "skill"]),
    FieldSpec(
      .contactPoint,
      [
        "contact_points", "手机", "手机号", "手机号码", "本人手机", "本人手机号", "本人手机号码", "本人电话", "客户手机", "客户手机号", "客户手机号码", "客户电话", "电话", "电话号码", "联系电话",
        "phone", "phone_number",
        "mobile", "mobile_no", "mobile_phone", "cell_phone", "tel",
      ]),
  ]

  private static let collectors: [FieldSpec] = [
    FieldSpec(.code, required: true, ["催收员编号", "工号", "催收员ID", "员工编号", "collector", "collector_code", "employee_no", "agent", "id"]),
    FieldSpec(.name, ["姓名", "催收员", "催收员姓名", "员工姓名", "full_name", "display_name"]),
    FieldSpec(.team, ["组", "组别", "小组", "团队", "部门", "group"]),
    FieldSpec(.skills, ["技能", "语言", "资质", "skill", "languages", "licences", "licenses"]),
    FieldSpec(.active, ["在职", "状态", "在职状态", "status", "enabled"]),
    FieldSpec(.joinedOn, ["入职日期", "入职日", "hire_date", "joined"]),
    FieldSpec(.leavesOn, ["离职日期", "离职日", "last_day", "leave_date"]),
    FieldSpec(
      .agents,
      ["分机", "分机号", "坐席", "坐席号", "坐席工号", "extension", "extensions", "agent_id", "agent_ids", "agent_name", "dialler_user", "dialer_user"]),
    FieldSpec(.fullTime, ["工时比例", "fte", "full_time_share"]),
    FieldSpec(.caseLimit, ["案件上限", "持案上限", "max_cases"]),
    FieldSpec(.amountLimit, ["金额上限", "max_amount"]),
  ]

  private static let hours: [FieldSpec] = [
    FieldSpec(.collector, required: true, collectorNames, staffNames),
    FieldSpec(.day, required: true, ["日期", "排班日期", "date", "work_date"]),
    FieldSpec(.scheduledMinutes, ["排班分钟", "minutes", "scheduled"]),
    FieldSpec(.scheduledHours, ["排班小时", "排班时长", "工时", "hours"]),
    FieldSpec(.leaveMinutes, ["请假分钟", "leave"]),
    FieldSpec(.leaveHours, ["请假小时", "请假时长"]),
  ]

  private static let leave: [FieldSpec] = [
    FieldSpec(.collector, required: true, collectorNames, staffNames),
    FieldSpec(
      .from, required: true,
      ["开始日期", "开始时间", "请假开始", "请假开始时间", "请假日期", "start", "start_date", "start_time", "leave_from", "from_date", "first_day"],
      ["日期", "date", "day"]),
    FieldSpec(.until, ["结束日期", "结束时间", "请假结束", "请假结束时间", "end", "end_date", "end_time", "leave_to", "to", "to_date", "last_day"]),
    FieldSpec(.part, ["时段", "半天", "上午下午", "period", "half_day", "half", "am_pm"]),
    FieldSpec(.leaveMinutes, ["请假分钟", "minutes"]),
    FieldSpec(.leaveHours, ["请假小时", "请假时长", "时数", "请假时数", "hours"]),
    FieldSpec(.leaveDays, ["请假天数", "休假天数", "天数", "days", "number_of_days", "no_of_days"]),
    FieldSpec(.kind, ["请假类型", "假别", "假期类型", "类型", "leave_type", "type"]),
    FieldSpec(.status, ["状态", "审批状态", "审批结果", "approval", "state"]),
  ]

  private static let attempts: [FieldSpec] = [
    FieldSpec(.client, clientNames),
    FieldSpec(.caseNo, caseNames, ["申请单号", "档案号", "application_no"], contractNames),
    FieldSpec(.collector, collectorNames),
    FieldSpec(.inboundCollector),
    FieldSpec(.id, ["attempt_id", "call_id", "通话ID"], idNames),
    FieldSpec(
      .at, required: true, ["联络时间", "添加时间", "通话时间", "跟进时间", "日期时间", "started_at", "start_time", "timestamp", "contacted_at"],
      ["date", "日期"]),
    FieldSpec(.time, ["时间", "time_of_day"]),
    FieldSpec(.channel, ["催收类型", "催收方式", "联络方式", "渠道", "contact_type"]),
    FieldSpec(.outcome, required: true, ["催收结果", "沟通结果", "通话结果", "反馈类型", "result", "disposition", "call_status"]),
    FieldSpec(.talkSeconds, ["通话时长", "通话秒数", "时长", "duration", "duration_s", "billsec", "talk_time"]),
    FieldSpec(.point, ["联系电话", "电话号码", "手机号", "手机", "电话", "phone", "phone_number", "number", "contact_point", "contact"]),
    FieldSpec(.inboundPoint),
    FieldSpec(.party, ["联络对象", "关系", "与本人关系", "联系人关系", "role", "relation", "relationship"]),
    FieldSpec(.direction, ["呼叫方向", "方向", "call_direction"]),
    FieldSpec(.automatic, ["自动", "机器人", "is_automatic", "robot"]),
  ]

  private static let conversations: [FieldSpec] =
    key + [
      FieldSpec(.collector, collectorNames),
      FieldSpec(.id, ["conversation_id", "call_id", "通话ID"], idNames),
      FieldSpec(.at, required: true, ["联络时间", "添加时间", "通话时间", "跟进时间", "日期时间", "started_at", "start_time", "timestamp"], ["date", "日期"]),
      FieldSpec(.time, ["时间", "time_of_day"]),
      FieldSpec(.party, ["联络对象", "关系", "与本人关系", "联系人关系", "role", "relation", "relationship"]),
      FieldSpec(.language, ["语言", "lang"]),
      FieldSpec(.text, required: true, ["内容", "通话记录", "通话内容", "沟通内容", "跟进内容", "transcript", "content", "note"]),
    ]

  private static let payments: [FieldSpec] =
    key + [
      FieldSpec(.id, ["payment_id", "还款流水号", "交易流水号", "transaction_id"], idNames),
      FieldSpec(
        .day, required: true, ["还款日期", "还款日", "到账日期", "入账日期", "最后还款日", "paid_on", "payment_date", "last_repay_date"], ["日期", "date"]),
      FieldSpec(.amount, required: true, ["还款金额", "到账金额", "入账金额", "paid", "paid_amount", "payment_amount", "en_repay_amt"], ["金额"]),
      FieldSpec(
        .status, ["还款状态", "交易状态", "支付状态", "入账状态", "扣款状态", "payment_status", "transaction_status"], ["状态", "处理结果", "state"]),
      FieldSpec(.currency, ["币种", "币别", "currency_type", "currency_code", "ccy"]),
    ]

  private static let promises: [FieldSpec] =
    key + [
      FieldSpec(.id, ["promise_id", "承诺编号"], idNames),
      FieldSpec(.madeOn, required: true, ["承诺日期", "登记日期", "promised_on", "ptp_made"]),
      FieldSpec(.dueOn, required: true, ["承诺还款日", "承诺还款日期", "约定还款日", "due_date", "ptp_date", "pay_by"]),
      FieldSpec(.amount, ["承诺金额", "承诺还款金额", "promised_amount", "ptp_amount"], ["金额"]),
      FieldSpec(.plan, ["分期方案号", "分期计划", "plan_no"]),
      FieldSpec(.currency, ["币种", "币别", "currency_type", "currency_code", "ccy"]),
    ]

  private static let flags: [FieldSpec] =
    key + [
      FieldSpec(.flag, required: true, ["标记", "标签", "案件标记"]),
      FieldSpec(.set, ["是否有效", "设置", "action"]),
      FieldSpec(.day, required: true, ["日期", "登记日期", "date"]),
    ]

  private static let holds: [FieldSpec] =
    key + [
      FieldSpec(.kind, required: true, ["停催类型", "停催原因", "hold", "hold_kind", "reason"]),
      FieldSpec(.from, required: true, ["开始日期", "停催日期", "start", "start_date", "since"]),
      FieldSpec(.until, ["结束日期", "截止日期", "恢复日期", "end", "end_date"]),
    ]

  private static let moves: [FieldSpec] =
    key + [
      FieldSpec(.to, ["to_collector", "new_collector", "接收催收员", "目标催收员", "新催收员", "转入催收员"], collectorNames),
      FieldSpec(.until, ["until_date", "pinned_until", "截止日期", "有效期至", "结束日期", "end", "end_date"]),
      FieldSpec(.other, ["with", "other_case", "swap_with", "对换案件", "互换案件编号"]),
    ]
}
