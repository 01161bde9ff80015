/// Bytes that are no archive of ours, or not one this program can read. Says where in the stream.
package struct ArchiveError: Error, Equatable, CustomStringConvertible {
  /// One English sentence: what was found, and near which byte where that is known.
  package let description: String
  /// The same in Chinese.
  package let chinese: String
  /// The English text first, then the Chinese that says the same. Both are shown as they are.
  package init(_ description: String, _ chinese: String) {
    self.description = description
    self.chinese = chinese
  }
}
