package import Desks
import Faults
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
  /// What is asked of a client's package; nothing unless it is set.
  package var wishes = PackageWishes()

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
    /// What should be told to the reader by another way than the files themselves; nothing of most.
    package var remark: Wording = .none
    /// Of a client's package: SHA-256 of its manifest, and the run's root where there is a proof; in hexadecimal.
    package var digest: String?
    package var root: String?
  }

  /// The files of a run for one reader. `labelsUpTo` as for `ReadingDesk.figures`.
  /// Throws with `EX_NOPERM` for what the seat may not see.
  package func make(
    _ run: ShownRun, for readership: Readership, formats: Set<ReportFormat>, language: Language, labelsUpTo moment: LocalTime? = nil
  ) async throws -> Made {
    switch readership {
    case .manager, .auditor: break
    case .client(let name): return try await client(name, run, formats: formats, language: language)
    case .lead(let team): return try await lead(team, run, formats: formats, language: language)
    case .leads: return try await leads(run, formats: formats, language: language)
    }
    var (figures, areByItsPolicies) = try await ReadingDesk(seat).figures(of: run, program: program, labelsUpTo: moment)
    if readership == .auditor { figures.sample = try await sample(of: run, figures.header) }
    var made = ReportWriter.files(figures, language: language).map { ReportFile($0.name, $0.bytes) }
    // After the page, which is opened first; made only when asked for.
    if formats.contains(.xlsx) {
      made.insert(ReportFile("report.xlsx", try RunWorkbook.bytes(figures, for: readership, language: language)), at: min(1, made.count))
    }
    let files = try Self.chosen(made, formats)
    return Made(files: files, labelsUpTo: figures.talk.labelsUpTo, areByItsPolicies: areByItsPolicies)
  }

  /// The files of the forms that were asked for. Throws with `EX_USAGE` when one of the forms has none: nobody shall look for a file that was not made.
  static func chosen(_ files: [ReportFile], _ formats: Set<ReportFormat>) throws(OperationError) -> [ReportFile] {
    for format in ReportFormat.allCases
    where formats.contains(format) && !files.contains(where: { $0.name.hasSuffix("." + format.rawValue) }) {
      throw OperationError(
        .usage, Wording("this report has no files in the form \(format.rawValue)", "该报告没有 \(format.rawValue) 格式的文件"),
        remedy: Wording("leave it out of --format", "请从 --format 中去掉它"))
    }
    return files.filter { file in formats.contains { file.name.hasSuffix("." + $0.rawValue) } }
  }
}
