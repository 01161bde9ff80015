/// Bytes that are no archive of ours, or not one this program can read. Says where in the stream.
package struct ArchiveError: Error, Equatable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
