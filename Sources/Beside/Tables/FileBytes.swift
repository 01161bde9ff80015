import Glibc
import Speech

/// A regular file opened for reading.
///
/// Owns the descriptor and closes it.
package final class FileBytes {
  let name: String
  private let descriptor: Int32
  /// Size of one read.
  static let pieceSize = 1 << 20

  /// `name`: how messages call it, where not by its path.
  init(_ path: String, name: String? = nil) throws(FileFault) {
    let name = name ?? path
    self.name = name
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        throw FileFault(
          .missing, file: name, Wording("there is no such file", "没有这个文件"), hint: Wording("check the path", "请检查路径"))
      }
      throw FileFault(
        .unreadable, file: name, Wording("the file cannot be opened", "无法打开文件").because(errno),
        hint: Wording("check its owner and permissions", "请检查文件的所有者和权限"))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      throw FileFault(
        .notAFile, file: name,
        isDirectory ? Wording("this is a directory", "这是目录") : Wording("this is not a regular file", "这不是普通文件"),
        hint: isDirectory ? Wording("name the files in it", "请写出其中的文件") : Wording("write the data to a file first", "请先把数据写入文件"))
    }
  }

  deinit { close(descriptor) }

  /// Fills `buffer` with the next bytes, at most ``pieceSize``; empty at the end.
  func read(into buffer: inout [UInt8]) throws(FileFault) {
    var problem: Int32 = 0
    buffer = [UInt8](unsafeUninitializedCapacity: FileBytes.pieceSize) { bytes, count in
      var got = 0
      repeat { got = Glibc.read(descriptor, bytes.baseAddress, FileBytes.pieceSize) } while got < 0 && errno == EINTR
      if got < 0 { problem = errno }
      count = max(0, got)
    }
    if problem != 0 { throw FileFault(.unreadable, file: name, Wording("the file cannot be read", "无法读取文件").because(problem)) }
  }

  /// Back to the first byte.
  func rewind() throws(FileFault) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw FileFault(
        .unreadable, file: name, Wording("the file cannot be read again from its start", "无法从头重读文件").because(errno))
    }
  }

  /// All bytes of a small file; of a longer one, some more than `limit`. Throws when it cannot be read.
  package static func whole(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
    let file = try FileBytes(path)
    var bytes: [UInt8] = []
    var piece: [UInt8] = []
    repeat {
      try file.read(into: &piece)
      bytes += piece
      // One byte over the limit is enough for the reader to refuse it.
      if bytes.count > limit { break }
    } while !piece.isEmpty
    return bytes
  }

  /// What the C library says of an `errno`.
  static func reason(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
