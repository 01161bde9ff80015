package import Identity
package import Portfolio
package import Speech
package import Tables

/// What one call of ``FeedReader/next(maxRows:)`` read.
package struct Batch<Row> {
  /// Good rows in the order of the file.
  package var rows: [Row] = []
  /// Bad rows in the order of the file.
  package var rejects: [Reject] = []
  /// An empty batch.
  package init() {}
}

/// What was read so far, for the operator and for the run's inputs.
package struct IntakeSummary: Sendable, Equatable {
  /// Good rows.
  package var rows = 0
  /// Bad rows.
  package var rejects = 0
  /// Rows left out on purpose by the mapping's `only`.
  package var skipped = 0
  /// Rows left out because they are sums of others.
  package var sums = 0
  /// Lines above the header that are no data: titles, merged cells.
  package var aboveHeader = 0
  /// Rows of hours that were added to an earlier row of the same person and day: the parts of a day.
  package var addedUp = 0
  /// Rows that were a further leg of a call already counted (ring groups).
  package var merged = 0
  /// Calls, every leg counted, that a carrier refused for the number that calls.
  package var blocked = 0
  /// Contact points that reach nobody and were left out, by kind.
  package var unusableNumbers: [UnusableNumber: Int] = [:]
  /// Codes of the source that its mapping does not know, and how often: the attempts are loaded as `unknown`.
  package var unmappedCodes: [Wording: Int] = [:]
  /// Identifying columns whose values were not read at all.
  package var droppedColumns: [String] = []
  /// How many values those columns had.
  package var droppedValues = 0
  /// Columns nobody asked for; kept in `extra` where the row has one.
  package var extraColumns: [String] = []
  /// As ``TextEncoding/name`` says it; empty when the file is no text.
  package var encoding = "UTF-8"
  /// The sheet that was read, with its hidden and filtered rows so far; nil for text files.
  package var sheet: SheetFacts?
  /// SHA-256 of the file's bytes.
  package var digest: [UInt8] = []
  /// Length of the file in bytes.
  package var byteCount = 0
}

/// Reads one file of a feed, in batches of rows, in memory that does not grow with the file.
///
/// Belongs to one task. Make one with the initialiser of its row type: `FeedReader<CaseRow>(source, options)`, or `CaseReader(…)`.
package final class FeedReader<Row> {
  /// The columns as the file has them: the header of the reject file.
  package let header: [String]
  /// How messages call the file.
  package let file: String
  private let step: (Int) throws(FileFault) -> Batch<Row>?
  private let copy: (Set<Int>) throws(FileFault) -> [Int: [String]]
  private let state: () -> IntakeSummary
  private let column: (Field) -> Int?

  init(
    header: [String], file: String, step: @escaping (Int) throws(FileFault) -> Batch<Row>?,
    copy: @escaping (Set<Int>) throws(FileFault) -> [Int: [String]], state: @escaping () -> IntakeSummary,
    column: @escaping (Field) -> Int?
  ) {
    self.header = header
    self.file = file
    self.step = step
    self.copy = copy
    self.state = state
    self.column = column
  }

  /// The next rows and rejects, together at most `maxRows` (at least 1); nil at the end of the file.
  ///
  /// Throws what is wrong with the file as a whole; nothing can be read after that.
  package func next(maxRows: Int = 10_000) throws(FileFault) -> Batch<Row>? {
    try step(max(1, maxRows))
  }

  /// The rows that begin on these lines, as the file of rejects shows them, for rows that were good and that the database refuses. The file is gone
  /// through once more, up to the last of the lines; ascending calls go on where the last one ended. Throws when the file is not what it was.
  package func copies(of lines: Set<Int>) throws(FileFault) -> [Int: [String]] { try copy(lines) }

  /// Where a row that was good stands, for whoever finds a fault in it afterwards: a line of a text file, a cell or a row of a sheet. `field`: the
  /// word of the field at fault, empty for the row.
  package func position(ofLine line: Int, field: String = "") -> RowPosition {
    var record = Record()
    (record.line, record.sheet) = (line, summary.sheet?.name)
    return RowPosition(file: file, line: line, cell: record.cell(column: Field(rawValue: field).flatMap(column)))
  }

  /// What the file calls a field that is named by its word; the word itself where the file has no column of it.
  package func columnName(ofField field: String) -> String {
    Field(rawValue: field).flatMap(column).map { header[$0] } ?? field
  }

  /// What was read so far.
  package var summary: IntakeSummary { state() }
  /// Codes of the source that its mapping does not know, and how often.
  package var unmappedCodes: [Wording: Int] { state().unmappedCodes }
}

/// Reader of case files.
package typealias CaseReader = FeedReader<CaseRow>
/// Reader of collectors files.
package typealias CollectorReader = FeedReader<CollectorRow>
/// Reader of scheduled hours and leave.
package typealias HoursReader = FeedReader<HoursRow>
/// Reader of leave lists.
package typealias LeaveReader = FeedReader<LeaveRow>
/// Reader of contact attempts: neutral CSV, Asterisk CDR, Twilio, by mapping.
package typealias AttemptReader = FeedReader<AttemptRow>
/// Reader of conversations.
package typealias ConversationReader = FeedReader<ConversationRow>
/// Reader of payments.
package typealias PaymentReader = FeedReader<PaymentRow>
/// Reader of promises and instalment plans.
package typealias PromiseReader = FeedReader<PromiseRow>
/// Reader of flags set and lifted.
package typealias FlagReader = FeedReader<FlagRow>
/// Reader of holds.
package typealias HoldReader = FeedReader<HoldRow>
/// Reader of moves by hand.
package typealias MoveReader = FeedReader<MoveRow>

extension FeedReader where Row == CaseRow {
  /// Opens a case file; throws if it cannot be opened or its columns make no case file.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(CaseDecoder.self, .cases, source, options)
  }
}

extension FeedReader where Row == CollectorRow {
  /// Opens a collectors file.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(CollectorDecoder.self, .collectors, source, options)
  }
}

extension FeedReader where Row == HoursRow {
  /// Opens a file of scheduled hours.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(HoursDecoder.self, .hours, source, options)
  }
}

extension FeedReader where Row == LeaveRow {
  /// Opens a leave list.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(LeaveDecoder.self, .leave, source, options)
  }
}

extension FeedReader where Row == AttemptRow {
  /// Opens a file of contact attempts.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(AttemptDecoder.self, .attempts, source, options)
  }
}

extension FeedReader where Row == ConversationRow {
  /// Opens a file of conversations.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(ConversationDecoder.self, .conversations, source, options)
  }
}

extension FeedReader where Row == PaymentRow {
  /// Opens a file of payments.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(PaymentDecoder.self, .payments, source, options)
  }
}

extension FeedReader where Row == PromiseRow {
  /// Opens a file of promises.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(PromiseDecoder.self, .promises, source, options)
  }
}

extension FeedReader where Row == FlagRow {
  /// Opens a file of flags.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(FlagDecoder.self, .flags, source, options)
  }
}

extension FeedReader where Row == HoldRow {
  /// Opens a file of holds.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(HoldDecoder.self, .holds, source, options)
  }
}

extension FeedReader where Row == MoveRow {
  /// Opens a file of moves by hand.
  package convenience init(_ source: FileSource, _ options: IntakeOptions) throws(FileFault) {
    try self.init(MoveDecoder.self, .moves, source, options)
  }
}
