/// A language in which people are told things.
package enum Language: String, CaseIterable, Sendable {
  case zh, en
  /// The language's own name.
  package var ownName: String { self == .zh ? "中文" : "English" }
  /// BCP 47 tag for `lang`.
  package var tag: String { self == .zh ? "zh-CN" : "en" }

  /// The one default, of every command and page: `ALLOT_LANGUAGE` where it is `zh` or `en`, else Chinese where the locale's messages are Chinese (the
  /// first of LC_ALL, LC_MESSAGES and LANG that says something decides, as for every program), else English.
  package static func of(_ environment: [String: String]) -> Language {
    if let chosen = environment["ALLOT_LANGUAGE"].flatMap(Language.init(rawValue:)) { return chosen }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.lowercased().hasPrefix("zh") ? .zh : .en
  }
}
