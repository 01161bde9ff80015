import Answers
import Terminal
import Wire

/// Where results go: text for people, or one JSON object for machines.
struct Terminal: Sendable {
  let isJSON: Bool

  /// Tables have bold heads where a person watches.
  var style: AnswerStyle { AnswerStyle(bold: Output.standard.isTerminal) }

  func say(_ answer: Answer) {
    if isJSON { Output.standard.line(answer.json.text) } else { Output.standard.write(answer.text(style)) }
  }
}
