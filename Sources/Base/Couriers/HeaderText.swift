import Digest

/// Text in the headers of a mail: RFC 5322 lines, RFC 2047 words where it is not plain, RFC 2231 for the names of files. No line end of a text survives, so
/// that none can begin a header of its own.
enum HeaderText {
  /// A whole header line or several, folded, with the line end.
  static func line(_ name: String, _ text: String) -> String { "\(name): \(encoded(oneLine(text), firstRoom: 75 - name.utf8.count - 2))\n" }

  /// The name of a person or an agency before an address: quoted where plain, else as encoded words.
  static func mailbox(_ name: String, _ address: MailAddress) -> String {
    let name = oneLine(name)
    guard !name.isEmpty else { return address.description }
    let isPlain =
      name.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C } && !name.contains("=?") && name.utf8.count <= 60
    return (isPlain ? "\"\(name)\"" : words(name, firstRoom: 60)) + "\n <\(address)>"
  }

  /// The name of a file in a Content-Disposition: plain for old programs, whole for the others.
  static func fileName(_ name: String) -> String {
    let name = oneLine(name)
    let plain = String(decoding: name.utf8.map { isToken($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    if plain == name { return "filename=\"\(plain)\"" }
    let whole = name.utf8.map { byte -> String in
      if isToken(byte) { return String(decoding: [byte], as: UTF8.self) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
    return "filename=\"\(plain)\";\n filename*=UTF-8''\(whole.joined())"
  }

  /// Every control, line ends among them, becomes a blank.
  static func oneLine(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
  }

  private static func encoded(_ text: String, firstRoom: Int) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains("=?") && text.utf8.count <= firstRoom
    return isPlain ? text : words(text, firstRoom: firstRoom)
  }

  /// Encoded words of at most 75 characters, none of which cuts a character in two.
  private static func words(_ text: String, firstRoom: Int) -> String {
    var words: [String] = []
    var bytes: [UInt8] = []
    func room() -> Int { ((words.isEmpty ? min(75, firstRoom) : 74) - 12) / 4 * 3 }
    for scalar in text.unicodeScalars {
      let next = Array(String(scalar).utf8)
      if bytes.count + next.count > max(4, room()) {
        words.append("=?UTF-8?B?\(Base64.encode(bytes))?=")
        bytes = []
      }
      bytes += next
    }
    if !bytes.isEmpty { words.append("=?UTF-8?B?\(Base64.encode(bytes))?=") }
    return words.joined(separator: "\n ")
  }
}
