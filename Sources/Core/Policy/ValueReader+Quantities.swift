import Portfolio
import Speech
import YAML

// Quantities with their units, as policies write them. Each returns nil if the value is absent or wrong; what is wrong has been reported then.
extension ValueReader {
  /// The value read by `body`, or `fallback` when it is absent or wrong (which keeps a file from being used anyway).
  func or<Value>(_ fallback: Value, _ body: (ValueReader) -> Value?) -> Value {
    isPresent ? body(self) ?? fallback : fallback
  }

  /// The value read by `body`, or nil for the word `off`; `fallback` when absent or wrong.
  func orOff<Value>(_ fallback: Value?, _ body: (ValueReader) -> Value?) -> Value? {
    guard isPresent else { return fallback }
    return either("off", means: Value?.none) { body($0).map(Value?.some) } ?? fallback
  }

  /// `within 15 days`, 1 to 3650.
  func within() -> Int? {
    parse(Wording("“within” and a number of days, such as within 15 days", "“within”加天数，如 within 15 days")) { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard scanner.take("within") else { throw Rejection(hint: Wording("write “within \(text)”", "请写“within \(text)”")) }
      guard let count = scanner.number() else { return nil }
      _ = try Quantity.unit(scanner.rest(), [.days], count: count)
      return (1...3650).contains(count) ? count : nil
    }
  }

  /// Calendar days: `30 days`.
  func days(in range: ClosedRange<Int>) -> Int? { time([.days], range) }

  /// Working days: `5 working days`.
  func workingDays(in range: ClosedRange<Int>) -> Int? { time([.workingDays], range) }

  /// `48 h` or `5 days`, in hours.
  func hours(in range: ClosedRange<Int>) -> Int? {
    time([.hours, .days], range) { count, unit in unit == .days ? count * 24 : count }
  }

  /// `12 min`, `90 s` or `1 h`, in seconds.
  func seconds(in range: ClosedRange<Int>) -> Int? {
    time([.minutes, .seconds, .hours], range) { count, unit in count * (unit == .hours ? 3600 : unit == .minutes ? 60 : 1) }
  }

  private func time(
    _ units: [TimeUnit], _ range: ClosedRange<Int>, _ value: (Int, TimeUnit) -> Int = { count, _ in count }
  ) -> Int? {
    let canonical = units[0].words[0]
    let scale = max(1, value(1, units[0]))
    let (low, high) = Self.ends(range, scale)
    let expectation = Wording("\(low) to \(high) \(canonical)", "时间（\(low) 到 \(high) \(canonical)）")
    return parse(expectation) { (text) throws(Rejection) in
      guard let (count, unit) = try Quantity.time(text, units: units) else { return nil }
      guard count <= 1_000_000_000, range.contains(value(count, unit)) else { return nil }
      return value(count, unit)
    }
  }

  private static func ends(_ range: ClosedRange<Int>, _ scale: Int) -> (low: Int, high: Int) {
    // Seconds below a minute still read better as a whole number of the larger unit.
    ((range.lowerBound + scale - 1) / scale, range.upperBound / scale)
  }

  /// `5%` in per mille, from 0.1 % or 0 % to 100 %.
  func permille(in range: ClosedRange<Int> = 0...1000) -> Int? {
    let (low, high) = (Self.percent(range.lowerBound), Self.percent(range.upperBound))
    return parse(Wording("a percentage from \(low) to \(high), such as 5%", "百分比（\(low) 到 \(high)），如 5%")) { (text) throws(Rejection) in
      guard let value = try Quantity.percent(text, places: 1), range.contains(value) else { return nil }
      return value
    }
  }

  private static func percent(_ permille: Int) -> String {
    permille % 10 == 0 ? "\(permille / 10)%" : "\(permille / 10).\(permille % 10)%"
  }

  /// `33.3333%` in millionths.
  func ppm(in range: ClosedRange<Int> = 0...1_000_000) -> Int? {
    let (low, high) = (Self.percent(range.lowerBound / 1000), Self.percent(range.upperBound / 1000))
    let expectation = Wording(
      "a percentage from \(low) to \(high), such as 40%, with at most four decimal places",
      "百分比（\(low) 到 \(high)），如 40%，最多四位小数")
    return parse(expectation) { (text) throws(Rejection) in
      guard let value = try Quantity.percent(text, places: 4), range.contains(value) else { return nil }
      return value
    }
  }

