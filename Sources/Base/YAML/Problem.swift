import Discretion
package import Speech

/// One thing wrong with a file: where, what, what was expected instead, and what to do.
package struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// The file as the caller named it.
  package let file: String
  /// Where it is wrong.
  package let position: SourcePosition
  /// What is wrong; one clause without a full stop.
  package let message: Wording
  /// What would have been right ("a whole number from 1 to 9"), if there is more to say than the message.
  package let expectation: Wording?
  /// What to do ("did you mean “covers”?"), if there is a good guess.
  package let hint: Wording?

  /// Makes a problem.
  package init(file: String, position: SourcePosition, message: Wording, expectation: Wording? = nil, hint: Wording? = nil) {
    self.file = Shown.path(file)
    self.position = position
    self.message = message.map { Shown.written($0, limit: 1_000) }
    self.expectation = expectation
    self.hint = hint?.map { Shown.written($0, limit: 1_000) }
  }

  /// Line, from 1.
  package var line: Int { position.line }
  /// Column, from 1, in Unicode characters.
  package var column: Int { position.column }

  /// `file:line:column: message; expected …; hint`, one line, which editors can jump to.
  package func text(_ language: Language) -> String { "\(file):\(position): " + sentence(language) }

  /// The same without the place: `message; expected …; hint`.
  package func sentence(_ language: Language) -> String {
    var text = message[language]
    if let expectation { text += Wording("; expected \(expectation.en)", "；应为\(Self.spaced(expectation.zh))")[language] }
    if let hint { text += Wording("; \(hint.en)", "；\(hint.zh)")[language] }
    return text
  }
  /// Behind a Chinese word: with a blank where Latin letters or digits begin.
  private static func spaced(_ text: String) -> String {
    text.first.map { $0.isASCII && ($0.isLetter || $0.isNumber) } == true ? " " + text : text
  }
  /// `text` in English, for logs.
  package var description: String { text(.en) }
}
