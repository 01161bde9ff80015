/// Reads the rows of a sheet of an .ods workbook.
final class OpenSheet: RowReading {
  private let events: OpenRowEvents
  private let reader: XMLReader
  private var repeats = 0
  private let archive: ZipArchive
  private var current = SheetRow()

  init(_ book: OpenBook, _ index: Int) throws(SheetFault) {
    archive = book.archive
    events = OpenRowEvents(archive, table: index, sheet: book.sheets[index].name)
    reader = try XMLReader(try archive.part("content.xml"), events)
  }

  func next(_ row: inout SheetRow) throws(SheetFault) -> Bool {
    if repeats > 0 {
      repeats -= 1
      current.number += 1
      row = current
      try archive.spend(row.bytes.count)
      return true
    }
    if events.isOver { return false }
    guard try reader.read(), !events.isOver else { return false }
    repeats = events.repeats - 1
    if repeats > 0 {
      events.take(&current)
      row = current
    } else {
      events.take(&row)
    }
    try archive.spend(row.bytes.count)
    return true
  }

  /// The merged cells of a sheet: each names how far it reaches.
  static func merges(_ book: OpenBook, _ index: Int) throws(SheetFault) -> [MergedCells] {
    let sheet = try OpenSheet(book, index)
    while !sheet.events.isOver, try sheet.reader.read() {}
    return sheet.events.merges
  }
}
