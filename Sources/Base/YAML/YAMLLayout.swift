/// Writes a file in one layout without changing what it says: two blanks a level, list items two blanks beneath their key, `{ a: b }` and `[a, b]`, one
/// blank after a colon and before a note, no blanks at ends of lines, at most one empty line. Notes, order, quotes and line breaks stay.
package enum YAMLLayout {
  /// The text in the layout; nil for what is no YAML document. Whatever would be read otherwise than before is left as it was.
  package static func canonical(_ text: String, file: String = "") -> String? {
    guard let before = try? YAMLNode.parse(text, file: file) else { return nil }
    // The parser itself says whether the meaning is the same; where a construct is not understood here, only the ends of lines are set right.
    for candidate in [LayoutWriter(Self.lines(text)).text, Self.endsOnly(text)] {
      if let after = try? YAMLNode.parse(candidate, file: file), after.says(before) { return candidate }
    }
    return text
  }

  private static func lines(_ text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var afterReturn = false
    for scalar in text.unicodeScalars where scalar != "\u{FEFF}" {
      if scalar == "\r" || (scalar == "\n" && !afterReturn) {
        lines.append([])
      } else if scalar != "\n" {
        lines[lines.count - 1].append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return lines
  }

  private static func endsOnly(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for line in lines(text) {
      out.append(contentsOf: LayoutLine.trimmed(line[...]))
      out.append("\n")
    }
    while out.count > 1, out.last == "\n", out.dropLast().last == "\n" { out.removeLast() }
    return String(out)
  }
}

extension YAMLNode {
  /// The same values in the same order, written in the same style; where they stand does not matter.
  package func says(_ other: YAMLNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let a), .scalar(let b)): a.text == b.text && a.style == b.style
    case (.sequence(let a), .sequence(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.says($1) }
    case (.mapping(let a), .mapping(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value.says($1.value) }
    default: false
    }
  }
}
