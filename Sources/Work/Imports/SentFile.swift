import Discretion
package import Tables

/// A file that was sent and lies here meanwhile: how whoever sent it calls it, and what was lost on the way into its form here.
package struct SentFile: Sendable {
  /// As it was sent, so that it can be shown.
  package var name: String
  /// Whether its first line was put before what was sent.
  package var hasOurHeader = false
  /// Lines that no row could be made of; the first of them.
  package var unreadable: [JSONLines.Unreadable] = []
  /// How many in all.
  package var unreadableCount = 0

  /// One that lies as it was sent.
  package init(name: String) { self.name = Shown.path(name) }
}
