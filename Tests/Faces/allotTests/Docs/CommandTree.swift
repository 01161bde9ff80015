import FoundationEssentials
import Testing

/// Commands and options as the executable itself tells them (`--experimental-dump-help`).
struct CommandTree: Sendable, Decodable {
  struct Name: Sendable, Decodable {
    var kind: String
    var name: String
    var written: String { (kind == "long" ? "--" : "-") + name }
  }
  struct Argument: Sendable, Decodable {
    var kind: String
    var names: [Name]?
    var abstract: String?
  }
  var commandName: String
  var abstract: String?
  var discussion: String?
  var arguments: [Argument]?
  var subcommands: [CommandTree]?
  var defaultSubcommand: String?

  /// The same with what a group does by itself, without a word for it, as the group's own.
  private var withDefaults: CommandTree {
    var tree = self
    if let name = defaultSubcommand, let own = subcommands?.first(where: { $0.commandName == name }) {
      tree.arguments = own.arguments
      tree.subcommands?.removeAll { $0.commandName == name }
    }
    tree.subcommands = tree.subcommands?.map(\.withDefaults)
    return tree
  }

  private struct Dump: Decodable { var command: CommandTree }

  static let shared = Task { try await told() }

  /// What the executable tells with these variables.
  static func told(environment: [String: String] = [:]) async throws -> CommandTree {
    let dump = try await Tool.run(["--experimental-dump-help"], environment: environment)
    try #require(dump.status == 0, "\(dump.errors)")
    return try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.withDefaults
  }

  /// Every command that does something, as one would write it: `allot`, `show`, `cases` …
  func leaves(_ path: [String] = []) -> [(path: [String], command: CommandTree)] {
    let path = path + [commandName]
    let below = (subcommands ?? []).filter { $0.commandName != "help" }
    // A command with subcommands may do something itself: it has arguments of its own beside the usual ones.
    let own =
      below.isEmpty || defaultSubcommand != nil || (arguments ?? []).contains { $0.names?.contains { $0.name == "dry-run" } == true }
      ? [(path, self)] : []
    return own + below.flatMap { $0.leaves(path) }
  }

  /// All of them, groups included.
  func all(_ path: [String] = []) -> [(path: [String], command: CommandTree)] {
    [(path + [commandName], self)] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { $0.all(path + [commandName]) }
  }

  /// What is wrong with a command line as far as it can be told without running it: nil when command and options exist.
  func fault(in line: String) -> String? {
    var words = Self.words(line)
    while let first = words.first, first.contains("="), first.first?.isUppercase == true { words.removeFirst() }
    guard words.first == commandName else { return "does not begin with \(commandName)" }
    words.removeFirst()
    var command = self
    while let word = words.first, let sub = command.subcommands?.first(where: { $0.commandName == word }) {
      command = sub
      words.removeFirst()
    }
    let isGroup = command.subcommands?.isEmpty == false && command.defaultSubcommand == nil
    if isGroup, let word = words.first, word.first?.isLetter == true, word.allSatisfy({ $0.isLowercase || $0 == "-" }) {
      // `policy check|apply|list`: each of them.
      return "“\(word)” is no subcommand of \(command.commandName)"
    }
    let known = Set((command.arguments ?? []).flatMap { ($0.names ?? []).map(\.written) }).union(["--help", "-h", "--version"])
    for word in words where word.hasPrefix("-") && word.count > 1 {
      let name = word.split(separator: "=").first.map(String.init) ?? word
      if name.dropFirst().first?.isNumber == true { continue }
      if !known.contains(name) { return "\(name) is no option of \(command.commandName)" }
    }
    return nil
  }

  /// Words of a shell line without its comment, quotes taken off; brackets of a synopsis as well.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in line.replacing(/\$\([^)]*\)/, with: "…") {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if character == "#", word.isEmpty {
        return words
      } else if !"[]".contains(character) {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
