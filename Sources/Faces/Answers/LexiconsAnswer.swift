package import Classification
package import Policy
import Portfolio
import Wire
import YAML

/// A lexicon file as it was read.
package enum LexiconReading: Sendable {
  case right(path: String, LexiconFile)
  case wrong(path: String, PolicyFault)
}

extension Answer {
  /// Lexicons that were checked, and how they read what was said.
  package static func lexicons(_ readings: [LexiconReading], said: [(text: String, verdict: ToneVerdict)]) -> Answer {
    let all = readings.flatMap(lines) + said.map { "\($0): \($1.tone.word) (\($1.score)); \($1.reason)" }
    return Answer(
      [
        "files": .array(readings.map(json)),
        "said": .array(
          said.map {
            [
              "tone": .string($1.tone.word), "score": JSON($1.score), "groups": .array($1.groups.words.map { .string($0) }),
              "reason": .string($1.reason),
            ]
          }),
      ], all.joined(separator: "\n") + "\n")
  }

  private static func lines(_ reading: LexiconReading) -> [String] {
    switch reading {
    case .right(let path, let file):
      [
        "\(path): \(Text.count(file.lexicon.phraseCount, "phrase")) of \(Text.count(file.lexicon.wordCount, "word")), "
          + "\(Text.count(file.examples.count, "example")) right"
      ]
    case .wrong(_, let fault): fault.problems.map(\.description)
    }
  }

  private static func json(_ reading: LexiconReading) -> JSON {
    switch reading {
    case .right(let path, let file):
      [
        "file": .string(path), "phrases": JSON(file.lexicon.phraseCount), "words": JSON(file.lexicon.wordCount),
        "examples": JSON(file.examples.count), "problems": .array([]),
      ]
    case .wrong(let path, let fault):
      ["file": .string(path), "problems": .array(fault.problems.map { .string($0.description) })]
    }
  }
}
