/// Counts, over pieces of a file, what tells UTF-8 from other encodings.
struct UTF8Census {
  /// Places where the bytes are not UTF-8.
  private(set) var faults = 0
  /// Well-formed characters of three bytes: Chinese, mostly.
  private(set) var threeByteCharacters = 0
  /// Well-formed characters of more than one byte.
  private(set) var wideCharacters = 0
  /// Offset of the first byte 0.
  private(set) var firstZero: Int?
  private var offset = 0
  private var needed = 0
  private var length = 0
  private var low: UInt8 = 0x80
  private var high: UInt8 = 0xBF

  mutating func add(_ piece: [UInt8]) {
    piece.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count {
        // Eight ASCII bytes at a time, none of them 0: a byte 0 borrows into its top bit.
        if needed == 0, index + 8 <= bytes.count {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let top: UInt64 = 0x8080_8080_8080_8080
          if word & top == 0, (word &- 0x0101_0101_0101_0101) & ~word & top == 0 {
            index += 8
            continue
          }
        }
        step(bytes[index], at: offset + index)
        index += 1
      }
    }
    offset += piece.count
  }

  mutating func finish() {
    if needed > 0 { faults += 1 }
    needed = 0
  }

  private mutating func step(_ byte: UInt8, at place: Int) {
    if needed > 0 {
      if byte >= low, byte <= high {
        needed -= 1
        (low, high) = (0x80, 0xBF)
        if needed == 0 { wideCharacters += 1 }
        if needed == 0, length == 3 { threeByteCharacters += 1 }
        return
      }
      faults += 1
      needed = 0
    }
    (low, high) = (0x80, 0xBF)
    switch byte {
    case 0: if firstZero == nil { firstZero = place }
    case 1..<0x80: break
    case 0xC2...0xDF: begin(2)
    case 0xE0:
      begin(3)
      low = 0xA0
    case 0xED:
      begin(3)
      high = 0x9F
    case 0xE1...0xEF: begin(3)
    case 0xF0:
      begin(4)
      low = 0x90
    case 0xF4:
      begin(4)
      high = 0x8F
    case 0xF1...0xF3: begin(4)
    default: faults += 1
    }
  }

  private mutating func begin(_ bytes: Int) {
    length = bytes
    needed = bytes - 1
  }
}
