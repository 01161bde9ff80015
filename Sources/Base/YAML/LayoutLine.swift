/// One line of a YAML file, its blanks set right outside of quotes and notes.
struct LayoutLine {
  /// Without the blanks before it.
  private(set) var content: [Unicode.Scalar] = []
  /// With its sign; empty without one.
  private(set) var note: [Unicode.Scalar] = []
  /// Open brackets and braces at the end of the line.
  private(set) var depth: Int
  /// The quote that is open at its end.
  private(set) var quote: Unicode.Scalar?
  /// Where a block mapping's key ends in `content`: the place of its colon.
  private(set) var colon: Int?

  /// `depth` and `quote` as the line before left them. With an open quote nothing before its end is touched.
  init(_ line: ArraySlice<Unicode.Scalar>, depth: Int, quote: Unicode.Scalar?) {
    (self.depth, self.quote) = (depth, quote)
    var rest = line
    var isStart = quote == nil
    while let scalar = rest.first {
      if let open = self.quote {
        rest = rest.dropFirst()
        content.append(scalar)
        if open == "\"", scalar == "\\", let next = rest.first {
          content.append(next)
          rest = rest.dropFirst()
        } else if scalar == open {
          if open == "'", rest.first == "'" {
            content.append("'")
            rest = rest.dropFirst()
          } else {
            self.quote = nil
          }
        }
        continue
      }
      if scalar == "#", content.isEmpty || Self.isBlank(content[content.count - 1]) {
        note = Array(Self.trimmed(rest))
        break
      }
      if isStart, scalar == "\"" || scalar == "'" {
        self.quote = scalar
        content.append(scalar)
        rest = rest.dropFirst()
        isStart = false
        continue
      }
      rest = rest.dropFirst()
      isStart = take(scalar, &rest, isStart)
    }
    content = Array(Self.trimmed(content[...]))
  }

  /// Whether a value may begin after it.
  private mutating func take(_ scalar: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>, _ isStart: Bool) -> Bool {
    func skip() { rest = rest.drop(while: Self.isBlank) }
    switch scalar {
    case "{", "[":
      guard depth > 0 || isStart else { break }
      depth += 1
      skip()
      content.append(scalar)
      if scalar == "{", let next = rest.first, next != "}", next != "#" { content.append(" ") }
      return true
    case "}", "]":
      guard depth > 0 else { break }
      depth -= 1
      content = Array(Self.trimmed(content[...]))
      if scalar == "}", let last = content.last, last != "{" { content.append(" ") }
      content.append(scalar)
      return false
    case ",":
      guard depth > 0 else { break }
      content = Array(Self.trimmed(content[...]))
      content.append(",")
      skip()
      if let next = rest.first, next != "#" { content.append(" ") } else if !rest.isEmpty { content.append(" ") }
      return true
    case ":":
      guard rest.first.map(Self.isBlank) ?? true else { break }
      content = Array(Self.trimmed(content[...]))
      if depth == 0, colon == nil { colon = content.count }
      content.append(":")
      skip()
      if !rest.isEmpty { content.append(" ") }
      return true
    case " ", "\t":
      content.append(scalar)
      return isStart
    default: break
    }
    content.append(scalar)
    return false
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

  static func trimmed(_ line: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var line = line
    while let last = line.last, isBlank(last) { line = line.dropLast() }
    return line
  }
}
