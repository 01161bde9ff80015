package import Speech

/// Collects every problem of one file, so that an author sees them all at once.
///
/// A class because the readers of nested values all write into the same list; not shared between tasks.
package final class Problems {
  /// The file as the caller named it.
  package let file: String
  /// How many problems are kept. More are only counted: nobody reads on, and a hostile file must not cost memory.
  package let limit: Int
  /// How many problems were found beyond the limit.
  package private(set) var omitted = 0
  private var found: [Problem] = []

  /// An empty list for a file.
  package init(file: String, limit: Int = 500) {
    self.file = file
    self.limit = limit
  }

  /// Whether nothing is wrong so far.
  package var isEmpty: Bool { found.isEmpty }
  /// Whether further problems would only be counted.
  package var isFull: Bool { found.count >= limit }

  /// The problems in the order of the file; those at the same place in the order of discovery.
  package var list: [Problem] {
    found.enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map(\.element)
  }

  /// Records a problem at a position.
  package func add(at position: SourcePosition, _ message: Wording, expectation: Wording? = nil, hint: Wording? = nil) {
    add(Problem(file: file, position: position, message: message, expectation: expectation, hint: hint))
  }

  /// Records a problem.
  package func add(_ problem: Problem) {
    if isFull { omitted += 1 } else { found.append(problem) }
  }
}
