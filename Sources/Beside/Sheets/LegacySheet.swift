import Speech

/// Reads the rows of a sheet of an .xls workbook.
final class LegacySheet: RowReading {
  private let book: LegacyBook
  private let sheet: String
  private var cursor: RecordCursor
  private var hidden: Set<Int> = []
  private var isFiltering = false
  private var lastRow = 0
  private var isOver = false
  private(set) var merges: [MergedCells] = []

  init(_ book: LegacyBook, _ index: Int) throws(SheetFault) {
    self.book = book
    sheet = book.sheets[index].name
    cursor = book.records(index)
    guard let first = cursor.next(), first.type == 0x0809 else { throw LegacyBook.damaged(book.name) }
  }

  static func merges(_ book: LegacyBook, _ index: Int) throws(SheetFault) -> [MergedCells] {
    let sheet = try LegacySheet(book, index)
    var row = SheetRow()
    while try sheet.next(&row) {}
    return sheet.merges
  }

  func next(_ row: inout SheetRow) throws(SheetFault) -> Bool {
    row.clear()
    row.number = 0
    while !isOver {
      guard let record = cursor.next() else { throw LegacyBook.damaged(book.name) }
      if let place = place(of: record) {
        if row.number == 0 {
          guard place > lastRow else { throw broken(nil, place, Wording("the rows are not in order", "各行顺序有误")) }
          row.number = place
          lastRow = place
        } else if place != row.number {
          cursor.unread(record)
          if finish(&row) { return true }
          row.clear()
          row.number = 0
          continue
        }
        try readCells(record, into: &row)
        if row.bytes.count > book.limits.rowBytes {
          throw SheetFault(
            .tooLarge, file: book.name, sheet: sheet, cell: String(row.number),
            Wording("the row has more than \(Saying.bytes(book.limits.rowBytes)) of text", "该行文本超过 \(Saying.bytes(book.limits.rowBytes))"),
            hint: Wording("take the long texts out of the sheet", "请从表中移除过长的文本"))
        }
      } else {
        readOther(record)
      }
    }
    return finish(&row)
  }

  private func finish(_ row: inout SheetRow) -> Bool {
    row.trim()
    row.isHidden = hidden.contains(row.number)
    row.isFiltered = row.isHidden && isFiltering
    return row.count > 0
  }

  /// The row of a record of cells that hold something, from 1; nil for every other record.
  private func place(of record: RecordCursor.Record) -> Int? {
    switch record.type {
    // LABELSST, LABEL, RSTRING, NUMBER, RK, MULRK, BOOLERR, FORMULA
    case 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006:
      record.count >= 8 ? Int(book.stream.word(record.start)) + 1 : nil
    default: nil
    }
  }

  private func readOther(_ record: RecordCursor.Record) {
    let stream = book.stream
    switch record.type {
    case 0x000A: isOver = true
    // ROW
    case 0x0208: if record.count >= 16, stream.word(record.start + 12) & 0x20 != 0 { hidden.insert(Int(stream.word(record.start)) + 1) }
    // FILTERMODE
    case 0x009B: isFiltering = true
    // MERGEDCELLS
    case 0x00E5:
      guard record.count >= 2 else { return }
      for index in 0..<Int(stream.word(record.start)) {
        let start = record.start + 2 + 8 * index
        guard start + 8 <= record.range.upperBound else { return }
        merges.append(
          MergedCells(
            row: Int(stream.word(start)) + 1, column: Int(stream.word(start + 4)), lastRow: Int(stream.word(start + 2)) + 1,
            lastColumn: Int(stream.word(start + 6))))
      }
    // A chart within the sheet: records of its own up to its end.
    case 0x0809:
      var depth = 1
      while depth > 0, let inner = cursor.next() {
        if inner.type == 0x0809 { depth += 1 }
        if inner.type == 0x000A { depth -= 1 }
      }
    default: break
    }
  }

