package import Classification
package import Policy
import Portfolio
import Speech
import Wire
import Words
import YAML

/// A lexicon file as it was read.
package enum LexiconReading: Sendable {
  case right(path: String, LexiconFile)
  case wrong(path: String, PolicyFault)
}

extension Answer {
  /// Lexicons that were checked, and how they read what was said.
  package static func lexicons(_ readings: [LexiconReading], said: [(text: String, verdict: ToneVerdict)]) -> Answer {
    Answer(
      [
        "files": .array(readings.map(json)),
        "said": .array(
          said.map {
            [
              "tone": .string($1.tone.word), "score": JSON($1.score), "groups": .array($1.groups.words.map { .string($0) }),
              "reason": .string($1.reason),
            ]
          }),
      ]
    ) { style in
      let judged = said.map { text, verdict in
        style.say(
          "\(text): \(verdict.tone.word) (\(verdict.score)); ", "\(text)：\(Words.tone(verdict.tone).zh)（\(verdict.score)）；")
          + style.say(verdict.because)
      }
      return (readings.flatMap { lines($0, style) } + judged).joined(separator: "\n") + "\n"
    }
  }

  private static func lines(_ reading: LexiconReading, _ style: AnswerStyle) -> [String] {
    switch reading {
    case .right(let path, let file):
      let (lexicon, examples) = (file.lexicon, file.examples.count)
      return [
        style.say(
          "\(path): \(Text.count(lexicon.phraseCount, "phrase")) of \(Text.count(lexicon.wordCount, "word")), "
            + "\(Text.count(examples, "example")) right",
          "\(path)：短语 \(Text.grouped(lexicon.phraseCount)) 条，用词 \(Text.grouped(lexicon.wordCount)) 个，"
            + "示例 \(Text.grouped(examples)) 个全部判对")
      ]
    case .wrong(_, let fault): return fault.problems.map { $0.text(style.language) }
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
      ["file": .string(path), "problems": .array(fault.problems.map { .string($0.text(.en)) })]
    }
  }
}
