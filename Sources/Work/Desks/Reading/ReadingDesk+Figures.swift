package import Figures
package import Portfolio
import Register
import Runs
package import Schema
package import Views

extension ReadingDesk {
  /// The figures of a run's report, made with the policies that the run was decided with, or with those in force where it kept none.
  /// `labelsUpTo`: labels given later are ignored; nil is now.
  package func figures(of run: ShownRun, program: String, labelsUpTo moment: LocalTime?) async throws -> (
    figures: Figures, areByItsPolicies: Bool
  ) {
    try seat.require(.see)
    let instant: Instant? =
      if let moment { try await seat.store.register.instant(moment, in: agency) } else { nil }
    let (terms, areItsOwn) = try await terms(of: run, program: program)
    return (try await views.figures(run: run.id, agency: agency, terms: terms, labelsUpTo: instant), areItsOwn)
  }

  /// The people of a run with what it gave and took, and nothing else of it: what a team's page needs.
  package func people(of run: ShownRun, terms: ReportTerms) async throws -> Figures {
    try seat.require(.see)
    return try await views.people(run: run.id, agency: agency, terms: terms)
  }

  /// What reports need of the policies that a run was decided with, or of those in force where it kept none; and which of the two they are.
  package func terms(of run: ShownRun, program: String) async throws -> (terms: ReportTerms, areItsOwn: Bool) {
    try seat.require(.see)
    let input = try await seat.store.runs.runInput(run.id, agency: agency)
    let library =
      if let input { try PolicyLibrary.read(input.texts, of: agency) } else { try await PolicyLibrary.load(seat.store, agency) }
    return (library.terms(program: program, slot: run.key.slot), input != nil)
  }
}
