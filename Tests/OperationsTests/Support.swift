import Glibc
import Synchronization

@testable import Operations

struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

struct SystemFailure: Error { let number = errno }

/// A pipe that is read at the end; what is written must fit its buffer.
struct Pipe {
  let reading: Int32
  let writing: Int32
  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemFailure() }
    (reading, writing) = (ends[0], ends[1])
  }
  func finish() -> String {
    close(writing)
    defer { close(reading) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(reading, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

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
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
  deinit {
    close(descriptor)
    if path.hasPrefix("/") { unlink(path) }
  }
  /// The next datagram; nil after a minute without one.
  func receive() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
