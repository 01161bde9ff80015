/// One record of a file, quotes resolved: the bytes of all fields one after the other, and where each ends.
struct Record {
  /// What is wrong with the record as a whole.
  enum Fault: Equatable {
    /// Text stands behind a closing quote.
    case textAfterQuote(opened: Int)
    /// Bytes that the file's encoding does not have.
    case badText
  }

  var bytes: [UInt8] = []
  var ends: [Int] = []
  /// Line of its first character, from 1.
  var line = 0
  /// Line of its last character.
  var lastLine = 0
  var fault: Fault?

  var count: Int { ends.count }

  /// The field at `index` as it stands.
  func raw(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  func text(_ index: Int) -> String { String(decoding: raw(index), as: UTF8.self) }

  /// The field without blanks around it; nil when it is empty or one of the words for "nothing".
  func value(_ index: Int) -> ArraySlice<UInt8>? {
    let field = Blank.trim(raw(index))
    return field.isEmpty || Blank.isNothing(field) ? nil : field
  }

  var isBlank: Bool {
    for index in 0..<count where !Blank.trim(raw(index)).isEmpty { return false }
    return true
  }

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    fault = nil
  }
}

/// Blanks and the words that exports write for "nothing".
enum Blank {
  /// Without ASCII blanks, ideographic and no-break spaces at both ends.
  static func trim(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var low = field.startIndex
    var high = field.endIndex
    while low < high {
      if field[low] <= 0x20 {
        low += 1
      } else if field[low] >= 0xC2, let width = wideBlank(field[low..<high]) {
        low += width
      } else {
        break
      }
    }
    while low < high {
      if field[high - 1] <= 0x20 {
        high -= 1
      } else if field[high - 1] >= 0x80, high - low >= 2, let width = wideBlank(field[(high - min(3, high - low))..<high], atEnd: true) {
        high -= width
      } else {
        break
      }
    }
    return field[low..<high]
  }

  private static func wideBlank(_ field: ArraySlice<UInt8>, atEnd: Bool = false) -> Int? {
    let marks: [[UInt8]] = [[0xE3, 0x80, 0x80], [0xC2, 0xA0], [0xEF, 0xBB, 0xBF]]
    for mark in marks where field.count >= mark.count {
      if atEnd ? field.suffix(mark.count).elementsEqual(mark) : field.starts(with: mark) { return mark.count }
    }
    return nil
  }

  private static let nothings = ["null", "n/a", "#n/a", "(null)", "\\n", "nan", "nil"].map { Array($0.utf8) }

  static func isNothing(_ field: ArraySlice<UInt8>) -> Bool {
    guard field.count <= 6, let first = field.first else { return false }
    switch first {
    case UInt8(ascii: "-"): return field.count == 1 || (field.count == 2 && field.last == first)
    case 0xE2:  // — and –
      return field.elementsEqual([0xE2, 0x80, 0x94]) || field.elementsEqual([0xE2, 0x80, 0x93])
    case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "("), UInt8(ascii: "#"), UInt8(ascii: "\\"):
      return nothings.contains { word in
        guard word.count == field.count else { return false }
        var index = field.startIndex
        for letter in word {
          let byte = field[index]
          if (byte >= 65 && byte <= 90 ? byte + 32 : byte) != letter { return false }
          index += 1
        }
        return true
      }
    case 0xE6: return field.elementsEqual("无".utf8)
    default: return false
    }
  }
}
