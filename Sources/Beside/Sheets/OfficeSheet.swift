import Speech

/// Reads the rows of a sheet of an .xlsx workbook.
final class OfficeSheet: RowReading {
  private let events: OfficeRowEvents
  private let reader: XMLReader

  init(_ book: OfficeBook, _ index: Int) throws(SheetFault) {
    events = OfficeRowEvents(book, try book.sharedStrings(), sheet: book.sheets[index].name)
    reader = try XMLReader(try book.part(index), events)
  }

  func next(_ row: inout SheetRow) throws(SheetFault) -> Bool {
    guard try reader.read() else { return false }
    events.take(&row)
    return true
  }
}

/// What reads rows, whatever the format.
protocol RowReading: AnyObject {
  func next(_ row: inout SheetRow) throws(SheetFault) -> Bool
}

private final class OfficeRowEvents: XMLEvents {
  private enum CellType { case number, shared, text, inline, boolean, error, date }

  private let archive: ZipArchive
  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let since1904: Bool
  private let needsComputing: Bool
  private let sheet: String

  private var row = SheetRow()
  private var lastRow = 0
  private var inRow = false
  private var isFiltering = false
  private var column = 0
  private var type = CellType.number
  private var style = 0
  private var start = 0
  private var hasValue = false
  private var hasFormula = false
  private var takes = false
  private var inInline = false
  private var phonetic = 0

  init(_ book: OfficeBook, _ strings: SharedStrings, sheet: String) {
    archive = book.archive
    self.strings = strings
    formats = book.formats
    since1904 = book.since1904
    needsComputing = book.needsComputing
    self.sheet = sheet
  }

