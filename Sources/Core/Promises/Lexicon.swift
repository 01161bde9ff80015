/// The words of both languages, found by their beginning.
enum Lexicon {
  /// By first character, the longest first.
  static let chinese: [UInt32: [(word: [UInt32], kind: Token.Kind)]] = {
    var table: [UInt32: [(word: [UInt32], kind: Token.Kind)]] = [:]
    var known: Set<String> = []
    func add(_ word: String, _ kind: Token.Kind) {
      let scalars = word.unicodeScalars.map(\.value)
      guard let first = scalars.first, known.insert(word).inserted else { return }
      table[first, default: []].append((scalars, kind))
    }
    for (words, kind) in weeks { add(words, kind) }
    let lists = [ChineseWords.days, ChineseWords.feasts, ChineseWords.modifiers, ChineseWords.deeds, ChineseWords.speech]
    for (words, kind) in lists.joined() {
      for word in words.split(separator: " ") { add(String(word), kind) }
    }
    for word in ChineseWords.neutral.split(whereSeparator: { $0 == " " || $0 == "\n" }) { add(String(word), .neutral) }
    return table.mapValues { $0.sorted { $0.word.count > $1.word.count } }
  }()

  /// The week of a weekday that is counted from another day than today.
  static let anyWeek = 99

  /// English days of a month in words.
  static let ordinals = Dictionary(uniqueKeysWithValues: zip(EnglishWords.ordinals.map { String($0) }, 1...))

  /// Whether a word of two characters or more stands at a place.
  static func beginsChineseWord(_ text: [UInt32], _ place: Int) -> Bool {
    (chinese[text[place]] ?? []).contains { word, _ in
      word.count > 1 && place + word.count <= text.count && word.indices.allSatisfy { text[place + $0] == word[$0] }
    }
  }

  /// 下周三, 本月, 下下个星期天 and their like.
  private static var weeks: [(String, Token.Kind)] {
    let which: [(String, Int?)] = [
      ("", nil), ("这", 0), ("这个", 0), ("本", 0), ("下", 1), ("下个", 1), ("下一个", 1), ("每", nil), ("每个", nil), ("下下", 2), ("下下个", 2), ("上", -1),
      ("上个", -1), ("上上", -1),
    ]
    let days: [(String, Int)] = [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("日", 7), ("天", 7)]
    var result: [(String, Token.Kind)] = []
    for (prefix, week) in which {
      for name in ["周", "星期", "礼拜"] {
        for (suffix, day) in days {
          result.append((prefix + name + suffix, week == -1 ? .speech(.past) : .weekday(day, week: week)))
        }
        guard let week else { continue }
        result.append((prefix + name, week < 0 ? .speech(.past) : .week(week)))
        result.append((prefix + name + "末", week < 0 ? .speech(.past) : .weekend(week)))
      }
      guard let week else { continue }
      for name in ["月", "月份"] { result.append((prefix + name, week < 0 ? .speech(.past) : .month(week))) }
    }
    return result
  }

  /// By first word, the longest phrase first.
  static let english: [String: [(words: [String], kind: Token.Kind)]] = {
    var table: [String: [(words: [String], kind: Token.Kind)]] = [:]
    var known: Set<String> = []
    func add(_ phrase: Substring, _ kind: Token.Kind) {
      let words = phrase.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
      guard let first = words.first, known.insert(words.joined(separator: " ")).inserted else { return }
      table[first, default: []].append((words, kind))
    }
    for (names, month) in zip(EnglishWords.months, 1...12) {
      for name in names.split(separator: " ") { add(name, .monthName(month)) }
    }
    for (names, day) in zip(EnglishWords.weekdays, 1...7) {
      for name in names.split(separator: " ") {
        add(name, .weekday(day, week: nil))
        add("this \(name)", .weekday(day, week: 0))
        add("this coming \(name)", .weekday(day, week: nil))
        for coming in ["this \(name) coming", "\(name) coming", "coming \(name)", "the coming \(name)"] {
          add(Substring(coming), .weekday(day, week: nil))
        }
        add("next \(name)", .weekday(day, week: 1))
        add("last \(name)", .speech(.past))
        for last in ["the last \(name) of", "last \(name) of", "the last \(name) in", "last \(name) in"] {
          add(Substring(last), .lastWeekday(day))
        }
        add("the following \(name)", .weekday(day, week: anyWeek))
      }
    }
    for (phrase, day) in zip(EnglishWords.ordinals, 1...31) {
      add("the \(phrase)", .ordinal(day))
      add("\(phrase) of the month", .ordinal(day))
      add("\(phrase) of", .ordinal(day))
    }
    let lists = [EnglishWords.days, EnglishWords.feasts, EnglishWords.modifiers, EnglishWords.deeds, EnglishWords.speech]
    for (phrases, kind) in lists.joined() {
      for phrase in phrases.split(separator: ",") { add(phrase, kind) }
      // My mom's gonna cover it.
      guard kind == .speech(.third) || kind == .speech(.employer) else { continue }
      for phrase in phrases.split(separator: ",") where !phrase.contains("'") {
        for ending in ["'s", "'ll", "'d"] { add(phrase + ending, kind) }
      }
    }
    for phrase in EnglishWords.neutral.split(separator: ",") { add(phrase, .neutral) }
    return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()
}
