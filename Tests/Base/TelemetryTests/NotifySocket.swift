import Glibc

/// The other end of sd_notify: a datagram socket, in the file system or abstract.
final class NotifySocket: Sendable {
  let path: String
  private let descriptor: Int32
  /// `length`: of the path in bytes, at least.
  init(abstract: Bool = false, length: Int = 0) throws {
    let name = "allot-test-\(getpid())-\(UInt64.random(in: .min ... .max))"
    let short = abstract ? "@\(name)" : "/tmp/\(name)"
    let path = short + String(repeating: "x", count: max(0, length - short.utf8.count))
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    if abstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let result = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) } }
    guard result == 0 else { throw SystemFailure() }
    (self.path, self.descriptor) = (path, descriptor)
    // A test that waits for ever helps nobody.
    var limit = timeval(tv_sec: 300, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
  deinit {
    close(descriptor)
    if path.hasPrefix("/") { unlink(path) }
  }
  /// The next datagram; nil after five minutes without one.
  func receive() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

struct SystemFailure: Error { let number = errno }
