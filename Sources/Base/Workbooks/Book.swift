import CLibXlsxWriter
package import Faults
import Glibc
package import Speech

/// A workbook that is being written, row by row: no more than a row of each sheet is held. It stands at its place when it is whole and not before; what
/// does not come to ``finish()`` leaves nothing behind. Blocks; belongs to one task.
///
/// The same calls give the same bytes.
package final class Book {
  /// What the workbook says of itself; the same for the same content.
  package struct About: Sendable {
    package var title: String
    /// Which program, or for whom.
    package var author: String
    /// Seconds since 1970; stands in the file instead of the time of writing.
    package var created: Int64

    package init(title: String, author: String, created: Int64) { (self.title, self.author, self.created) = (title, author, created) }
  }

  /// Where the file will be.
  package let path: String
  /// Rows of a sheet, its header among them.
  let rowsPerSheet: Int
  /// What could not be written as it was, in the order of the sheets.
  package private(set) var remarks: [BookRemark] = []
  let formats: BookFormats
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private let temporary: String
  private var names = SheetNames()
  private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []

  /// Begins a workbook at `path`, with its temporary files beside it. Throws with `EX_CANTCREAT` when nothing can be written there.
  package convenience init(_ path: String, _ about: About) throws(OperationError) { try self.init(path, about, rowsPerSheet: 1_048_576) }

  init(_ path: String, _ about: About, rowsPerSheet: Int) throws(OperationError) {
    self.path = path
    self.rowsPerSheet = max(rowsPerSheet, 2)
    temporary = "\(path).new.\(getpid()).\(String(UInt32.random(in: .min ... .max), radix: 16))"
    // Made here, under a name nobody can have planted; the library opens it again.
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw Book.failure(path, errno) }
    close(descriptor)
    let file = temporary
    let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    let made = folder.withCString { folder in
      var options = lxw_workbook_options(constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 1)
      return workbook_new_opt(file, &options)
    }
    guard let made, let formats = BookFormats(made) else {
      unlink(file)
      throw Book.shortOfMemory(path)
    }
    book = made
    self.formats = formats
    Book.describe(made, about)
  }

  deinit { discard() }

  /// false once it is finished or has failed.
  var isOpen: Bool { book != nil }

  private static func describe(_ book: UnsafeMutablePointer<lxw_workbook>, _ about: About) {
    let (title, author) = (strdup(BookText(about.title).short), strdup(BookText(about.author).short))
    defer {
      free(title)
      free(author)
    }
    var properties = lxw_doc_properties()
    properties.title = title
    properties.author = author
    // Zero would be the time of writing.
    properties.created = about.created == 0 ? 1 : Int(about.created)
    workbook_set_properties(book, &properties)
  }

  /// A sheet of free rows: a cover, or one for charts. Sheets stand in the order in which they were asked for.
  package func page(_ name: String) throws(OperationError) -> BookPage { BookPage(self, try sheet(named: name)) }

  /// A table with a header that stays in sight. Its rows are written before those of the next table are.
  /// `isWrapped`: long texts go on in the next line of their cell.
  package func table(_ name: String, _ columns: [BookColumn], isWrapped: Bool = false) throws(OperationError) -> BookTable {
    try BookTable(self, name, columns, isWrapped: isWrapped)
  }

  /// A new sheet, and the name it got.
  func sheet(named name: String) throws(OperationError) -> (name: String, UnsafeMutablePointer<lxw_worksheet>) {
    let name = names.legal(name)
    errno = 0
    guard let book, let sheet = workbook_add_worksheet(book, name) else {
      defer { discard() }
      throw errno == 0 ? Book.shortOfMemory(path) : Book.failure(path, errno)
    }
    sheets.append(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_set_landscape(sheet)
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
    worksheet_set_footer(sheet, "&L&A&R&P / &N")
    return (name, sheet)
  }

  func chart(_ shape: lxw_chart_type) -> UnsafeMutablePointer<lxw_chart>? { book.flatMap { workbook_add_chart($0, UInt8(shape.rawValue)) } }

  func remark(_ remark: BookRemark) { remarks.append(remark) }

  /// Throws with `EX_CANTCREAT` when rows of the sheet did not reach the disk; then nothing is left.
  func check(_ sheet: UnsafeMutablePointer<lxw_worksheet>) throws(OperationError) {
    guard let rows = sheet.pointee.optimize_tmpfile else { return }
    errno = 0
    // The library does not look at what writing gives.
    guard fflush(rows) == 0, ferror(rows) == 0 else { throw failed(errno == 0 ? ENOSPC : errno) }
  }

  /// How many bytes the rows of a sheet take that takes no more of them.
  private func written(_ sheet: UnsafeMutablePointer<lxw_worksheet>) throws(OperationError) -> Int {
    lxw_worksheet_write_single_row(sheet)
    try check(sheet)
    return sheet.pointee.optimize_tmpfile.map { ftell($0) } ?? 0
  }

  func failed(_ number: Int32) -> OperationError {
    discard()
    return Book.failure(path, number)
  }

  /// Writes what is left and puts the file in its place. Throws with `EX_CANTCREAT`; then nothing is left, and what was there before is untouched.
  package func finish() throws(OperationError) {
    guard let closing = book else { throw Book.failure(path, EBADF) }
    var rows: [Int] = []
    for sheet in sheets { rows.append(try written(sheet)) }
    book = nil
    let held = sheets.compactMap { $0.pointee.optimize_tmpfile.map { HeldFile(fileno($0)) } }
    errno = 0
    let result = workbook_close(closing)
    let number = errno
    guard result == LXW_NO_ERROR else {
      for file in held { file.letGo() }
      unlink(temporary)
      throw Book.failure(path, number == 0 ? EIO : number)
    }
    guard WholeArchive.isWhole(temporary, rows: rows) else {
      unlink(temporary)
      throw Book.failure(path, ENOSPC)
    }
    guard Book.synced(temporary), rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw Book.failure(path, number)
    }
  }

  private static func synced(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  private func discard() {
    guard let book else { return }
    // The library forgets them, and files without a name keep their room on the disk until the process ends.
    for sheet in sheets {
      if let rows = sheet.pointee.optimize_tmpfile { fclose(rows) }
      sheet.pointee.optimize_tmpfile = nil
    }
    lxw_workbook_free(book)
    self.book = nil
    unlink(temporary)
  }

  private static func failure(_ path: String, _ number: Int32) -> OperationError {
    let remedy =
      switch number {
      case ENOSPC, EDQUOT:
        Wording(
          "make room on the disk of that folder: a workbook needs about three times its unpacked size while it is written",
          "请在该目录所在的磁盘上腾出空间：写入过程中所需空间约为解压后大小的三倍")
      case ENOENT, ENOTDIR: Wording("make the folder first, or name another one", "请先建立该目录，或另指定一个目录")
      default: Wording("let this user write to the folder, or name another one", "请允许当前用户写入该目录，或另指定一个目录")
      }
    return OperationError(
      .cannotCreate,
      Wording("cannot write the workbook \(path): ", "无法写入工作簿 \(path)：") + .system(number, String(cString: strerror(number))),
      remedy: remedy)
  }

  private static func shortOfMemory(_ path: String) -> OperationError {
    OperationError(
      .cannotCreate, Wording("cannot write the workbook \(path): memory is short", "无法写入工作簿 \(path)：内存不足"),
      remedy: Wording("give the program more memory", "请为程序提供更多内存"))
  }
}

/// A temporary file without a name that the library had open.
private struct HeldFile {
  let descriptor: Int32
  let device: UInt
  let inode: UInt

  init(_ descriptor: Int32) {
    var status = stat()
    fstat(descriptor, &status)
    (self.descriptor, device, inode) = (descriptor, status.st_dev, status.st_ino)
  }

  /// Closes it where the library, which stops at the first error, has not.
  func letGo() {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_dev == device, status.st_ino == inode, status.st_nlink == 0 else { return }
    close(descriptor)
  }
}
