/// Base32 (RFC 4648) without padding: what people type off a screen.
package enum Base32 {
  private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// The bytes as text, five bits a sign, what is left over filled up with zeros.
  package static func encode(_ bytes: [UInt8]) -> String {
    var (text, held, bits) = ([UInt8](), UInt32(0), 0)
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(signs[Int(held >> UInt32(bits) & 31)])
      }
    }
    if bits > 0 { text.append(signs[Int(held << UInt32(5 - bits) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
