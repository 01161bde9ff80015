import CLibExpat
import Glibc
import Speech

/// What is done with the pieces of a document while it is read. The calls come from the parser, in the order of the document.
///
/// Names are without prefix: which prefix a namespace has is the writer's choice.
class XMLEvents {
  /// Asks the reader to stop behind the current piece: something is ready to be taken.
  var pauses = false { didSet { if pauses { isAsking = true } } }
  /// Ends reading.
  var fault: SheetFault? { didSet { isAsking = true } }
  /// One of the two was set: looked at behind every piece.
  fileprivate var isAsking = false

  func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {}
  func end(_ name: UnsafePointer<UInt8>) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The attributes of an element, as long as its start is told.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

  /// The value of an attribute by its name without prefix; nil when there is none.
  subscript(_ name: StaticString) -> UnsafePointer<UInt8>? {
    var cursor = pairs
    while let attribute = cursor[0] {
      if let value = cursor[1], XMLName.local(attribute) ~~ name { return XMLName.bytes(value) }
      cursor += 2
    }
    return nil
  }

  /// The same as text.
  func string(_ name: StaticString) -> String? { self[name].map { String(cString: $0) } }

  /// The same as a number not below 0; nil too when it is none.
  func number(_ name: StaticString) -> Int? { self[name].flatMap { XMLAttributes.number($0) } }

  /// A value as a number not below 0; nil when it is none.
  static func number(_ text: UnsafePointer<UInt8>) -> Int? {
    var cursor = text
    guard cursor.pointee != 0 else { return nil }
    var value = 0
    while cursor.pointee != 0 {
      guard cursor.pointee >= 48, cursor.pointee <= 57, value < 1 << 40 else { return nil }
      value = value * 10 + Int(cursor.pointee - 48)
      cursor += 1
    }
    return value
  }

  /// All of them, each name as it is written: for elements of which there are millions.
  @inline(__always)
  func forEach(_ body: (_ name: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>) -> Void) {
    var cursor = pairs
    while let attribute = cursor[0] {
      if let value = cursor[1] { body(XMLName.bytes(attribute), XMLName.bytes(value)) }
      cursor += 2
    }
  }

  /// Whether it is `1` or `true`.
  func isSet(_ name: StaticString) -> Bool {
    guard let value = self[name] else { return false }
    return value ~~ "1" || value ~~ "true"
  }
}

enum XMLName {
  static func bytes(_ text: UnsafePointer<XML_Char>) -> UnsafePointer<UInt8> {
    UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
  }

  /// The name behind its prefix.
  static func local(_ text: UnsafePointer<XML_Char>) -> UnsafePointer<UInt8> {
    let name = bytes(text)
    var cursor = name
    while cursor.pointee != 0 {
      if cursor.pointee == UInt8(ascii: ":") { return cursor + 1 }
      cursor += 1
    }
    return name
  }
}

infix operator ~~ : ComparisonPrecedence

/// Whether a text of the parser is this one.
@inline(__always)
func ~~ (text: UnsafePointer<UInt8>, word: StaticString) -> Bool {
  word.utf8Start.pointee == text.pointee
    && strcmp(
      UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self), UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
}

/// Reads a part of an archive as XML, without document types, entities of its own and anything from outside.
final class XMLReader {
  /// Elements within elements. Spreadsheets have a dozen.
  static let depthLimit = 256
  /// Bytes of one tag or comment, which the parser holds as a whole.
  static let tokenLimit = 8 << 20

  private let part: ZipPart
  private let events: XMLEvents
  private let parser: XML_Parser
  private var depth = 0
  private var fed = 0
  private var isSuspended = false
  private var isOver = false

  init(_ part: ZipPart, _ events: XMLEvents) throws(SheetFault) {
    guard let parser = XML_ParserCreate(nil) else { throw part.archive.damaged() }
    (self.part, self.events, self.parser) = (part, events, parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context, let name, let attributes else { return }
        let reader = Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0 }
        reader.depth += 1
        if reader.depth > XMLReader.depthLimit {
          reader.events.fault = reader.malformed()
        } else {
          reader.events.start(XMLName.local(name), XMLAttributes(pairs: attributes))
        }
        if reader.events.isAsking { reader.stopIfAsked() }
      },
      { context, name in
        guard let context, let name else { return }
        let reader = Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0 }
        reader.depth -= 1
        reader.events.end(XMLName.local(name))
        if reader.events.isAsking { reader.stopIfAsked() }
      })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let context, let text else { return }
      let reader = Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0 }
      reader.events.text(UnsafeBufferPointer(start: XMLName.bytes(text), count: Int(count)))
      if reader.events.isAsking { reader.stopIfAsked() }
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      let reader = Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue()
      reader.events.fault = SheetFault(
        .declaration, file: reader.part.archive.name,
        Wording(
          "a part of the workbook declares a document type or entities, which no spreadsheet program writes",
          "工作簿的一个部分声明了文档类型或实体，电子表格程序不会这样写"),
        hint: Saying.saveAgain)
      reader.stopIfAsked()
    }
  }

  deinit { XML_ParserFree(parser) }

  private func stopIfAsked() {
    if events.fault != nil {
      XML_StopParser(parser, XML_Bool(0))
    } else if events.pauses {
      XML_StopParser(parser, XML_Bool(1))
    }
  }

  /// Reads on until the events ask for a pause; false at the end of the document.
  func read() throws(SheetFault) -> Bool {
    events.pauses = false
    events.isAsking = false
    while true {
      let status: XML_Status
      if isSuspended {
        isSuspended = false
        status = XML_ResumeParser(parser)
      } else if isOver {
        return false
      } else {
        guard let buffer = XML_GetBuffer(parser, Int32(ZipPart.pieceSize)) else { throw malformed() }
        let got = try part.read(into: buffer, count: ZipPart.pieceSize)
        fed += got
        isOver = got == 0
        status = XML_ParseBuffer(parser, Int32(got), isOver ? 1 : 0)
      }
      if let fault = events.fault { throw fault }
      if status == XML_STATUS_SUSPENDED {
        isSuspended = true
        return true
      }
      guard status == XML_STATUS_OK else { throw malformed() }
      if fed - Int(XML_GetCurrentByteIndex(parser)) > XMLReader.tokenLimit { throw malformed() }
    }
  }

  /// Reads to the end.
  static func read(_ part: ZipPart, _ events: XMLEvents) throws(SheetFault) {
    let reader = try XMLReader(part, events)
    while try reader.read() {}
  }

  private func malformed() -> SheetFault {
    SheetFault(
      .broken, file: part.archive.name, Wording("a part of the workbook is damaged: it is not well-formed XML", "工作簿的一个部分已损坏：不是格式正确的 XML"),
      hint: Saying.fetchAgain)
  }
}