  /// Hands over the row that was read, for the buffers of the one before.
  func take(_ other: inout SheetRow) {
    swap(&row, &other)
    row.clear()
  }

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    switch name.pointee {
    case UInt8(ascii: "c"): if name[1] == 0, inRow { startCell(attributes) }
    case UInt8(ascii: "v"):
      if name[1] == 0, inRow {
        takes = type != .inline
        hasValue = true
      }
    case UInt8(ascii: "t"): if name[1] == 0, inInline, phonetic == 0 { takes = true }
    case UInt8(ascii: "f"): if name[1] == 0 { hasFormula = true }
    case UInt8(ascii: "i"):
      if name ~~ "is", inRow {
        inInline = true
        hasValue = true
      }
    case UInt8(ascii: "r"):
      if name ~~ "row" {
        startRow(attributes)
      } else if name ~~ "rPh" {
        phonetic += 1
      }
    case UInt8(ascii: "s"): if name ~~ "sheetPr" { isFiltering = attributes.isSet("filterMode") }
    default: break
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) {
    switch name.pointee {
    case UInt8(ascii: "c"): if name[1] == 0, inRow { endCell() }
    case UInt8(ascii: "v"), UInt8(ascii: "t"): if name[1] == 0 { takes = false }
    case UInt8(ascii: "i"): if name ~~ "is" { inInline = false }
    case UInt8(ascii: "r"):
      if name ~~ "row" {
        endRow()
      } else if name ~~ "rPh" {
        phonetic -= 1
      }
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard takes, inRow else { return }
    row.bytes.append(contentsOf: bytes)
    if row.bytes.count > archive.limits.rowBytes { refuseLongRow() }
  }

  private func startRow(_ attributes: XMLAttributes) {
    row.clear()
    let number = attributes.number("r") ?? lastRow + 1
    row.number = number
    guard number > lastRow, number <= 1 << 20 else {
      refuse(nil, Wording("the rows are not in order", "各行顺序有误"))
      return
    }
    lastRow = number
    row.isHidden = attributes.isSet("hidden")
    row.isFiltered = row.isHidden && isFiltering
    inRow = true
    column = -1
  }

  private func endRow() {
    inRow = false
    row.trim()
    guard row.count > 0 else { return }
    do throws(SheetFault) { try archive.spend(row.bytes.count) } catch { fault = error }
    pauses = true
  }

  private func startCell(_ attributes: XMLAttributes) {
    var next = column + 1
    type = .number
    style = 0
    // One pass over the few attributes a cell has.
    attributes.forEach { name, value in
      guard name[1] == 0 else { return }
      switch name[0] {
      case UInt8(ascii: "r"):
        if let place = CellAddress.parse(value), place.row == row.number { next = place.column } else { next = -1 }
      case UInt8(ascii: "s"): style = XMLAttributes.number(value) ?? 0
      case UInt8(ascii: "t"):
        switch value[0] {
        case UInt8(ascii: "s"): type = value[1] == 0 ? .shared : .text
        case UInt8(ascii: "i"): type = .inline
        case UInt8(ascii: "b"): type = .boolean
        case UInt8(ascii: "e"): type = .error
        case UInt8(ascii: "d"): type = .date
        default: type = .number
        }
      default: break
      }
    }
    guard next > column, next < 16384 else {
      refuse(nil, Wording("the cells of this row are not in order", "本行单元格顺序有误"))
      return
    }
    column = next
    row.pad(to: column)
    start = row.bytes.count
    hasValue = false
    hasFormula = false
  }

  private func endCell() {
    guard fault == nil else { return }
    if hasFormula, needsComputing || !hasValue || (type == .number && row.bytes.count == start) {
      row.bytes.removeSubrange(start...)
      row.append(.formulaWithoutValue)
      return
    }
    guard hasValue, row.bytes.count > start || type == .text || type == .inline || type == .shared else {
      row.append(.empty)
      return
    }
    switch type {
    case .shared: endShared()
    case .text, .inline:
      EscapedText.unescape(&row.bytes, from: start)
      row.append(row.bytes.count == start && !hasFormula ? .empty : .text)
    case .number: endNumber()
    case .boolean:
      let isTrue = row.bytes[start...].elementsEqual("1".utf8) || row.bytes[start...].elementsEqual("true".utf8)
      row.bytes.removeSubrange(start...)
      row.bytes.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
      row.append(.boolean)
    case .error: row.append(.error)
    case .date:
      let text = Array(row.bytes[start...])
      row.bytes.removeSubrange(start...)
      if DayText.append(iso: text[...], to: &row.bytes) {
        row.append(.date)
      } else {
        row.bytes.append(contentsOf: text)
        row.append(.text)
      }
    }
  }

  private func endShared() {
    var index = 0
    for byte in row.bytes[start...] {
      guard byte >= 48, byte <= 57, index < 1 << 40 else {
        index = -1
        break
      }
      index = index * 10 + Int(byte - 48)
    }
    if row.bytes.count == start { index = -1 }
    row.bytes.removeSubrange(start...)
    do throws(SheetFault) {
      guard try strings.read(index, into: &row.bytes) else {
        refuse(column, Wording("the cell names a shared text that the workbook does not have", "该单元格引用了工作簿中不存在的共享文本"))
        return
      }
    } catch {
      fault = error
      return
    }
    if row.bytes.count > archive.limits.rowBytes { refuseLongRow() }
    row.append(row.bytes.count == start ? .empty : .text)
  }

  private func endNumber() {
    let format = style < formats.count ? formats[style] : .number
    switch format {
    case .date, .duration:
      if let serial = NumberText.double(row.bytes[start...]) {
        let text = Array(row.bytes[start...])
        row.bytes.removeSubrange(start...)
        if DayText.append(serial, format, since1904: since1904, to: &row.bytes) {
          row.append(.date)
          return
        }
        row.bytes.append(contentsOf: text)
      }
    case .zeros(let width):
      if let marks = NumberText.normalise(&row.bytes, from: start, width: width) {
        row.append(.number, marks)
        return
      }
    case .number: break
    }
    guard let marks = NumberText.normalise(&row.bytes, from: start) else {
      refuse(column, Wording("the cell is said to be a number and is none", "该单元格标为数字，但内容不是数字"))
      return
    }
    row.append(.number, marks)
  }

  private func refuse(_ column: Int?, _ message: Wording) {
    let cell = column.map { CellAddress.cell(column: $0, row: row.number) } ?? String(row.number)
    fault = SheetFault(.broken, file: archive.name, sheet: sheet, cell: cell, message, hint: Saying.fetchAgain)
  }

  private func refuseLongRow() {
    fault = SheetFault(
      .tooLarge, file: archive.name, sheet: sheet, cell: String(row.number),
      Wording("the row has more than \(Saying.bytes(archive.limits.rowBytes)) of text", "该行文本超过 \(Saying.bytes(archive.limits.rowBytes))"),
      hint: Wording("take the long texts out of the sheet", "请从表中移除过长的文本"))
  }
}

/// Finds the merged cells of a sheet, which its part names behind all rows.
final class OfficeMergeEvents: XMLEvents {
  var found: [MergedCells] = []

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    guard name.pointee == UInt8(ascii: "m"), name ~~ "mergeCell", let range = attributes.string("ref"), found.count < 100_000 else {
      return
    }
    let ends = range.split(separator: ":").map { text in
      Array(text.utf8 + [0]).withUnsafeBufferPointer { bytes in bytes.baseAddress.flatMap { CellAddress.parse($0) } }
    }
    guard ends.count == 2, let first = ends[0], let last = ends[1], last.row >= first.row, last.column >= first.column else { return }
    found.append(MergedCells(row: first.row, column: first.column, lastRow: last.row, lastColumn: last.column))
  }
}
