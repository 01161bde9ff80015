package import Portfolio

/// One version of one text; texts never change, a new text is a new version.
package struct PolicyVersion: Sendable, Hashable {
  /// Agency file, policy, lexicon, model or mapping.
  package var kind: PolicyKind
  /// Unique within its kind.
  package var name: String
  /// From 1, per kind and name.
  package var version: Int
  /// SHA-256 of the text.
  package var digest: [UInt8]
  /// The version in force; at most one per kind and name.
  package var isActive: Bool
  /// Name of the person who brought the text.
  package var appliedBy: String
  /// When it came, by the database's clock.
  package var appliedAt: Instant
  /// When it was last put in force; nil when it never was.
  package var activatedAt: Instant?
}
