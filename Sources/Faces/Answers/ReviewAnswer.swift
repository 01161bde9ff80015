import Classification
package import Feeds
package import Figures
import Portfolio
import Schema
import Terminal
import Wire
import Words

extension Answer {
  /// Conversations that a person should read.
  package static func reviewItems(_ items: [ReviewItem]) -> Answer {
    let table = Table(
      [
        .init("case"), .init("id"), .init("day"), .init("why"), .init("judged"), .init("sure", .right), .init("groups"), .init("text"),
      ],
      rows: items.map { item in
        [
          item.caseNo, item.sourceID, item.day.description, item.why.rawValue, item.tone.word, "\(item.confidence) %",
          KeywordGroups(rawValue: item.groups).words.joined(separator: "|"),
          DisplayWidth.fit(item.text ?? "(not kept)", 60),
        ]
      })
    return Answer([
      "conversations": .array(
        items.map { item in
          [
            "client": .string(item.client), "case_no": .string(item.caseNo), "id": .string(item.sourceID), "day": .day(item.day),
            "why": .string(item.why.rawValue), "judged": .string(item.tone.word), "confidence": JSON(item.confidence),
            "groups": .array(KeywordGroups(rawValue: item.groups).words.map { .string($0) }), "text": JSON(item.text),
          ]
        })
    ]) { items.isEmpty ? "nothing to review\n" : $0.table(table) }
  }

  /// A file of conversations that waits for its labels.
  package static func written(_ sheet: ReviewSheet, to file: String) -> Answer {
    Answer(
      ["file": .string(file), "conversations": JSON(sheet.conversations)],
      "\(file): \(Text.count(sheet.conversations, "conversation")); fill in “label” and give it to: allot review label\n")
  }

  /// A file of labelled texts.
  package static func written(_ sheet: TrainingSheet, to file: String) -> Answer {
    let without = sheet.withoutText
    return Answer(
      ["file": .string(file), "texts": JSON(sheet.texts), "without_text": JSON(without)],
      "\(file): \(Text.count(sheet.texts, "labelled text"))\(without > 0 ? "; \(Text.grouped(without)) more have no text on record" : "")\n"
    )
  }

  /// For each label, whether there was such a conversation.
  package static func labelled(_ found: [Bool]) -> Answer {
    let stored = found.count(where: \.self)
    return Answer(["labelled": JSON(stored), "not_found": JSON(found.count - stored)], "\(Text.count(stored, "label")) stored\n")
  }

  /// How often verdicts agree with people, by lot and otherwise, and how talk drifts from month to month.
  package static func accuracy(_ labelled: [LabelledConversation], _ months: [TalkMonth]) -> Answer {
    let sets = [true, false].map { isSample in labelled.filter { $0.isSample == isSample } }
    let boards = sets.map { set in ToneScoreboard(set.map { .init(gold: $0.label, judged: $0.judged) }) }
    let drift = zip(months, TalkDrift.of(months)).map { (month: $0, drift: $1) }
    let table = Table(
      [.init("month"), .init("conversations", .right), .init("PSI tones", .right), .init("PSI groups", .right), .init("")],
      rows: drift.map { month, drift in
        [
          month.name, Text.grouped(month.conversations), drift.map { NumberText.ratio($0.tones) } ?? "",
          drift.map { NumberText.ratio($0.groups) } ?? "", drift?.flag.rawValue ?? "",
        ]
      })
    let json: JSON = [
      "labels": JSON(labelled.count), "by_lot": sets[0].isEmpty ? .null : ToneReport.json(boards[0]),
      "chosen": sets[1].isEmpty ? .null : ToneReport.json(boards[1]),
      "months": .array(
        drift.map { month, drift in
          [
            "month": .string(month.name), "conversations": JSON(month.conversations),
            "psi_tones": JSON(drift.map { NumberText.ratio($0.tones) }),
            "psi_groups": JSON(drift.map { NumberText.ratio($0.groups) }),
            "flag": .string(drift?.flag.rawValue ?? ""),
          ]
        }),
    ]
    return Answer(json) { style in
      var text = labelled.isEmpty ? "no labels yet: allot review list\n" : ""
      for (name, board) in zip(["chosen by lot", "chosen as doubtful, or by hand"], boards) where !board.pairs.isEmpty {
        text += "\(name): \(Text.count(board.pairs.count, "label"))\n" + ToneReport.text(board) + "\n"
      }
      return text + style.table(table)
    }
  }
}
