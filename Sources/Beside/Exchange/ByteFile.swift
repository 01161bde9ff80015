import Discretion
import Glibc

/// Whole files, as bytes.
enum ByteFile {
  static func read(_ path: String) throws(ExchangeError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw ExchangeError(.missing, "\(Shown.missing(path)): \(reason()); expected a file of the instance (see docs/allocation.md)")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ExchangeError(.missing, "\(path): not a regular file")
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
    if failed { throw ExchangeError(.missing, "\(path): \(reason())") }
    return bytes
  }

  static func write(_ bytes: [UInt8], to path: String) throws(ExchangeError) {
    // Gathered beside it: what cannot be written whole leaves the old file, and no half of a new one.
    let gathered = "\(path).new.\(getpid())"
    unlink(gathered)
    let descriptor = open(gathered, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ExchangeError(.notWritable, "\(path): \(reason())") }
    var sent = 0
    while sent < bytes.count {
      let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent) }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else {
        let error = ExchangeError(.notWritable, "\(path): \(reason())")
        close(descriptor)
        unlink(gathered)
        throw error
      }
      sent += put
    }
    guard close(descriptor) == 0, rename(gathered, path) == 0 else {
      let error = ExchangeError(.notWritable, "\(path): \(reason())")
      unlink(gathered)
      throw error
    }
  }

  static func makeDirectory(_ path: String) throws(ExchangeError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw ExchangeError(.notWritable, "\(path): \(reason())") }
  }

  private static func reason() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
}
