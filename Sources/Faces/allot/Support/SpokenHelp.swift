import ArgumentParser
import Speech

extension CommandConfiguration {
  /// What a command says of itself, in the language of the command line.
  init(
    commandName: String? = nil, abstract: Wording, usage: String? = nil, discussion: Wording = .none, version: String = "",
    subcommands: [any ParsableCommand.Type] = [], defaultSubcommand: (any ParsableCommand.Type)? = nil
  ) {
    self.init(
      commandName: commandName, abstract: abstract.spoken, usage: usage, discussion: discussion.spoken, version: version,
      subcommands: subcommands, defaultSubcommand: defaultSubcommand)
  }
}

extension ArgumentHelp {
  /// What an option says of itself, in the language of the command line.
  init(_ abstract: Wording, valueName: String? = nil) { self.init(abstract.spoken, valueName: valueName) }
}
