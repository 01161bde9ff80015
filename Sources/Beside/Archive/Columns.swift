/// Columns of whole numbers, packed in chunks of 256: each chunk holds either its values or their steps as offsets from the smallest one, in
/// as many bits as the largest offset needs. A constant chunk takes four bytes, an ascending key column one or two bits a value.
enum Chunk {
  static let size = 256
  static let values: UInt8 = 0
  static let steps: UInt8 = 1

  /// Bits that hold every number from 0 to `largest`.
  static func width(_ largest: UInt64) -> Int { 64 - largest.leadingZeroBitCount }
}

extension ByteSink {
  /// `value` is asked for 0..<count, once each, in order.
  mutating func column(_ count: Int, _ value: (Int) -> Int64) throws {
    var chunk = [Int64](repeating: 0, count: Chunk.size)
    var from = 0
    while from < count {
      let length = min(Chunk.size, count - from)
      for i in 0..<length { chunk[i] = value(from + i) }
      pack(chunk, length)
      from += length
      try flushIfFull()
    }
  }

  private mutating func pack(_ chunk: [Int64], _ length: Int) {
    var (low, high) = (chunk[0], chunk[0])
    // Steps wrap around: the reader adds them back the same way.
    var (lowStep, highStep) = (Int64.max, Int64.min)
    for i in 1..<max(1, length) {
      low = min(low, chunk[i])
      high = max(high, chunk[i])
      let step = chunk[i] &- chunk[i - 1]
      lowStep = min(lowStep, step)
      highStep = max(highStep, step)
    }
    let plain = Chunk.width(UInt64(bitPattern: high &- low))
    let stepped = length > 1 ? Chunk.width(UInt64(bitPattern: highStep &- lowStep)) : 64
    if stepped < plain {
      byte(Chunk.steps)
      signed(chunk[0])
      signed(lowStep)
      bits(length - 1, width: stepped) { UInt64(bitPattern: chunk[$0 + 1] &- chunk[$0] &- lowStep) }
    } else {
      byte(Chunk.values)
      signed(low)
      bits(length, width: plain) { UInt64(bitPattern: chunk[$0] &- low) }
    }
  }

  private mutating func bits(_ count: Int, width: Int, _ value: (Int) -> UInt64) {
    byte(UInt8(width))
    guard width > 0 else { return }
    var (pending, filled) = (UInt64(0), 0)
    for i in 0..<count {
      let number = value(i)
      pending |= number << UInt64(filled)
      filled += width
      if filled >= 64 {
        word(pending, bytes: 8)
        filled -= 64
        pending = filled == 0 ? 0 : number >> UInt64(width - filled)
      }
    }
    if filled > 0 { word(pending, bytes: (filled + 7) / 8) }
  }

  private mutating func word(_ value: UInt64, bytes count: Int) {
    for i in 0..<count { byte(UInt8(truncatingIfNeeded: value >> UInt64(8 * i))) }
  }
}

extension ByteSource {
  /// Reads what `ByteSink.column` wrote; `body` gets the values in order.
  mutating func column(_ count: Int, _ body: (Int64) throws -> Void) throws {
    var rest = count
    while rest > 0 {
      let length = min(Chunk.size, rest)
      try unpack(length, body)
      rest -= length
    }
  }

  mutating func column(_ count: Int) throws -> [Int64] {
    var values: [Int64] = []
    values.reserveCapacity(min(count, 1 << 20))
    try column(count) { values.append($0) }
    return values
  }

  private mutating func unpack(_ length: Int, _ body: (Int64) throws -> Void) throws {
    switch try byte() {
    case Chunk.values:
      let low = try signed()
      try bits(length) { try body(low &+ Int64(bitPattern: $0)) }
    case Chunk.steps:
      var value = try signed()
      let lowStep = try signed()
      try body(value)
      try bits(length - 1) { offset in
        value = value &+ lowStep &+ Int64(bitPattern: offset)
        try body(value)
      }
    case let other:
      throw ArchiveError(
        "the frozen inputs hold an unknown kind of chunk (\(other)) at byte \(offset)", "冻结的输入在字节 \(offset) 处有不认识的数据块种类（\(other)）")
    }
  }

  private mutating func bits(_ count: Int, _ body: (UInt64) throws -> Void) throws {
    let width = Int(try byte())
    guard width <= 64 else {
      throw ArchiveError(
        "the frozen inputs hold a width of \(width) bits at byte \(offset); expected at most 64",
        "冻结的输入在字节 \(offset) 处的位宽为 \(width)；应不超过 64")
    }
    guard width > 0 else {
      for _ in 0..<count { try body(0) }
      return
    }
    let mask: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
    var bitsLeft = count * width
    var (pending, filled) = (UInt64(0), 0)
    for _ in 0..<count {
      var number = pending
      if filled < width {
        let taken = filled
        let bytes = min(8, (bitsLeft + 7) / 8)
        pending = 0
        for i in 0..<bytes { pending |= UInt64(try byte()) << UInt64(8 * i) }
        bitsLeft -= bytes * 8
        number |= taken == 64 ? 0 : pending << UInt64(taken)
        let used = width - taken
        pending = used >= 64 ? 0 : pending >> UInt64(used)
        filled = bytes * 8 - used
      } else {
        pending = width == 64 ? 0 : pending >> UInt64(width)
        filled -= width
      }
      try body(number & mask)
    }
  }
}
