import Classification
import Discretion
import Failures
import Faults
import Feeds
import Intake
package import Portfolio
import Register
import Schema
package import Speech
package import Tables
import YAML

/// Reads files of a feed and applies them: rows are named, checked and masked by Intake, judged where they are conversations, and stored in chunks of
/// one transaction each. Every step is idempotent: the same file again changes nothing.
package struct Importer: Sendable {
  /// Rows of one transaction. While one chunk is applied the next is read: chunks smaller than usual files keep both sides busy.
  static let chunk = 20_000

  private let seat: Seat
  private var store: Store { seat.store }
  private var agency: Agency { seat.agency }
  private var actor: String { seat.actor.name }

  /// Loading needs `import`.
  package init(_ seat: Seat) { self.seat = seat }

  /// Which file to load, and how to read it.
  package struct Request: Sendable {
    /// What the rows are; `.moves` is refused, for each move is previewed.
    package var feed: Feed
    /// The file, as an error names it.
    package var path: String
    /// Client of rows that name none.
    package var client: String?
    /// A mapping file's path, or the name of a mapping in force.
    package var mapping: String?
    /// Name or number (from 1) of the sheet of a workbook; nil = the one visible sheet that fits.
    package var sheet: String?
    /// The encoding of the file; nil = as the mapping says, or told from the bytes.
    package var encoding: TextEncoding?
    /// Where rejects go; nil = beside the file.
    package var rejectsPath: String?
    /// Language of the reasons in the file of rejects.
    package var language = Language.en
    /// Where the rejects of a file go unless somebody says otherwise: beside it.
    package static func rejectsPath(of path: String) -> String { path + ".rejects.csv" }
    /// The file as it stands: rows name their clients and columns, and rejects go beside it.
    package init(feed: Feed, path: String) {
      self.feed = feed
      self.path = path
    }
  }

  /// Loads one file. `progress` is told the rows done so far. Throws `FileFault` when the file as a whole cannot be used.
  package func load(_ request: Request, progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> ImportReport {
    try seat.require(.import)
    let rejects = request.rejectsPath ?? Request.rejectsPath(of: request.path)
    try FileAccess.spare([request.path] + (request.mapping.map { [$0] } ?? []), from: rejects)
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
    var options = IntakeOptions(
      client: request.client, currency: agency.currency, country: agency.country, mapping: try await mapping(request.mapping),
      sheet: request.sheet,
      identifierKey: agency.identifierKey,
      earlierKeys: agency.earlierKeys)
    options.encoding = request.encoding
    do {
      return try await load(.file(path: request.path), options, request, progress)
    } catch let fault as FileFault where fault.kind == .headerOnly {
      return ImportReport(feed: request.feed, file: request.path)
    }
  }

  private func load(
    _ source: FileSource, _ options: IntakeOptions, _ request: Request, _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> ImportReport {
    let (store, agency, file) = (store, agency, request.path)
    switch request.feed {
    case .cases:
      return try await load(try CaseReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .collectors:
      return try await load(try CollectorReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .hours:
      return try await load(try HoursReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .leave:
      return try await load(try LeaveReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .attempts:
      return try await load(try AttemptReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .payments:
      return try await load(try PaymentReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .promises:
      return try await load(try PromiseReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .flags:
      return try await load(try FlagReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
      }
    case .holds:
      return try await load(try HoldReader(source, options), request, progress) {
        try await store.feeds.apply($0, file: file, agency: agency)
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
    let (store, agency, file) = (store, agency, request.path)
    var tones: [Tone: Int] = [:]
    var promises = 0
    var report = try await load(
      reader, request, progress,
      prepare: { rows in
        rows.map { row in
          let verdict = office.verdict(row.text, language: row.language)
          tones[verdict.tone, default: 0] += 1
          var judged = JudgedConversation(
            row: row, tone: verdict.tone, confidence: verdict.confidence, groups: verdict.groups, suggestedFlags: verdict.suggestedFlags,
            score: verdict.score, isDisputed: verdict.isDisputed)
          // By the day that the source wrote; its clock is the one people spoke by.
          judged.promises = office.promises(row.text, language: row.language, saidOn: row.at.day)
          promises += judged.promises.isEmpty ? 0 : 1
          return judged
        }
      },
      apply: { try await store.feeds.apply($0, judgedBy: office.judgedBy, file: file, agency: agency) })
    report.tones = tones
    report.promises = promises
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
    var report = ImportReport(feed: request.feed, file: request.path)
    var rejects = Rejects(
      RejectWriter(
        path: request.rejectsPath ?? Request.rejectsPath(of: request.path), header: reader.header, language: request.language,
        sparesOthers: request.rejectsPath == nil))
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
            if !isOpen { try await store.feeds.openFile(feed: request.feed, file: request.path, by: actor, agency: agency) }
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
    } catch let fault as FileFault where report.loaded > 0 {
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
    if report.applied.inserted > 0 { try await store.feeds.refreshStatistics() }
    report.duration = clock.now - started
    try await store.feeds.recordFile(
      feed: request.feed, file: request.path, digest: summary.digest, report: report.applied, rejected: report.rejected, by: actor,
      agency: agency)
    return report
  }

  private func mapping(_ name: String?) async throws -> Mapping? {
    guard let name else { return nil }
    if name.contains("/") || name.hasSuffix(".yaml") || FileAccess.exists(name) {
      return try mapping(try FileAccess.read(name, limit: 1 << 20), file: name)
    }
    let stored = try await store.register.activePolicies(agency: agency).first { $0.0.kind == .mapping && $0.0.name == name }
    guard let (version, text) = stored else {
      let name = Quoted.named(name)
      throw OperationError(
        .noInput, Wording("there is no mapping \(name.en) in force and no such file", "没有生效的映射\(name.zh)，也没有这个文件"),
        remedy: Wording(
          "see what is in force: allot policy list; or apply it: allot policy apply FILE.yaml",
          "请查看已生效的：allot policy list；或使其生效：allot policy apply FILE.yaml"))
    }
    return try mapping(Array(text.utf8), file: "mapping \(name) version \(version.version)")
  }

  private func mapping(_ bytes: [UInt8], file: String) throws -> Mapping {
    do {
      return try MappingFile.read(bytes, file: file)
    } catch {
      let lines = error.problems.map { Wording("  \($0.text(.en))", "  \($0.text(.zh))") }.joined(by: Wording(same: "\n"))
      throw OperationError(.dataError, Wording("the mapping cannot be used:\n", "映射无法使用：\n") + lines)
    }
  }
}

/// The rejected rows of one file: counted, the first few kept for the terminal, all of them in a file. That the file cannot be written is said, and
/// is no reason not to load the good rows.
private struct Rejects {
  private(set) var count = 0
  private var first: [Reject] = []
  private var problem: Wording?
  private let writer: RejectWriter

  init(_ writer: RejectWriter) { self.writer = writer }

  mutating func add(_ rejects: [Reject]) {
    count += rejects.count
    first += rejects.prefix(max(0, 5 - first.count))
    guard problem == nil else { return }
    do { try writer.write(rejects) } catch { problem = Wording(error) }
  }

  /// Rows that the database refused: what stands in the file goes with them, so that they can be mended and read again.
  mutating func add<Row>(_ refused: [Reject], of reader: FeedReader<Row>) {
    var whole = refused
    do throws(FileFault) {
      let copies = try reader.copies(of: Set(refused.map(\.position.line)))
      for index in whole.indices { whole[index].row = copies[whole[index].position.line] ?? [] }
    } catch {
      problem = problem ?? Wording(error)
    }
    add(whole)
  }

  /// A reject file of an earlier import of the same file goes when nothing is rejected any more; another file of that
  /// name stays.
  mutating func finish(replacesOld: Bool, _ report: inout ImportReport) {
    do { try writer.close() } catch { problem = problem ?? Wording(error) }
    report.rejected = count
    report.firstRejects = first
    report.rejectsProblem = problem
    if count > 0, problem == nil { report.rejectsFile = writer.path }
    if count == 0, replacesOld, RejectWriter.isRejectFile(writer.path) { FileAccess.remove(writer.path) }
  }
}
