import Discretion
import Speech

/// What may be shown of what somebody typed, in both languages: what `Shown` gives, and the same in Chinese. The Chinese follows its noun without a
/// blank.
enum Quotation {
  /// As the subject of a sentence.
  static func typed(_ text: String) -> Wording {
    let shown = Shown.typed(text)
    return Wording(shown, shown.hasPrefix("“") ? shown : "所给内容（\(form(text))）")
  }

  /// Behind a noun.
  static func named(_ text: String) -> Wording {
    let shown = Shown.named(text)
    return Wording(shown, shown.hasPrefix("“") ? shown : "（所给名称为\(form(text))）")
  }

  /// Behind a noun, without quotation marks.
  static func number(_ text: String) -> Wording {
    let shown = Shown.number(text)
    return Wording(shown, shown == text ? " \(shown) " : "（所给编号为\(form(text))）")
  }

  private static func form(_ text: String) -> String {
    if text.isEmpty { return "空内容" }
    return text.utf8.allSatisfy { (48...57).contains($0) } ? "一个 \(text.utf8.count) 位数字" : "一段 \(text.count) 个字符的文本"
  }
}
