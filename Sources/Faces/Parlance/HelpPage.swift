import Terminal

/// A page of `--help` in Chinese. What commands say of themselves is Chinese already; the headings are the parser's, and so is where lines end: it breaks
/// at blanks, of which Chinese has none, and counts characters, of which a Chinese one takes two columns. Its forms are those of version 1.8.2.
package enum HelpPage {
  /// So wide that the parser breaks no line itself.
  package static let unbroken = 10_000
  /// Where the parser begins what it says of an option.
  private static let explanation = 26

  /// The page as a person reads it on so many columns; what is no page (the version, a script of completions) as it is.
  package static func chinese(_ page: String, columns: Int) -> String {
    guard page.hasPrefix("OVERVIEW: ") else { return page }
    enum Part { case overview, usage, lists }
    var part = Part.overview
    var lines: [String] = []
    for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("USAGE: ") { part = .usage } else if headings[line] != nil { part = .lists }
      switch part {
      case .overview:
        let told = line.hasPrefix("OVERVIEW: ") ? "概述：" + own(String(line.dropFirst(10))) : line
        // Indented lines are examples and tables.
        lines += told.hasPrefix(" ") ? [told] : wrapped(told, to: columns, hanging: 0)
      case .usage:
        // The parser's heading is a column wider.
        lines.append(line.hasPrefix("USAGE: ") ? "用法：\(line.dropFirst(7))" : String(line.dropFirst(line.hasPrefix(" ") ? 1 : 0)))
      case .lists:
        lines += wrapped(headings[line] ?? own(line), to: columns, hanging: explanation)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static let headings = ["ARGUMENTS:": "参数：", "OPTIONS:": "选项：", "SUBCOMMANDS:": "子命令："]

  /// The parser's own sentences in a line.
  private static func own(_ line: String) -> String {
    if let match = line.wholeMatch(of: #/  See '(.+)' for detailed help\./#) { return "  详情请看：\(match.1)" }
    return line.replacing(" (default) ", with: "（默认）").replacing("Show the version.", with: "显示版本。").replacing(
      "Show help information.", with: "显示帮助。"
    )
    .replacing("Show subcommand help information.", with: "显示子命令的帮助。")
    .replacing(#/ ?\((?:values: ([^;()]+))?(?:; )?(?:default: (.+))?\)$/#) { match in
      let values = match.1.map { "可取：\($0.replacing(", ", with: "、"))" }
      let parts = [values, match.2.map { "默认：\($0)" }].compactMap { $0 }
      return parts.isEmpty ? String(match.0) : "（\(parts.joined(separator: "；"))）"
    }
  }

  // MARK: Where lines end

  /// Broken where Chinese may be: at blanks, and beside any character of two columns, but never before what closes or behind what opens.
  package static func wrapped(_ line: String, to columns: Int, hanging: Int) -> [String] {
    var lines = [""]
    for piece in pieces(line) {
      let last = lines[lines.count - 1]
      if DisplayWidth.of(last + piece.withoutTrailingBlanks) > columns, !last.withoutTrailingBlanks.isEmpty {
        lines.append(String(repeating: " ", count: hanging))
      }
      lines[lines.count - 1] += piece
    }
    return lines.map(\.withoutTrailingBlanks)
  }

  private static func pieces(_ line: String) -> [String] {
    var pieces: [String] = []
    var last: Character?
    for character in line {
      if let last, !mayBreak(last, character) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      last = character
    }
    return pieces
  }

  private static func mayBreak(_ left: Character, _ right: Character) -> Bool {
    if right == " " || "，。；：、？！）》”…".contains(right) || "（《“".contains(left) { return false }
    return left == " " || isWide(left) || isWide(right)
  }

  private static func isWide(_ character: Character) -> Bool { DisplayWidth.of(String(character)) == 2 }
}
