/// Writes single values so that they read back as the same text.
package enum YAMLText {
  /// The text without quotes where no YAML reader could mistake it, otherwise in double quotes. One line.
  package static func scalar(_ text: String) -> String {
    isSafe(text) ? text : inQuotes(text)
  }

  /// Plain: begins with a letter, holds letters, digits, `_`, `-`, `.` or Chinese characters, and is no word of YAML.
  private static func isSafe(_ text: String) -> Bool {
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    guard let first = text.unicodeScalars.first, isLetter(first), !reserved.contains(text.lowercased()) else { return false }
    return text.unicodeScalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || "_-.".unicodeScalars.contains($0) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "\u{4E00}"..."\u{9FFF}": true
    default: false
    }
  }

  private static func inQuotes(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
