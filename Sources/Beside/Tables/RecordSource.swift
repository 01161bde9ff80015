import Speech

/// What is known of a file as a whole.
package struct FileFacts: Sendable, Equatable {
  /// In which encoding its bytes are read; nil when they are no text (a spreadsheet).
  package var encoding: TextEncoding?
  /// SHA-256 of its bytes.
  package var digest: [UInt8]
  /// Length in bytes.
  package var byteCount: Int
  /// Whether the last line has its end; true where there are no lines. Without it the file may be cut off.
  package var hasLastLineEnd: Bool

  /// Facts from a first look at all bytes.
  package init(encoding: TextEncoding?, digest: [UInt8], byteCount: Int, hasLastLineEnd: Bool = true) {
    self.hasLastLineEnd = hasLastLineEnd
    self.encoding = encoding
    self.digest = digest
    self.byteCount = byteCount
  }
}

/// Records one after the other, of a text file or of a sheet. Whoever reads rows does not know which.
package protocol RecordSource {
  /// What is known of the file.
  var facts: FileFacts { get }
  /// What is known of the sheet, as far as it was read; nil for text files.
  var sheet: SheetFacts? { get }

  /// The next record that is not an empty line; false at the end. Throws what is wrong with the file as a whole.
  mutating func next(_ record: inout Record) throws(FileFault) -> Bool
}

extension RecordSource {
  /// Text files have no sheets.
  package var sheet: SheetFacts? { nil }
}

/// What may be said of a file's form before it is read; what is not said is told from its bytes.
package struct FileForm: Sendable, Equatable {
  /// The encoding of a text file.
  package var encoding: TextEncoding?
  /// The byte between fields.
  package var separator: UInt8?
  /// Name or number (from 1) of the sheet of a workbook.
  package var sheet: String?

  /// A form; nothing said of it = all is told from the bytes.
  package init(encoding: TextEncoding? = nil, separator: UInt8? = nil, sheet: String? = nil) {
    self.encoding = encoding
    self.separator = separator
    self.sheet = sheet
  }
}

/// Opens files as records.
package enum Records {
  /// Looks at the whole file once and gives its records from the first. Throws `FileFault` for what cannot be opened or is no table.
  ///
  /// Of a workbook it gives the rows of the sheet that `form` names, else of the only visible one, or the one visible sheet with a row that `fits`
  /// among its first. A workbook must be a file:
  /// bytes in memory are read as text.
  package static func open(_ source: FileSource, _ form: FileForm = FileForm(), fits: (([String]) -> Bool)? = nil) throws(FileFault)
    -> any RecordSource
  {
    if let path = source.path, try SheetRecords.isWorkbook(path, name: source.name) {
      return try SheetRecords(path: path, name: source.name, form, fits: fits)
    }
    if form.sheet != nil {
      throw FileFault(
        .header, file: source.name, Wording("this is no workbook and has no sheets", "这不是工作簿，没有工作表"),
        hint: Wording("leave out --sheet", "请去掉 --sheet"))
    }
    var bytes = try ByteSource(source)
    let inspection = try Inspection(&bytes, declared: form.encoding)
    var scanner = try RecordScanner(bytes, inspection)
    try scanner.detectForm(separator: form.separator)
    return scanner
  }
}
