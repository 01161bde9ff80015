/// What is wrong with a file of an instance or a plan: which file, which line, what was expected.
package struct ExchangeError: Error, Equatable, CustomStringConvertible {
  /// Whose fault it is; decides the exit status.
  package enum Kind: Sendable { case missing, malformed, notWritable }
  package let kind: Kind
  package let description: String
  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
