import Policy
import Portfolio
import Speech
import Words
import Workload

extension AgencySaid {
  private static let weekdays = [
    Wording("Monday", "周一"), Wording("Tuesday", "周二"), Wording("Wednesday", "周三"), Wording("Thursday", "周四"), Wording("Friday", "周五"),
    Wording("Saturday", "周六"), Wording("Sunday", "周日"),
  ]

  static func calendar(_ agency: AgencyPolicy) -> SaidSection {
    let calendar = agency.calendar
    let worked = weekdays.enumerated().filter { calendar.workedWeekdays & (1 << UInt8($0.offset + 1)) != 0 }.map(\.element)
    func days(_ key: String, _ days: Set<Day>, _ what: Wording, _ none: Wording) -> SaidLine {
      let spans = spans(days)
      return SaidLine(
        "calendar.\(key)",
        spans.isEmpty ? none : Wording("\(what.en): \(spans.joined(separator: ", ")).", "\(what.zh)：\(spans.joined(separator: "、"))。"))
    }
    var lines = [
      SaidLine(
        "calendar.follows",
        agency.calendarCode.map { Wording("Working days are those of the calendar “\($0)”.", "工作日按日历“\($0)”。") }
          ?? Wording("Working days are those that the file names itself.", "工作日由本文件写明。")),
      SaidLine("calendar.weekdays", "The days of work are \(Tongue.and(worked).en).", "上班：\(Tongue.and(worked).zh)。"),
      days("holidays", calendar.holidays, Wording("Days off", "休息日"), Wording("There are no other days off.", "没有另外的休息日。")),
      days(
        "make_up", calendar.makeUpDays, Wording("Make-up days, which are worked", "调休上班日"),
        Wording("There are no make-up days.", "没有调休上班日。")),
      days("half_days", calendar.halfDays, Wording("Half days", "半天"), Wording("There are no half days.", "没有半天。")),
    ]
    for client in agency.clientCalendars {
      lines.append(
        SaidLine(
          "calendar.clients.\(client.client)", "The grace of promises to “\(client.client)” counts by the calendar “\(client.code)”.",
          "“\(client.client)”的承诺宽限按日历“\(client.code)”计算。"))
    }
    let years = agency.calendarYears.map { Wording(same: "\($0.code) \($0.year)") }
    lines.append(
      SaidLine(
        "calendars",
        years.isEmpty
          ? Wording("No year of a calendar is followed.", "没有引用任何一年的日历。")
          : Wording("The years that are followed: ", "引用的日历：") + years.joined(by: Wording(", ", "、")) + Wording(".", "。")))
    return SaidSection("calendar", Wording("Working days", "工作日历"), lines)
  }