  /// `> 3%` in per mille.
  func above() -> Int? {
    parse(Wording("a limit from > 0% to > 100%, such as > 3%", "上限（> 0% 到 > 100%），如 > 3%")) { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard scanner.take(">") else { throw Rejection(hint: Self.limit(meantBy: text)) }
      if scanner.take("=") { throw Rejection(hint: Wording("write “>” without “=”", "请写“>”，不带“=”")) }
      let rest = scanner.rest()
      if !rest.hasSuffix("%") { throw Rejection(hint: Self.limit(meantBy: rest)) }
      return try Quantity.percent(rest, places: 1)
    }
  }

  /// How to write the limit of which only the number is to be read: `＞5%`, `“> 20%”`, `20`; nil where there is none.
  private static func limit(meantBy text: String) -> Wording? {
    let number = WideForms.narrow(text).drop { !($0.isASCII && $0.isNumber) }.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
    return number.isEmpty ? nil : Wording("write “> \(number)%”", "请写“> \(number)%”")
  }

  /// `20 cases`, `200 rows`: a number and its noun.
  func count(of noun: String, in range: ClosedRange<Int>) -> Int? {
    let (low, high) = (range.lowerBound, range.upperBound)
    return parse(Wording("\(low) to \(high) \(noun)", "数量（\(low) 到 \(high) \(noun)）")) { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard let value = scanner.number() else { return nil }
      let rest = scanner.rest()
      guard rest == noun || (noun.hasSuffix("s") && value == 1 && rest == noun.dropLast()) else {
        let hint = Suggestion.hint(for: rest, among: [noun])
        throw Rejection(hint: hint ?? Wording("write “\(value) \(noun)”", "请写“\(value) \(noun)”"))
      }
      return range.contains(value) ? value : nil
    }
  }

  /// A whole number or a range of them: `3`, `1..30`, `>= 91`.
  func intRange(in bounds: ClosedRange<Int>) -> ClosedRange<Int>? {
    let whole = "\(bounds.lowerBound)..\(bounds.upperBound)"
    let expectation = Wording(
      "a range within \(whole), such as 1..30, >= 2, < 30 or 3", "区间（在 \(whole) 之内），如 1..30、>= 2、< 30 或 3")
    return parse(expectation) { (text) throws(Rejection) in
      try Quantity.range(text, in: bounds) { (scanner: inout TextScanner) in scanner.number() }
    }
  }

  /// `50000 CNY` in base minor units, more than 0.
  func amount(_ money: Money) -> Int64? {
    parse(Wording("an amount with its currency, such as 50000 CNY", "带币种的金额，如 50000 CNY")) { (text) throws(Rejection) in
      guard let value = try money.amount(text), value > 0 else { return nil }
      return value
    }
  }

  /// `>= 50000 CNY` in base minor units.
  func amountRange(_ money: Money) -> ClosedRange<Int64>? {
    let expectation = Wording(
      "a range of amounts, such as >= 50000 CNY, < 5000 CNY or 1..5000 CNY", "金额区间，如 >= 50000 CNY、< 5000 CNY 或 1..5000 CNY")
    return parse(expectation) { (text) throws(Rejection) in
      try money.range(text)
    }
  }

  /// `2026-11-21`.
  func day() -> Day? {
    parse(Wording("a date, such as 2026-11-21", "日期，如 2026-11-21")) { text in Day(iso: text) }
  }

  /// `2026-11-21` or `2026-10-01..2026-10-07`, at most 60 days.
  func daySpan() -> ClosedRange<Day>? {
    let expectation = Wording(
      "a date or a span of dates, such as 2026-10-01..2026-10-07", "日期或日期区间，如 2026-10-01..2026-10-07")
    return parse(expectation) { (text) throws(Rejection) in
      guard let dots = text.utf8Range(of: "..") else { return Day(iso: text).map { $0...$0 } }
      guard let first = Day(iso: text[..<dots.lowerBound]), let last = Day(iso: text[dots.upperBound...]) else { return nil }
      guard first <= last else { throw Rejection(Wording("ends before it begins", "结束早于开始")) }
      guard last - first < 60 else { throw Rejection(Wording("is longer than 60 days", "超过 60 天")) }
      return first...last
    }
  }

