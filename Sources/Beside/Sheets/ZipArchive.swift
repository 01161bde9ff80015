import CLibZip
import Glibc
import Speech

/// An archive whose parts are read in pieces, within bounds that hold for all of them together.
final class ZipArchive {
  let name: String
  let limits: WorkbookLimits
  private let handle: OpaquePointer
  /// Bytes unpacked in this reading, and bytes of text given out.
  private var spent = 0

  /// Takes over `descriptor`, whatever comes of it.
  init(_ descriptor: Int32, name: String, limits: WorkbookLimits) throws(SheetFault) {
    self.name = name
    self.limits = limits
    var code: Int32 = 0
    guard let handle = zip_fdopen(descriptor, 0, &code) else {
      close(descriptor)
      throw SheetFault(
        .broken, file: name, Wording("the file begins like a workbook, but its archive is damaged or cut off", "文件开头像工作簿，但其压缩包已损坏或被截断"),
        hint: Saying.fetchAgain)
    }
    self.handle = handle
  }

  deinit { zip_discard(handle) }

  /// Number of a part by its path within the archive; nil when there is none.
  func index(of path: String) -> UInt64? {
    let found = zip_name_locate(handle, path, 0)
    if found >= 0 { return UInt64(found) }
    // Some writers spell a part's name otherwise than its relation does.
    let loose = zip_name_locate(handle, path, UInt32(ZIP_FL_NOCASE))
    return loose >= 0 ? UInt64(loose) : nil
  }

  /// Opens a part; throws when there is none of that path.
  func part(_ path: String) throws(SheetFault) -> ZipPart {
    guard let index = index(of: path) else {
      throw SheetFault(
        .broken, file: name, Wording("a part of the workbook is missing from its archive", "工作簿的压缩包中缺少一个部分"), hint: Saying.fetchAgain)
    }
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(handle, index, 0, &status) == 0, status.valid & UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE) != 0 else {
      throw damaged()
    }
    if status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, status.encryption_method != UInt16(ZIP_EM_NONE) {
      throw SheetFault(.encrypted, file: name, Wording("the archive is behind a password", "压缩包有密码保护"), hint: Saying.password)
    }
    // What it says of itself is enough to refuse it; what it says is not enough to trust it.
    if status.size > UInt64(limits.unpackedBytes) { throw tooLarge() }
    guard let file = zip_fopen_index(handle, index, 0) else { throw damaged() }
    return ZipPart(file, self, packed: Int(clamping: status.comp_size))
  }

  /// Another reading begins: what was read before it is not counted against it.
  func renew() { spent = 0 }

  /// Counts work against the bounds.
  func spend(_ bytes: Int) throws(SheetFault) {
    spent += bytes
    if spent > limits.unpackedBytes { throw tooLarge() }
  }

  func damaged() -> SheetFault {
    SheetFault(.broken, file: name, Wording("the workbook's archive is damaged", "工作簿的压缩包已损坏"), hint: Saying.fetchAgain)
  }

  func tooLarge() -> SheetFault {
    SheetFault(
      .tooLarge, file: name,
      Wording(
        "the workbook unpacks to more than \(Saying.bytes(limits.unpackedBytes)), or out of all proportion (beyond \(limits.ratio) : 1)",
        "工作簿解压后超过 \(Saying.bytes(limits.unpackedBytes))，或解压比例过大（超过 \(limits.ratio) : 1）"),
      hint: Wording("split it into several workbooks, or save the sheet as CSV", "请拆分为多个工作簿，或将工作表另存为 CSV"))
  }
}

/// One part of an archive, read from its start. Keeps its archive.
final class ZipPart {
  /// Size of one read.
  static let pieceSize = 64 << 10
  let archive: ZipArchive
  private let file: OpaquePointer
  private let packed: Int
  private var given = 0

  fileprivate init(_ file: OpaquePointer, _ archive: ZipArchive, packed: Int) {
    self.file = file
    self.archive = archive
    self.packed = packed
  }

  deinit { zip_fclose(file) }

  /// Fills `buffer` with the next bytes; 0 at the end, where the part's checksum is compared.
  func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(SheetFault) -> Int {
    let got = Int(zip_fread(file, buffer, UInt64(count)))
    guard got >= 0 else { throw archive.damaged() }
    given += got
    try archive.spend(got)
    if given > 16 << 20, given / archive.limits.ratio > packed { throw archive.tooLarge() }
    return got
  }
}