  /// Days in a row as `2026-10-01..2026-10-07`, ascending.
  private static func spans(_ days: Set<Day>) -> [String] {
    var spans: [(first: Day, last: Day)] = []
    for day in days.sorted() {
      if let last = spans.last, day == last.last + 1 { spans[spans.count - 1].last = day } else { spans.append((day, day)) }
    }
    return spans.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)..\($0.last)" }
  }

  static func workload(_ agency: AgencyPolicy, _ tongue: Tongue) -> SaidSection {
    let work = agency.workload
    func line(_ key: String, _ seconds: Int64, _ what: Wording) -> SaidLine {
      let time = Tongue.time(seconds)
      return SaidLine("workload.\(key)", "\(what.en) \(time.en).", "\(what.zh) \(time.zh)。")
    }
    let effort = zip(CaseClass.allCases, work.effortSeconds).map { caseClass, seconds in
      let word = Words.caseClass(caseClass)
      return line(
        "effort.\(caseClass.word)", seconds, Wording("A week's work on a case of class \(word.en) takes", "\(word.zh)案件每周耗时"))
    }
    return SaidSection(
      "workload", Wording("What work costs", "工作量"),
      effort + [
        line("time.after_call", work.wrapUpSeconds, Wording("Putting a call on record takes", "每次通话后整理")),
        line("time.message", work.secondsPerMessage, Wording("A message takes", "每条消息")),
        line("time.other", work.secondsPerOther, Wording("A letter, e-mail or visit takes", "每次信函、邮件或上门")),
        SaidLine(
          "workload.horizon", "Capacity is the time of the next \(Tongue.count(work.horizonWorkingDays, "working day")).",
          "产能为今后 \(work.horizonWorkingDays) 个工作日的工时。"),
        line("full_day", work.fullDayMinutes * 60, Wording("Where no schedule is known, a day has", "没有排班时，一天按")),
      ])
  }

  static func saturation(_ agency: AgencyPolicy) -> SaidSection {
    let work = agency.workload
    let mode: Wording =
      switch work.mode {
      case .discount: Wording("Saturation above the peers' mean costs capacity.", "饱满度高于同组均值的部分扣减产能。")
      case .published: Wording("The published score decides.", "由公开方法的评分值决定。")
      }
    return SaidSection(
      "workload.saturation", Wording("Saturation", "饱满度"),
      [
        SaidLine(
          "workload.saturation.window", "It looks back over \(work.windowScheduledHours) scheduled h.",
          "回看 \(work.windowScheduledHours) 小时排班工时。"),
        SaidLine(
          "workload.saturation.shrink", "The peers' mean weighs as much as \(work.shrinkHours) h.", "同组均值的权重相当于 \(work.shrinkHours) 小时。"),
        SaidLine("workload.saturation.mode", mode),
        SaidLine(
          "workload.saturation.beta", "Saturation weighs \(Tongue.milli(work.betaPermille)).", "饱满度的权重为 \(Tongue.milli(work.betaPermille))。"
        ),
      ])
  }

  static func limits(_ agency: AgencyPolicy, _ tongue: Tongue) -> SaidSection {
    let limits = agency.workload.limits
    return SaidSection(
      "workload.limits", Wording("How much a person may hold", "每人上限"),
      [
        SaidLine(
          "workload.limits.portfolio",
          "A full-time person holds at most \(Tongue.count(limits.cases.upperBound, "case")); one night fills up to \(limits.cases.lowerBound), or half of what is left.",
          "全职人员最多持有 \(limits.cases.upperBound) 件；一夜补到 \(limits.cases.lowerBound) 件，或余量的一半。"),
        SaidLine(
          "workload.limits.amount",
          limits.amount == 0
            ? Wording("There is no limit of amount.", "没有金额上限。")
            : Wording("A full-time person holds at most \(tongue.amount(limits.amount)).", "全职人员最多持有 \(tongue.amount(limits.amount))。")),
        SaidLine(
          "workload.limits.new_per_day.usual", "On a usual day a person gets at most \(Tongue.count(limits.newPerDay, "new case")).",
          "平日每人最多 \(limits.newPerDay) 件新案。"),
        SaidLine(
          "workload.limits.new_per_day.batch_day", "On the day of a large file at most \(Tongue.count(limits.newPerBatchDay, "new case")).",
          "大批次日每人最多 \(limits.newPerBatchDay) 件新案。"),
      ])
  }

  static func ramp(_ agency: AgencyPolicy) -> SaidSection {
    let steps = agency.workload.ramp.sorted { $0.month < $1.month }
    return SaidSection(
      "workload.ramp", Wording("New people", "新人爬坡"),
      steps.isEmpty
        ? [SaidLine("workload.ramp", "New people count in full from the first day.", "新人从第一天起足额计算。")]
        : steps.map { step in
          let classes = step.classes.map { Tongue.classes($0) }
          return SaidLine(
            "workload.ramp \(step.month)",
            "Up to month \(step.month) after joining, a person has \(Tongue.percent(step.permille)) of capacity and caps\(classes.map { " and gets cases of class \($0.en) only" } ?? "").",
            "入职第 \(step.month) 个月止，产能与上限为 \(Tongue.percent(step.permille))\(classes.map { "，只接类别为\($0.zh)的案件" } ?? "")。")
        })
  }
}
