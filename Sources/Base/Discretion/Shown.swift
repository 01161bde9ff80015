/// What of somebody else's text may be shown: in messages, logs, metrics and on pages. Whoever quotes a text that was not written here asks this type.
///
/// A name is not recognised by its form, least of all a Chinese one. So the question is where a text comes from, not what it looks like: of a file's
/// cell only its form is told, of an argument only what cannot be a person, of the agency's own files what can be cut and cleaned.
package enum Shown {
  /// Of a cell of a file that somebody sent, nothing but its form: `a number of 11 digits`, `a text of 3 characters`, `an empty text`. Where it
  /// stands is what helps: say the line and the column beside it.
  package static func cell(_ text: String) -> String {
    if text.isEmpty { return "an empty text" }
    let digits = text.utf8.count { isDigit($0) }
    if digits == text.utf8.count { return "a number of \(digits) digit\(digits == 1 ? "" : "s")" }
    let count = text.count
    return "a text of \(count) character\(count == 1 ? "" : "s")"
  }

  /// What somebody typed, as the subject of a sentence: in quotation marks when it cannot be a person, else `what was given (a text of 3 characters)`.
  ///
  /// No person are numbers of cases, runs, records and collectors (`AJ00000008`, `C012`, `HX-2026-0007`), days, and words of up to 16 small letters.
  package static func typed(_ text: some StringProtocol) -> String {
    isHarmless(text) ? "“\(text)”" : "what was given (\(cell(String(text))))"
  }

  /// The same behind a noun: `“retail-card”`, or `of that name (a text of 3 characters)`.
  package static func named(_ text: some StringProtocol) -> String {
    isHarmless(text) ? "“\(text)”" : "of that name (\(cell(String(text))))"
  }

  /// The same without quotation marks, behind “case”, “collector”, “user”: `AJ00000008`, or `of that number (a number of 11 digits)`.
  package static func number(_ text: some StringProtocol) -> String {
    isHarmless(text) ? String(text) : "of that number (\(cell(String(text))))"
  }

  /// Text of the agency's own files and names: policies, settings, teams, columns of a header. Control characters are made visible, numbers of eleven
  /// digits and more hidden, the rest cut to `limit` characters.
  package static func written(_ text: some StringProtocol, limit: Int = 60) -> String {
    let cut = text.count > limit ? String(text.prefix(limit)) + "…" : String(text)
    return withoutLongNumbers(printable(cut))
  }

  /// The name of a file: whole, since it says where, but with no sign that does something to a terminal and no number that could be a phone's.
  package static func path(_ text: String) -> String { withoutLongNumbers(printable(text), from: 11, upTo: 13, and: 15) }

  /// The name of a file that is not there: it may be no file's name at all, but something put where one belongs. Parts that end like a file
  /// (`cases.csv`, `agency.yaml`), words and numbers are shown, the others are `…`.
  package static func missing(_ path: String) -> String {
    let endings: Set<Substring> = ["csv", "tsv", "txt", "yaml", "yml", "json", "conf", "html", "xlsx", "xls", "ods", "gz", "zip"]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
      let pieces = part.split(separator: ".", omittingEmptySubsequences: false)
      let isFile = pieces.count > 1 && pieces.last.map(endings.contains) == true
      return part.isEmpty || part == "." || part == ".." || isFile || isHarmless(part) ? String(part) : "…"
    }
    return Shown.path(parts.joined(separator: "/"))
  }

  /// The text with every sign made visible that does something instead of being read: controls of terminals (`␛`), and those that turn the direction
  /// of writing around. Line ends and tabs stay.
  package static func printable(_ text: String) -> String {
    if !text.utf8.contains(where: mayControl) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: result.append(scalar)
      case 0x00...0x1F: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case _ where isControl(scalar): result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a sign acts on a terminal or on the direction of what follows, line ends and tabs included.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Bytes that controls are made of or begin with.
  private static func mayControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09 && byte != 0x0A) || byte == 0x7F || byte == 0xC2 || byte == 0xE2
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isHarmless(_ text: some StringProtocol) -> Bool { isNumber(String(text)) || isWord(text) }

  /// Small letters, `-` and `_`: words of options, settings, roles, kinds and policies.
  private static func isWord(_ text: some StringProtocol) -> Bool {
    (1...16).contains(text.utf8.count)
      && text.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  /// Groups of at most four letters before at most nine digits, between `-`, `_`, `/`, `.`, `:` and `#`, with a digit somewhere. A day or a time is
  /// such a number; a name has no digit, a phone has too many.
  private static func isNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...32).contains(bytes.count), bytes.contains(where: isDigit) else { return false }
    // Separators do not make a phone of other digits: 0755-1234-5678. Of a day and its time they do.
    let isDay = bytes.count >= 8 && bytes[..<4].allSatisfy(isDigit) && bytes[4] == UInt8(ascii: "-") && bytes.first == UInt8(ascii: "2")
    var letters = 0
    var digits = 0
    var plain = 0
    for byte in bytes {
      switch byte {
      case 48...57:
        digits += 1
        plain += 1
        letters = 0
      case 65...90, 97...122:
        // Letters behind digits are those of a password rather than of a number; but for the T and Z of a time.
        if digits > 0, !(isDay && (byte == UInt8(ascii: "T") || byte == UInt8(ascii: "Z"))) { return false }
        letters += 1
        digits = 0
        plain = 0
        if letters > 4 { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "."):
        letters = 0
        digits = 0
      case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "#"):
        letters = 0
        digits = 0
        plain = 0
      default: return false
      }
      if digits > 9 || (plain > 9 && !isDay) { return false }
    }
    return true
  }

  /// Runs of digits from `least` on become `…`; with `most` and `more` only those of `least` to `most` digits and of `more` and longer.
  private static func withoutLongNumbers(_ text: String, from least: Int = 11, upTo most: Int = .max, and more: Int = .max) -> String {
    var result = String.UnicodeScalarView()
    var run = String.UnicodeScalarView()
    func end() {
      let isHidden = (run.count >= least && run.count <= most) || run.count >= more
      if isHidden { result.append("…") } else { result.append(contentsOf: run) }
      run.removeAll()
    }
    for scalar in text.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        run.append(scalar)
      } else {
        end()
        result.append(scalar)
      }
    }
    end()
    return String(result)
  }
}
