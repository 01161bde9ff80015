package import Speech

/// Why there is no private PostgreSQL server: what was tried, what happened, what to do.
package struct ClusterError: Error, Sendable, CustomStringConvertible {
  /// One or two sentences for a person.
  package let what: Wording
  /// `what` in English, for logs.
  package var description: String { what.en }

  init(_ what: Wording) { self.what = what }
}
