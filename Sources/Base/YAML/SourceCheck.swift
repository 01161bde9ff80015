import Speech

/// Checks the bytes before libyaml sees them: size, UTF-8, and characters a reviewer could not see.
///
/// Policies are approved by a second person reading them, so characters that hide or reorder text are refused.
struct SourceCheck {
  private let file: String
  private var line = 1
  private var column = 1

  init(file: String) { self.file = file }

  /// The bytes without a leading byte order mark, and the place behind the last character.
  func accept(_ bytes: [UInt8]) throws(YAMLError) -> (source: ArraySlice<UInt8>, end: SourcePosition) {
    guard bytes.count <= YAMLNode.sizeLimit else {
      throw error(
        .tooLarge, Wording("the file has \(bytes.count) bytes", "文件有 \(bytes.count) 字节"),
        expectation: Wording("at most \(YAMLNode.sizeLimit) bytes", "至多 \(YAMLNode.sizeLimit) 字节"))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw error(
        .invalidUTF8, Wording("the file is UTF-16", "文件是 UTF-16 编码"), expectation: Wording(same: "UTF-8"),
        hint: Wording("save it as UTF-8", "请另存为 UTF-8"))
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    var check = self
    try check.scan(body)
    return (body, SourcePosition(line: check.line, column: check.column))
  }

  private mutating func scan(_ bytes: ArraySlice<UInt8>) throws(YAMLError) {
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var afterReturn = false
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput:
        return
      case .error:
        throw error(
          .invalidUTF8, Wording("the file is not UTF-8 here", "此处不是 UTF-8"), expectation: Wording(same: "UTF-8"),
          hint: Wording("save it as UTF-8 (it may be GBK or GB18030 now)", "请另存为 UTF-8（现在可能是 GBK 或 GB18030）"))
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        switch scalar {
        case "\n":
          if !afterReturn { newLine() }
        case "\r":
          newLine()
        default:
          if let name = Self.objection(to: scalar) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            throw error(.forbiddenCharacter, name + " (U+\(padded))", hint: Wording("delete the character", "请删去此字符"))
          }
          column += 1
        }
        afterReturn = scalar == "\r"
      }
    }
  }

  private mutating func newLine() {
    line += 1
    column = 1
  }

  /// Why a character is not allowed in the file, or nil. Covers everything libyaml's own reader would refuse.
  static func objection(to scalar: Unicode.Scalar) -> Wording? {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E: nil
    case 0x00...0x1F, 0x7F...0x9F: Wording("a control character", "控制字符")
    case 0x2028, 0x2029: Wording("an invisible line separator", "不可见的换行符")
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069:
      Wording("an invisible character that changes the reading direction", "改变书写方向的不可见字符")
    case 0x200B, 0x2060, 0xFEFF, 0x00AD: Wording("an invisible character", "不可见字符")
    case 0xFFFE, 0xFFFF: Wording("not a character", "不是字符")
    default: nil
    }
  }

  private func error(
    _ reason: YAMLError.Reason, _ message: Wording, expectation: Wording? = nil, hint: Wording? = nil
  ) -> YAMLError {
    let position = SourcePosition(line: line, column: column)
    return YAMLError(
      reason: reason,
      problem: Problem(file: file, position: position, message: message, expectation: expectation, hint: hint))
  }
}
