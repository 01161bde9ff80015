package import Figures
import Portfolio
package import Reports
import Speech
import Wire
import Words

extension Answer {
  /// The files of a period's report, written below a directory.
  package static func report(of figures: PeriodFigures, _ files: [ReportFile], directory: String) -> Answer {
    let remarks = PeriodText.remarks(figures)
    let name = PeriodText.name(figures.period)
    let told = remarks.map { Wording("  \($0.text.en)\n", "  \($0.text.zh)\n") }.reduce(.none, +)
    return Answer(
      .object([
        ("from", .string(figures.period.first.description)), ("to", .string(figures.period.last.description)),
        ("runs", JSON(figures.runs.count)), ("nights", JSON(figures.nights.count)), ("differences", JSON(figures.differences)),
        ("missing", .array(figures.missing.map { .string($0.description) })),
        ("taken_back", .array(figures.undone.map { JSON($0.run) })),
        ("purged", .array(figures.purged.map { JSON($0.run) })), ("directory", .string(directory)),
        ("files", .array(files.map { ["file": .string($0.name), "bytes": JSON($0.bytes.count)] })),
      ]),
      Wording(
        "\(name.en): \(Text.count(files.count, "file")) below \(directory)\n", "\(name.zh)：已在 \(directory) 下写出 \(files.count) 个文件\n")
        + told)
  }
}
