import ArgumentParser
import Setup
import Speech

extension Language: ExpressibleByArgument {}

extension Process {
  /// The language where no option names one: that of `ALLOT_LANGUAGE`, else of the configuration file, else of the locale.
  static let language: Language = {
    let environment = Process.environment
    // A file that cannot be read is told of by the command that needs it.
    let file = (try? ConfigurationFile.load(environment: environment))?.file ?? ConfigurationFile()
    return file.language(environment: environment)
  }()

  /// The language of this command line: also where it cannot be read as a whole.
  static let spoken = spoken(CommandLine.arguments)

  /// What `--language` says, the last time it says something that is one; else `language`.
  static func spoken(_ arguments: [String]) -> Language {
    let option = "--language"
    let named = arguments.indices.compactMap { i -> Language? in
      if arguments[i] == option { return i + 1 < arguments.count ? Language(rawValue: arguments[i + 1]) : nil }
      return arguments[i].hasPrefix(option + "=") ? Language(rawValue: String(arguments[i].dropFirst(option.count + 1))) : nil
    }
    return named.last ?? language
  }
}

extension Wording {
  /// In the language of this command line.
  var spoken: String { self[Process.spoken] }
}

extension ValidationError {
  /// Wrong words on the command line, told in its language.
  init(_ wording: Wording) { self.init(wording.spoken) }
}
