/// Skills by the words that files, policies and programs write for them.
package enum SkillName {
  /// The one name of a skill, for its word in Chinese or English, whatever the case of its letters: 诉讼 is `litigation`, 粤语 `cantonese`. Another
  /// word is a skill by itself, in lower case. Empty for the language that everybody speaks: 普通话 is asked of nobody.
  package static func one(_ word: String) -> String {
    let word = word.lowercased()
    return known[word] ?? word
  }

  private static let known: [String: String] = {
    var names: [String: String] = [:]
    for (words, name) in [
      (["粤语", "广东话", "cantonese", "yue"], "cantonese"), (["英语", "英文", "english", "en"], "english"),
      (["诉讼", "法务", "litigation", "legal"], "litigation"), (["普通话", "国语", "mandarin", "zh"], ""),
    ] {
      for word in words { names[word] = name }
    }
    return names
  }()
}
