import Classification
import Discretion
import Failures
import Faults
package import Feeds
package import Imports
package import Intake
package import Portfolio
import Register
package import Schema
package import Speech
package import Tables

/// Reads files of a feed and applies them: rows are named, checked and masked by Intake, judged where they are conversations, and stored in chunks of
/// one transaction each. Every step is idempotent: the same file again changes nothing.
package struct Importer: Sendable {
  /// Rows of one transaction. While one chunk is applied the next is read: chunks smaller than usual files keep both sides busy.
  static let chunk = 20_000

  let seat: Seat
  /// Through which rows are applied; those of a rehearsal take everything back.
  private let feeds: Feeds
  private let isRehearsal: Bool
  private var writesRejects = true
  var store: Store { seat.store }
  var agency: Agency { seat.agency }
  private var actor: String { seat.actor.name }

  /// Loading needs `import`.
  package init(_ seat: Seat) { (self.seat, feeds, isRehearsal) = (seat, seat.store.feeds, false) }

  /// Loads what is taken back.
  init(_ seat: Seat, rehearsing feeds: Feeds) { (self.seat, self.feeds, isRehearsal) = (seat, feeds, true) }

  /// Which file to load, and how to read it.
  package struct Request: Sendable {
    /// What the rows are; `.moves` is refused, for each move is previewed.
    package var feed: Feed
    /// Where the file lies.
    package var path: String
    /// What is known of one that was sent; nil of one that is named by its path.
    package var sent: SentFile?
    /// Client of rows that name none.
    package var client: String?
    /// A mapping file's path, or the name of a mapping in force or of one that comes with allot.
    package var mapping: String?
    /// The file of that name among those that come with allot.
    package var shippedMapping: String?
    /// Name or number (from 1) of the sheet of a workbook; nil = the one visible sheet that fits.
    package var sheet: String?
    /// The encoding of the file; nil = as the mapping says, or told from the bytes.
    package var encoding: TextEncoding?
    /// Where rejects go; nil = beside the file, and nowhere when nothing is to be changed.
    package var rejectsPath: String?
    /// Codes of new collectors that are nearly others' and meant all the same.
    package var newCollectors: Set<String> = []
    /// Language of the reasons in the file of rejects.
    package var language = Language.en
    /// Where the rejects of a file go unless somebody says otherwise: beside it.
    package static func rejectsPath(of path: String) -> String { path + ".rejects.csv" }
    /// The file as it stands: rows name their clients and columns, and rejects go beside it.
    package init(feed: Feed, path: String) {
      self.feed = feed
      self.path = path
    }

    /// As an error names it.
    var name: String { sent?.name ?? path }
    /// From where it is read.
    var source: FileSource { sent.map { .sent(path: path, name: $0.name, hasOurHeader: $0.hasOurHeader) } ?? .file(path: path) }
  }

  /// Loads one file. `progress` is told the rows done so far. Throws `FileFault` when the file as a whole cannot be used.
  package func load(_ request: Request, progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> ImportReport {
    try seat.require(.import)
    if let rejects = rejectsPath(of: request) {
      try FileAccess.spare([request.path] + (request.mapping.map { [$0] } ?? []), from: rejects)
    }
    let (options, mapping) = try await options(request)
    var report = ImportReport(feed: request.feed, file: request.name)
    do {
      report = try await load(request.source, options, request, progress)
    } catch let fault as FileFault where fault.kind == .headerOnly {
      report.rejected = request.sent?.unreadableCount ?? 0
    }
    report.mapping = mapping
    return report
  }

  /// The same of rows that are nowhere yet: what is refused stands in the report alone. Whoever calls has seen to the rights.
  func loadUnwritten(_ source: FileSource, _ options: IntakeOptions, _ request: Request) async throws -> ImportReport {
    var importer = self
    importer.writesRejects = false
    return try await importer.load(source, options, request) { _ in }
  }

  /// As `load`, of one of several files: what is wrong with the file as a whole stands in the report, so that the others are read all the same. Throws
  /// what is no fault of the file.
  package func attempt(_ request: Request, progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> ImportReport {
    do {
      return try await load(request, progress: progress)
    } catch {
      let failure = OperationError.explaining(error)
      guard error is FileFault || failure.status == .dataError || failure.status == .noInput else { throw error }
      var report = ImportReport(feed: request.feed, file: request.name)
      report.failure = failure
      return report
    }
  }

  /// Where the rejects of a file go.
  private func rejectsPath(of request: Request) -> String? {
    request.rejectsPath ?? (isRehearsal || !writesRejects ? nil : Request.rejectsPath(of: request.path))
  }

  /// How a file is read, and where its mapping is from. Throws with `EX_CONFIG` when a key is missing.
  package func options(_ request: Request) async throws -> (IntakeOptions, MappingOrigin?) {
    guard !agency.identifierKey.isEmpty else {
      throw OperationError(
        .configuration,
        Wording(
          "key \(agency.keyID) of agency \(agency.code)'s identifiers is not here: known debtors would not be recognised",
          "此处没有机构 \(agency.code) 标识符的 \(agency.keyID) 号密钥：将认不出已有的债务人"),
        remedy: Wording(
          "copy the key file from the machine that made the agency and name it with ALLOT_KEY_FILE",
          "请从建立该机构的机器复制密钥文件，并用 ALLOT_KEY_FILE 指定"))
    }
    let found = try await mapping(of: request)
    var options = IntakeOptions(
      client: request.client, currency: agency.currency, country: agency.country, mapping: found?.mapping,
      sheet: request.sheet,
      identifierKey: agency.identifierKey,
      earlierKeys: agency.earlierKeys)
    options.encoding = request.encoding
    return (options, found?.origin)
  }

  private func load(
    _ source: FileSource, _ options: IntakeOptions, _ request: Request, _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> ImportReport {
    let (feeds, agency, file) = (feeds, agency, request.name)
    switch request.feed {
    case .cases:
      return try await load(try CaseReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .collectors:
      return try await load(try CollectorReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency, taken: request.newCollectors)
      }
    case .hours:
      return try await load(try HoursReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .leave:
      return try await load(try LeaveReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .attempts:
      return try await load(try AttemptReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .payments:
      return try await load(try PaymentReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .promises:
      return try await load(try PromiseReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .flags:
      return try await load(try FlagReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .holds:
      return try await load(try HoldReader(source, options), request, progress) {
        try await feeds.apply($0, file: file, agency: agency)
      }
    case .conversations: return try await loadConversations(try ConversationReader(source, options), request, progress)
    case .moves:
      throw OperationError(
        .usage, Wording("moves are not imported: each is previewed", "人工调案不走导入：每一件都要先预览"),
        remedy: Wording("allot move --file \(request.path) --reason TEXT", "请执行：allot move --file \(request.path) --reason TEXT"))
    }
  }

  private func loadConversations(
    _ reader: ConversationReader, _ request: Request, _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> ImportReport {
    let office = try await PolicyLibrary.judge(store, agency)
    let (feeds, agency, file) = (feeds, agency, request.name)
    var heard = HeardConversations(office)
    var report = try await load(
      reader, request, progress, prepare: { rows in rows.map { heard.judged($0) } },
      apply: { try await feeds.apply($0, judgedBy: office.judgedBy, file: file, agency: agency) })
    heard.report(in: &report)
    report.missing = office.missing
    return report
  }

  private func load<Row: Sendable>(
    _ reader: FeedReader<Row>, _ request: Request, _ progress: @Sendable (Int) -> Void,
    apply: @escaping @Sendable ([Row]) async throws -> ApplyReport
  ) async throws -> ImportReport {
    try await load(reader, request, progress, prepare: { $0 }, apply: apply)
  }

  /// The one loop of all feeds: one chunk is applied while the next is read and prepared.
  private func load<Row: Sendable, Ready: Sendable>(
    _ reader: FeedReader<Row>, _ request: Request, _ progress: @Sendable (Int) -> Void, prepare: ([Row]) -> [Ready],
    apply: @escaping @Sendable ([Ready]) async throws -> ApplyReport
  ) async throws -> ImportReport {
    let clock = ContinuousClock()
    let started = clock.now
    var report = ImportReport(feed: request.feed, file: request.name)
    var rejects = Rejects(
      rejectsPath(of: request).map {
        RejectWriter(path: $0, header: reader.header, language: request.language, sparesOthers: request.rejectsPath == nil)
      })
    if let sent = request.sent { rejects.add(sent, columns: reader.header.count) }
    var isOpen = false
    do {
      try await withThrowingTaskGroup(of: ApplyReport.self) { group in
        func absorb() async throws {
          while let part = try await group.next() {
            rejects.add(part.rejects, of: reader)
            report.applied += part
            // Only their number is needed from here on.
            report.applied.rejects = []
          }
          progress(report.loaded + rejects.count)
        }
        do {
          while let batch = try reader.next(maxRows: Self.chunk) {
            let ready = prepare(batch.rows)
            try await absorb()
            rejects.add(batch.rejects)
            guard !ready.isEmpty else { continue }
            if !isOpen, !isRehearsal { try await store.feeds.openFile(feed: request.feed, file: request.name, by: actor, agency: agency) }
            isOpen = true
            group.addTask { try await apply(ready) }
          }
        } catch let fault as FileFault {
          // What was read before the fault is applied, and counted.
          try await absorb()
          throw fault
        }
        try await absorb()
      }
    } catch let fault as FileFault where fault.kind == .headerOnly {
      // A day without payments is a file without rows.
    } catch let fault as FileFault where report.loaded > 0 && !isRehearsal {
      throw OperationError(
        .dataError, Wording(fault),
        remedy: Wording(
          "\(report.loaded) rows before that were applied; mend the file and import it again: no row counts twice",
          "此前的 \(report.loaded) 行已生效；请改好文件后重新导入：同一行不会计两次"))
    }
    let summary = reader.summary
    report.read = summary
    report.takenOver = report.applied.takenOver.map { (Shown.written($0.key, limit: 40), $0.value) }.sorted { $0.0 < $1.0 }
    report.readAs = report.applied.otherSpellings.sorted { $0.key < $1.key }.map {
      (Shown.written($0.key.written, limit: 40), Shown.written($0.key.read, limit: 40), $0.value)
    }
    rejects.finish(replacesOld: request.rejectsPath == nil, &report)
    report.duration = clock.now - started
    if isRehearsal { return report }
    if report.applied.inserted > 0 { try await store.feeds.refreshStatistics() }
    try await store.feeds.recordFile(
      feed: request.feed, file: request.name, digest: summary.digest, report: report.applied, rejected: report.rejected, by: actor,
      agency: agency)
    return report
  }
}
