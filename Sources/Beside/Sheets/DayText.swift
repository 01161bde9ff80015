import Portfolio

/// Days and times of cells as text.
enum DayText {
  /// Day 0 of the serial numbers from March 1900 on, 1899-12-30: 36,526 is the first of 2000.
  private static let epoch1900 = Day(-36_526)
  /// Day 0 of workbooks that count from 1904-01-01.
  private static let epoch1904 = Day(-35_064)

  /// Adds what a serial number of days means; false when it is none (negative, or behind the year 9999).
  static func append(_ serial: Double, _ format: NumberFormat, since1904: Bool, to bytes: inout [UInt8]) -> Bool {
    guard serial >= 0, serial < 2_958_466 else { return false }
    // To the nearest second first, so that no part of it becomes 60.
    let total = Int((serial * 86400).rounded())
    guard case .date(let showsDay, let showsTime) = format else {
      appendTime(total, to: &bytes)
      return true
    }
    let (day, second) = (total / 86400, total % 86400)
    // A time alone has no day; one with a day keeps it, shown or not.
    if !showsDay, day == 0 {
      appendTime(second, to: &bytes)
      return true
    }
    if since1904 {
      append(epoch1904 + day, to: &bytes)
    } else if day == 60 {
      // The calendar of 1900 has a 29 February that never was.
      bytes.append(contentsOf: "1900-02-29".utf8)
    } else if day == 0 {
      bytes.append(contentsOf: "1900-01-00".utf8)
    } else {
      append(epoch1900 + (day < 60 ? day + 1 : day), to: &bytes)
    }
    if showsTime, showsDay || second > 0 {
      bytes.append(UInt8(ascii: " "))
      appendTime(second, to: &bytes)
    }
    return true
  }

  /// Adds a day and time written by ISO 8601 (`2026-11-30T15:04:59.9997`), to the nearest second; false when it is none.
  static func append(iso text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    var index = text.startIndex
    func number(_ width: Int) -> Int? {
      guard index + width <= text.endIndex else { return nil }
      var value = 0
      for byte in text[index..<(index + width)] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      index += width
      return value
    }
    func takes(_ mark: UInt8) -> Bool {
      guard index < text.endIndex, text[index] == mark else { return false }
      index += 1
      return true
    }
    let dash = UInt8(ascii: "-")
    let colon = UInt8(ascii: ":")
    guard let year = number(4), takes(dash), let month = number(2), takes(dash), let day = number(2),
      let date = Day(year: year, month: month, day: day)
    else { return false }
    if index == text.endIndex {
      append(date, to: &bytes)
      return true
    }
    guard takes(UInt8(ascii: "T")) || takes(UInt8(ascii: " ")), let hour = number(2), takes(colon), let minute = number(2), hour < 24,
      minute < 60
    else { return false }
    var second = 0
    if takes(colon) {
      guard let whole = number(2), whole < 60 else { return false }
      second = whole
      if takes(UInt8(ascii: ".")) || takes(UInt8(ascii: ",")) {
        if index < text.endIndex, text[index] >= UInt8(ascii: "5") { second += 1 }
        while index < text.endIndex, text[index] >= 48, text[index] <= 57 { index += 1 }
      }
    }
    _ = takes(UInt8(ascii: "Z"))
    guard index == text.endIndex else { return false }
    let total = hour * 3600 + minute * 60 + second
    append(date + total / 86400, to: &bytes)
    bytes.append(UInt8(ascii: " "))
    appendTime(total % 86400, to: &bytes)
    return true
  }

  /// Adds a duration written by ISO 8601 (`PT15H05M00.5S`); false when it is none.
  static func append(duration text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    guard text.starts(with: "PT".utf8) else { return false }
    var total = 0
    var value = 0
    var rounds = false
    var digits = 0
    var inFraction = false
    for byte in text.dropFirst(2) {
      switch byte {
      case 48...57:
        if inFraction {
          if digits == 0 { rounds = byte >= UInt8(ascii: "5") }
        } else {
          value = value * 10 + Int(byte - 48)
        }
        digits += 1
        if digits > 12 && !inFraction { return false }
      case UInt8(ascii: "."), UInt8(ascii: ","): (inFraction, digits) = (true, 0)
      case UInt8(ascii: "H"): (total, value, digits) = (total + value * 3600, 0, 0)
      case UInt8(ascii: "M"): (total, value, digits) = (total + value * 60, 0, 0)
      case UInt8(ascii: "S"): (total, value, digits) = (total + value + (rounds ? 1 : 0), 0, 0)
      default: return false
      }
    }
    appendTime(total, to: &bytes)
    return true
  }

  /// `15:05:00`; hours go beyond 24 in durations.
  private static func appendTime(_ seconds: Int, to bytes: inout [UInt8]) {
    appendNumber(seconds / 3600, 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendNumber(seconds / 60 % 60, 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendNumber(seconds % 60, 2, to: &bytes)
  }

  private static func append(_ day: Day, to bytes: inout [UInt8]) {
    let (year, month, day) = day.civil
    appendNumber(year, 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendNumber(month, 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendNumber(day, 2, to: &bytes)
  }

  private static func appendNumber(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
    var power = 1
    var digits = 1
    while value / power >= 10 {
      power *= 10
      digits += 1
    }
    while digits < width {
      bytes.append(48)
      digits += 1
    }
    while power > 0 {
      bytes.append(48 + UInt8(value / power % 10))
      power /= 10
    }
  }
}
