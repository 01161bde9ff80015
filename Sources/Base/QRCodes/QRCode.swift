import CLibQREncode

/// A text as squares that a telephone reads (ISO/IEC 18004), by libqrencode.
package struct QRCode: Sendable, Hashable {
  /// Squares on each side.
  package let size: Int
  /// Whether each is dark, row by row from the top left.
  package let isDark: [Bool]

  /// Of a text of at most some 2,300 bytes, with the usual share of redundancy (M, 15 %); nil when it is too long.
  package init?(_ text: String) {
    guard !text.isEmpty, let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    size = Int(code.pointee.width)
    // The lowest bit is the colour, the others say what a square is for.
    isDark = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 == 1 }
  }

  /// The dark squares as the path of an SVG of `size` + 8 units a side: four empty ones around, which readers need.
  package var path: String {
    var path = ""
    for row in 0..<size {
      var column = 0
      while column < size {
        guard isDark[row * size + column] else {
          column += 1
          continue
        }
        let begin = column
        while column < size, isDark[row * size + column] { column += 1 }
        path += "M\(begin + 4) \(row + 4)h\(column - begin)v1h-\(column - begin)z"
      }
    }
    return path
  }
}
