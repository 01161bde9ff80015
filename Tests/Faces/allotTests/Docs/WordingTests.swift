import TestLanguage
import Testing

/// Every message that the program can say, read from its sources: English and Chinese stand beside each other, and neither stands for the other.
@Suite struct WordingTests {
  /// A message as it is written: what is between the quotation marks, `#` for each `\(…)`.
  private struct Message {
    var file: String
    var en: String
    var zh: String
  }

  /// Reads source text.
  private struct Reader {
    private let text: [Character]
    private var at: Int

    init(_ text: Substring) { (self.text, at) = (Array(text), 0) }

    private var next: Character? { at < text.count ? text[at] : nil }

    private func begins(_ mark: String) -> Bool { text[at...].starts(with: mark) }

    /// The literal that begins here; `#` for what it interpolates.
    private mutating func literal() -> String {
      let mark = begins("\"\"\"") ? "\"\"\"" : "\""
      at += mark.count
      var found = ""
      while at < text.count, !begins(mark) {
        guard text[at] == "\\" else {
          found.append(text[at])
          at += 1
          continue
        }
        at += 1
        guard next == "(" else {
          at += 1
          continue
        }
        interpolation()
        found += "#"
      }
      at += mark.count
      return found
    }

    private mutating func interpolation() {
      var depth = 0
      repeat {
        switch next {
        case "\"":
          _ = literal()
          continue
        case "(": depth += 1
        case ")": depth -= 1
        default: break
        }
        at += 1
      } while depth > 0 && at < text.count
    }

    /// The texts of an argument up to its comma or bracket; nil when it begins with none, so that nobody can tell it from here.
    mutating func argument() -> String? {
      while let character = next, character == " " || character == "\n" { at += 1 }
      guard next == "\"" else { return nil }
      var (found, depth) = ("", 0)
      while let character = next {
        switch character {
        case "\"":
          found += literal()
          continue
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
          if depth == 0 { return found }
          depth -= 1
        case ",": if depth == 0 { return found }
        default: break
        }
        at += 1
      }
      return found
    }

    /// Steps over the comma; false where there is none.
    mutating func comma() -> Bool {
      guard next == "," else { return false }
      at += 1
      return true
    }
  }

  private static func messages(_ file: String, _ source: String) -> [Message] {
    source.ranges(of: /\b(?:Wording|say)\(/.wordBoundaryKind(.simple)).compactMap { call in
      var reader = Reader(source[call.upperBound...].prefix(20_000))
      guard let en = reader.argument(), reader.comma(), let zh = reader.argument() else { return nil }
      return Message(file: file, en: en, zh: zh)
    }
  }

  /// Runs of Chinese characters.
  private static func chinese(_ text: String) -> [Substring] { text.split { !String($0).hasChinese } }

  private static func wrong(_ message: Message) -> String? {
    let (en, zh) = (message.en.filter { !$0.isWhitespace }, message.zh.filter { !$0.isWhitespace })
    // A measure word has no English: “3 件” is “3”.
    if en.isEmpty != zh.isEmpty, !(en.isEmpty && zh.count <= 4) { return "only one language" }
    // What the English quotes of a client's own words stands in the Chinese, too.
    if let foreign = chinese(message.en).first(where: { !message.zh.contains($0) }) { return "“\(foreign)” stands in English only" }
    // Names and marks are the same in both; words are not.
    if !message.zh.hasChinese, let word = message.zh.matches(of: /[A-Za-z]{2,}/).map(\.0).first(where: { !message.en.contains($0) }) {
      return "“\(word)” is no Chinese"
    }
    if !message.zh.hasChinese, message.en.matches(of: /[a-z]{2,} [a-z]{2,}/).count > 0 { return "English stands for Chinese" }
    return nil
  }

  @Test func everyMessageOfTheSourcesIsInBothLanguages() throws {
    let found = try Repository.sources.get().flatMap { Self.messages($0.key, $0.value) }
    #expect(found.count > 4_000, "\(found.count) messages")
    for message in found {
      if let wrong = Self.wrong(message) { Issue.record("\(message.file): \(wrong): \(message.en) | \(message.zh)") }
    }
  }

  @Test func messagesAreReadAsTheyAreWritten() {
    let source = #"""
      let a = Wording("no \(count(1, "case")) here" + ", none", "没有\(n)件")
      say(isOne ? "x" : "y", "z"); Wording(same: "k"); style.say("both", "both words")
      """#
    let found = Self.messages("a", source)
    #expect(found.map(\.en) == ["no # here, none", "both"] && found.map(\.zh) == ["没有#件", "both words"])
    #expect(found.map { Self.wrong($0) != nil } == [false, true])
    #expect(Self.wrong(Message(file: "a", en: "the file is empty", zh: "the file")) != nil)
    #expect(Self.wrong(Message(file: "a", en: "write 万 once", zh: "写一次")) != nil)
    #expect(Self.wrong(Message(file: "a", en: "read", zh: "")) != nil)
  }
}
