package import Speech
import Synchronization
package import Terminal

/// A piece of an answer's text, for faces that draw tables themselves.
package enum AnswerPart: Sendable {
  /// Lines between tables, without their newlines; blanks at the beginning say how deep a line stands.
  case lines([String])
  case table(Table)
}

extension Answer {
  /// The text in its order, with each table as a value instead of its columns of blanks.
  package func parts(_ language: Language) -> [AnswerPart] {
    let kept = KeptTables()
    var parts: [AnswerPart] = []
    var lines: [String] = []
    func end() {
      if !lines.isEmpty { parts.append(.lines(lines)) }
      lines = []
    }
    for line in text(AnswerStyle(keeping: kept, language)).split(separator: "\n") {
      if let table = kept.table(line) {
        end()
        parts.append(.table(table))
      } else {
        lines.append(String(line))
      }
    }
    end()
    return parts
  }
}

/// Tables of one text, each with a line that stands in its place.
final class KeptTables: Sendable {
  /// A control character: what is shown of strangers' texts has none.
  private static let mark = "\u{1C}"
  private let tables = Mutex<[Table]>([])

  /// Keeps a table and gives the line in its place.
  func keep(_ table: Table) -> String {
    tables.withLock { tables in
      tables.append(table)
      return "\(Self.mark)\(tables.count - 1)\n"
    }
  }

  /// The table in whose place the line stands; nil for any other line.
  func table(_ line: some StringProtocol) -> Table? {
    guard line.hasPrefix(Self.mark), let index = Int(line.dropFirst()) else { return nil }
    return tables.withLock { $0.indices.contains(index) ? $0[index] : nil }
  }
}
