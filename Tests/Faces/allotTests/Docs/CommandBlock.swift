/// A block of a page in which somebody is told what to type. The convention, which docs/architecture.md states:
///
/// - a fenced block without a language, and an indented block, are commands as soon as one of their lines begins with `allot`,
///   `scripts/` or a variable set for one of them; each such line is run by a shell as it stands, a comment behind `#` included;
/// - `# exit 75` at the beginning of the comment names the status that is expected, else it is 0;
/// - in a block whose commands begin with `$ ` the lines below a command are what it prints; `…` stands for what may differ;
/// - in a block fenced as `text` nothing is run: its commands have placeholders, and only commands and options must exist.
struct CommandBlock: Sendable {
  struct Command: Sendable, CustomStringConvertible {
    var page: String
    var line: Int
    var text: String
    var status: Int32
    /// What is shown to be printed, nil where nothing is.
    var printed: [String]?
    var description: String { "\(page):\(line): \(text)" }
  }
  var commands: [Command] = []
  var isPlaceholder = false
  /// The heading above it, as links name it: `from-nothing-to-a-night`.
  var section = ""

  /// The blocks of a page in their order; those without a command are left out.
  static func all(of text: String, page: String) -> [CommandBlock] {
    var blocks: [CommandBlock] = []
    var fence: String?
    var lines: [(Int, Substring)] = []
    var wasBlank = true
    var section = ""
    func end(_ language: String) {
      if var block = CommandBlock(lines, language: language, page: page) {
        block.section = section
        blocks.append(block)
      }
      lines = []
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        if let language = fence {
          end(language)
          fence = nil
        } else {
          end("")
          fence = String(line.dropFirst(3))
        }
      } else if fence != nil {
        lines.append((index + 1, line))
      } else if line.hasPrefix("    "), wasBlank || !lines.isEmpty {
        lines.append((index + 1, line.dropFirst(4)))
      } else if !line.isEmpty {
        end("")
        if line.hasPrefix("#") { section = anchor(line) }
      }
      wasBlank = line.isEmpty
    }
    end(fence ?? "")
    return blocks
  }

  /// `## From nothing to a night` → `from-nothing-to-a-night`.
  static func anchor(_ heading: some StringProtocol) -> String {
    let words = heading.drop { $0 == "#" || $0 == " " }.lowercased()
    return String(words.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : nil })
  }

  private init?(_ lines: [(Int, Substring)], language: String, page: String) {
    guard ["", "sh", "text"].contains(language) else { return nil }
    isPlaceholder = language == "text"
    let isTranscript = lines.contains { $0.1.hasPrefix("$ ") }
    for (number, line) in lines {
      let said = isTranscript ? (line.hasPrefix("$ ") ? line.dropFirst(2) : nil) : Self.isCommand(line) ? line : nil
      if let said {
        commands.append(Command(page: page, line: number, text: String(said), status: Self.status(said), printed: nil))
      } else if isTranscript, let last = commands.indices.last {
        commands[last].printed = (commands[last].printed ?? []) + [String(line)]
      }
    }
    // A transcript is run as a whole: what it does between may be another program's.
    guard commands.contains(where: { Self.isCommand($0.text) }) else { return nil }
  }

  /// `allot …`, `scripts/…`, `NAME=value allot …`.
  static func isCommand(_ line: some StringProtocol) -> Bool {
    String(line).prefixMatch(of: /(?:[A-Z][A-Z0-9_]*=(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"]*) )*(?:allot(?: |$)|scripts\/)/) != nil
  }

  private static func status(_ command: some StringProtocol) -> Int32 {
    String(command).firstMatch(of: /\s#\s*exit (\d+)/).flatMap { Int32($0.1) } ?? 0
  }
}

extension CommandBlock.Command {
  /// Whether these lines were printed: in their order, one after the other, unless a line of `…` stands between them.
  func shows(_ output: String) -> Bool {
    guard var expected = printed else { return true }
    while expected.last?.isEmpty == true { expected.removeLast() }
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return Self.match(expected[...], lines[...])
  }

  private static func match(_ expected: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return lines.allSatisfy(\.isEmpty) }
    if first == "…" { return lines.indices.contains { match(expected.dropFirst(), lines[$0...]) } || match(expected.dropFirst(), []) }
    guard let line = lines.first, isLike(first, line) else { return false }
    return match(expected.dropFirst(), lines.dropFirst())
  }

  /// Equal, where `…` inside a line stands for anything.
  private static func isLike(_ expected: String, _ line: String) -> Bool {
    let parts = expected.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let head = parts.first, let tail = parts.last else { return expected == line }
    guard line.hasPrefix(head) else { return false }
    var rest = line.dropFirst(head.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(tail)
  }
}
