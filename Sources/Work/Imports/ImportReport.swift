package import Faults
package import Feeds
package import Intake
package import Portfolio
package import Speech

/// Where the mapping of a file is from.
package enum MappingOrigin: Sendable, Hashable {
  /// A file, by its path.
  case file(String)
  /// The version in force of that name.
  case inForce(String, version: Int)
  /// The one of that name that comes with allot.
  case shipped(String)
}

/// What became of one file.
package struct ImportReport: Sendable {
  /// What the rows of the file are.
  package var feed: Feed
  /// Path of the file as it was given.
  package var file: String
  /// Rows by what the database did with them; `rejects` is emptied, see `rejected`.
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
  package var rejectsProblem: Wording?
  /// Attempts that were on record from another source and are this file's now, by the other's name, in order.
  package var takenOver: [(source: String, attempts: Int)] = []
  /// Regions that rows write otherwise than they are on record, in order.
  package var readAs: [(written: String, read: String, rows: Int)] = []
  /// Conversations by tone; those of which nobody knows whose words they are, left out.
  package var tones: [Tone: Int] = [:]
  /// Conversations in which two voices speak and nothing says which is the debtor's: not judged as his.
  package var twoVoices = 0
  /// Conversations in which only the collector speaks: not judged as the debtor's.
  package var collectorsWords = 0
  /// Conversations in which the debtor promises something by a day.
  package var promises = 0
  /// What the agency file says should judge and is not in force.
  package var missing: [Wording] = []
  /// The mapping by which it was read, where one was named.
  package var mapping: MappingOrigin?
  /// Why the file could not be used, of several that were read one after the other; nil when it could.
  package var failure: OperationError?
  /// From the first read to the last commit; zero for a file without rows.
  package var duration = Duration.zero

  /// A file of which nothing is read yet; also the whole answer for one that holds only its header.
  package init(feed: Feed, file: String) {
    self.feed = feed
    self.file = file
  }

  /// Why the file could not be used, without what to do about it.
  package var notRead: Wording? { failure?.what }
  /// Rows that are in the database now: new, changed and as they were.
  package var loaded: Int { applied.inserted + applied.changed + applied.unchanged }
}
