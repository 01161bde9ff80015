/// Blanks and the words that exports write for "nothing".
package enum Blank {
  /// Without ASCII blanks, ideographic and no-break spaces at both ends.
  package static func trim(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
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

  /// Whether a trimmed field is one of the words for "nothing": `NULL`, `n/a`, `-`, `无` …
  package static func isNothing(_ field: ArraySlice<UInt8>) -> Bool {
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
