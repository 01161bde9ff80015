import Glibc

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

struct SystemFailure: Error { let number = errno }
