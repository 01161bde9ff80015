/// One text in both languages. Whatever a person is told is made as one, where it is known what there is to say; which of the two is read is decided
/// where it is shown.
package struct Wording: Sendable, Hashable {
  /// British English.
  package let en: String
  /// Simplified Chinese.
  package let zh: String

  /// The English text first, then the Chinese that says the same.
  package init(_ en: String, _ zh: String) {
    self.en = en
    self.zh = zh
  }

  /// What is the same in every language: a name, a code, a path, the words of another program.
  package init(same text: String) { self.init(text, text) }

  /// The text in one language.
  package subscript(_ language: Language) -> String { language == .zh ? zh : en }

  /// Both texts changed alike.
  package func map(_ change: (String) -> String) -> Wording { Wording(change(en), change(zh)) }

  /// One after the other, each language with its own.
  package static func + (first: Wording, second: Wording) -> Wording { Wording(first.en + second.en, first.zh + second.zh) }
  /// With the same text added to both.
  package static func + (first: Wording, second: String) -> Wording { Wording(first.en + second, first.zh + second) }
  /// With the same text before both.
  package static func + (first: String, second: Wording) -> Wording { Wording(first + second.en, first + second.zh) }
  /// Nothing said.
  package static let none = Wording("", "")
  /// Nothing said in either language.
  package var isEmpty: Bool { en.isEmpty && zh.isEmpty }
}

extension [Wording] {
  /// All of them in a row: by `, ` and `，` unless told otherwise.
  package func joined(by separator: Wording = Wording(", ", "，")) -> Wording {
    Wording(map(\.en).joined(separator: separator.en), map(\.zh).joined(separator: separator.zh))
  }
}
