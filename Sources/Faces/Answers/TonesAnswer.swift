package import Classification
package import Policy
package import Portfolio
import Speech
import Wire
import Words

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
    var fields: [(String, JSON)] = [
      ("file", .string(output)), ("texts", JSON(file.texts)), ("left_out", JSON(leftOut)), ("grams", JSON(file.model.source.grams.count)),
      ("milliseconds", JSON(Text.milliseconds(duration))),
    ]
    if let validation {
      let (alone, together) = (validation.alone, validation.together)
      fields.append(("model", ToneReport.json(alone)))
      fields.append(("both", ToneReport.json(together)))
    }
    return Answer(.object(fields)) { style in
      let grams = Text.grouped(file.model.source.grams.count)
      var text = style.say(
        "\(output): \(grams) grams from \(Text.count(file.texts, "text"))", "\(output)：\(Text.grouped(file.texts)) 段文本，\(grams) 个字组")
      if leftOut > 0 { text += style.say(", \(Text.grouped(leftOut)) contested left out", "，有争议的 \(Text.grouped(leftOut)) 段未用") }
      text += style.say(" (\(Text.seconds(duration)))\n", "（\(Text.seconds(duration, .zh))）\n")
      if let validation {
        let parts = validation.parts
        text += style.say("\ncross-validation in \(parts) parts, model alone:\n", "\n\(parts) 折交叉验证，仅模型：\n")
        text += ToneReport.text(validation.alone, style)
        text += style.say("\ncross-validation in \(parts) parts, keywords and model:\n", "\n\(parts) 折交叉验证，关键词与模型：\n")
        text += ToneReport.text(validation.together, style)
      }
      return text
    }
  }

  /// Verdicts that were written to `output`.
  package static func judged(
    _ verdicts: [ToneVerdict], by recogniser: ToneJudge.Recogniser, to output: String, duration: Duration
  ) -> Answer {
    let counts = ToneScoreboard.tones.map { tone in (tone: tone, count: verdicts.count { $0.tone == tone }) }
    let disputed = verdicts.count(where: \.isDisputed)
    let summary = counts.map { one in
      Wording("\(one.tone.word) \(Text.grouped(one.count))", "\(Words.tone(one.tone).zh) \(Text.grouped(one.count))")
    }.joined(by: Wording(", ", "、"))
    return Answer(
      .object([
        ("file", .string(output)), ("texts", JSON(verdicts.count)), ("decided_by", .string(recogniser.rawValue)),
        ("tones", .object(counts.map { ($0.tone.word, JSON($0.count)) })), ("disputed", JSON(disputed)),
        ("milliseconds", JSON(Text.milliseconds(duration))),
      ]),
      Wording(
        "\(output): \(Text.count(verdicts.count, "text")) by \(recogniser.rawValue): \(summary.en); "
          + "keywords and model differ on \(Text.grouped(disputed)) (\(Text.seconds(duration)))\n",
        "\(output)：\(Text.grouped(verdicts.count)) 段文本，由\(word(recogniser))判定：\(summary.zh)；"
          + "关键词与模型有分歧的 \(Text.grouped(disputed)) 段（\(Text.seconds(duration, .zh))）\n"))
  }

  private static func word(_ recogniser: ToneJudge.Recogniser) -> String {
    switch recogniser {
    case .keywords: "关键词"
    case .model: "模型"
    case .both: "关键词与模型"
    }
  }

  /// How verdicts agree with labels. `mistakes`: those to be listed, the surest first; nil when nobody asked for them.
  package static func scored(_ board: ToneScoreboard, leftOut: Int, mistakes: [ToneMistake]?) -> Answer {
    Answer(ToneReport.json(board)) { style in
      let left = Text.grouped(leftOut)
      var text = leftOut > 0 ? style.say("\(left) contested left out\n", "有争议的 \(left) 段未计入\n") : ""
      text += ToneReport.text(board, style)
      if let mistakes {
        text += style.say("\nmistakes, the surest first:\n", "\n误判，把握最大者在前：\n")
        for one in mistakes {
          let judged = Tone.allCases.first { $0.word == one.judged }.map { Words.tone($0).zh } ?? one.judged
          text += style.say(
            "  \(one.id): \(one.gold.word), judged \(one.judged) (\(one.score)): \(one.text)\n    \(one.reason)\n",
            "  \(one.id)：标注\(Words.tone(one.gold).zh)，判为\(judged)（\(one.score)）：\(one.text)\n    \(one.reason)\n")
        }
      }
      return text
    }
  }
}
