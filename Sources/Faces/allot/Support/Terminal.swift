import Answers
import Setup
import Speech
import Terminal
import Wire

/// Where results go: text for people, or one JSON object for machines.
struct Terminal: Sendable {
  let isJSON: Bool
  let language: Language

  init(isJSON: Bool, language: Language = Process.spoken) {
    self.isJSON = isJSON
    self.language = language
  }

  /// Tables have bold heads where a person watches.
  var style: AnswerStyle { AnswerStyle(bold: Output.standard.isTerminal, language) }

  func say(_ answer: Answer) {
    if isJSON { Output.standard.line(answer.json.text) } else { Output.standard.write(answer.text(style)) }
  }
}
