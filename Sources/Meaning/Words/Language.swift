/// A language of the reports.
package enum Language: String, CaseIterable, Sendable {
  case zh, en
  /// The language's own name.
  package var ownName: String { self == .zh ? "中文" : "English" }
  /// BCP 47 tag for `lang`.
  package var tag: String { self == .zh ? "zh-CN" : "en" }
}

/// One text in both languages.
package struct Phrase: Sendable, Hashable {
  /// British English.
  package let en: String
  /// Simplified Chinese.
  package let zh: String
  /// The English text first, then the Chinese that says the same.
  package init(_ en: String, _ zh: String) {
    self.en = en
    self.zh = zh
  }
  /// The text in one language.
  package subscript(_ language: Language) -> String { language == .zh ? zh : en }
}
