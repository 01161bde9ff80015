import Glibc
import Speech

/// Converts GB18030 (and so GBK and GB2312) to UTF-8 in pieces, with the C library's converter.
///
/// Bytes that are no GB18030 come out as 0xFF, which no UTF-8 has: the row they stand in is rejected, the others load.
final class GB18030Decoder {
  private let converter: iconv_t
  private var rest: [UInt8] = []

  init(file: String) throws(FileFault) {
    let opened = iconv_open("UTF-8", "GB18030")
    guard let opened, Int(bitPattern: opened) != -1 else {
      throw FileFault(
        .encoding, file: file,
        Wording("the file is not UTF-8, and this system cannot convert GB18030", "文件不是 UTF-8 编码，而本系统不能转换 GB18030"),
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
