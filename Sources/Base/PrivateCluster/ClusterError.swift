/// Why there is no private PostgreSQL server: what was tried, what happened, what to do.
package struct ClusterError: Error, Sendable, CustomStringConvertible {
  /// One or two sentences for a person.
  package let description: String

  init(_ description: String) { self.description = description }
}
