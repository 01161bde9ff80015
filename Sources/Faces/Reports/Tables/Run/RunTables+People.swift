package import Figures
import Portfolio
package import Speech
import Words

extension RunTables {
  /// One row per collector; amounts in the base currency.
  package static func collectors(_ figures: Figures, _ language: Language) -> ReportTable {
    let sentence = CollectorSentence(figures.collectors, fairness: figures.fairness)
    let base = figures.header.baseCurrency
    return ReportTable(
      "collectors", Wording("Collectors", "催收员"), collectorColumns,
      rows: figures.collectors.map { person in
        let stock: [ReportTable.Cell] = [
          .text(person.code), .text(person.name), .text(person.team), .seconds(person.capacitySeconds), .count(person.before),
          .count(person.new), .count(person.gone), .count(person.after), .amount(person.amountBefore, base),
          .amount(person.amountNew, base),
          .amount(person.amountGone, base), .amount(person.amountAfter, base), .text(base.description),
        ]
        let load: [ReportTable.Cell] = [
          .seconds(person.effortSeconds), .seconds(person.newEffortSeconds), .perMille(Int64(person.saturation)),
          .seconds(person.usedSeconds),
          .seconds(person.scheduledSeconds), .seconds(person.talkSeconds), .count(person.calls), .count(person.messages),
          .count(person.otherContacts), CollectorLoads.isAbsent(person.score) ? .empty : .perMille(person.score), .flag(person.assignable),
          .term(person.closedBy.word, Words.closed(person.closedBy)), .day(person.nextPresent), .count(person.room),
          .count(person.headroom),
          .count(person.promisesDue), .text(sentence.text(person, language)), .seconds(person.effortAfterSeconds),
          .count(person.otherwise), .amount(person.amountOtherwise, base),
        ]
        return stock + person.classes.map { .count($0) } + load
      })
  }

  private static let collectorColumns: [ReportTable.Column] =
    [
      column("collector", "Collector", "催收员", .identity, "The agency's code for the person.", "机构给此人的编号。"),
      column("name", "Name", "姓名", .text, "Shown to the agency's own people; empty when unknown.", "仅供本机构人员查看；未知为空。"),
      column("team", "Team", "小组", .text, "Name of the team; empty when unknown.", "所在小组；未知为空。"),
      column("capacity_hours", "Hours", "工时", .hours, "Scheduled hours of the coming days.", "未来几天的排班工时。"),
      column("before", "Before", "分前", .count, "Open cases before the run.", "运行前在手案件。"),
      column("new", "New", "新增", .count, "Cases dealt or moved to the person.", "分入或换入的案件。"),
      column("gone", "Gone", "离手", .count, "Cases moved or recalled from the person.", "换出或收回的案件。"),
      column("after", "After", "分后", .count, "Before, and new, less gone, and otherwise.", "分前加新增减离手，加其他变动。"),
      column(
        "amount_before", "Amount before", "分前金额", .amount, "Outstanding amount of the cases before, in the base currency.",
        "分前案件的未偿金额，按本位币。"),
      column("amount_new", "Amount new", "新增金额", .amount, "That of the new cases.", "新增案件的未偿金额。"),
      column("amount_gone", "Amount gone", "离手金额", .amount, "That of the cases gone.", "离手案件的未偿金额。"),
      column("amount_after", "Amount after", "分后金额", .amount, "That of the cases after.", "分后案件的未偿金额。"),
      currency,
    ]
    + CaseClass.allCases.map {
      let name = Words.caseClass($0)
      return ReportTable.Column(
        $0.word, Wording("Class \(name.en)", "\(name.zh)"), .count,
        Wording("Cases in hand after the run of the class \(name.en).", "运行后在手的\(name.zh)案件数。"))
    } + [
      column("effort_hours", "Effort", "工作量", .hours, "Hours a week that the cases before the run take.", "运行前案件每周所需工时。"),
      column("new_effort_hours", "New effort", "新增工作量", .hours, "Hours a week that the new cases take.", "新增案件每周所需工时。"),
      column("saturation", "Saturation", "饱满度", .share, "Used of the scheduled hours in the window.", "统计期内已用工时占排班工时的比例。"),
      column("used_hours", "Used", "已用工时", .hours, "Hours that talk, calls, messages and other contacts took.", "通话、呼叫、信息及其他联系所用工时。"),
      column("scheduled_hours", "Scheduled", "排班工时", .hours, "Hours scheduled in the window.", "统计期内的排班工时。"),
      column("talk_hours", "Talk", "通话工时", .hours, "Hours of talk in the window.", "统计期内的通话工时。"),
      column("calls", "Calls", "呼叫", .count, "Calls in the window.", "统计期内的呼叫次数。"),
      column("messages", "Messages", "信息", .count, "Messages in the window.", "统计期内的信息条数。"),
      column("other_contacts", "Other contacts", "其他联系", .count, "Contacts by any other channel in the window.", "统计期内其他渠道的联系次数。"),
      column("score", "Score", "评分值", .ratio, "How full the person is: higher is fuller; empty for the absent.", "繁忙程度：越高越满；不在岗为空。"),
      column("assignable", "Assignable", "可分配", .flag, "Whether the person could get cases.", "此人当次是否可分案。"),
      column("closed_by", "Closed by", "不可分配原因", .text, "Why the person could not, or “open”.", "不可分配的原因，或“可分配”。"),
      column(
        "next_present", "Next present", "下次在岗", .day, "First day with scheduled time left; empty when none is known.", "下一个有剩余排班的日子；未知为空。"),
      column("room", "Places", "名额", .count, "Places at the start of the plan.", "方案开始时的名额。"),
      column("headroom", "Places left", "剩余名额", .count, "Places left after the plan.", "方案之后的剩余名额。"),
      column("promises_due", "Promises due", "到期承诺", .count, "Promises that fall due within seven days.", "七日内到期的还款承诺。"),
      column("sentence", "Why", "说明", .text, "Why the person got so many or so few, in one sentence.", "以一句话说明此人分得多少的原因。"),
      column(
        "effort_after_hours", "Effort after", "分后工作量", .hours, "Hours a week that the cases after the run take; stopped ones take none.",
        "运行后案件每周所需工时；停催案件不计。"),
      column(
        "otherwise", "Otherwise", "其他变动", .count,
        "Cases that came less those that went between the decision and the count of the stock, by other ways than the run.",
        "决策至库存清点之间因本次运行以外的原因增加减减少的案件。"),
      column(
        "amount_otherwise", "Amount otherwise", "其他变动金额", .amount,
        "What that changed of the amount in hand, payments and new figures with it.", "由此引起的在手金额变化，含还款与欠款更新。"),
    ]
}
