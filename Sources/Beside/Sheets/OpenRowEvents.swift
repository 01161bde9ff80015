import Speech

/// What becomes a row while a table of an .ods workbook is read.
final class OpenRowEvents: XMLEvents {
  private enum Kind { case none, number, date, time, boolean, text, error }

  /// Equal rows one after the other. No list has more; a column filled down to the end of the sheet has a million.
  static let mostRepeats = 10_000

  private let archive: ZipArchive
  private let table: Int
  private let sheet: String

  private(set) var isOver = false
  /// How often the row that is ready stands there.
  private(set) var repeats = 1
  private(set) var merges: [MergedCells] = []

  private var tables = 0
  private var tableDepth = 0
  private var isOurs = false
  private var inRow = false
  private var lastRow = 0
  private var row = SheetRow()
  private var column = 0
  private var inCell = false
  private var kind = Kind.none
  private var value: [UInt8] = []
  /// What the cell shows of a number or a day.
  private var shown: [UInt8] = []
  private var width = 1
  private var hasFormula = false
  private var isCovered = false
  private var start = 0
  private var paragraphs = 0
  private var inParagraph = false
  private var elements = 0
  /// Depth of an element within a cell that is not part of its text: a note, a drawing, a phonetic guide.
  private var skips = 0

  init(_ archive: ZipArchive, table: Int, sheet: String) {
    (self.archive, self.table, self.sheet) = (archive, table, sheet)
  }

