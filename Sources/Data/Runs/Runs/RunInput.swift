package import Portfolio
package import Schema

/// A text that a run obeyed, kept with it.
package struct KeptText: Sendable, Hashable {
  /// What the text is; a run's inputs hold the agency file and its policies.
  package var kind: PolicyKind
  /// Its name among texts of its kind.
  package var name: String
  /// Version that was in force, from 1; texts of one version never differ.
  package var version: Int
  /// The whole text.
  package var text: String
  /// A version that is in force, or one that a run kept.
  package init(kind: PolicyKind, name: String, version: Int, text: String) {
    self.kind = kind
    self.name = name
    self.version = version
    self.text = text
  }
}

/// One part of what a run decided, as SHA-256.
package struct OutcomePart: Sendable, Hashable {
  /// `decisions`, `verdicts`, `loads` and the like; unique within a run.
  package var name: String
  /// 32 bytes; none when the stored text is not hexadecimal, so that it equals no digest.
  package var digest: [UInt8]
  /// Made when a run has decided, and again when a replay has.
  package init(name: String, digest: [UInt8]) {
    self.name = name
    self.digest = digest
  }
}

/// The frozen inputs of a run beside the snapshot itself.
package struct RunInput: Sendable, Hashable {
  /// The run that decided from it.
  package var run: RunID
  /// Program that decided: version and build.
  package var software: String
  /// Number of the rules of the method it was decided by.
  package var rules: Int
  /// SHA-256 over the blocks.
  package var digest: [UInt8]
  /// Number of blocks of the packed snapshot.
  package var blocks: Int
  /// Before compression, and as stored.
  package var bytes: Int64
  /// Bytes of the blocks in their table, after PostgreSQL's compression.
  package var storedBytes: Int64
  /// Agency file and policies as they were in force.
  package var texts: [KeptText]
  /// Cases a run by day was for; nil for a whole night.
  package var arrivals: [Int64]?
  /// In order of name; empty when the run ended before it had decided.
  package var outcome: [OutcomePart]
}
