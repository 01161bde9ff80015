import Portfolio
import Speech
import Tables

/// Finds the header of a file: its first line, or a later one below titles and merged cells.
struct HeaderSearch<Decoder: RowDecoder> {
  /// How many lines that are not blank may stand above the header.
  static var reach: Int { 30 }

  let feed: Feed
  let options: IntakeOptions
  let file: String
  /// Line of the header, and its row of a sheet.
  private(set) var line = 1
  private(set) var cell: String?
  /// Lines above the header that are no data, those of a header in several lines included.
  private(set) var above = 0
  /// Whether the record that was read last is the first row.
  private(set) var hasRow = false
  /// Whether the file is one of rejects.
  private(set) var isMended = false

  init(feed: Feed, options: IntakeOptions, file: String) {
    self.feed = feed
    self.options = options
    self.file = file
  }

  /// Reads up to the first row. Throws what is wrong with the line that looks most like a header.
  mutating func find(_ records: inout any RecordSource, _ record: inout Record) throws(FileFault) -> ResolvedHeader {
    guard try Self.advance(&records, &record) else { throw FileFault(.empty, file: file, .onlyBlankLines) }
    place(record)
    if let fault = record.fault {
      throw FileFault(
        .header, file: file, line: line, cell: cell, Wording("the header line is damaged: ", "表头行已损坏：") + fault.words,
        hint: .exportAgain)
    }
    let titles = record.trimmedTexts
    if let given = try options.mapping?.names(ofFirstLine: titles, file: file, line: line) {
      hasRow = true
      return try resolve(given)
    }
    let header: ResolvedHeader
    do {
      header = try resolve(titles)
    } catch {
      return try findBelow(titles, error, &records, &record)
    }
    return try completed(header, &records, &record)
  }

  /// The next record that is not blank.
  private static func advance(_ records: inout any RecordSource, _ record: inout Record) throws(FileFault) -> Bool {
    repeat {
      guard try records.next(&record) else { return false }
    } while record.isBlank && record.fault == nil
    return true
  }

  private mutating func place(_ record: Record) { (line, cell) = (record.line, record.cell()) }

  private mutating func resolve(_ names: [String]) throws(FileFault) -> ResolvedHeader {
    var names = names
    // A reject file that was mended: its first columns say why, and are no data.
    let own = RejectWriter.columns
    isMended = names.count > own.count && names.prefix(own.count).map { Folding.name($0) } == own
    if isMended { names.replaceSubrange(0..<own.count, with: own.map { _ in "" }) }
    let header = try ResolvedHeader(names, feed: feed, mapping: options.mapping, file: file, line: line)
    _ = try Decoder(FieldReading(header, options), file: file)
    return header
  }

  private mutating func findBelow(
    _ titles: [String], _ fault: FileFault, _ records: inout any RecordSource, _ record: inout Record
  ) throws(FileFault) -> ResolvedHeader {
    var (previous, tried, best) = (titles, [titles], (fault: fault, known: known(titles)))
    let first = (line, cell)
    while tried.count <= Self.reach, try Self.advance(&records, &record) {
      if record.fault != nil { break }
      let names = record.trimmedTexts
      place(record)
      // Cells merged over two lines: the lower name, or else the one above it.
      for names in [names, Self.merged(previous, names)] {
        let header: ResolvedHeader
        do {
          header = try resolve(names)
        } catch {
          if known(names) > best.known { best = (error, known(names)) }
          continue
        }
        guard tried.allSatisfy({ Self.isTitle($0, above: names) }) else { throw best.fault }
        above = tried.count
        return try completed(header, &records, &record)
      }
      tried.append(names)
      previous = names
    }
    (line, cell) = first
    throw best.fault
  }

  /// The header with the names of a second line below it, where that has names only for columns that had none; and the first row read.
  private mutating func completed(
    _ header: ResolvedHeader, _ records: inout any RecordSource, _ record: inout Record
  ) throws(FileFault) -> ResolvedHeader {
    hasRow = try Self.advance(&records, &record)
    guard hasRow, record.fault == nil, record.count <= header.names.count else { return header }
    let below = record.trimmedTexts
    let filled = below.indices.filter { !below[$0].isEmpty }
    let isSecondLine = !filled.isEmpty && filled.allSatisfy { header.isName(below[$0]) && !header.isName(header.names[$0]) }
    guard isSecondLine, let whole = try? resolve(Self.merged(header.names, below)) else { return header }
    above += 1
    hasRow = try Self.advance(&records, &record)
    return whole
  }

  private static func merged(_ upper: [String], _ lower: [String]) -> [String] {
    (0..<max(upper.count, lower.count)).map { index in
      let name = index < lower.count ? lower[index] : ""
      return name.isEmpty && index < upper.count ? upper[index] : name
    }
  }

  /// Whether a line is a title of the sheet or of a group of columns rather than a row: it has fewer cells than the header, or no digits.
  private static func isTitle(_ names: [String], above header: [String]) -> Bool {
    let filled = names.count { !$0.isEmpty }
    return filled < header.count { !$0.isEmpty } || names.allSatisfy { $0.utf8.allSatisfy { !(48...57).contains($0) } }
  }

  private func known(_ names: [String]) -> Int { names.count { FeedSchema.words.contains(HeaderName($0).folded) } }
}
