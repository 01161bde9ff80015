import Speech

/// Turns libyaml's complaints into something the author of a policy can act on.
struct SyntaxAdvice {
  private let source: ArraySlice<UInt8>

  init(source: ArraySlice<UInt8>) { self.source = source }

  func problem(for failure: EventStream.Failure, file: String) -> Problem {
    let position = failure.position
    let lines = [position.line, failure.contextPosition?.line].compactMap { $0 }.map(line)
    var (message, hint) = Self.words(for: failure.problem)
    if let context = failure.contextPosition, context.line != position.line {
      message = message + Wording(" (in what begins at \(context))", "（所在结构始于 \(context)）")
    }
    // What stands in quotes or behind “#” may be full-width; what libyaml stumbled over is rather what stands outside.
    if let advice = lines.lazy.compactMap({ WideForms.advice(for: Self.structure(of: $0)) }).first {
      hint = advice
    } else if let advice = wideColon(before: position) {
      let before = position.line - 1
      hint = Wording("in line \(before) \(advice.en)", "第 \(before) 行：\(advice.zh)")
    } else if lines.contains(where: { $0.prefix { $0 == " " || $0 == "\t" }.contains("\t") }) {
      hint = Wording("the line is indented with a tab; use spaces", "此行用制表符缩进；请用空格")
    }
    return Problem(file: file, position: position, message: message, hint: hint)
  }

  /// A key whose only colon is full-width is a text that goes on: libyaml stumbles over the line behind it.
  private func wideColon(before position: SourcePosition) -> Wording? {
    let text = Self.structure(of: line(position.line - 1))
    return text.contains("：") && !text.contains(":") ? WideForms.advice(for: text) : nil
  }

  private static func words(for problem: String) -> (message: Wording, hint: Wording?) {
    switch problem {
    case "mapping values are not allowed in this context":
      (
        Wording("a colon where no key can stand", "冒号所在处不能有键"),
        Wording("check the indentation, or put a text that contains “: ” in quotes", "请检查缩进；文字里含“: ”时请加引号")
      )
    case "did not find expected key", "did not find expected '-' indicator":
      (
        Wording("the indentation does not fit the lines above", "缩进与上面各行不一致"),
        Wording("begin keys of one mapping, and dashes of one list, in the same column", "同一映射的键、同一列表的短横，要从同一列开始")
      )
    case "could not find expected ':'":
      (Wording("a key without a colon", "键后缺冒号"), Wording("write “key: value”, with a space after the colon", "请写“键: 值”，冒号后有空格"))
    case "did not find expected ',' or '}'":
      (Wording("a comma or } is missing", "缺逗号或 }"), Wording("close the brace, or separate the entries with commas", "请补上右花括号，或用逗号分开各项"))
    case "did not find expected ',' or ']'":
      (Wording("a comma or ] is missing", "缺逗号或 ]"), Wording("close the bracket, or separate the items with commas", "请补上右方括号，或用逗号分开各项"))
    case "found character that cannot start any token":
      (
        Wording("a character that cannot begin a value", "值不能以此字符开头"),
        Wording(
          "indent with spaces instead of tabs; put a text that begins with @ % ` > or | in quotes",
          "请用空格而不是制表符缩进；以 @ % ` > | 开头的文字请加引号")
      )
    case "found unexpected end of stream":
      (Wording("a quotation mark is never closed", "引号没有配对"), Wording("close it", "请补上另一半"))
    case "did not find expected node content":
      (
        Wording("a key or value is missing", "缺键或缺值"),
        Wording("a comma too many, or a bracket or brace that does not match?", "是否多了逗号，或括号不配对？")
      )
    case "found undefined tag handle":
      (Wording("tags (!name) are not supported", "不支持标签（!name）"), Wording("delete the tag", "请删去标签"))
    case "block sequence entries are not allowed in this context":
      (Wording("a list cannot begin here", "列表不能从这里开始"), Wording("begin it on a line of its own", "请另起一行"))
    case "did not find expected <document start>":
      (Wording("text after the end of the document", "文档结束后还有文字"), Wording("check the indentation", "请检查缩进"))
    default:
      (Wording("not valid YAML: \(problem)", "不是合法的 YAML：\(problem)"), nil)
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
