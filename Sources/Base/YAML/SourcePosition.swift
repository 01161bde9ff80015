/// A place in a text file, as editors count it.
package struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Line, from 1.
  package let line: Int
  /// Column, from 1, in Unicode characters (scalars), so that a Chinese character counts once.
  package let column: Int

  /// Makes a position; both counts start at 1.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Line 1, column 1.
  package static let start = SourcePosition(line: 1, column: 1)

  /// `line:column`.
  package var description: String { "\(line):\(column)" }

  /// Order of reading.
  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
