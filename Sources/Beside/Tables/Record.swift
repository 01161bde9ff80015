import Sheets
package import Speech

/// One record of a file, quotes resolved: the bytes of all fields one after the other, and where each ends.
package struct Record {
  /// What is wrong with the record as a whole.
  package enum Fault: Equatable, Sendable {
    /// Text stands behind a closing quote.
    case textAfterQuote(opened: Int)
    /// Bytes that the file's encoding does not have.
    case badText
    /// A cell of a sheet that has no value to be read; the wording says why, and what to do.
    case unreadCell(column: Int, Wording)

    /// What is wrong, as a person reads it.
    package var words: Wording {
      switch self {
      case .textAfterQuote(let line):
        Wording(
          "text stands behind the closing quote of a field that begins on line \(line); expected a separator",
          "从第 \(line) 行开始的字段，右引号后面还有文字；应为分隔符")
      case .unreadCell(_, let why): why
      case .badText: Wording("the row has bytes that are no text in the file's encoding", "该行有字节不是文件编码中的文字")
      }
    }
  }

  /// What a field is in its sheet. Text files have texts only.
  package enum FieldKind: Sendable {
    /// A text, or nothing.
    case text
    /// A number, with a point whatever the mapping says of decimal commas.
    case number
    /// A number of which digits behind the fifteenth are lost.
    case cutNumber
    /// A day or time: `2026-11-30`, `2026-11-30 15:05:00`, `15:05:00`.
    case date
  }

  /// The fields' bytes in UTF-8, one field after the other.
  package var bytes: [UInt8] = []
  /// Where each field ends in ``bytes``.
  package var ends: [Int] = []
  /// What each field is; empty in a text file.
  package var kinds: [FieldKind] = []
  /// Line of its first character, or the row of a sheet; from 1.
  package var line = 0
  /// Line of its last character.
  package var lastLine = 0
  /// What is wrong with the record as a whole; its fields are no data then.
  package var fault: Fault?
  /// The sheet it stands on; nil in a text file, which has lines. A source of sheets sets it once a sheet: ``clear()`` leaves it.
  package var sheet: String?

  /// An empty record, to be filled by a ``RecordSource``.
  package init() {}

  /// How many fields it has.
  package var count: Int { ends.count }

  /// The field at `index` as it stands.
  package func raw(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// What the field at `index` is.
  package func kind(_ index: Int) -> FieldKind { kinds.indices.contains(index) ? kinds[index] : .text }

  /// The field at `index` as it stands.
  package func text(_ index: Int) -> String { String(decoding: raw(index), as: UTF8.self) }

  /// The field without blanks around it; nil when it is empty or one of the words for "nothing".
  package func value(_ index: Int) -> ArraySlice<UInt8>? {
    let field = Blank.trim(raw(index))
    return field.isEmpty || Blank.isNothing(field) ? nil : field
  }

  /// Whether no field has anything but blanks.
  package var isBlank: Bool {
    for index in 0..<count where !Blank.trim(raw(index)).isEmpty { return false }
    return true
  }

  /// Empties it for the next record.
  package mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    fault = nil
  }

  /// Ends the field whose bytes were appended to ``bytes``.
  package mutating func endField() { ends.append(bytes.count) }

  /// Where it stands on a sheet, `Sheet1!7`, with a column (from 0) `Sheet1!B7`; nil in a text file, where ``line`` says it.
  package func cell(column: Int? = nil) -> String? {
    sheet.map { "\($0)!" + (column.map(CellAddress.column) ?? "") + String(line) }
  }

  /// The texts of its fields without blanks at their ends, as headers are read.
  package var trimmedTexts: [String] { (0..<count).map { String(decoding: Blank.trim(raw($0)), as: UTF8.self) } }
}
