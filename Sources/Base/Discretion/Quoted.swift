package import Speech

/// What may be shown of somebody else's text, in both languages: what `Shown` gives, and the same in Chinese.
package enum Quoted {
  /// Of a cell of a file nothing but its form: `a text of 3 characters`.
  package static func cell(_ text: String) -> Wording {
    let chinese =
      if text.isEmpty {
        "空内容"
      } else if text.utf8.allSatisfy({ (48...57).contains($0) }) {
        "一个 \(text.utf8.count) 位数字"
      } else {
        "一段 \(text.count) 个字符的文本"
      }
    return Wording(Shown.cell(text), chinese)
  }

  /// What somebody typed, as the subject of a sentence: `“open”`, or `what was given (a text of 3 characters)`.
  package static func typed(_ text: some StringProtocol) -> Wording {
    let shown = Shown.typed(text)
    return Wording(shown, shown.hasPrefix("“") ? shown : "所给内容（\(cell(String(text)).zh)）")
  }

  /// The same behind a noun: `“retail-card”`, or `of that name (a text of 3 characters)`. The Chinese follows its noun without a blank.
  package static func named(_ text: some StringProtocol) -> Wording {
    let shown = Shown.named(text)
    return Wording(shown, shown.hasPrefix("“") ? shown : "（所给名称为\(cell(String(text)).zh)）")
  }

  /// The same without quotation marks: `AJ00000008`, or `of that number (a number of 11 digits)`. The Chinese follows its noun without a blank, which
  /// it brings where it needs one.
  package static func number(_ text: some StringProtocol) -> Wording {
    let shown = Shown.number(text)
    return Wording(shown, shown == text ? " \(shown)" : "（所给编号为\(cell(String(text)).zh)）")
  }
}
