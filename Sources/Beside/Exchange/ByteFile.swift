import Discretion
import Faults
import Glibc
import Speech

/// Whole files, as bytes.
enum ByteFile {
  static func read(_ path: String) throws(ExchangeError) -> [UInt8] {
    // Not blocking: opening a pipe that nobody writes to would wait.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      let reason = reason()
      throw ExchangeError(
        .missing,
        Wording("\(Shown.missing(path)): ", "\(Shown.missing(path))：") + reason
          + Wording("; expected a file of the instance (see docs/allocation.md)", "；应为实例的文件（见 docs/allocation.md）"))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ExchangeError(.missing, Wording("\(path): not a regular file", "\(path): 不是普通文件"))
    }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if got < 0, errno == EINTR { continue }
        if got <= 0 {
          failed = got < 0
          return
        }
        count += got
      }
    }
    if failed {
      let reason = reason()
      throw ExchangeError(.missing, Wording("\(path): ", "\(path): 无法读取：") + reason)
    }
    return bytes
  }

  /// As a whole, or not at all.
  static func write(_ bytes: [UInt8], to path: String) throws(ExchangeError) {
    do {
      let file = try ReplacedFile(path, mode: 0o644)
      try file.append(bytes)
      try file.finish()
    } catch {
      throw ExchangeError(.notWritable, error.what)
    }
  }

  static func makeDirectory(_ path: String) throws(ExchangeError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      let reason = reason()
      throw ExchangeError(.notWritable, Wording("\(path): ", "\(path): 无法建立目录：") + reason)
    }
  }

  private static func reason() -> Wording {
    let number = errno
    return .system(number, String(cString: strerror(number)))
  }
}
