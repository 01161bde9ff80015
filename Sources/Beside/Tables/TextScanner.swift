/// Walks over a short text, scalar by scalar.
package struct TextScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  /// At the first scalar of `text`.
  package init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Whether nothing is left.
  package var isAtEnd: Bool { position == scalars.count }
  /// Whether an ASCII digit comes next.
  package var peekIsDigit: Bool { position < scalars.count && ("0"..."9").contains(scalars[position]) }

  /// Digits, at most 18; nil when there are none.
  package mutating func number() -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while peekIsDigit, digits < 18 {
      value = value * 10 + Int(scalars[position].value - 48)
      digits += 1
      position += 1
    }
    return digits == 0 ? nil : (value, digits)
  }

  /// ASCII lower-case letters; nil when there are none.
  package mutating func word() -> String? {
    var word = String.UnicodeScalarView()
    while position < scalars.count, ("a"..."z").contains(scalars[position]) {
      word.append(scalars[position])
      position += 1
    }
    return word.isEmpty ? nil : String(word)
  }

  /// The next scalar, if it is one of `signs`; it is passed then.
  package mutating func take(anyOf signs: String) -> Unicode.Scalar? {
    guard position < scalars.count, signs.unicodeScalars.contains(scalars[position]) else { return nil }
    position += 1
    return scalars[position - 1]
  }

  /// Passes `text` if it comes next.
  package mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  /// Passes blanks and tabs.
  package mutating func skipBlanks() {
    while position < scalars.count, scalars[position] == " " || scalars[position] == "\t" { position += 1 }
  }
}
