package import Desks
import Figures
package import Portfolio
package import Reports
package import Speech
package import Views

/// What each reader of a run's report gets: the desks are asked with the rights of his seat, and what they say is made into files. Command line, daemon,
/// API and pages all come here.
package struct Papers: Sendable {
  let seat: Seat
  let program: String

  /// `seat`: whose rights decide what is shown; `program`: name and version of what makes the files.
  package init(_ seat: Seat, program: String) {
    self.seat = seat
    self.program = program
  }

  /// What was made, and what a person should know of how.
  package struct Made: Sendable {
    /// Its files, the one to open first in front.
    package var files: [ReportFile]
    /// When the labels of conversations were read; see `Figures.talk`.
    package var labelsUpTo: String
    /// false where the run's own policies are not kept (any more) and those in force took their place.
    package var areByItsPolicies: Bool
  }

  /// The files of a run for one reader. `labelsUpTo` as for `ReadingDesk.figures`.
  /// Throws with `EX_NOPERM` for what the seat may not see.
  package func make(
    _ run: ShownRun, for readership: Readership, formats: Set<ReportFormat>, language: Language, labelsUpTo moment: LocalTime? = nil
  ) async throws -> Made {
    let (figures, areByItsPolicies) = try await ReadingDesk(seat).figures(of: run, program: program, labelsUpTo: moment)
    let files = ReportWriter.files(figures, language: language).map { ReportFile($0.name, $0.bytes) }
      .filter { file in formats.contains { file.name.hasSuffix("." + $0.rawValue) } }
    return Made(files: files, labelsUpTo: figures.talk.labelsUpTo, areByItsPolicies: areByItsPolicies)
  }
}
