/// Letters brought to one width and case, without Foundation.
package enum Folding {
  /// Full-width ASCII to half-width, ideographic and no-break spaces to spaces, ASCII to lower case.
  package static func narrow(_ text: some StringProtocol, lowercased: Bool = true) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      guard lowercased else { return String(text) }
      return String(decoding: text.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }, as: UTF8.self)
    }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      var value = scalar.value
      if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
      switch value {
      case 0x3000, 0xA0: value = 0x20
      case 0xFEFF, 0x200B: continue
      case 0x41...0x5A where lowercased: value += 32
      default: break
      }
      view.append(Unicode.Scalar(value) ?? scalar)
    }
    return String(view)
  }

  /// The small letter of an ASCII capital; other scalars must not be asked about.
  package static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(scalar.value + 32) ?? scalar
  }

  /// Without blanks and the signs that differ from one export to the next.
  package static func bare(_ text: some StringProtocol) -> String {
    let dropped = " _-.*#:/'\"\t\r\n()[]"
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !dropped.unicodeScalars.contains($0) }))
  }

  /// The form in which words of a source (roles, codes, states) are compared.
  package static func word(_ text: some StringProtocol) -> String {
    let plain = narrow(text)
    let isTrimmed = plain.utf8.first.map { $0 > 0x20 } ?? true && plain.utf8.last.map { $0 > 0x20 } ?? true
    if isTrimmed { return plain }
    var view = Substring(plain).unicodeScalars
    while let first = view.first, first == " " || first == "\t" || first == "\n" || first == "\r" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\t" || last == "\n" || last == "\r" { view.removeLast() }
    return String(Substring(view))
  }

  /// The form in which the names of columns are compared: half-width, lower case, without blanks, `_`, `-` and the like.
  /// Traditional characters count as the simplified ones.
  package static func name(_ text: some StringProtocol) -> String { bare(simplified(narrow(text))) }

  /// With simplified characters where the text has traditional ones.
  package static func simplified(_ text: String) -> String { Simplified.text(text) }
}
