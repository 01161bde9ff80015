import Speech

/// Whole numbers as authors of policies write them.
enum Numerals {
  /// Decimal ASCII digits with an optional sign and no leading zero (which YAML 1.1 takes for octal).
  static func int(_ text: String) -> Int? {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let isDecimal = !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isDecimal, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    return Int(text)
  }

  static func expectation(for range: ClosedRange<Int>) -> Wording {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): Wording("a whole number", "整数")
    case (let low, .max): Wording("a whole number, at least \(low)", "不小于 \(low) 的整数")
    case (.min, let high): Wording("a whole number, at most \(high)", "不大于 \(high) 的整数")
    case (let low, let high): Wording("a whole number from \(low) to \(high)", "\(low) 到 \(high) 的整数")
    }
  }

  /// How to write the number that was probably meant.
  static func hint(for text: String) -> Wording? {
    if let hint = widthHint(for: text) { return hint }
    let bare = String(String.UnicodeScalarView(text.unicodeScalars.filter { !",_ ".unicodeScalars.contains($0) }))
    if bare != text, let value = int(bare) { return Wording("write \(value)", "请写成 \(value)") }
    if text.count > 1, text.hasPrefix("0"), let value = int(String(text.drop { $0 == "0" })) {
      return Wording("write \(value)", "请写成 \(value)")
    }
    return nil
  }

  /// Full-width digits and signs, as Chinese input methods give them.
  static func widthHint(for text: String) -> Wording? { WideForms.hint(for: text) }
}
