import Glibc
import Speech

/// A file on its way: written beside its place under a name nobody can have planted, and put there when it is whole. What does not come to `finish()`
/// leaves nothing behind. Blocks; belongs to one task.
package final class ReplacedFile {
  /// Where the file will be.
  package let path: String
  /// Empty where the path is a device or a pipe, which is written to as it stands.
  private let temporary: String
  private var descriptor: Int32

  /// Opens it. Throws with `EX_CANTCREAT`. `mode`: of the new file, less the process's mask.
  package init(_ path: String, mode: UInt32 = 0o640) throws(OperationError) {
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR {
      temporary = ""
      // Not blocking: a pipe that nobody reads would wait already. What is written may wait for the reader.
      descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
      if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) }
    } else {
      temporary = "\(path).new.\(getpid()).\(String(UInt32.random(in: .min ... .max), radix: 16))"
      // A link that somebody put there is neither followed nor taken over.
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    }
    guard descriptor >= 0 else {
      if errno == ENXIO { throw OperationError(.cannotCreate, Wording("cannot write \(path): nobody reads it", "无法写入 \(path)：没有程序在读取它")) }
      throw FileAccess.failure(.cannotCreate, Wording("cannot write \(path)", "无法写入 \(path)"))
    }
  }

  deinit { discard() }

  /// Throws with `EX_CANTCREAT` when not everything could be written; then nothing is left.
  package func append(_ bytes: [UInt8]) throws(OperationError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Glibc.write(descriptor, $0 + offset, buffer.count - offset) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failed() }
      offset += count
    }
  }

  /// Puts the file in its place. Throws with `EX_CANTCREAT`; then what was there before is untouched.
  package func finish() throws(OperationError) {
    let closing = descriptor
    descriptor = -1
    guard close(closing) == 0, temporary.isEmpty || rename(temporary, path) == 0 else {
      let error = FileAccess.failure(.cannotCreate, Wording("cannot write \(path)", "无法写入 \(path)"))
      if !temporary.isEmpty { unlink(temporary) }
      throw error
    }
  }

  private func failed() -> OperationError {
    let error = FileAccess.failure(.cannotCreate, Wording("cannot write \(path)", "无法写入 \(path)"))
    discard()
    return error
  }

  private func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if !temporary.isEmpty { unlink(temporary) }
  }
}