  func take(_ other: inout SheetRow) {
    swap(&row, &other)
    row.clear()
  }

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    if inCell {
      startWithin(name, attributes)
    } else if name.pointee == UInt8(ascii: "t"), name ~~ "table" {
      if tableDepth == 0 {
        isOurs = tables == table
        tables += 1
      }
      tableDepth += 1
    } else if isOurs, tableDepth == 1 {
      if name ~~ "table-row" {
        startRow(attributes)
      } else if inRow, name ~~ "table-cell" {
        startCell(attributes, isCovered: false)
      } else if inRow, name ~~ "covered-table-cell" {
        startCell(attributes, isCovered: true)
      }
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) {
    if inCell, elements > 0 {
      elements -= 1
      if skips > 0 {
        skips -= 1
      } else if elements == 0 {
        inParagraph = false
      }
    } else if inCell {
      endCell()
    } else if name.pointee == UInt8(ascii: "t"), name ~~ "table" {
      tableDepth -= 1
      if tableDepth == 0, isOurs {
        isOurs = false
        isOver = true
        pauses = true
      }
    } else if inRow, name ~~ "table-row" {
      endRow()
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard inParagraph, skips == 0, inCell else { return }
    if kind == .number || kind == .date {
      if shown.count < 64 { shown.append(contentsOf: bytes) }
      return
    }
    row.bytes.append(contentsOf: bytes)
    if row.bytes.count > archive.limits.rowBytes { refuseLongRow() }
  }

  private func startRow(_ attributes: XMLAttributes) {
    row.clear()
    repeats = max(1, attributes.number("number-rows-repeated") ?? 1)
    let visibility = attributes["visibility"]
    row.isFiltered = visibility.map { $0 ~~ "filter" } ?? false
    row.isHidden = row.isFiltered || (visibility.map { $0 ~~ "collapse" } ?? false)
    row.number = lastRow + 1
    inRow = true
    column = 0
  }

  private func endRow() {
    inRow = false
    lastRow += repeats
    row.trim()
    guard row.count > 0 else { return }
    guard repeats <= Self.mostRepeats else {
      fault = .repeated(repeats, most: Self.mostRepeats, file: archive.name, sheet: sheet, row: row.number)
      return
    }
    guard lastRow <= 1 << 20 else {
      refuse(nil, Wording("the sheet goes on behind row 1048576", "工作表超过第 1048576 行"))
      return
    }
    pauses = true
  }

  private func startCell(_ attributes: XMLAttributes, isCovered: Bool) {
    inCell = true
    (elements, skips, paragraphs) = (0, 0, 0)
    self.isCovered = isCovered
    width = max(1, attributes.number("number-columns-repeated") ?? 1)
    hasFormula = attributes["formula"] != nil
    value.removeAll(keepingCapacity: true)
    shown.removeAll(keepingCapacity: true)
    kind = .none
    if isCovered { return }
    if let type = attributes["value-type"] {
      if type ~~ "float" || type ~~ "percentage" || type ~~ "currency" {
        kind = .number
        take(attributes["value"])
      } else if type ~~ "date" {
        kind = .date
        take(attributes["date-value"])
      } else if type ~~ "time" {
        kind = .time
        take(attributes["time-value"])
      } else if type ~~ "boolean" {
        kind = .boolean
        take(attributes["boolean-value"])
      } else {
        kind = .text
        take(attributes["string-value"])
      }
    }
    // LibreOffice says of an error that it is a text, and beside it, by a name of its own, that it is none.
    attributes.forEach { name, value in
      if name ~~ "calcext:value-type", value ~~ "error" { kind = .error }
    }
    let right = attributes.number("number-columns-spanned") ?? 1
    let down = attributes.number("number-rows-spanned") ?? 1
    if right > 1 || down > 1, right <= 16384, down <= 1 << 20, merges.count < 100_000 {
      merges.append(MergedCells(row: row.number, column: column, lastRow: row.number + down - 1, lastColumn: column + right - 1))
    }
    start = row.bytes.count
  }

  private func take(_ text: UnsafePointer<UInt8>?) {
    guard var cursor = text else { return }
    while cursor.pointee != 0 {
      value.append(cursor.pointee)
      cursor += 1
    }
  }

  private func startWithin(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    elements += 1
    if skips > 0 || isCovered || kind == .boolean || kind == .time {
      skips += 1
    } else if elements == 1 {
      guard name ~~ "p" else {
        skips += 1
        return
      }
      guard column < 16384 else {
        refuseWideRow()
        return
      }
      inParagraph = true
      if kind == .number || kind == .date { return }
      if paragraphs > 0 { row.bytes.append(UInt8(ascii: "\n")) }
      // The empty cells before it end where its text begins.
      if paragraphs == 0 { row.pad(to: column) }
      paragraphs += 1
    } else if kind == .number || kind == .date {
      return
    } else if name ~~ "s" {
      let count = min(attributes.number("c") ?? 1, archive.limits.rowBytes)
      for _ in 0..<count { row.bytes.append(UInt8(ascii: " ")) }
    } else if name ~~ "tab" {
      row.bytes.append(UInt8(ascii: "\t"))
    } else if name ~~ "line-break" {
      row.bytes.append(UInt8(ascii: "\n"))
    } else if name ~~ "ruby-text" || name ~~ "annotation" || name ~~ "note" || name ~~ "frame" {
      skips += 1
    }
  }

  private func endCell() {
    inCell = false
    inParagraph = false
    guard fault == nil else { return }
    let first = column
    column += width
    if isCovered || (kind == .none && !hasFormula && row.bytes.count == start) { return }
    guard column <= 16384 else {
      refuseWideRow()
      return
    }
    row.pad(to: first)
    guard let (what, marks) = closed(first) else { return }
    row.append(what, marks)
    guard width > 1, what != .empty else { return }
    let text = Array(row.bytes[start...])
    guard row.bytes.count + text.count * (width - 1) <= archive.limits.rowBytes else {
      refuseLongRow()
      return
    }
    for _ in 1..<width {
      row.bytes.append(contentsOf: text)
      row.append(what, marks)
    }
  }

  /// Writes the text of the cell; nil when it was refused.
  private func closed(_ first: Int) -> (CellKind, CellMarks)? {
    switch kind {
    case .none:
      if hasFormula {
        row.bytes.removeSubrange(start...)
        return (.formulaWithoutValue, [])
      }
      return (row.bytes.count == start ? .empty : .text, [])
    case .error: return (.error, [])
    case .text:
      if !value.isEmpty {
        row.bytes.removeSubrange(start...)
        row.bytes.append(contentsOf: value)
        if row.bytes.count > archive.limits.rowBytes { refuseLongRow() }
      }
      return (row.bytes.count == start && !hasFormula ? .empty : .text, [])
    case .boolean:
      row.bytes.append(contentsOf: (value.elementsEqual("true".utf8) ? "TRUE" : "FALSE").utf8)
      return (.boolean, [])
    case .number:
      row.bytes.append(contentsOf: value)
      if let marks = NumberText.normalise(&row.bytes, from: start) {
        showZeros()
        return (.number, marks)
      }
      refuse(first, Wording("the cell is said to be a number and is none", "该单元格标为数字，但内容不是数字"))
    case .date:
      if DayText.append(iso: value[...], to: &row.bytes) {
        // A day that is shown without its time is read as it is shown.
        let showsTime = shown.isEmpty || shown.contains(UInt8(ascii: ":")) || shown.contains { $0 >= 0x80 }
        if !showsTime, row.bytes.count - start == 19 { row.bytes.removeLast(9) }
        return (.date, [])
      }
      refuse(first, Wording("the cell is said to be a day and is none", "该单元格标为日期，但内容不是日期"))
    case .time:
      if DayText.append(duration: value[...], to: &row.bytes) { return (.date, []) }
      refuse(first, Wording("the cell is said to be a time and is none", "该单元格标为时间，但内容不是时间"))
    }
    return nil
  }

  /// A whole number that is shown with zeros before it (`00042`) is read so.
  private func showZeros() {
    guard shown.count > row.bytes.count - start, shown.first == UInt8(ascii: "0"), shown.allSatisfy({ $0 >= 48 && $0 <= 57 }),
      shown.drop(while: { $0 == 48 }).elementsEqual(row.bytes[start...].drop { $0 == 48 })
    else { return }
    row.bytes.removeSubrange(start...)
    row.bytes.append(contentsOf: shown)
  }

  private func refuse(_ column: Int?, _ message: Wording) {
    let cell = column.map { CellAddress.cell(column: $0, row: row.number) } ?? String(row.number)
    fault = SheetFault(.broken, file: archive.name, sheet: sheet, cell: cell, message, hint: Saying.fetchAgain)
  }

  private func refuseWideRow() { refuse(nil, Wording("the row has more than 16384 cells", "该行超过 16384 个单元格")) }

  private func refuseLongRow() {
    fault = SheetFault(
      .tooLarge, file: archive.name, sheet: sheet, cell: String(row.number),
      Wording("the row has more than \(Saying.bytes(archive.limits.rowBytes)) of text", "该行文本超过 \(Saying.bytes(archive.limits.rowBytes))"),
      hint: Wording("take the long texts out of the sheet", "请从表中移除过长的文本"))
  }
}
