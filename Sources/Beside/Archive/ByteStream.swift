/// Bytes on their way out, in blocks of about `blockBytes`.
struct ByteSink {
  private var buffer: [UInt8] = []
  private let blockBytes: Int
  private let emit: ([UInt8]) throws -> Void

  init(blockBytes: Int, _ emit: @escaping ([UInt8]) throws -> Void) {
    self.blockBytes = max(1, blockBytes)
    self.emit = emit
    buffer.reserveCapacity(blockBytes + 4096)
  }

  mutating func byte(_ value: UInt8) { buffer.append(value) }

  /// LEB128.
  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    buffer.append(UInt8(rest))
  }

  /// Zigzag, then LEB128: small magnitudes take few bytes.
  mutating func signed(_ value: Int64) { varint(UInt64(bitPattern: value << 1 ^ value >> 63)) }

  mutating func text(_ value: String) {
    varint(UInt64(value.utf8.count))
    buffer.append(contentsOf: value.utf8)
  }

  mutating func bytes(_ values: ArraySlice<UInt8>) throws {
    var rest = values
    while !rest.isEmpty {
      let part = rest.prefix(blockBytes)
      buffer.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      try flushIfFull()
    }
  }

  mutating func flushIfFull() throws {
    guard buffer.count >= blockBytes else { return }
    try finish()
  }

  mutating func finish() throws {
    guard !buffer.isEmpty else { return }
    try emit(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Bytes on their way in, pulled block by block.
struct ByteSource {
  private var block: [UInt8] = []
  private var position = 0
  private var consumed = 0
  private let next: () throws -> [UInt8]?

  init(_ next: @escaping () throws -> [UInt8]?) { self.next = next }

  /// Bytes read so far: the place to name when something is wrong.
  var offset: Int { consumed + position }

  mutating func byte() throws -> UInt8 {
    while position == block.count {
      consumed += position
      position = 0
      guard let more = try next() else {
        throw ArchiveError("the frozen inputs end after \(consumed) bytes; expected more", "冻结的输入在 \(consumed) 字节后就结束了；应当还有内容")
      }
      block = more
    }
    position += 1
    return block[position - 1]
  }

  mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || next <= 1 else {
        throw ArchiveError("the frozen inputs hold a number above 64 bits at byte \(offset)", "冻结的输入在字节 \(offset) 处有超过 64 位的数")
      }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func signed() throws -> Int64 {
    let raw = try varint()
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  /// A number of elements. Bounded, so that damaged bytes do not ask for all memory.
  mutating func count() throws -> Int {
    let raw = try varint()
    guard raw <= UInt64(Int32.max) else {
      throw ArchiveError(
        "the frozen inputs hold a count of \(raw) at byte \(offset); expected at most 2^31",
        "冻结的输入在字节 \(offset) 处的计数为 \(raw)；应不超过 2^31")
    }
    return Int(raw)
  }

  mutating func text() throws -> String {
    let count = try count()
    return String(decoding: try bytes(count), as: UTF8.self)
  }

  mutating func bytes(_ count: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(count, 1 << 20))
    while result.count < count {
      result.append(try byte())
      let part = min(count - result.count, block.count - position)
      result.append(contentsOf: block[position..<position + part])
      position += part
    }
    return result
  }

  /// Whether nothing is left.
  mutating func isAtEnd() throws -> Bool {
    while position == block.count {
      consumed += position
      position = 0
      block = []
      guard let more = try next() else { return true }
      block = more
    }
    return false
  }
}
