import Glibc
import Speech

/// Converts another encoding to UTF-8 in pieces, with the C library's converter.
///
/// Bytes that the encoding does not have come out as 0xFF, which no UTF-8 has: the row they stand in is rejected, the others load.
final class TextDecoder {
  private let converter: iconv_t
  private var rest: [UInt8] = []

  /// `isBigEndian` counts for UTF-16 only. Throws when this system has no such converter.
  init(_ encoding: TextEncoding, isBigEndian: Bool = false, file: String) throws(FileFault) {
    let opened = iconv_open("UTF-8", encoding.converterName(isBigEndian: isBigEndian))
    guard let opened, Int(bitPattern: opened) != -1 else {
      throw FileFault(
        .encoding, file: file,
        Wording("this system cannot convert \(encoding.name)", "本系统不能转换 \(encoding.name) 编码"),
        hint: Wording(
          "install the C library's converters (gconv modules), or save the file as UTF-8",
          "请安装 C 库的编码转换模块（gconv），或把文件另存为 UTF-8"))
    }
    converter = opened
  }

  deinit { iconv_close(converter) }

  /// `piece` as UTF-8; a character cut off at its end waits for the next piece. An empty piece ends the text.
  func decode(_ piece: [UInt8]) -> [UInt8] {
    if piece.isEmpty {
      defer { rest = [] }
      return rest.isEmpty ? [] : [0xFF]
    }
    var input = rest + piece
    rest = []
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 2)
    var used = 0
    while used < input.count {
      let step = convert(&input, from: used)
      output += step.output
      used += step.consumed
      switch step.outcome {
      case EINVAL where input.count - used < 4:
        rest = Array(input[used...])
        return output
      case EILSEQ, EINVAL:
        output.append(0xFF)
        used += 1
      default: break
      }
    }
    return output
  }

  private func convert(_ input: inout [UInt8], from start: Int) -> (output: [UInt8], consumed: Int, outcome: Int32) {
    var consumed = 0
    var outcome: Int32 = 0
    let left = input.count - start
    let output = input.withUnsafeMutableBytes { bytes -> [UInt8] in
      [UInt8](unsafeUninitializedCapacity: left * 2 + 16) { buffer, count in
        var source = bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
        var sourceLeft = left
        let capacity = buffer.count
        var targetLeft = capacity
        buffer.withMemoryRebound(to: CChar.self) { characters in
          var target = characters.baseAddress
          if iconv(converter, &source, &sourceLeft, &target, &targetLeft) == -1 { outcome = errno }
        }
        consumed = left - sourceLeft
        count = capacity - targetLeft
      }
    }
    return (output, consumed, outcome)
  }
}
