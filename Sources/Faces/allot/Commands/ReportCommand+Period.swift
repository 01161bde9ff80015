import ArgumentParser
import Figures
import Portfolio
import Speech

extension ReportCommand {
  /// Which days a report is of, where it is not of a run.
  struct PeriodOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp(Wording("The week, Monday to Sunday, that this day is in.", "该日所在的一周（周一至周日）。"), valueName: "date"),
      transform: Reading.slot)
    var week: Day?
    @Option(help: ArgumentHelp(Wording("A month, like 2026-11.", "某月，如 2026-11。"), valueName: "month"), transform: Reading.month)
    var month: Period?
    @Option(help: ArgumentHelp(Wording("First day of a period.", "期间的首日。"), valueName: "date"), transform: Reading.slot) var from: Day?
    @Option(help: ArgumentHelp(Wording("Last day of the period.", "期间的末日。"), valueName: "date"), transform: Reading.slot) var to: Day?

    /// The days that were meant; nil where none were written.
    func period() throws -> Period? {
      let ways = [week != nil, month != nil, from != nil || to != nil].count { $0 }
      guard ways > 0 else { return nil }
      guard ways == 1 else {
        throw ValidationError(Wording("write one of --week, --month, or --from with --to", "--week、--month、--from 与 --to 三者只写其一"))
      }
      if let week { return .week(of: week) }
      if let month { return month }
      guard let from, let to else {
        throw ValidationError(Wording("--from and --to belong together: the first day and the last", "--from 与 --to 须同时写：首日与末日"))
      }
      guard let period = Period.days(from: from, to: to) else {
        throw ValidationError(
          from > to
            ? Wording("\(to) is before \(from): --from is the first day, --to the last", "\(to) 早于 \(from)：--from 为首日，--to 为末日")
            : Wording("a period has at most \(Period.longest) days", "期间最长 \(Period.longest) 天"))
      }
      return period
    }
  }
}
