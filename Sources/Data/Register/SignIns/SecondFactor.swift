package import Portfolio

/// Somebody's second factor as it is kept; the secret is not part of it.
package struct SecondFactor: Sendable, Hashable {
  /// What the secret is derived from, beside the agency's key of number `keyID`.
  package var salt: [UInt8]
  package var keyID: Int32
  /// The last step of 30 s whose code was used.
  package var step: Int64
  /// Since when it is asked for; nil until the first right code.
  package var confirmedAt: Instant?
  /// Codes on paper that were not used yet.
  package var recoveryCodes: Int
}
