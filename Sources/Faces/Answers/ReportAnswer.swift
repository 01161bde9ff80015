package import Figures
import Portfolio
import Schema
package import Views
import Wire

extension Answer {
  /// A report's files, written below a directory.
  package static func report(of run: ShownRun, _ figures: Figures, files: [(name: String, bytes: [UInt8])], directory: String) -> Answer {
    Answer(
      [
        "run": .integer(run.id), "slot": .day(run.key.slot), "directory": .string(directory),
        "labels_up_to": .string(figures.talk.labelsUpTo),
        "files": .array(files.map { ["file": .string($0.name), "bytes": JSON($0.bytes.count)] }),
      ],
      "run \(run.id), \(run.key.kind.rawValue) of \(run.key.slot): \(Text.count(files.count, "file")) below \(directory); open \(directory)/report.html\n"
    )
  }
}
