/// What a cell holds.
package enum CellKind: UInt8, Sendable {
  /// Nothing.
  case empty
  /// Text as it was typed, also where it looks like a number.
  case text
  /// A number: its shortest decimal text.
  case number
  /// A day, a day with its time, a time or a duration: `2026-11-30`, `2026-11-30 15:05:00`, `15:05:00`, `27:30:00`.
  case date
  /// `TRUE` or `FALSE`.
  case boolean
  /// An error of the spreadsheet: `#N/A`, `#DIV/0!`.
  case error
  /// A formula that no program has computed yet: its text is empty.
  case formulaWithoutValue
}

/// What else is known of a cell.
package struct CellMarks: OptionSet, Sendable, Hashable {
  /// The bits.
  package let rawValue: UInt8
  /// Makes marks of their bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// A number with more digits than a spreadsheet keeps (15): whatever was typed behind them is lost. As an amount it is as good as ever; as the
  /// number of a case, an identity card or an account it is another one.
  package static let digitsLost = CellMarks(rawValue: 1)
}

/// One row of a sheet: the text of all its cells one after the other, where each ends, and what each is. Columns count from 0; gaps are empty cells.
package struct SheetRow: Sendable {
  /// Number of the row as the spreadsheet shows it, from 1.
  package var number = 0
  /// The text of all cells, UTF-8.
  package var bytes: [UInt8] = []
  /// Where in `bytes` each cell ends.
  package var ends: [Int] = []
  /// What each cell holds.
  package var kinds: [CellKind] = []
  /// What else is known of each cell.
  package var marks: [CellMarks] = []
  /// The row is not shown, for whatever reason.
  package var isHidden = false
  /// The row is not shown because a filter leaves it out.
  package var isFiltered = false

  /// An empty row.
  package init() {}

  /// Number of cells up to the last one that holds something.
  package var count: Int { ends.count }

  /// The bytes of the cell in `column`, which must be below ``count``.
  package func raw(_ column: Int) -> ArraySlice<UInt8> { bytes[(column == 0 ? 0 : ends[column - 1])..<ends[column]] }

  /// The text of the cell in `column`; empty for columns beyond ``count``.
  package func text(_ column: Int) -> String { column < count ? String(decoding: raw(column), as: UTF8.self) : "" }

  /// Writes a row of texts in place of this one, whose number stays.
  package mutating func setTexts(_ texts: [String]) {
    let (hidden, filtered) = (isHidden, isFiltered)
    clear()
    (isHidden, isFiltered) = (hidden, filtered)
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      append(text.isEmpty ? .empty : .text)
    }
  }

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    isHidden = false
    isFiltered = false
  }

  /// Empty cells up to, not including, `column`.
  mutating func pad(to column: Int) {
    while ends.count < column { append(.empty) }
  }

  /// Closes a cell whose text stands at the end of `bytes` already.
  mutating func append(_ kind: CellKind, _ mark: CellMarks = []) {
    ends.append(bytes.count)
    kinds.append(kind)
    marks.append(mark)
  }

  /// Takes away empty cells at the end.
  mutating func trim() {
    while kinds.last == .empty {
      ends.removeLast()
      kinds.removeLast()
      marks.removeLast()
    }
  }
}

/// Addresses of cells as spreadsheets write them.
package enum CellAddress {
  /// The letters of a column counted from 0: `A`, `Z`, `AA`.
  package static func column(_ index: Int) -> String {
    var letters: [UInt8] = []
    var rest = index + 1
    while rest > 0 {
      rest -= 1
      letters.append(65 + UInt8(rest % 26))
      rest /= 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// `B7` for column 1 (from 0) and row 7 (from 1).
  package static func cell(column: Int, row: Int) -> String { self.column(column) + String(row) }

  /// Column from 0 and row from 1 of `B7` or `$B$7`; nil for anything else.
  static func parse(_ text: UnsafePointer<UInt8>) -> (column: Int, row: Int)? {
    var cursor = text
    if cursor.pointee == UInt8(ascii: "$") { cursor += 1 }
    var column = 0
    while case let byte = cursor.pointee & 0xDF, byte >= 65, byte <= 90, column < 1 << 20 {
      column = column * 26 + Int(byte - 64)
      cursor += 1
    }
    if cursor.pointee == UInt8(ascii: "$") { cursor += 1 }
    var row = 0
    while cursor.pointee >= 48, cursor.pointee <= 57, row < 1 << 30 {
      row = row * 10 + Int(cursor.pointee - 48)
      cursor += 1
    }
    guard cursor.pointee == 0, column > 0, row > 0 else { return nil }
    return (column - 1, row)
  }
}
