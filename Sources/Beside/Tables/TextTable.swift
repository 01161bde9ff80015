import Speech

/// A whole small file as text, with its header: labels, verdicts, review lists. Separator and encoding are told as for feeds.
package struct TextTable: Sendable {
  /// As written, trimmed.
  package private(set) var header: [String] = []
  /// One entry a record, as long as the header; missing fields are empty.
  package private(set) var rows: [[String]] = []
  /// The line each row begins on.
  package private(set) var lines: [Int] = []
  /// How messages call the file.
  package let file: String
  private let known: [String]

  /// Reads a file. Throws `FileFault` when it is no table; a damaged record is a fault too, since no row may be lost silently.
  ///
  /// `known`: the columns of such a table, which messages may name; other headers are only counted.
  package init(path: String, known: [String] = []) throws(FileFault) { try self.init(.file(path: path), known: known) }

  /// Reads a file or bytes under a name. Throws `FileFault` as `init(path:known:)`.
  package init(_ source: FileSource, known: [String] = []) throws(FileFault) {
    (file, self.known) = (source.name, known)
    var records = try Records.open(source)
    var record = Record()
    while try records.next(&record) {
      if let fault = record.fault {
        throw FileFault(
          .header, file: file, line: record.line, Wording("the record is damaged: ", "记录已损坏：") + fault.words, hint: .exportAgain)
      }
      if record.isBlank { continue }
      if header.isEmpty {
        header = record.trimmedTexts
      } else {
        let fields = (0..<record.count).map { record.text($0) }
        rows.append(header.indices.map { $0 < fields.count ? fields[$0] : "" })
        lines.append(record.line)
      }
    }
    guard !header.isEmpty else { throw FileFault(.empty, file: file, .onlyBlankLines) }
  }

  /// Position of the first column called so; without case, blanks and signs. nil = there is none.
  package func column(_ names: String...) -> Int? {
    let folded = header.map { Folding.name($0) }
    for name in names {
      if let place = folded.firstIndex(of: Folding.name(name)) { return place }
    }
    return nil
  }

  /// The same; throws, naming what is there, when the file lacks it.
  package func required(_ name: String, _ others: String...) throws(FileFault) -> Int {
    let folded = header.map { Folding.name($0) }
    for name in [name] + others {
      if let place = folded.firstIndex(of: Folding.name(name)) { return place }
    }
    let has = ColumnNames.told(header, known: Set((known + [name] + others).map { Folding.name($0) }))
    throw FileFault(
      .header, file: file, line: 1, Wording("there is no column “\(name)”", "没有列“\(name)”"),
      hint: Wording("the first line must be the header; it has \(has.en)", "第一行必须是表头；现有\(has.zh)"))
  }
}
