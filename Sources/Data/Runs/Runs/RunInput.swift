package import Portfolio
package import Schema

/// A text that a run obeyed, kept with it.
package struct KeptText: Sendable, Hashable {
  package var kind: PolicyKind
  package var name: String
  package var version: Int
  package var text: String
  package init(kind: PolicyKind, name: String, version: Int, text: String) {
    self.kind = kind
    self.name = name
    self.version = version
    self.text = text
  }
}

/// One part of what a run decided, as SHA-256.
package struct OutcomePart: Sendable, Hashable {
  package var name: String
  package var digest: [UInt8]
  package init(name: String, digest: [UInt8]) {
    self.name = name
    self.digest = digest
  }
}

/// The frozen inputs of a run beside the snapshot itself.
package struct RunInput: Sendable, Hashable {
  package var run: RunID
  /// Program that decided: version and build.
  package var software: String
  /// Number of the rules of the method it was decided by.
  package var rules: Int
  /// SHA-256 over the blocks.
  package var digest: [UInt8]
  package var blocks: Int
  /// Before compression, and as stored.
  package var bytes: Int64
  package var storedBytes: Int64
  package var texts: [KeptText]
  /// Cases a run by day was for; nil for a whole night.
  package var arrivals: [Int64]?
  /// In order of name; empty when the run ended before it had decided.
  package var outcome: [OutcomePart]
}
