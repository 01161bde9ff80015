/// Full-width signs as Chinese input methods and word processors give them: they look like YAML's own and are none.
package enum WideForms {
  /// What is full-width in a text and how to write it, or nil: `a full-width colon (：); write “: ”, …`.
  package static func hint(for text: String) -> String? {
    let found = names(in: text)
    guard !found.isEmpty else { return nil }
    return "\(found.joined(separator: " and ")); write \(quoted(narrow(text)))"
  }

  /// What is full-width where the structure of a file stands, and what to write in its place; nil when nothing is.
  static func advice(for text: String) -> String? {
    let shown = names(in: text).filter { $0 != other }
    guard !shown.isEmpty else { return nil }
    return "\(shown.joined(separator: " and ")) stands here; \(remedies(text).joined(separator: ", "))"
  }

  /// The same text in ASCII, without quotation marks and blanks at its ends.
  package static func narrow(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      // `02：30` and `1，000` are one thing each; between words a blank follows.
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isTight = next == " " || ("0"..."9").contains(next) || (0xFF10...0xFF19).contains(next.value) || next.value == 0x3000
      switch scalar.value {
      case 0x201C, 0x201D, 0x2018, 0x2019, 0x300C, 0x300D, 0xFF02, 0xFF07: continue
      case 0x3000, 0x00A0: view.append(" ")
      case 0x3001: view.append(",")
      case 0xFF1A: view.append(contentsOf: (isTight ? ":" : ": ").unicodeScalars)
      case 0xFF0C: view.append(contentsOf: (isTight ? "," : ", ").unicodeScalars)
      case 0xFF01...0xFF5E: view.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: view.append(scalar)
      }
    }
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }

  private static let other = "full-width characters"

  /// Each kind once, in order of appearance.
  private static func names(in text: String) -> [String] {
    var found: [String] = []
    for scalar in text.unicodeScalars {
      guard let name = name(of: scalar), !found.contains(name) else { continue }
      found.append(name)
    }
    return found
  }

  private static func name(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xFF1A: "a full-width colon (：)"
    case 0xFF0C: "a full-width comma (，)"
    case 0x3001: "a Chinese enumeration comma (、)"
    case 0x201C, 0x201D, 0x2018, 0x2019, 0x300C, 0x300D, 0xFF02, 0xFF07: "a full-width or typographic quotation mark (“ ” ‘ ’)"
    case 0x3000: "a full-width blank (U+3000)"
    case 0x00A0: "a blank that does not break (U+00A0)"
    case 0xFF3B, 0xFF3D, 0x3010, 0x3011: "a full-width bracket (［ ］)"
    case 0xFF5B, 0xFF5D: "a full-width brace (｛ ｝)"
    case 0xFF03: "a full-width number sign (＃)"
    case 0xFF01...0xFF5E: other
    default: nil
    }
  }

  private static func remedies(_ text: String) -> [String] {
    var remedies: [String] = []
    func add(_ remedy: String, _ scalars: Set<UInt32>) {
      if text.unicodeScalars.contains(where: { scalars.contains($0.value) }) { remedies.append(remedy) }
    }
    add("write “: ”, an ASCII colon and a blank", [0xFF1A])
    add("write “, ”, an ASCII comma and a blank", [0xFF0C, 0x3001])
    add("write ASCII quotes (\" \" or ' ') or none", [0x201C, 0x201D, 0x2018, 0x2019, 0x300C, 0x300D, 0xFF02, 0xFF07])
    add("write ASCII blanks", [0x3000, 0x00A0])
    add("write [ and ]", [0xFF3B, 0xFF3D, 0x3010, 0x3011])
    add("write { and }", [0xFF5B, 0xFF5D])
    add("write #", [0xFF03])
    return remedies
  }
}
