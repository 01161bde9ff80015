/// What stands after a backslash in a JSON text (RFC 8259, 7): one rule for all who read JSON here.
package enum JSONEscape {
  /// What was expected where a text is no escape.
  package enum Fault: Error, Sendable {
    case escape
    case hexadecimal
    case secondHalf
    /// NUL is no character that a database keeps.
    case character
  }

  /// Reads one escape; `position` is that of the byte after the backslash, afterwards of the first byte behind the escape, or of the fault.
  package static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Fault) -> Unicode.Scalar {
    guard position < bytes.count else { throw .escape }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return taken(byte, &position)
    case UInt8(ascii: "b"): return taken(0x08, &position)
    case UInt8(ascii: "f"): return taken(0x0C, &position)
    case UInt8(ascii: "n"): return taken(0x0A, &position)
    case UInt8(ascii: "r"): return taken(0x0D, &position)
    case UInt8(ascii: "t"): return taken(0x09, &position)
    case UInt8(ascii: "u"): return try coded(bytes, &position)
    default: throw .escape
    }
  }

  private static func taken(_ byte: UInt8, _ position: inout Int) -> Unicode.Scalar {
    position += 1
    return Unicode.Scalar(byte)
  }

  /// By its number, where beyond 16 bits by two.
  private static func coded(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Fault) -> Unicode.Scalar {
    position += 1
    var unit = try hexadecimal(bytes, &position)
    if (0xD800..<0xDC00).contains(unit) {
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
        throw .secondHalf
      }
      position += 2
      let low = try hexadecimal(bytes, &position)
      guard (0xDC00..<0xE000).contains(low) else { throw .secondHalf }
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
    }
    guard unit != 0, let scalar = Unicode.Scalar(unit) else { throw .character }
    return scalar
  }

  private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Fault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw .hexadecimal }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case 48...57: digit = byte - 48
      case 65...70: digit = byte - 55
      case 97...102: digit = byte - 87
      default: throw .hexadecimal
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }
}