  /// `"02:30"`.
  func timeOfDay() -> TimeOfDay? {
    parse(Wording("a time of day from 00:00 to 23:59, such as \"02:30\"", "时刻（00:00 到 23:59），如 \"02:30\"")) { text in
      Quantity.timeOfDay(text)
    }
  }

  /// A name of the agency's own: letters, digits, `-`, `_`, `.`; any script.
  func name() -> String? {
    parse(Wording("a name of at most 100 characters without blanks at its ends", "名称，最多 100 个字符，首尾不带空格")) { (text) throws(Rejection) in
      try Self.checkName(text)
      return text
    }
  }

  /// A code that stands in files, tables and commands: ASCII letters, digits, `-`, `_`, `.`, beginning with a letter or digit.
  func code() -> String? {
    parse(Wording("a code of 1 to 60 ASCII letters, digits, “-”, “_” or “.”", "代码，由 1 到 60 个 ASCII 字母、数字、“-”、“_”或“.”组成")) { text in
      let isCode = text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
      }
      let startsWell = text.utf8.first.map { ![45, 46, 95].contains($0) } ?? false
      return isCode && startsWell && text.utf8.count <= 60 ? text : nil
    }
  }

  /// One name pattern or a list of them, without repetition; `*` and `?` as in `Glob`.
  func patterns() -> [String]? { distinct { $0.name() } }

  /// One value or a list, each at most once.
  func distinct<Value: Equatable>(_ body: (ValueReader) -> Value?) -> [Value]? {
    var seen: [Value] = []
    return oneOrMore { item in
      guard let value = body(item) else { return nil }
      if seen.contains(value) {
        item.problem(Wording("stands twice in the list", "在列表中出现两次"), hint: Wording("delete one", "请删除一个"))
        return nil
      }
      seen.append(value)
      return value
    }
  }

  private static func checkName(_ text: String) throws(Rejection) {
    if text.isEmpty { throw Rejection(Wording("is empty", "为空")) }
    if text.unicodeScalars.count > 100 { throw Rejection(Wording("is too long", "太长")) }
    if text.first == " " || text.last == " " { throw Rejection(Wording("has blanks at its ends", "首尾有空格")) }
    // Lists written without brackets would silently become one name that matches nothing.
    if text.contains(", ") || text.contains("，") || text.contains("、") {
      throw Rejection(Wording("looks like several names", "像是几个名称"), hint: Wording("write a list: [a, b]", "请写成列表：[a, b]"))
    }
    if text.utf8.contains(where: { $0 < 0x20 }) { throw Rejection(Wording("has a line break in it", "含有换行")) }
  }
}

extension String {
  /// The first place of an ASCII `needle`, or nil.
  func utf8Range(of needle: String) -> Range<String.Index>? {
    let wanted = Array(needle.utf8)
    var start = utf8.startIndex
    while start != utf8.endIndex {
      if utf8[start...].starts(with: wanted) { return start..<utf8.index(start, offsetBy: wanted.count) }
      start = utf8.index(after: start)
    }
    return nil
  }
}

extension ValueReader {
  /// The same with a sign: `-0.8` → −800.
  func signedMilli(in range: ClosedRange<Int>) -> Int? {
    let (low, high) = (range.lowerBound / 1000, range.upperBound / 1000)
    let expectation = Wording(
      "a number from \(low) to \(high) with at most three decimal places", "数字（\(low) 到 \(high)），最多三位小数")
    return parse(expectation) { text in
      var scanner = TextScanner(text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text)
      guard let value = scanner.number(places: 3), scanner.isAtEnd else { return nil }
      let signed = text.hasPrefix("-") ? -value : value
      return range.contains(signed) ? signed : nil
    }
  }

  /// A decimal number with at most three places, in thousandths: `1.5` → 1500.
  func milli(in range: ClosedRange<Int>) -> Int? {
    func written(_ milli: Int) -> String {
      var text = String(milli % 1000 + 1000).dropFirst()
      while text.last == "0" { text.removeLast() }
      return String(milli / 1000) + (text.isEmpty ? "" : "." + text)
    }
    let (low, high) = (written(range.lowerBound), written(range.upperBound))
    let expectation = Wording(
      "a number from \(low) to \(high) with at most three decimal places", "数字（\(low) 到 \(high)），最多三位小数")
    return parse(expectation) { text in
      var scanner = TextScanner(text)
      guard let value = scanner.number(places: 3), scanner.isAtEnd, range.contains(value) else { return nil }
      return value
    }
  }
}
