import Figures
import Portfolio

extension ReasonText {
  static func chinese(_ reason: Reason, _ names: ReasonNames) -> String {
    let (n1, n2, n3, n4) = (reason.n1, reason.n2, reason.n3, reason.n4)
    func c(_ value: Int64) -> String { NumberText.count(value) }
    func p(_ value: Int64) -> String { NumberText.percent(value) }
    switch reason.code {
    case .tooFewContacts: return "人工拨打\(c(n1))次、人工信息\(c(n2))条，判定至少需要\(c(n3))次。"
    case .manyAttempts: return "自上次通话以来拨打\(c(n1))次仍未联系上本人，超过\(c(n2))次。"
    case .manyAttemptsAndMessages: return "自上次通话以来拨打\(c(n1))次（超过\(c(n2))次），未回复信息\(c(n3))条（超过\(c(n4))条）。"
    case .evidenceAbnormal: return "\(c(n3))个联系方式中最好的一个异常值为\(p(n1))，达到阈值\(p(n2))，依据\(c(n4))次拨打，难以联系。"
    case .evidenceNormal: return "\(c(n3))个联系方式中最好的一个异常值为\(p(n1))，低于阈值\(p(n2))，依据\(c(n4))次拨打，仍有望联系上。"
    case .paidRecently: return "\(c(n1))天前有还款，在视为配合的\(c(n2))天之内。"
    case .promiseBroken: return "还款承诺已到期\(c(n1))天未兑现，上次还款以来共违约\(c(n2))次。"
    case .promiseOpen: return "有还款承诺，\(c(n1))天后到期。"
    case .wordsCooperative: return "配合占比\(p(n1))，不低于\(p(n2))：配合通话\(c(n3))次，不配合通话\(c(n4))次。"
    case .nothingSaid: return "已联系上本人，但\(c(n2))天内的\(c(n1))次通话未见配合或不配合的表示。"
    case .wordsUncooperative: return "配合占比仅\(p(n1))，低于\(p(n2))：配合通话\(c(n3))次，不配合通话\(c(n4))次。"
    case .stayPlan: return "留在原持有人：分期计划履行中，剩余\(c(n1))期，逾期\(c(n2))期。"
    case .stayPromise: return "留在原持有人：还款承诺未到期，宽限期还有\(c(n1))天。"
    case .stayPaid: return "留在原持有人：\(c(n1))天前有还款，在\(c(n2))天之内。"
    case .stayRetained: return "留在原持有人：留案还剩\(c(n1))天。"
    case .stayPinned: return "留在原持有人：人工指定，还剩\(c(n1))天。"
    case .stayRule: return "留在原持有人：符合策略第\(c(n1))条留任规则。"
    case .recallForced: return "收回：已持有\(c(n1))个工作日，上限为\(c(n2))个工作日。"
    case .recallNoFollowUp: return "收回：\(c(n1))个工作日无人工跟进，上限为\(c(n2))个工作日。"
    case .recallRotated: return "收回：在该持有人处为“\(className(n3, .zh))”已\(c(n1))个工作日，满\(c(n2))个工作日轮换。"
    case .recallRetentionExpired: return "收回：留案已于\(c(n1))天前到期。"
    case .recallHolderLeft: return "收回：持有人已于\(c(n1))天前离职。"
    case .recallNotAuthorised: return "收回：持有人缺少授权或技能：\(names.skillList(n1, .zh))。"
    case .holdFlag: return "停催：符合第\(c(n2))条停催规则，标识为\(Words.flags(flags(n1), .zh))。"
    case .holdEntered: return "停催：人工登记，原因为\(hold(n1)[.zh])，" + (n2 < 0 ? "无截止日期。" : "还有\(c(n2))天。")
    case .holdNearReturn: return "暂缓：距退案仅\(c(n1))天，至少需要\(c(n2))天才可分配。"
    case .holdNothingDue: return "暂缓：已无欠款（余额\(NumberText.amount(n1, names.currency))）。"
    case .holdRule: return "停催：符合策略第\(c(n1))条停催规则。"
    case .holdWithGroup: return "停催：同一债务人的案件\(names.reference(n1))处于停催状态。"
    case .holdNoRate: return "暂缓：缺少币种\(currency(n1))的汇率。"
    case .assignedCheapest:
      return "在\(c(n1))名符合条件的催收员中边际负荷最低（代价\(PlacementText.cost(n2))）"
        + (n3 == 0 ? "。" : "；其次为\(names.collector(n3))（代价\(PlacementText.cost(n4))）。")
    case .assignedOnly: return "在\(c(n1))名符合条件的催收员中唯一有余量者（代价\(PlacementText.cost(n2))）。"
    case .assignedWithGroup: return "随同一债务人的案件\(names.reference(n1))分配。"
    case .assignedPinned: return "由人工指定给该催收员。"
    case .assignedAgain:
      return "符合条件者均为前手，故解除前手排除：在\(c(n1))人中边际负荷最低（代价\(PlacementText.cost(n2))）"
        + (n3 == 0 ? "。" : "；其次为\(names.collector(n3))（代价\(PlacementText.cost(n4))）。")
    case .noPolicyCovers: return "未分出：没有生效的策略覆盖该案件。"
    case .noRouteMatches: return "未分出：策略中没有匹配的路由。"
    case .nobodyInTeams: return "未分出：第\(c(n1))条路由指向的小组没有催收员。"
    case .nobodyWithSkills: return "未分出：\(c(n2))名催收员均不具备：\(names.skillList(n1, .zh))。"
    case .nobodyPresent: return "未分出：\(c(n1))名催收员在案件服务时限内均不在岗。"
    case .everybodyExcluded: return "未分出：\(c(n1))名催收员中，\(c(n2))名为被排除的前手，\(c(n3))名存在利益冲突。"
    case .noRoom: return "未分出：\(c(n3))件案件争用\(c(n1))名符合条件催收员的\(c(n2))个名额，名额已用完。"
    case .noNewHolder:
      let kind = ReasonCode(rawValue: Int16(clamping: n1))
      if kind == .assignedPinned { return "暂留原持有人：已由人工指定给他人，但该人未在岗启用。" }
      let why = kind.map { "（\(withoutHeading(chinese(Reason($0, n2, n3, n4), names)))）" } ?? ""
      return "应予收回\(why)但暂缓执行：没有其他符合条件且有余量的催收员。"
    case .placeTakenMeanwhile: return "未发布：方案生成期间名额已被占用。"
    case .caseChangedMeanwhile: return "未发布：方案生成期间案件已变动。"
    case .runUndone: return "人工撤销了第 \(n1) 次运行的分配。"
    case .groupChangedMeanwhile: return "未发布：方案生成期间同一债务人的其他案件已变动。"
    }
  }
}
