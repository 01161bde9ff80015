import Glibc
import Speech

/// A workbook opened for reading: .xlsx and .xlsm, .ods, .xls, told by what is in the file and not by its name. Macros are not looked at.
///
/// Belongs to one task. Memory does not grow with the file, but for .xls, whose size is limited.
package final class Workbook {
  private enum Format {
    case office(OfficeBook)
    case open(OpenBook)
    case legacy(LegacyBook)
  }

  /// How messages call the file.
  package let name: String
  /// The sheets that have rows, in the order of their tabs.
  package let sheets: [SheetInfo]
  private let format: Format

  /// Whether a file that begins with these bytes (four are enough) may be a workbook rather than a text: a zip archive or an OLE container.
  package static func isWorkbook(firstBytes bytes: some Collection<UInt8>) -> Bool { isArchive(bytes) || isContainer(bytes) }

  private static func isArchive(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }
  private static func isContainer(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

  /// Opens a workbook and reads what it says of itself; `name` is how messages call it. Throws for what is no workbook, or none that is read.
  package init(path: String, name: String, limits: WorkbookLimits = WorkbookLimits()) throws(SheetFault) {
    self.name = name
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      let number = errno
      if number == ENOENT || number == ENOTDIR {
        throw SheetFault(.missing, file: name, Wording("there is no such file", "没有这个文件"), hint: Wording("check the path", "请检查路径"))
      }
      throw SheetFault(
        .unreadable, file: name, Wording("the file cannot be opened: ", "无法打开文件：") + .system(number, String(cString: strerror(number))),
        hint: Wording("check its owner and permissions", "请检查文件的所有者和权限"))
    }
    var status = stat()
    var first = [UInt8](repeating: 0, count: 4)
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, pread(descriptor, &first, 4, 0) == 4,
      Workbook.isWorkbook(firstBytes: first)
    else {
      close(descriptor)
      throw SheetFault(
        .unsupported, file: name, Wording("this is no workbook", "这不是工作簿"),
        hint: Wording("workbooks are .xlsx, .ods and .xls; a text is read as CSV", "可读取的工作簿为 .xlsx、.ods 和 .xls；文本按 CSV 读取"))
    }
    if Workbook.isContainer(first) {
      defer { close(descriptor) }
      let book = try LegacyBook(descriptor, size: Int(status.st_size), name: name, limits: limits)
      format = .legacy(book)
      sheets = book.sheets
      return
    }
    let archive = try ZipArchive(descriptor, name: name, limits: limits)
    if archive.index(of: "content.xml") != nil {
      let book = try OpenBook(archive)
      format = .open(book)
      sheets = book.sheets
    } else {
      let book = try OfficeBook(archive)
      format = .office(book)
      sheets = book.sheets
    }
  }

  /// Begins to read a sheet by its place in ``sheets``.
  package func open(_ index: Int) throws(SheetFault) -> SheetRows {
    guard sheets.indices.contains(index) else { throw noSheet(index) }
    switch format {
    case .office(let book):
      book.archive.renew()
      return SheetRows(try OfficeSheet(book, index))
    case .open(let book):
      book.archive.renew()
      return SheetRows(try OpenSheet(book, index))
    case .legacy(let book): return SheetRows(try LegacySheet(book, index))
    }
  }

  /// The merged cells of a sheet. Reads the whole sheet: .xlsx names them behind its rows.
  package func merges(_ index: Int) throws(SheetFault) -> [MergedCells] {
    guard sheets.indices.contains(index) else { throw noSheet(index) }
    switch format {
    case .office(let book):
      book.archive.renew()
      let events = OfficeMergeEvents()
      try XMLReader.read(try book.part(index), events)
      return events.found
    case .open(let book):
      book.archive.renew()
      return try OpenSheet.merges(book, index)
    case .legacy(let book): return try LegacySheet.merges(book, index)
    }
  }

  private func noSheet(_ index: Int) -> SheetFault {
    SheetFault(
      .noSheet, file: name,
      Wording("there is no sheet \(index + 1); there are \(sheets.count)", "没有第 \(index + 1) 个工作表；共有 \(sheets.count) 个"),
      hint: Wording("name one of them", "请指定其中一个"))
  }
}

/// The rows of a sheet that hold something, from top to bottom.
package final class SheetRows {
  private let reader: any RowReading

  init(_ reader: any RowReading) { self.reader = reader }

  /// Reads the next row that has a cell with something in it; false at the end of the sheet. `row` is written over: its buffers are used again.
  ///
  /// Throws what is wrong with the workbook; nothing can be read after that.
  package func next(_ row: inout SheetRow) throws(SheetFault) -> Bool { try reader.next(&row) }
}
