import Discretion

/// One thing wrong with a file: where, what, what was expected instead, and what to do.
package struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// The file as the caller named it.
  package let file: String
  /// Where it is wrong.
  package let position: SourcePosition
  /// What is wrong; one clause without a full stop.
  package let message: String
  /// What would have been right ("a whole number from 1 to 9"), if there is more to say than the message.
  package let expectation: String?
  /// What to do ("did you mean “covers”?"), if there is a good guess.
  package let hint: String?

  /// Makes a problem.
  package init(file: String, position: SourcePosition, message: String, expectation: String? = nil, hint: String? = nil) {
    self.file = Shown.path(file)
    self.position = position
    self.message = Shown.written(message, limit: 1_000)
    self.expectation = expectation
    self.hint = hint.map { Shown.written($0, limit: 1_000) }
  }

  /// Line, from 1.
  package var line: Int { position.line }
  /// Column, from 1, in Unicode characters.
  package var column: Int { position.column }

  /// `file:line:column: message; expected …; hint`, one line, which editors can jump to.
  package var description: String {
    var text = "\(file):\(position): \(message)"
    if let expectation { text += "; expected \(expectation)" }
    if let hint { text += "; \(hint)" }
    return text
  }
}
