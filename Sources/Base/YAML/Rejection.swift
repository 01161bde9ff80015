package import Speech

/// Thrown by a caller's parser of a scalar's text; see ``ValueReader/parse(_:_:)``.
package struct Rejection: Error, Sendable, Hashable {
  /// What is wrong with the text, or nil for "cannot be read".
  package let message: Wording?
  /// What was expected, or nil for the expectation given to `parse`.
  package let expectation: Wording?
  /// What to do.
  package let hint: Wording?
  /// Where in the text, in Unicode characters from 0; points into the file if the text is written there as it is.
  package let offset: Int?

  /// Makes a rejection.
  package init(_ message: Wording? = nil, expectation: Wording? = nil, hint: Wording? = nil, offset: Int? = nil) {
    self.message = message
    self.expectation = expectation
    self.hint = hint
    self.offset = offset
  }
}
