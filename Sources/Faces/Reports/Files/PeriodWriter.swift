package import Figures
import Portfolio
package import Speech
import Words

/// All files of a period's report. The caller decides where they go.
package enum PeriodWriter {
  /// The page first; `reader` stands on the workbook's cover. Throws where no temporary file can be written for the workbook.
  package static func files(
    _ figures: PeriodFigures, for reader: Readership, formats: Set<ReportFormat>, language: Language
  ) throws -> [ReportFile] {
    let tables = PeriodTables.all(figures)
    var files: [ReportFile] = []
    if formats.contains(.html) { files.append(ReportFile("report.html", PeriodPage.html(figures, language: language))) }
    if formats.contains(.xlsx) {
      let book = try ReportWorkbook.bytes(cover: cover(figures, reader), tables: tables, charts: charts, language: language)
      files.append(ReportFile("report.xlsx", book))
    }
    if formats.contains(.csv) { for table in tables { files.append(ReportFile("\(table.name).csv", try table.csv(language))) } }
    return files
  }

  private static func cover(_ figures: PeriodFigures, _ reader: Readership) -> ReportCover {
    let part: Wording = PeriodText.part(figures.scope).map { Wording(" · \($0.en)", " · \($0.zh)") } ?? .none
    var facts: [(name: Wording, value: Wording)] = [
      (Wording("for", "读者"), Wording(same: reader.word)), (Wording("as of", "截至"), Wording(same: figures.readOn.description)),
    ]
    if let filter = PeriodText.filter(figures.scope) { facts.append((Wording("Filter", "筛选"), filter)) }
    for remark in PeriodText.remarks(figures) {
      facts.append((remark.grave ? Wording("Stop", "严重") : Wording("Look", "关注"), remark.text))
    }
    return ReportCover(
      title: Wording(same: figures.agencyName) + part + Wording(same: " · ") + PeriodText.name(figures.period),
      sentence: PeriodText.sentence(figures), facts: facts,
      made: LocalTime(microseconds: Int64(figures.readOn.rawValue) * 86_400_000_000), program: figures.program)
  }

  private static let charts = [
    ReportChart(
      .columns, Wording("Dealt by person", "各人分到件数"), table: "people", categories: "name", series: ["dealt", "taken"],
      unit: Wording("cases", "件")),
    ReportChart(
      .line, Wording("Runs", "各次运行"), table: "runs", categories: "slot", series: ["assigned", "moved", "recalled"],
      unit: Wording("cases", "件")),
  ]
}
