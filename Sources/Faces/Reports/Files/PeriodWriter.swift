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
    let name = PeriodText.name(figures.period)
    return ReportCover(
      title: Wording("\(figures.agencyName) · \(name.en)", "\(figures.agencyName) · \(name.zh)"), sentence: PeriodText.sentence(figures),
      facts: [
        (Wording("for", "读者"), Wording(same: reader.word)), (Wording("as of", "截至"), Wording(same: figures.readOn.description)),
      ] + PeriodText.remarks(figures).map { ($0.grave ? Wording("Stop", "严重") : Wording("Look", "关注"), $0.text) },
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
