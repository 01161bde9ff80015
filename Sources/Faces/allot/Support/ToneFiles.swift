import Classification
import Desks
import Faults
import Policy
import Reports
import Setup
import Speech
import Terminal

extension ToneFiles {
  /// Warns of an id that is among those seen before, with their first lines; an empty one is none.
  static func warnOfSecond(_ id: String, _ seen: inout [String: Int], _ file: String, _ line: Int) {
    if id.isEmpty { return }
    if let first = seen[id] { Output.error.line("allot: " + twice(file, line, first: first).spoken) } else { seen[id] = line }
  }

  /// Without byte order mark: the first column's name is “id” for every reader. What debtors said is nobody else's to read.
  static func write(_ csv: CSV, to path: String) throws { try FileAccess.write(path, Array(csv.bytes.dropFirst(3)), mode: 0o600) }

  /// The lexicons of files; those that come with allot when none is named.
  static func lexicons(_ paths: [String]) throws -> [Lexicon] {
    let files = paths.isEmpty ? ShippedFiles.lexicons : paths
    return try files.map { path in
      do {
        return try LexiconFile.parse(try FileAccess.read(path, limit: 2 << 20), file: path).lexicon
      } catch let fault as PolicyFault {
        throw PolicyDoor.unusable(fault.problems)
      }
    }
  }

  /// A model; nil for `none`. Without a path the one that comes with allot, if it is there.
  static func model(_ path: String?) throws -> ToneModel? {
    if path == "none" { return nil }
    guard let file = path ?? ShippedFiles.model else { return nil }
    do {
      return try ToneModelFile.parse(try FileAccess.read(file, limit: 2 << 20), file: file).model
    } catch let fault as PolicyFault {
      throw PolicyDoor.unusable(fault.problems)
    }
  }
}
