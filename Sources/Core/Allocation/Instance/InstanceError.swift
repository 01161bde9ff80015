/// Why numbers do not make an instance. Positions are dense; no names, no amounts.
package struct InstanceError: Error, Equatable, CustomStringConvertible {
  /// Where, what, and what was expected, on one line: `unit 3: 0 cases; expected 1 or more`.
  package let description: String
  init(_ description: String) { self.description = description }
}
