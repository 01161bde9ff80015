import Figures
import Portfolio
import Speech

extension ReasonText {
  static func chinese(_ reason: Reason, _ names: ReasonNames) -> String {
    func c(_ value: Int64) -> String { NumberText.count(value) }
    func p(_ value: Int64) -> String { NumberText.percent(value) }
    switch reason {
    case .tooFewContacts(let attempts, let messages, let minimum): return "人工拨打\(c(attempts))次、人工信息\(c(messages))条，判定至少需要\(c(minimum))次。"
    case .manyAttempts(let attempts, let limit): return "自上次通话以来拨打\(c(attempts))次仍未联系上本人，超过\(c(limit))次。"
    case .manyAttemptsAndMessages(let attempts, let limit, let unanswered, let unansweredLimit):
      return "自上次通话以来拨打\(c(attempts))次（超过\(c(limit))次），未回复信息\(c(unanswered))条（超过\(c(unansweredLimit))条）。"
    case .evidenceAbnormal(let abnormality, let threshold, let points, let attempts):
      return "\(c(points))个联系方式中最好的一个异常值为\(p(abnormality))，达到阈值\(p(threshold))，依据\(c(attempts))次拨打，难以联系。"
    case .evidenceNormal(let abnormality, let threshold, let points, let attempts):
      return "\(c(points))个联系方式中最好的一个异常值为\(p(abnormality))，低于阈值\(p(threshold))，依据\(c(attempts))次拨打，仍有望联系上。"
    case .paidRecently(let daysAgo, let window): return "\(c(daysAgo))天前有还款，在视为配合的\(c(window))天之内。"
    case .promiseBroken(let daysAgo, let broken): return "还款承诺已到期\(c(daysAgo))天未兑现，上次还款以来共失约\(c(broken))次。"
    case .promiseOpen(let daysLeft): return "有还款承诺，\(dueChinese(daysLeft))。"
    case .wordsCooperative(let share, let threshold, let cooperative, let uncooperative):
      return "配合占比\(p(share))，不低于\(p(threshold))：配合通话\(c(cooperative))次，不配合通话\(c(uncooperative))次。"
    case .nothingSaid(let conversations, let window): return "已联系上本人，但\(c(window))天内的\(c(conversations))次通话未见配合或不配合的表示。"
    case .wordsUncooperative(let share, let threshold, let cooperative, let uncooperative):
      return "配合占比仅\(p(share))，低于\(p(threshold))：配合通话\(c(cooperative))次，不配合通话\(c(uncooperative))次。"
    case .stayPlan(let due, let missed): return "留在原持有人：分期计划履行中，剩余\(c(due))期，逾期\(c(missed))期。"
    case .stayPromise(let daysLeft, 1): return "留在原持有人：有还款承诺，距宽限期结束还有\(c(daysLeft))个工作日。"
    case .stayPromise(let daysLeft, 2): return "留在原持有人：有还款承诺，\(dueChinese(daysLeft))。"
    case .stayPromise(let daysLeft, _): return "留在原持有人：有还款承诺，当时还剩\(c(daysLeft))天（自然日与工作日合计）。"
    case .stayPaid(let daysAgo, let window): return "留在原持有人：\(c(daysAgo))天前有还款，在\(c(window))天之内。"
    case .stayRetained(let daysLeft): return "留在原持有人：留案\(left(daysLeft))。"
    case .stayPinned(let daysLeft): return "留在原持有人：人工指定，\(left(daysLeft))。"
    case .stayRule(let rule): return "留在原持有人：符合策略第\(c(rule))条留任规则。"
    case .recallForced(let workingDays, let limit): return "收回：已持有\(c(workingDays))个工作日，上限为\(c(limit))个工作日。"
    case .recallNoFollowUp(let workingDays, let limit): return "收回：\(c(workingDays))个工作日无人工跟进，上限为\(c(limit))个工作日。"
    case .recallRotated(let workingDays, let limit, let caseClass):
      return "收回：在该持有人处为“\(Words.caseClass(caseClass)[.zh])”已\(c(workingDays))个工作日，满\(c(limit))个工作日轮换。"
    case .recallRetentionExpired(let daysAgo): return "收回：留案已于\(c(daysAgo))天前到期。"
    case .recallHolderLeft(nil): return "收回：持有人已离职或停用。"
    case .recallHolderLeft(let daysAgo?): return "收回：持有人已于\(c(daysAgo))天前离职。"
    case .recallNotAuthorised(let missing): return "收回：持有人缺少授权或技能：\(names.skillList(missing, .zh))。"
    case .holdFlag(let flags, let rule): return "停催：符合第\(c(rule))条停催规则，标记为\(Words.flags(flags, .zh))。"
    case .holdEntered(let kind, let daysLeft): return "停催：人工登记，原因为\(Words.hold(kind)[.zh])，\(left(daysLeft))。"
    case .emergencyStop: return "停催：处于紧急停办，解除前不分案也不收回。"
    case .holdNearReturn(let daysLeft, let minimum):
      let back = daysLeft > 0 ? "距退案仅\(c(daysLeft))天" : daysLeft == 0 ? "当日退案" : "退案日已过\(c(-daysLeft))天"
      return "停催：\(back)，至少需要\(c(minimum))天才可分配。"
    case .holdNothingDue(let outstanding): return "停催：已无欠款（欠款\(NumberText.amount(outstanding, names.currency))）。"
    case .holdRule(let rule): return "停催：符合策略第\(c(rule))条停催规则。"
    case .holdWithGroup(let caseID): return "停催：同一债务人的案件\(names.reference(caseID))处于停催状态。"
    case .holdNoRate(let currency): return "停催：缺少币种\(currency)的汇率。"
    case .assignedCheapest(let eligible, _, let runnerUp, _):
      return "在\(c(eligible))名符合条件的催收员中边际成本最低" + (runnerUp == 0 ? "。" : "；其次为\(names.collector(runnerUp))。")
    case .assignedOnly(let eligible, _): return "在\(c(eligible))名符合条件的催收员中唯一有余量者。"
    case .assignedWithGroup(let caseID): return "随同一债务人的案件\(names.reference(caseID))分配。"
    case .assignedPinned: return "由人工指定给该催收员。"
    case .assignedAgain(let eligible, _, let runnerUp, _):
      return "符合条件者均为前手，故解除前手排除：在\(c(eligible))人中边际成本最低" + (runnerUp == 0 ? "。" : "；其次为\(names.collector(runnerUp))。")
    case .noPolicyCovers: return "未分出：没有生效的策略覆盖该案件。"
    case .noRouteMatches: return "未分出：策略中没有匹配的路由。"
    case .nobodyInTeams(let route): return "未分出：第\(c(route))条路由指向的小组没有催收员。"
    case .nobodyWithSkills(let required, let collectors): return "未分出：\(c(collectors))名催收员均不具备：\(names.skillList(required, .zh))。"
    case .nobodyPresent(let collectors): return "未分出：\(c(collectors))名催收员在案件服务时限内均不在岗。"
    case .everybodyExcluded(let collectors, let formerHolders, let conflicts):
      return "未分出：\(c(collectors))名催收员中，\(c(formerHolders))名为被排除的前手，\(c(conflicts))名存在利益冲突。"
    case .noRoom(let eligible, _, _, let most) where most > 0:
      return "未分出：金额过大，可承接它的\(c(eligible))名催收员的金额上限余量均不足，最多还剩\(NumberText.amount(most, names.currency))。"
    case .noRoom(let eligible, let places, let wanted, _): return "未分出：\(c(wanted))件案件争用可承接它们的\(c(eligible))名催收员的\(c(places))个名额，名额已用完。"
    case .noNewHolder(.assignedPinned, _, _, _): return "暂留原持有人：已由人工指定给他人，但该人未在岗启用。"
    case .noNewHolder:
      let why = reason.postponed.map { "（\(withoutHeading(chinese($0, names)))）" } ?? ""
      return "应予收回\(why)但暂缓执行：没有其他符合条件且有余量的催收员。"
    case .placeTakenMeanwhile: return "未发布：方案生成期间名额已被占用。"
    case .caseChangedMeanwhile: return "未发布：方案生成期间案件已变动。"
    case .runUndone(let run): return "人工撤销了第 \(run) 次运行的分配。"
    case .groupChangedMeanwhile: return "未发布：方案生成期间同一债务人的其他案件已变动。"
    }
  }

  /// A promise is open until its grace is over.
  private static func dueChinese(_ daysLeft: Int64) -> String {
    daysLeft > 0 ? "\(NumberText.count(daysLeft))天后到期" : daysLeft == 0 ? "当日到期" : "已到期\(NumberText.count(-daysLeft))天，仍在宽限期内"
  }

  private static func left(_ daysLeft: Int64?) -> String {
    guard let daysLeft else { return "无截止日期" }
    return daysLeft > 0 ? "还有\(NumberText.count(daysLeft))天" : "至当日"
  }
}
