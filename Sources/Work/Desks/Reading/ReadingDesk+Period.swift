package import Figures
import Views

extension ReadingDesk {
  /// The figures of a period, by the policies in force now: a period has runs of many versions. Whoever asks for a part has looked whether the seat may
  /// see it.
  package func figures(of period: Period, scope: PeriodScope = .agency, program: String) async throws -> PeriodFigures {
    try seat.require(.see)
    let library = try await PolicyLibrary.load(seat.store, agency)
    return try await seat.store.views.figures(
      of: period, scope: scope, agency: agency, terms: library.terms(program: program, slot: period.last))
  }
}
