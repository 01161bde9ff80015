import Speech

/// The texts that cells name by number, without phonetic guides and formats.
final class SharedStrings {
  private let bytes: PagedBytes
  /// Where each text ends, eight bytes each.
  private let ends: PagedBytes
  private(set) var count = 0

  init(name: String, limits: WorkbookLimits) {
    bytes = PagedBytes(limit: limits.stringsInMemory, file: name)
    ends = PagedBytes(limit: limits.stringsInMemory / 2, file: name)
  }

  convenience init(_ part: ZipPart) throws(SheetFault) {
    self.init(name: part.archive.name, limits: part.archive.limits)
    try XMLReader.read(part, SharedStringEvents(self))
  }

  func append(_ text: [UInt8]) throws(SheetFault) {
    try bytes.append(text)
    try ends.append(bytes.count)
    count += 1
  }

  private var place: [UInt8] = []

  /// Adds the text of a number to `result`; false when there is none of that number.
  func read(_ index: Int, into result: inout [UInt8]) throws(SheetFault) -> Bool {
    guard index >= 0, index < count else { return false }
    place.removeAll(keepingCapacity: true)
    try ends.read(max(0, index - 1) * 8, (index + 1) * 8, into: &place)
    let last = place.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place.count - 8, as: UInt64.self) }
    let first = index == 0 ? 0 : place.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    try bytes.read(Int(first), Int(last), into: &result)
    return true
  }
}

/// `si` elements: texts, or runs of text.
private final class SharedStringEvents: XMLEvents {
  private let strings: SharedStrings
  private var text: [UInt8] = []
  private var takes = false
  private var phonetic = 0

  init(_ strings: SharedStrings) { self.strings = strings }

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    switch name.pointee {
    case UInt8(ascii: "t"): if name[1] == 0, phonetic == 0 { takes = true }
    case UInt8(ascii: "s"): if name ~~ "si" { text.removeAll(keepingCapacity: true) }
    case UInt8(ascii: "r"): if name ~~ "rPh" { phonetic += 1 }
    default: break
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) {
    switch name.pointee {
    case UInt8(ascii: "t"): if name[1] == 0 { takes = false }
    case UInt8(ascii: "r"): if name ~~ "rPh" { phonetic -= 1 }
    case UInt8(ascii: "s"):
      guard name ~~ "si" else { return }
      EscapedText.unescape(&text, from: 0)
      do throws(SheetFault) { try strings.append(text) } catch { fault = error }
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if takes { text.append(contentsOf: bytes) }
  }
}

/// Characters that XML cannot hold, written `_x000D_` in workbooks.
enum EscapedText {
  /// Resolves them in the text that ends `bytes`, from `start` on.
  static func unescape(_ bytes: inout [UInt8], from start: Int) {
    guard let first = bytes[start...].firstIndex(of: UInt8(ascii: "_")), bytes.count - first >= 7 else { return }
    var read = first
    var write = first
    while read < bytes.count {
      if let value = code(bytes, read) {
        // Half of a pair, and what is no character, becomes the sign for that.
        for byte in String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8 {
          bytes[write] = byte
          write += 1
        }
        read += 7
      } else {
        bytes[write] = bytes[read]
        write += 1
        read += 1
      }
    }
    bytes.removeSubrange(write...)
  }

  private static func code(_ bytes: [UInt8], _ index: Int) -> UInt16? {
    guard bytes[index] == UInt8(ascii: "_"), index + 6 < bytes.count, bytes[index + 1] == UInt8(ascii: "x"),
      bytes[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt16 = 0
    for byte in bytes[(index + 2)..<(index + 6)] {
      switch byte {
      case 48...57: value = value << 4 | UInt16(byte - 48)
      case 65...70: value = value << 4 | UInt16(byte - 55)
      case 97...102: value = value << 4 | UInt16(byte - 87)
      default: return nil
      }
    }
    return value
  }
}
