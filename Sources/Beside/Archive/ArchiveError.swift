package import Speech

/// Bytes that are no archive of ours, or not one this program can read. Says where in the stream.
package struct ArchiveError: Error, Equatable, CustomStringConvertible {
  /// One sentence: what was found, and near which byte where that is known.
  package let what: Wording
  /// The English text first, then the Chinese that says the same. Both are shown as they are.
  package init(_ en: String, _ zh: String) { what = Wording(en, zh) }
  /// `what` in English, for logs.
  package var description: String { what.en }
}
