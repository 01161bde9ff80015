import Desks
import Faults
package import Figures
package import Reports
package import Speech

extension Papers {
  /// The files of a period for one reader. Throws with `EX_NOPERM` for what the seat may not see, with `EX_USAGE` for a reader who has none, with
  /// `EX_NOINPUT` for a period without a published run.
  package func make(
    _ period: Period, for readership: Readership, formats: Set<ReportFormat>, language: Language
  ) async throws -> (files: [ReportFile], figures: PeriodFigures) {
    switch readership {
    case .manager, .auditor: break
    case .lead, .client:
      throw OperationError(
        .usage, Wording("a period is for the manager and the auditor", "期间报告面向 manager 与 auditor"),
        remedy: Wording(
          "for a team or a client write a run: allot report RUN --for \(readership.word)",
          "小组与委托方请指定运行：allot report RUN --for \(readership.word)"))
    }
    let figures = try await ReadingDesk(seat).figures(of: period, program: program)
    guard !figures.runs.isEmpty else {
      let name = PeriodText.name(period)
      throw OperationError(
        .noInput, Wording("no run was published in \(name.en)", "\(name.zh)没有已发布的运行"),
        remedy: Wording("see: allot show runs", "请查看：allot show runs"))
    }
    return (try PeriodWriter.files(figures, for: readership, formats: formats, language: language), figures)
  }
}
