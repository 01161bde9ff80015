package import Speech

extension JSON {
  /// Why a text is no JSON that is read here: where, from 1, and what was expected.
  package struct Fault: Error, Sendable, Equatable {
    /// In bytes, from 1.
    package var position: Int
    /// What was expected there.
    package var expected: Wording
  }

  /// Reads one value (RFC 8259): whole numbers only, as everywhere in allot; 64 levels at most; no key twice. Throws `Fault`.
  package init(reading bytes: [UInt8]) throws(Fault) {
    var reader = JSONReader(bytes: bytes)
    reader.skipBlanks()
    self = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == bytes.count else { throw reader.fault("the end", "结尾") }
  }

  /// The member of an object; nil where there is none, or it is no object.
  package subscript(_ name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == name }?.1
  }

  /// The text; nil where it is none.
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The whole number; nil where it is none.
  package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
  /// The truth; nil where it is none.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements; nil where it is no list.
  package var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
}

private struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func fault(_ en: String, _ zh: String) -> JSON.Fault { JSON.Fault(position: position + 1, expected: Wording(en, zh)) }
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  mutating func value(depth: Int) throws(JSON.Fault) -> JSON {
    guard depth < 64 else { throw fault("no more than 64 levels", "不超过 64 层") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(UInt8(ascii: "-")), .some(48...57): return try number()
    default: throw fault("a value", "一个值")
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Fault) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw fault(word, word) }
    position += word.utf8.count
    return value
  }

  private mutating func object(_ depth: Int) throws(JSON.Fault) -> JSON {
    var members: [(String, JSON)] = []
    var names: Set<String> = []
    position += 1
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw fault("a name in quotation marks", "带引号的名称") }
      let name = try text()
      guard names.insert(name).inserted else { throw fault("no name twice", "不重复的名称") }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw fault("“:”", "“:”") }
      position += 1
      skipBlanks()
      members.append((name, try value(depth: depth + 1)))
      if try ends(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(_ depth: Int) throws(JSON.Fault) -> JSON {
    var elements: [JSON] = []
    position += 1
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      skipBlanks()
      elements.append(try value(depth: depth + 1))
      if try ends(UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func ends(_ end: UInt8) throws(JSON.Fault) -> Bool {
    skipBlanks()
    guard let byte = next, byte == end || byte == UInt8(ascii: ",") else {
      throw fault("“,” or “\(Character(Unicode.Scalar(end)))”", "“,” 或 “\(Character(Unicode.Scalar(end)))”")
    }
    position += 1
    return byte == end
  }

  private mutating func number() throws(JSON.Fault) -> JSON {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let digits = position
    while let byte = next, (48...57).contains(byte) { position += 1 }
    let isWhole = next.map { ![UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains($0) } ?? true
    let leads = position - digits > 1 && bytes[digits] == 48
    guard isWhole, !leads, let number = Int64(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      position = start
      throw fault("a whole number of 64 bits", "64 位整数")
    }
    return .integer(number)
  }

  private mutating func text() throws(JSON.Fault) -> String {
    position += 1
    var out: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: out, as: UTF8.self) else { throw fault("UTF-8", "UTF-8") }
        return text
      case UInt8(ascii: "\\"): try escape(into: &out)
      case 0..<0x20: throw fault("no control character in a text", "文本中没有控制字符")
      default: out.append(byte)
      }
    }
    throw fault("the end of a text", "文本的结尾")
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSON.Fault) {
    let read = bytes.withUnsafeBufferPointer { [position] buffer -> (scalar: Result<Unicode.Scalar, JSONEscape.Fault>, end: Int) in
      var end = position
      do throws(JSONEscape.Fault) {
        return (.success(try JSONEscape.read(buffer, &end)), end)
      } catch {
        return (.failure(error), end)
      }
    }
    position = read.end
    switch read.scalar {
    case .success(let scalar): out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    case .failure(.escape): throw fault("an escape like \\n", "转义，例如 \\n")
    case .failure(.hexadecimal): throw fault("four hexadecimal digits", "四位十六进制数字")
    case .failure(.secondHalf): throw fault("the second half of a pair", "代理对的后一半")
    case .failure(.character): throw fault("a character other than NUL", "NUL 以外的字符")
    }
  }
}
