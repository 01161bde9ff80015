package import Portfolio

/// One version of one text; texts never change, a new text is a new version.
package struct PolicyVersion: Sendable, Hashable {
  package var kind: PolicyKind
  package var name: String
  /// From 1, per kind and name.
  package var version: Int
  /// SHA-256 of the text.
  package var digest: [UInt8]
  /// The version in force; at most one per kind and name.
  package var isActive: Bool
  package var appliedBy: String
  package var appliedAt: Instant
  package var activatedAt: Instant?
}
