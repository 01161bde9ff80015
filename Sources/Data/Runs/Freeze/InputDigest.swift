import Digest

/// The digest of everything a freeze read, in the order in which it was read. Collects before it hashes: rows are small.
struct InputDigest {
  private var hash = SHA256()
  private var buffer: [UInt8] = []
  private static let limit = 1 << 18

  init() {}

  mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
    flushIfFull()
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    flushIfFull()
  }

  /// Length first, so that two texts cannot pass for other two.
  mutating func add(_ text: String) {
    add(Int64(text.utf8.count))
    buffer.append(contentsOf: text.utf8)
  }

  private mutating func flushIfFull() {
    guard buffer.count >= Self.limit else { return }
    hash.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  consuming func digest() -> [UInt8] {
    hash.update(buffer)
    return hash.digest()
  }
}
