package import Figures
import Portfolio
package import Speech
import Words

/// A run as a workbook: the same tables as the CSV files, with a cover, charts, and a sheet that explains every column.
package enum RunWorkbook {
  /// Its bytes. `readership`: for whom it is made, by whose rights; stands on the cover. Throws with `EX_CANTCREAT` where no temporary file can be written.
  package static func bytes(_ figures: Figures, for readership: Readership, language: Language) throws -> [UInt8] {
    try ReportWorkbook.bytes(
      cover: cover(figures, for: readership), tables: tables(figures, language), charts: charts(figures), language: language)
  }

  /// The order of reading: how it stands, who has what, what waits, then what an auditor looks at, the long list last.
  private static func tables(_ figures: Figures, _ language: Language) -> [ReportTable] {
    [
      RunTables.nights(figures), RunTables.collectors(figures, language), RunTables.waiting(figures, language), RunTables.flows(figures),
      RunTables.stages(figures), RunTables.classes(figures), RunTables.classChanges(figures), RunTables.fairness(figures),
      RunTables.rules(figures), RunTables.controls(figures),
    ] + MorningTables.all(figures) + SampleTables.all(figures) + [RunTables.assignments(figures, language)]
  }

  private static func charts(_ figures: Figures) -> [ReportChart] {
    let cases = Wording("cases", "件")
    return [
      ReportChart(
        .line, Wording("Nights", "历晚数据"), table: "nights", categories: "slot",
        series: ["assigned", "moved", "recalled", "held", "unassigned"],
        unit: cases),
      ReportChart(
        .columns, Wording("New and gone by collector", "每人新增与离手"), table: "collectors", categories: "collector", series: ["new", "gone"],
        unit: cases),
      ReportChart(
        .stackedColumns, Wording("Cases in hand by class", "在手案件类别"), table: "collectors", categories: "collector",
        series: CaseClass.allCases.map(\.word), unit: cases),
      ReportChart(
        .columns, Wording("Saturation", "饱满度"), table: "collectors", categories: "collector", series: ["saturation"]),
      ReportChart(
        .stackedColumns, Wording("Stages by class", "阶段与类别"), table: "stages", categories: "stage", series: CaseClass.allCases.map(\.word),
        unit: cases),
      ReportChart(
        .bars, Wording("Held and unassigned", "停催与未分出"), table: "held_unassigned", categories: "title", series: ["cases"], unit: cases),
    ]
  }

  private static func cover(_ figures: Figures, for readership: Readership) -> ReportCover {
    let header = figures.header
    let name = header.agencyName.isEmpty ? header.agencyCode : header.agencyName
    let mark = figures.plan == nil ? Wording.none : WaitingPlanText.mark + " "
    var facts: [(name: Wording, value: Wording)] = [
      (Wording("Run", "运行"), Words.runKind(header.kind) + " #\(header.run) · \(header.slot) · " + Words.runState(header)),
      (Wording("Made for", "读者"), reader(readership)),
      (Wording("What is shown", "显示范围"), scope(readership)),
    ]
    func add(_ name: Wording, _ time: String) {
      if !time.isEmpty { facts.append((name, Wording(same: header.timeZone.isEmpty ? time : "\(time) (\(header.timeZone))"))) }
    }
    add(Wording("Data as of", "数据截至"), header.asOf)
    add(Wording("Published", "发布"), header.publishedAt)
    facts.append(
      (
        Wording("Amounts", "金额"),
        Wording(
          "In \(header.baseCurrency) at the run's frozen rates, where no other currency stands in the row.",
          "未注明其他币种者按运行时冻结的汇率折算为 \(header.baseCurrency)。")
      ))
    for flag in RedFlag.all(figures) {
      facts.append((flag.grave ? Wording("Stop", "严重") : Wording("Look", "关注"), flag.text))
    }
    for policy in header.policies {
      facts.append((Wording("Policy", "策略"), Wording(same: "\(policy.name) v\(policy.version) \(policy.digest.prefix(16))")))
    }
    return ReportCover(
      title: mark + Wording("Allocation report", "分案报告") + " · \(name) · \(header.slot)", sentence: NightSentence.of(figures), facts: facts,
      made: LocalTime(microseconds: Int64(header.slot.isKnown ? header.slot.rawValue : 0) * 86_400_000_000),
      program: "allot \(header.program)")
  }

  private static func reader(_ readership: Readership) -> Wording {
    switch readership {
    case .manager: Wording("the manager", "经理")
    case .lead(let team): Wording("the lead of \(team)", "\(team) 组长")
    case .leads: Wording("the leads", "各组组长")
    case .client(let name): Wording("the client \(name)", "委托方 \(name)")
    case .auditor: Wording("the auditor", "审计员")
    }
  }

  private static func scope(_ readership: Readership) -> Wording {
    switch readership {
    case .manager, .auditor: Wording("The whole agency, no filter; cases are named by masked references.", "全机构，无筛选；案件编号已脱敏。")
    case .lead(let team): Wording("Only the team \(team).", "仅小组 \(team)。")
    case .leads: Wording("Each team by itself.", "按小组分别列出。")
    case .client(let name): Wording("Only the cases of \(name).", "仅 \(name) 的案件。")
    }
  }
}
