/// Walks over the text of one value: numbers, words and signs, with blanks between them ignored.
struct TextScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Nothing left but blanks.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position == scalars.count
    }
  }

  /// Takes the sign or word if it comes next; a word must end there.
  mutating func take(_ literal: String) -> Bool {
    skipBlanks()
    let wanted = Array(literal.unicodeScalars)
    guard position + wanted.count <= scalars.count, Array(scalars[position..<position + wanted.count]) == wanted else { return false }
    let end = position + wanted.count
    if let last = wanted.last, Self.isLetter(last), end < scalars.count, Self.isLetter(scalars[end]) { return false }
    position = end
    return true
  }

  /// The rest of the text without blanks around it.
  mutating func rest() -> String {
    skipBlanks()
    var end = scalars.count
    while end > position, scalars[end - 1] == " " { end -= 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[position..<end])
    position = scalars.count
    return String(view)
  }

  /// A decimal number scaled by 10^`places`: `12`, with places also `7.25`. Nil (and nothing taken) without digits, with a leading zero, with more
  /// places than allowed or above 10^15.
  mutating func number(places: Int = 0) -> Int? {
    skipBlanks()
    let start = position
    var value = 0
    var digits = 0
    while position < scalars.count, let digit = Self.digit(scalars[position]) {
      value = value * 10 + digit
      digits += 1
      position += 1
      if value > 1_000_000_000_000_000 { break }
    }
    guard digits > 0, value <= 1_000_000_000_000_000, digits == 1 || scalars[start] != "0" else {
      position = start
      return nil
    }
    var decimals = 0
    if places > 0, position + 1 < scalars.count, scalars[position] == ".", Self.digit(scalars[position + 1]) != nil {
      position += 1
      while position < scalars.count, let digit = Self.digit(scalars[position]) {
        value = value * 10 + digit
        decimals += 1
        position += 1
        guard decimals <= places, value <= 1_000_000_000_000_000 else {
          position = start
          return nil
        }
      }
    }
    for _ in decimals..<places {
      guard value <= 1_000_000_000_000_000 else {
        position = start
        return nil
      }
      value *= 10
    }
    return value
  }

  /// A run of ASCII letters, or nil.
  mutating func word() -> String? {
    skipBlanks()
    let start = position
    while position < scalars.count, Self.isLetter(scalars[position]) { position += 1 }
    guard position > start else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<position])
    return String(view)
  }

  private mutating func skipBlanks() {
    while position < scalars.count, scalars[position] == " " { position += 1 }
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
