import ArgumentParser
import Baselines
import Desks
import Discretion
import Portfolio
import Speech
import Tables

/// Reads dates and times of the command line.
enum Reading {
  /// `all`, or names with commas, each once.
  static func baselines(_ text: String) throws -> [Baseline] {
    if text == "all" { return Baseline.allCases }
    var found: [Baseline] = []
    for name in text.split(separator: ",") {
      guard let baseline = Baseline(rawValue: String(name)) else {
        throw unknown(
          String(name), "is no baseline; write all or some of: ", "不是对照方法；请写 all 或其中几个：", among: Baseline.allCases.map(\.rawValue))
      }
      if !found.contains(baseline) { found.append(baseline) }
    }
    guard !found.isEmpty else { throw ValidationError(Wording("name at least one baseline", "请至少写一个对照方法")) }
    return found
  }

  static func day(_ text: String) throws -> Day {
    guard let day = Day(iso: text) else {
      let shown = Quoted.typed(text)
      throw ValidationError(
        Wording("\(shown.en) is no date; write it as 2026-11-18", "\(shown.zh)不是日期；请写成 2026-11-18 的形式"))
    }
    return day
  }

  /// Days that a night can be of: what is stored and reckoned with holds for them.
  static let slots = Day(0)...(Day(year: 2199, month: 12, day: 31) ?? Day(0))

  /// The day of a night.
  static func slot(_ text: String) throws -> Day {
    let day = try Self.day(text)
    guard slots.contains(day) else {
      throw ValidationError(
        Wording(
          "\(day) is no day of a night: nights are from \(slots.lowerBound) to \(slots.upperBound); write it as 2026-11-18",
          "\(day) 不能作为夜间分案的日期：须在 \(slots.lowerBound) 至 \(slots.upperBound) 之间；请写成 2026-11-18 的形式"))
    }
    return day
  }

  /// What is said of a word that is none of those there are, with the one that was probably meant; `more` is written behind them.
  static func unknown(_ word: String, _ en: String, _ zh: String, among words: [String], more: [String] = []) -> ValidationError {
    let (shown, hint, all) = (
      Quoted.typed(word), Suggestion.hint(for: word, among: words + more.map { String($0.prefix { $0 != "=" }) }), words + more
    )
    return ValidationError(
      Wording(
        "\(shown.en) \(en)\(all.joined(separator: ", "))\(hint.map { "; \($0.en)" } ?? "")",
        "\(shown.zh)\(zh)\(all.joined(separator: "、"))\(hint.map { "；\($0.zh)" } ?? "")"))
  }

  /// The encoding of a file, in whatever capitals it is named.
  static func encoding(_ word: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(rawValue: word.lowercased()) else {
      throw unknown(
        word, "is no encoding that is read; write one of: ", "不是可读取的编码；请写以下之一：", among: TextEncoding.allCases.map(\.rawValue))
    }
    return encoding
  }

  /// One of several words, or what stands for it in Chinese; both are written where it is none of them. `en`, `zh`: as in `unknown`.
  static func word<Value>(
    _ text: String, _ en: String, _ zh: String, among values: [(word: String, told: Wording, value: Value)], more: [String] = []
  ) throws -> Value {
    if let found = values.first(where: { $0.word == text || $0.told.zh == text }) { return found.value }
    let (shown, words) = (Quoted.typed(text), values.map(\.word) + more)
    let hint = Suggestion.hint(for: text, among: words)
    let both = values.map { "\($0.word)（\($0.told.zh)）" } + more
    throw ValidationError(
      Wording(
        "\(shown.en) \(en)\(words.joined(separator: ", "))\(hint.map { "; \($0.en)" } ?? "")",
        "\(shown.zh)\(zh)\(both.joined(separator: "、"))\(hint.map { "；\($0.zh)" } ?? "")"))
  }

  /// A moment that may lack its date.
  enum Moment: Sendable, Equatable {
    case time(microsecondsOfDay: Int64)
    case full(LocalTime)

    func on(_ day: Day) -> LocalTime {
      switch self {
      case .time(let microseconds): LocalTime(microseconds: Int64(day.rawValue) * 86_400_000_000 + microseconds)
      case .full(let local): local
      }
    }
  }

  /// `02:30`, `2026-11-18T02:30`, `2026-11-18 02:30:00`, `2026-11-18T02:30+08:00`, `2026-11-17T18:30Z`.
  static func moment(_ text: String) throws -> Moment {
    let shown = Quoted.typed(text)
    let wrong = ValidationError(
      Wording(
        "\(shown.en) is no time; write 02:30, 2026-11-18T02:30 or 2026-11-18T02:30+08:00",
        "\(shown.zh)不是时间；请写成 02:30、2026-11-18T02:30 或 2026-11-18T02:30+08:00"))
    guard let separator = text.firstIndex(where: { $0 == "T" || $0 == " " }) else {
      guard let time = timeOfDay(text) else { throw wrong }
      return .time(microsecondsOfDay: time)
    }
    guard let day = Day(iso: text[..<separator]) else { throw wrong }
    _ = try slot(String(text[..<separator]))
    var clock = text[text.index(after: separator)...]
    var offset: Int32?
    if clock.hasSuffix("Z") {
      clock = clock.dropLast()
      offset = 0
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let east = timeOfDay(clock[clock.index(after: sign)...]) else { throw wrong }
      offset = Int32(east / 1_000_000) * (clock[sign] == "-" ? -1 : 1)
      clock = clock[..<sign]
    }
    guard let time = timeOfDay(clock) else { throw wrong }
    return .full(LocalTime(microseconds: Int64(day.rawValue) * 86_400_000_000 + time, offsetSeconds: offset))
  }

  private static func timeOfDay(_ text: some StringProtocol) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
      return nil
    }
    let numbers = parts.compactMap { Int64($0) }
    guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    return (numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)) * 1_000_000
  }
}
