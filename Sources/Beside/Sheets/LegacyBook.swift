import CFreeXL
import Glibc
import Speech

/// An .xls workbook, which its library reads into memory as a whole.
final class LegacyBook {
  let name: String
  let handle: UnsafeRawPointer
  private(set) var sheets: [SheetInfo] = []

  /// Reads from `descriptor`, which stays the caller's. `size` is the file's.
  init(_ descriptor: Int32, size: Int, name: String, limits: WorkbookLimits) throws(SheetFault) {
    self.name = name
    guard size <= limits.legacyBytes else {
      throw SheetFault(
        .tooLarge, file: name,
        Wording("the .xls workbook is larger than \(Saying.bytes(limits.legacyBytes))", ".xls 工作簿超过 \(Saying.bytes(limits.legacyBytes))"),
        hint: Saying.saveAgain)
    }
    let entries = try LegacyBook.entries(descriptor, name: name)
    if entries.contains("EncryptedPackage") {
      throw SheetFault(.encrypted, file: name, Wording("the workbook is behind a password", "工作簿有密码保护"), hint: Saying.password)
    }
    guard entries.contains("Workbook") || entries.contains("Book") else {
      throw SheetFault(
        .unsupported, file: name, Wording("this is a document of an office program without a workbook", "这是办公软件的文档，其中没有工作簿"),
        hint: Saying.saveAgain)
    }
    var opened: UnsafeRawPointer?
    // The library wants a path; this one is the file that was looked at, whatever has its name by now.
    let code = freexl_open("/proc/self/fd/\(descriptor)", &opened)
    guard code == FREEXL_OK, let opened else {
      if let opened { freexl_close(opened) }
      throw LegacyBook.damaged(name)
    }
    handle = opened
    var value: UInt32 = 0
    // What throws from here on has a handle to give back: deinit does.
    guard freexl_get_info(handle, UInt16(FREEXL_BIFF_PASSWORD), &value) == FREEXL_OK else { throw LegacyBook.damaged(name) }
    if value == UInt32(FREEXL_BIFF_OBFUSCATED) {
      throw SheetFault(.encrypted, file: name, Wording("the workbook is behind a password", "工作簿有密码保护"), hint: Saying.password)
    }
    guard freexl_get_info(handle, UInt16(FREEXL_BIFF_SHEET_COUNT), &value) == FREEXL_OK else { throw LegacyBook.damaged(name) }
    for index in 0..<UInt16(clamping: value) {
      var title: UnsafePointer<CChar>?
      guard freexl_get_worksheet_name(handle, index, &title) == FREEXL_OK, let title else { throw LegacyBook.damaged(name) }
      sheets.append(SheetInfo(name: String(cString: title), isHidden: false))
    }
  }

  deinit { freexl_close(handle) }

  static func damaged(_ name: String) -> SheetFault {
    SheetFault(.broken, file: name, Wording("the .xls workbook is damaged or older than Excel 5", ".xls 工作簿已损坏，或早于 Excel 5"), hint: Saying.saveAgain)
  }

  /// Those of the names of streams that tell what a container is. Entries of its directory are 128 bytes long and begin with their name, in UTF-16.
  private static func entries(_ descriptor: Int32, name: String) throws(SheetFault) -> Set<String> {
    let wanted: [(name: String, bytes: [UInt8])] = ["EncryptedPackage", "Workbook", "Book"].map { name in
      (name, name.utf8.flatMap { byte -> [UInt8] in [byte, 0] } + [0, 0])
    }
    var found: Set<String> = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    var offset = 0
    while true {
      let got = pread(descriptor, &piece, piece.count, off_t(offset))
      if got < 0, errno == EINTR { continue }
      if got < 0 {
        let reason = String(cString: strerror(errno))
        throw SheetFault(.unreadable, file: name, Wording("the file cannot be read: \(reason)", "无法读取文件：\(reason)"))
      }
      for start in stride(from: 0, to: got - 64, by: 128) {
        for (name, bytes) in wanted where piece[start] == bytes[0] && piece[start...].starts(with: bytes) { found.insert(name) }
      }
      if got < piece.count { return found }
      offset += got
    }
  }
}

/// Reads the rows of a sheet of an .xls workbook.
final class LegacySheet: RowReading {
  private let book: LegacyBook
  private let index: UInt16
  private var next: UInt32 = 0
  private var rows: UInt32 = 0
  private var columns: UInt16 = 0

  init(_ book: LegacyBook, _ index: Int) throws(SheetFault) {
    (self.book, self.index) = (book, UInt16(index))
    guard freexl_select_active_worksheet(book.handle, self.index) == FREEXL_OK,
      freexl_worksheet_dimensions(book.handle, &rows, &columns) == FREEXL_OK
    else { throw LegacyBook.damaged(book.name) }
  }

  func next(_ row: inout SheetRow) throws(SheetFault) -> Bool {
    // Another sheet of the book may have been read in between.
    guard freexl_select_active_worksheet(book.handle, index) == FREEXL_OK else { throw LegacyBook.damaged(book.name) }
    while next < rows {
      row.clear()
      row.number = Int(next) + 1
      for column in 0..<columns {
        var cell = FreeXL_CellValue()
        guard freexl_get_cell_value(book.handle, next, column, &cell) == FREEXL_OK else { throw LegacyBook.damaged(book.name) }
        append(cell, to: &row)
      }
      next += 1
      row.trim()
      if row.count > 0 { return true }
    }
    return false
  }

  private func append(_ cell: FreeXL_CellValue, to row: inout SheetRow) {
    let start = row.bytes.count
    switch Int32(cell.type) {
    case FREEXL_CELL_INT:
      row.bytes.append(contentsOf: String(cell.value.int_value).utf8)
      row.append(.number)
    case FREEXL_CELL_DOUBLE:
      let value = cell.value.double_value
      guard value.isFinite else {
        row.append(.error)
        return
      }
      NumberText.append(value, to: &row.bytes)
      row.append(.number, abs(value) >= 1e15 ? .digitsLost : [])
    case FREEXL_CELL_TEXT, FREEXL_CELL_SST_TEXT:
      if let text = cell.value.text_value { row.bytes.append(contentsOf: String(cString: text).utf8) }
      row.append(row.bytes.count == start ? .empty : .text)
    case FREEXL_CELL_DATE, FREEXL_CELL_DATETIME, FREEXL_CELL_TIME:
      if let text = cell.value.text_value { row.bytes.append(contentsOf: String(cString: text).utf8) }
      row.append(.date)
    default: row.append(.empty)
    }
  }
}
