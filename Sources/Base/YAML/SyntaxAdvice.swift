/// Turns libyaml's complaints into something the author of a policy can act on.
struct SyntaxAdvice {
  private let source: ArraySlice<UInt8>

  init(source: ArraySlice<UInt8>) { self.source = source }

  func problem(for failure: EventStream.Failure, file: String) -> Problem {
    let position = failure.position
    let lines = [position.line, failure.contextPosition?.line].compactMap { $0 }.map(line)
    var (message, hint) = Self.words(for: failure.problem)
    if let context = failure.contextPosition, context.line != position.line {
      message += " (in what begins at \(context))"
    }
    // What stands in quotes or behind “#” may be full-width; what libyaml stumbled over is rather what stands outside.
    if let advice = lines.lazy.compactMap({ WideForms.advice(for: Self.structure(of: $0)) }).first {
      hint = advice
    } else if lines.contains(where: { $0.prefix { $0 == " " || $0 == "\t" }.contains("\t") }) {
      hint = "the line is indented with a tab; use spaces"
    }
    return Problem(file: file, position: position, message: message, hint: hint)
  }

  private static func words(for problem: String) -> (message: String, hint: String?) {
    switch problem {
    case "mapping values are not allowed in this context":
      ("a colon where no key can stand", "check the indentation, or put a text that contains “: ” in quotes")
    case "did not find expected key", "did not find expected '-' indicator":
      ("the indentation does not fit the lines above", "begin keys of one mapping, and dashes of one list, in the same column")
    case "could not find expected ':'":
      ("a key without a colon", "write “key: value”, with a space after the colon")
    case "did not find expected ',' or '}'":
      ("a comma or } is missing", "close the brace, or separate the entries with commas")
    case "did not find expected ',' or ']'":
      ("a comma or ] is missing", "close the bracket, or separate the items with commas")
    case "found character that cannot start any token":
      ("a character that cannot begin a value", "indent with spaces instead of tabs; put a text that begins with @ % ` > or | in quotes")
    case "found unexpected end of stream":
      ("a quotation mark is never closed", "close it")
    case "did not find expected node content":
      ("a key or value is missing", "a comma too many, or a bracket or brace that does not match?")
    case "found undefined tag handle":
      ("tags (!name) are not supported", "delete the tag")
    case "block sequence entries are not allowed in this context":
      ("a list cannot begin here", "begin it on a line of its own")
    case "did not find expected <document start>":
      ("text after the end of the document", "check the indentation")
    default:
      ("not valid YAML: \(problem)", nil)
    }
  }

  /// A line without what stands in ASCII quotes and without its comment.
  private static func structure(of line: String) -> String {
    var kept = String.UnicodeScalarView()
    var quote: Unicode.Scalar?
    var before: Unicode.Scalar = " "
    for scalar in line.unicodeScalars {
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == "#", before == " " {
        break
      } else {
        kept.append(scalar)
      }
      before = scalar
    }
    // A quotation mark that is never closed hides the rest: look at all of it.
    return quote == nil ? String(kept) : line
  }

  /// The text of a line, from 1, for looking at; libyaml and this count lines alike.
  private func line(_ number: Int) -> String {
    var current = 1
    var begin = source.startIndex
    var index = source.startIndex
    while index < source.endIndex {
      let byte = source[index]
      let isBreak = byte == 0x0A || (byte == 0x0D && (index + 1 == source.endIndex || source[index + 1] != 0x0A))
      if isBreak {
        if current == number { break }
        current += 1
        begin = index + 1
      }
      index += 1
    }
    return current == number ? String(decoding: source[begin..<index], as: UTF8.self) : ""
  }
}
