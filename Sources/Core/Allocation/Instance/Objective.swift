/// What an unassigned unit means.
package enum Objective: Sendable {
  /// As many cases as possible by priority, whatever it costs; then quotas; then everything else.
  case levels
  /// Leaving a unit out costs its penalty, quotas have weights, and the sum is all that counts.
  case priced
}
