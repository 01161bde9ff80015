import Speech
import YAML

/// A unit of time as policies write it.
enum TimeUnit: CaseIterable {
  case seconds, minutes, hours, days, workingDays, weeks

  /// Words that mean the unit; the first is the canonical one.
  var words: [String] {
    switch self {
    case .seconds: ["s", "second", "seconds"]
    case .minutes: ["min", "minute", "minutes"]
    case .hours: ["h", "hour", "hours"]
    case .days: ["days", "day"]
    case .workingDays: ["working days", "working day"]
    case .weeks: ["weeks", "week"]
    }
  }
}

/// Parsers of the quantities that policies write: a number with its unit, never a bare number whose unit the reader must guess.
enum Quantity {
  /// `30 days`, `5 working days`, `48 h`: one of the units allowed.
  static func time(_ text: String, units: [TimeUnit]) throws(Rejection) -> (count: Int, unit: TimeUnit)? {
    var scanner = TextScanner(text)
    guard let count = scanner.number() else { return nil }
    return (count, try unit(scanner.rest(), units, count: count))
  }

  /// The unit a word means, or a rejection that names the likely one.
  static func unit(_ word: String, _ units: [TimeUnit], count: Int) throws(Rejection) -> TimeUnit {
    if let unit = units.first(where: { $0.words.contains(word) }) { return unit }
    let canonical = units.map(\.words[0])
    if word.isEmpty {
      let forms = canonical.map { Wording(same: "“\(count) \($0)”") }.joined(by: Suggestion.or)
      throw Rejection(Wording("has no unit", "没有单位"), hint: Wording("write \(forms.en)", "请写\(forms.zh)"))
    }
    if let other = TimeUnit.allCases.first(where: { $0.words.contains(word) }) {
      let units = canonical.map(Wording.init(same:)).joined(by: Wording(" or ", " 或 "))
      throw Rejection(
        Wording("is in \(other.words[0])", "的单位是 \(other.words[0])"), hint: Wording("write it in \(units.en)", "请用 \(units.zh)"))
    }
    let shown = String(word.prefix(30))
    throw Rejection(
      Wording("has the unknown unit “\(shown)”", "的单位“\(shown)”不认识"), hint: Suggestion.hint(for: word, among: units.flatMap(\.words)))
  }

  /// `5%`, `2.5 %` in units of 10^-(2 + places): places 1 gives per mille, 4 millionths. At most 100 %.
  static func percent(_ text: String, places: Int) throws(Rejection) -> Int? {
    var scanner = TextScanner(text)
    guard let value = scanner.number(places: places) else { return nil }
    guard scanner.take("%"), scanner.isAtEnd else {
      throw Rejection(hint: scanner.isAtEnd ? Wording("write “\(text)%”", "请写“\(text)%”") : nil)
    }
    let whole = (0..<places).reduce(100) { product, _ in product * 10 }
    guard value <= whole else { throw Rejection(Wording("is more than 100%", "超过 100%")) }
    return value
  }

  /// `1..30`, `>= 91`, `> 90`, `<= 3`, `< 4` or `3`, within the bounds; open ends become the bounds.
  static func range(
    _ text: String, in bounds: ClosedRange<Int>, exact: Bool = true, number: (inout TextScanner) throws(Rejection) -> Int?
  ) throws(Rejection) -> ClosedRange<Int>? {
    var scanner = TextScanner(text)
    let low: Int
    let high: Int
    if let sign = [">=", "<=", ">", "<"].first(where: { scanner.take($0) }) {
      guard let value = try number(&scanner) else { return nil }
      low = sign == ">=" ? value : sign == ">" ? value + 1 : bounds.lowerBound
      high = sign == "<=" ? value : sign == "<" ? value - 1 : bounds.upperBound
    } else {
      guard let first = try number(&scanner) else { return nil }
      low = first
      if scanner.take("..") {
        guard let last = try number(&scanner) else { return nil }
        high = last
      } else {
        guard exact else { return nil }
        high = first
      }
    }
    guard scanner.isAtEnd else { return nil }
    guard low <= high else {
      throw Rejection(Wording("is an empty range", "是空区间"), hint: Wording("the smaller number comes first", "请把较小的数写在前面"))
    }
    guard low >= bounds.lowerBound, high <= bounds.upperBound else {
      let whole = "\(bounds.lowerBound)..\(bounds.upperBound)"
      throw Rejection(Wording("reaches beyond \(whole)", "超出 \(whole)"))
    }
    return low...high
  }

  /// `02:30` with two digits each.
  static func timeOfDay(_ text: String) -> TimeOfDay? {
    let utf8 = Array(text.utf8)
    guard utf8.count == 5, utf8[2] == UInt8(ascii: ":") else { return nil }
    let digits = [0, 1, 3, 4].map { Int(utf8[$0]) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    return TimeOfDay(hour: digits[0] * 10 + digits[1], minute: digits[2] * 10 + digits[3])
  }
}
