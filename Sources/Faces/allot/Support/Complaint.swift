import Faults
import Parlance
import Setup
import Speech
import Terminal
import Wire

/// How a command says on stderr that it cannot go on: text for people, one JSON object on a line of its own where `--json` was asked for. What it
/// wrote to stdout before stays a result; an error never stands there.
struct Complaint {
  private let status: ExitStatus
  private let what: String
  private let remedy: String?
  /// What a person reads instead, where it is more than the two.
  private let text: String

  /// In the language of the command line, for machines too.
  init(_ error: OperationError, _ language: Language = Process.spoken) {
    (status, what, remedy) = (error.status, error.what[language], error.remedy?[language])
    text = "allot: \(error.text(language))"
  }

  /// The option parser's own words, with who speaks made like every other message.
  init(parser message: String, arguments: [String], _ language: Language = Process.spoken) {
    let words = ParserWords(arguments: arguments, language, root: Allot.self).text(message)
    text = message.hasPrefix("Error: ") ? "allot: " + words : words
    let lines = words.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    status = .usage
    what = lines.first ?? words
    let rest = lines.dropFirst().joined(separator: "\n")
    remedy = rest.isEmpty ? nil : rest
  }

  func say() {
    if CommandLine.arguments.contains("--json") { return Output.error.line(json.text) }
    // Where journald reads, every line with the priority of an error.
    let prefix = Process.writesToJournal ? "<3>" : ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { Output.error.line(prefix + line) }
  }

  /// `{"error":{"status":78,"kind":"configuration","what":"…","remedy":"…"}}`.
  private var json: JSON {
    .object([
      (
        "error",
        .object([
          ("status", JSON(Int64(status.rawValue))), ("kind", .string(status.word)), ("what", .string(what)), ("remedy", JSON(remedy)),
        ])
      )
    ])
  }
}
