/// What a number of a cell means, told from its format.
enum NumberFormat: Equatable, Sendable {
  /// A number.
  case number
  /// A whole number with zeros before it up to so many digits: `00000`.
  case zeros(Int)
  /// A day, a time or both.
  case date(day: Bool, time: Bool)
  /// Hours beyond 24 count on: `[h]:mm`.
  case duration

  /// A format that every program knows by its number; nil for those that a workbook may define. 27 to 36 and 50 to 58 are days and times of East Asia.
  init?(builtIn id: Int) {
    switch id {
    case 0...13, 37...44, 48, 49: self = .number
    case 14...17: self = .date(day: true, time: false)
    // 32 to 35, 55 and 56 are times in Chinese workbooks and days in Japanese ones: a number from 1 on has its day all the same.
    case 18...21, 32...35, 45, 47, 55, 56: self = .date(day: false, time: true)
    case 22: self = .date(day: true, time: true)
    case 46: self = .duration
    case 27...31, 36, 50...54, 57, 58: self = .date(day: true, time: false)
    default: return nil
    }
  }

  /// Reads a format's code. Its first section counts: `yyyy"年"m"月"d"日";@`.
  init(code: some Collection<UInt8>) {
    var day = false
    var time = false
    var month = false
    var zeros = 0
    var onlyZeros = true
    var index = code.startIndex
    /// What stands between the sign before `index` and the next `close`.
    func skip(_ close: UInt8) -> [UInt8] {
      var inside: [UInt8] = []
      while index < code.endIndex, code[index] != close {
        inside.append(code[index])
        index = code.index(after: index)
      }
      if index < code.endIndex { index = code.index(after: index) }
      return inside
    }
    scan: while index < code.endIndex {
      let byte = code[index]
      index = code.index(after: index)
      switch byte {
      case UInt8(ascii: "\""):
        _ = skip(byte)
        onlyZeros = false
      case UInt8(ascii: "["):
        let inside = skip(UInt8(ascii: "]")).map { $0 | 0x20 }
        if let first = inside.first, "hms".utf8.contains(first), inside.allSatisfy({ $0 == first }) {
          self = .duration
          return
        }
      // Colours, conditions and locales: [Red], [>=100], [$-804].
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"):
        if index < code.endIndex { index = code.index(after: index) }
        onlyZeros = false
      case UInt8(ascii: ";"): break scan
      case UInt8(ascii: "0"): zeros += 1
      case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "e"):
        day = true
      case UInt8(ascii: "E"):
        // 0.00E+00 is a number; a year of an East Asian era has no sign behind its e.
        if index < code.endIndex, code[index] == UInt8(ascii: "+") || code[index] == UInt8(ascii: "-") {
          self = .number
          return
        }
        day = true
      case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "s"), UInt8(ascii: "S"): time = true
      case UInt8(ascii: "m"), UInt8(ascii: "M"): month = true
      case UInt8(ascii: "G"), UInt8(ascii: "g"):
        // General, and eras: ggge"年".
        if "eneral".utf8.elementsEqual(code[index...].prefix(6).map { $0 | 0x20 }) {
          self = .number
          return
        }
      default: onlyZeros = false
      }
    }
    if day || time {
      self = .date(day: day || (month && !time), time: time)
    } else if month {
      self = .date(day: true, time: false)
    } else if onlyZeros, zeros > 1, zeros <= 30 {
      self = .zeros(zeros)
    } else {
      self = .number
    }
  }
}