  private func readCells(_ record: RecordCursor.Record, into row: inout SheetRow) throws(SheetFault) {
    let stream = book.stream
    let start = record.start
    let column = Int(stream.word(start + 2))
    guard column >= row.count else { throw broken(column, row.number, Wording("the cells of this row are not in order", "本行单元格顺序有误")) }
    row.pad(to: column)
    let style = Int(stream.word(start + 4))
    switch record.type {
    case 0x00FD where record.count >= 10:
      guard try book.strings.read(Int(stream.long(start + 6)), into: &row.bytes) else {
        throw broken(column, row.number, Wording("the cell names a shared text that the workbook does not have", "该单元格引用了工作簿中不存在的共享文本"))
      }
      row.append(row.bytes.count == (row.ends.last ?? 0) ? .empty : .text)
    case 0x0204, 0x00D6:
      var text = LegacyText(stream, [(start + 6)..<record.range.upperBound])
      guard let string = text.string(lengthBytes: 2) else { throw LegacyBook.damaged(book.name) }
      row.bytes.append(contentsOf: string)
      row.append(string.isEmpty ? .empty : .text)
    case 0x0203 where record.count >= 14: append(stream.double(start + 6), style, to: &row)
    case 0x027E where record.count >= 10: append(packed: stream.long(start + 6), style, to: &row)
    case 0x00BD:
      for place in stride(from: start + 4, to: record.range.upperBound - 7, by: 6) {
        append(packed: stream.long(place + 2), Int(stream.word(place)), to: &row)
      }
    case 0x0205: appendFlag(stream[start + 6], isError: stream[start + 7] != 0, to: &row)
    case 0x0006 where record.count >= 14: try readFormula(start + 6, style, into: &row)
    default: throw LegacyBook.damaged(book.name)
    }
  }

  /// The result of a formula: a number, or what the two last bytes say it is.
  private func readFormula(_ start: Int, _ style: Int, into row: inout SheetRow) throws(SheetFault) {
    let stream = book.stream
    guard stream.word(start + 6) == 0xFFFF else {
      append(stream.double(start), style, to: &row)
      return
    }
    switch stream[start] {
    case 0:
      // SHRFMLA, ARRAY and TABLE may stand between a formula and its text.
      while let type = cursor.peekType(), [0x04BC, 0x0221, 0x0236].contains(type) { _ = cursor.next() }
      guard cursor.peekType() == 0x0207, let result = cursor.next() else {
        row.append(.formulaWithoutValue)
        return
      }
      var parts = [result.range]
      while cursor.peekType() == 0x003C, let more = cursor.next() { parts.append(more.range) }
      var text = LegacyText(stream, parts)
      guard let string = text.string(lengthBytes: 2) else { throw LegacyBook.damaged(book.name) }
      row.bytes.append(contentsOf: string)
      row.append(.text)
    case 1: appendFlag(stream[start + 2], isError: false, to: &row)
    case 2: appendFlag(stream[start + 2], isError: true, to: &row)
    default: row.append(.text)
    }
  }

  private func append(packed: UInt32, _ style: Int, to row: inout SheetRow) {
    var value =
      packed & 2 != 0
      ? Double(Int32(bitPattern: packed) >> 2) : Double(bitPattern: UInt64(packed & 0xFFFF_FFFC) << 32)
    if packed & 1 != 0 { value /= 100 }
    append(value, style, to: &row)
  }

  private func append(_ value: Double, _ style: Int, to row: inout SheetRow) {
    guard value.isFinite else {
      row.bytes.append(contentsOf: "#NUM!".utf8)
      row.append(.error)
      return
    }
    let format = style < book.formats.count ? book.formats[style] : .number
    var width = 0
    switch format {
    case .date, .duration:
      if DayText.append(value, format, since1904: book.since1904, to: &row.bytes) {
        row.append(.date)
        return
      }
    case .zeros(let least): width = least
    case .number: break
    }
    NumberText.append(value, to: &row.bytes, width: width)
    row.append(.number, abs(value) >= 1e15 ? .digitsLost : [])
  }

  private func appendFlag(_ value: UInt8, isError: Bool, to row: inout SheetRow) {
    guard isError else {
      row.bytes.append(contentsOf: (value != 0 ? "TRUE" : "FALSE").utf8)
      row.append(.boolean)
      return
    }
    let name =
      switch value {
      case 0x00: "#NULL!"
      case 0x07: "#DIV/0!"
      case 0x0F: "#VALUE!"
      case 0x17: "#REF!"
      case 0x1D: "#NAME?"
      case 0x24: "#NUM!"
      default: "#N/A"
      }
    row.bytes.append(contentsOf: name.utf8)
    row.append(.error)
  }

  private func broken(_ column: Int?, _ row: Int, _ message: Wording) -> SheetFault {
    let cell = column.map { CellAddress.cell(column: $0, row: row) } ?? String(row)
    return SheetFault(.broken, file: book.name, sheet: sheet, cell: cell, message, hint: Saying.saveAgain)
  }
}
