package import Speech

/// What is wrong with a file of an instance or a plan: which file, which line, what was expected.
package struct ExchangeError: Error, Equatable, CustomStringConvertible {
  /// Whose fault it is; decides the exit status: no such file (66), not as it should be (65), cannot be written (73).
  package enum Kind: Sendable { case missing, malformed, notWritable }
  /// Whose fault it is.
  package let kind: Kind
  /// File, line where there is one, and what was expected: `cases.csv:4: expected cases 0, 1, 2 … in this order`.
  package let what: Wording
  /// `what` in English, for logs.
  package var description: String { what.en }
  init(_ kind: Kind, _ what: Wording) {
    self.kind = kind
    self.what = what
  }
}
