/// Bytes that are no archive of ours, or not one this program can read. Says where in the stream.
package struct ArchiveError: Error, Equatable, CustomStringConvertible {
  /// One English sentence: what was found, and near which byte where that is known.
  package let description: String
  /// `description` is shown as it is.
  package init(_ description: String) { self.description = description }
}
