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
  package let en: String
  package let zh: String
  package init(_ en: String, _ zh: String) {
    self.en = en
    self.zh = zh
  }
  package subscript(_ language: Language) -> String { language == .zh ? zh : en }
}
