package import Feeds
package import Intake
package import Portfolio

/// What became of one file.
package struct ImportReport: Sendable {
  package var feed: Feed
  package var file: String
  package var applied = ApplyReport()
  /// What the reader saw; nil for a file without rows.
  package var read: IntakeSummary?
  /// Rows rejected by the reader and by the database together.
  package var rejected = 0
  /// The first few, for the terminal.
  package var firstRejects: [Reject] = []
  /// Where all of them stand; nil when there are none or the file could not be written.
  package var rejectsFile: String?
  /// Why the reject file could not be written.
  package var rejectsProblem: String?
  /// Conversations by tone.
  package var tones: [Tone: Int] = [:]
  /// What the agency file says should judge and is not in force.
  package var missing: [String] = []
  package var duration = Duration.zero

  package init(feed: Feed, file: String) {
    self.feed = feed
    self.file = file
  }

  package var loaded: Int { applied.inserted + applied.changed + applied.unchanged }
}
