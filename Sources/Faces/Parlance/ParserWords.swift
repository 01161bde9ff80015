package import ArgumentParser
import Discretion
package import Speech

/// What the option parser says, as a person reads it: without what nobody may read, in his language, with the command that was probably meant. The
/// parser knows English only; its sentences are recognised by their form, those of version 1.8.2.
package struct ParserWords {
  private let language: Language
  private let root: any ParsableCommand.Type
  /// What was typed, and what stands behind `=` in it.
  private let typed: [String]

  /// `root`: the command whose subcommands the words may name.
  package init(arguments: [String], _ language: Language, root: any ParsableCommand.Type) {
    self.language = language
    self.root = root
    typed = arguments + arguments.compactMap { one in one.firstIndex(of: "=").map { String(one[one.index(after: $0)...]) } }
  }

  /// What the parser says of an error that a command threw while it ran: the parser knows the last name of the command only, and how it is used.
  package static func message(
    for error: any Error, of command: any ParsableCommand.Type, arguments: [String], root: any ParsableCommand.Type, _ language: Language
  ) -> String {
    var path = root._commandName
    var last = root
    for word in arguments {
      guard let next = last.configuration.subcommands.first(where: { $0._commandName == word }) else { break }
      (path, last) = ("\(path) \(word)", next)
    }
    guard last == command, command.configuration.usage != nil else { return message(for: error, root: root, language) }
    return command.fullMessage(for: error).replacing("See '\(command._commandName) --help'", with: "See '\(path) --help'")
  }

  /// What the parser says of what it met itself, and its pages of help.
  package static func message(for error: any Error, root: any ParsableCommand.Type, _ language: Language) -> String {
    root.fullMessage(for: error, columns: language == .zh ? HelpPage.unbroken : nil)
  }

  /// The whole message without `Error: ` before it: what is wrong first, then how the command is used and where that is explained.
  package func text(_ message: String) -> String {
    guard message.hasPrefix("Error: ") else { return masked(message) }
    let whole = message.dropFirst(7)
    let end = ["\nHelp:  ", "\nUsage: ", "\n\n"].compactMap { whole.firstRange(of: $0)?.lowerBound }.min() ?? whole.endIndex
    let rest = String(whole[end...])
    let error = misspelled(String(whole[..<end]))
    let hint = hint(error, rest)
    if language == .en { return masked(error) + (hint.map { "; \($0.en)" } ?? "") + masked(rest) }
    return chinese(error) + (hint.map { "；\($0.zh)" } ?? "") + usage(rest)
  }

  // MARK: What was meant

  /// The parser tells of an option behind a command that there is not before it tells of the command.
  private func misspelled(_ error: String) -> String {
    guard error.hasPrefix("Unknown option") else { return error }
    var command = root
    for word in typed {
      let names = command.configuration.subcommands.map { $0._commandName }
      if names.isEmpty || word.hasPrefix("-") { return error }
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
        return Suggestion.closest(to: word, among: names) == nil ? error : "Unexpected argument '\(word)'"
      }
      command = next
    }
    return error
  }

  /// The command of the same place that is closest to an argument nobody asked for.
  private func hint(_ error: String, _ rest: String) -> Wording? {
    guard let word = error.firstMatch(of: #/nexpected arguments?:? '([^']+)'/#)?.1, let path = rest.firstMatch(of: #/See '([^']+) --?h/#)?.1
    else { return nil }
    var command = root
    for name in path.split(separator: " ").dropFirst() {
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == name }) else { return nil }
      command = next
    }
    return Suggestion.hint(for: String(word), among: command.configuration.subcommands.map { $0._commandName })
  }

  // MARK: In Chinese

  private func chinese(_ error: String) -> String {
    let known = options(error) ?? values(error) ?? others(error)
    // What is Chinese outside of what it quotes is our own sentence.
    return known ?? (Self.isChinese(error) ? masked(error) : "命令行有误：\(masked(error))")
  }

  private func options(_ error: String) -> String? {
    if let both = error.wholeMatch(of: #/(.+)\n   or: Missing value for '(.+)' in '(.+)'/#) {
      return "\(chinese(String(both.1)))\n   或：\(shown(both.3))里的选项\(shown(both.2))缺少值"
    }
    if let match = error.wholeMatch(of: #/Unknown option '(.+)'\. Did you mean '(.+)'\?/#) {
      return "没有选项\(shown(match.1))；是否想写“\(match.2)”？"
    }
    if let match = error.wholeMatch(of: #/Unknown option '(.+)'/#) { return "没有选项\(shown(match.1))" }
    if let match = error.wholeMatch(of: #/Missing value for '(.+)'/#) { return "选项“\(match.1)”缺少值" }
    if let match = error.wholeMatch(of: #/The option '(.+)' does not take any value, but '(.*)' was specified\./#) {
      return "选项“\(match.1)”不带值，却给了\(shown(match.2))"
    }
    if let match = error.wholeMatch(of: #/Value to be set with flag '(.+)' had already been set with flag '(.+)'/#) {
      return "\(flag(match.1))与\(flag(match.2))设置的是同一项，只能给一个"
    }
    if let match = error.wholeMatch(of: #/Invalid option: (.+)/#) { return "选项无效：\(shown(match.1))" }
    return nil
  }

  /// `--yes`, or `y' in '-ny`: a letter of several.
  private func flag(_ text: Substring) -> String {
    guard let middle = text.firstRange(of: "' in '") else { return shown(text) }
    return "\(shown(text[middle.upperBound...]))里的\(shown(text[..<middle.lowerBound]))"
  }

  private func values(_ error: String) -> String? {
    guard let match = error.wholeMatch(of: #/(?s)The value '(.*?)' is invalid for '(.+?)'(.*)/#) else { return nil }
    let said = "“\(match.2)”的值\(shown(match.1))无效"
    let rest = match.3
    if rest.hasPrefix(": ") {
      return "\(said)：\(Self.isChinese(String(rest)) ? String(rest.dropFirst(2)) : masked(String(rest.dropFirst(2))))"
    }
    guard rest.hasPrefix(". Please provide one of") else { return said }
    let words = rest.matches(of: #/'([^']+)'|\n  - (.+)/#).compactMap { ($0.1 ?? $0.2).map { "“\($0)”" } }
    return "\(said)；请写以下之一：\(words.joined(separator: "、"))"
  }

  private func others(_ error: String) -> String? {
    if let match = error.wholeMatch(of: #/Unexpected argument '(.*)'/#) { return "多余的参数\(shown(match.1))" }
    if let match = error.wholeMatch(of: #/(\d+) unexpected arguments: '(.*)'/#) {
      return "\(match.1) 个多余的参数：\(list(match.2))"
    }
    if let match = error.wholeMatch(of: #/Missing expected argument '(.+)'/#) {
      return "缺少\(match.1.hasPrefix("-") ? "选项" : "参数")“\(match.1)”"
    }
    if let match = error.wholeMatch(of: #/Missing one of: '(.+)'/#) { return "缺少其中之一：\(list(match.1))" }
    if error == "Missing required subcommand." { return "缺少子命令" }
    if let match = error.wholeMatch(of: #/Command '(.+)' is not a parent of the current command\./#) {
      return "\(shown(match.1))不是当前命令的上级命令"
    }
    return nil
  }

  private func list(_ text: Substring) -> String {
    text.split(separator: "', '", omittingEmptySubsequences: false).map(shown).joined(separator: "、")
  }

  /// What the option means, how the command is used, and where that is explained.
  private func usage(_ rest: String) -> String {
    var lines: [String] = []
    for line in rest.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      if line.hasPrefix("Help:  ") {
        lines.append("说明：\(line.dropFirst(7))")
      } else if let match = line.wholeMatch(of: #/  See '(.+)' for more information\./#) {
        lines.append("  详情请看：\(match.1)")
      } else {
        lines.append(line.hasPrefix("Usage: ") ? "用法：\(line.dropFirst(7))" : String(line))
      }
    }
    return lines.map { "\n" + $0 }.joined()
  }

  // MARK: What may be shown

  /// A word of the command line between Chinese quotation marks, or what form it has.
  private func shown(_ word: Substring) -> String {
    guard typed.contains(String(word)) else { return "“\(word)”" }
    let bare = word.drop { $0 == "-" }
    return Shown.typed(bare).hasPrefix("“") ? "“\(word)”" : "（\(Quoted.cell(String(bare)).zh)）"
  }

  /// The parser quotes what it could not use; of that only what may be shown stays.
  private func masked(_ message: String) -> String {
    var text = message
    for one in typed.sorted(by: { $0.utf8.count > $1.utf8.count }) where !one.isEmpty {
      let shown = Shown.typed(one.drop { $0 == "-" })
      guard !shown.hasPrefix("“") else { continue }
      // Behind its noun, “what was given (…)” is “given (…)”.
      text = text.replacing("The value '\(one)'", with: "The value " + shown.replacing("what was ", with: "")).replacing(
        "'\(one)'", with: shown)
    }
    return text
  }

  /// Whether anything outside of quotation marks is Chinese.
  private static func isChinese(_ text: String) -> Bool {
    text.replacing(#/'[^']*'|“[^”]*”/#, with: "").unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }
}
