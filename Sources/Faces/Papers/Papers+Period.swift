import Desks
import Faults
package import Figures
import HandoutDesks
package import Reports
package import Speech

extension Papers {
  /// The files of a period for one reader. Throws with `EX_NOPERM` for what the seat may not see, with `EX_USAGE` for a reader who has none, with
  /// `EX_NOINPUT` for a period without a published run and a name that nobody has.
  package func make(
    _ period: Period, for readership: Readership, formats: Set<ReportFormat>, language: Language
  ) async throws -> (files: [ReportFile], figures: PeriodFigures) {
    let scope: PeriodScope
    switch readership {
    case .manager, .auditor: scope = .agency
    case .lead(let team):
      try await ListDesk(seat).require(team)
      scope = .team(team)
    case .client(let name):
      try await PackageDesk(seat).require(name)
      scope = .client(name)
    case .leads:
      throw OperationError(
        .usage, Wording("a period is of one team", "期间报告只含一个小组"),
        remedy: Wording("write --for lead=TEAM", "请写 --for lead=小组名"))
    }
    let figures = try await ReadingDesk(seat).figures(of: period, scope: scope, program: program)
    guard !figures.runs.isEmpty else {
      let name = PeriodText.name(period)
      throw OperationError(
        .noInput, Wording("no run was published in \(name.en)", "\(name.zh)没有已发布的运行"),
        remedy: Wording("see: allot show runs", "请查看：allot show runs"))
    }
    return (try PeriodWriter.files(figures, for: readership, formats: formats, language: language), figures)
  }
}
