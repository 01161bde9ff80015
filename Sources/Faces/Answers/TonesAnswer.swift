package import Classification
package import Policy
package import Portfolio
import Wire

/// What a model reaches on labels it has not seen: trained so many times without a part, judged on that part.
package struct CrossValidation: Sendable {
  /// Into how many parts the labels were split.
  package var parts: Int
  /// The model by itself, and keywords and model together.
  package var alone: ToneScoreboard
  /// Keywords and model together, on the same labels.
  package var together: ToneScoreboard
  /// Made after the last part was judged; each label is in both boards once.
  package init(parts: Int, alone: ToneScoreboard, together: ToneScoreboard) {
    (self.parts, self.alone, self.together) = (parts, alone, together)
  }
}

/// A verdict that is not what a person says.
package struct ToneMistake: Sendable {
  /// The text's id in the file of labels.
  package var id: String
  /// What the person says.
  package var gold: Tone
  /// As the file of verdicts has them.
  package var judged: String
  /// Score of the verdict, signed: the farther from 0 the surer.
  package var score: Int
  /// What was judged.
  package var text: String
  /// Why it was judged so, as the file of verdicts has it; empty when the file has no such column.
  package var reason: String
  /// Made from a label and its row in the file of verdicts.
  package init(id: String, gold: Tone, judged: String, score: Int, text: String, reason: String) {
    (self.id, self.gold, self.judged, self.score, self.text, self.reason) = (id, gold, judged, score, text, reason)
  }
}

extension Answer {
  /// A model that was trained and written to `output`.
  package static func trained(
    _ file: ToneModelFile, to output: String, leftOut: Int, duration: Duration, validation: CrossValidation?
  ) -> Answer {
    var text = "\(output): \(Text.grouped(file.model.source.grams.count)) grams from \(Text.count(file.texts, "text"))"
    text += leftOut > 0 ? ", \(Text.grouped(leftOut)) contested left out" : ""
    text += " (\(Text.seconds(duration)))\n"
    var fields: [(String, JSON)] = [
      ("file", .string(output)), ("texts", JSON(file.texts)), ("left_out", JSON(leftOut)), ("grams", JSON(file.model.source.grams.count)),
      ("milliseconds", JSON(Text.milliseconds(duration))),
    ]
    if let validation {
      let (alone, together) = (validation.alone, validation.together)
      text += "\ncross-validation in \(validation.parts) parts, model alone:\n" + ToneReport.text(alone)
      text += "\ncross-validation in \(validation.parts) parts, keywords and model:\n" + ToneReport.text(together)
      fields.append(("model", ToneReport.json(alone)))
      fields.append(("both", ToneReport.json(together)))
    }
    return Answer(.object(fields), text)
  }

  /// Verdicts that were written to `output`.
  package static func judged(
    _ verdicts: [ToneVerdict], by recogniser: ToneJudge.Recogniser, to output: String, duration: Duration
  ) -> Answer {
    let counts = ToneScoreboard.tones.map { tone in (tone.word, verdicts.count { $0.tone == tone }) }
    let disputed = verdicts.count(where: \.isDisputed)
    let summary = counts.map { "\($0.0) \(Text.grouped($0.1))" }.joined(separator: ", ")
    return Answer(
      .object([
        ("file", .string(output)), ("texts", JSON(verdicts.count)), ("decided_by", .string(recogniser.rawValue)),
        ("tones", .object(counts.map { ($0.0, JSON($0.1)) })), ("disputed", JSON(disputed)),
        ("milliseconds", JSON(Text.milliseconds(duration))),
      ]),
      "\(output): \(Text.count(verdicts.count, "text")) by \(recogniser.rawValue): \(summary); "
        + "keywords and model differ on \(Text.grouped(disputed)) (\(Text.seconds(duration)))\n")
  }

  /// How verdicts agree with labels. `mistakes`: those to be listed, the surest first; nil when nobody asked for them.
  package static func scored(_ board: ToneScoreboard, leftOut: Int, mistakes: [ToneMistake]?) -> Answer {
    Answer(ToneReport.json(board)) { _ in
      var text = leftOut > 0 ? "\(Text.grouped(leftOut)) contested left out\n" : ""
      text += ToneReport.text(board)
      if let mistakes {
        text += "\nmistakes, the surest first:\n"
        for one in mistakes {
          text += "  \(one.id): \(one.gold.word), judged \(one.judged) (\(one.score)): \(one.text)\n    \(one.reason)\n"
        }
      }
      return text
    }
  }
}
