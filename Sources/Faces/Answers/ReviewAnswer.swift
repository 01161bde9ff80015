import Classification
package import Feeds
package import Figures
import Portfolio
import Schema
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// Conversations that a person should read.
  package static func reviewItems(_ items: [ReviewItem]) -> Answer {
    Answer([
      "conversations": .array(
        items.map { item in
          [
            "client": .string(item.client), "case_no": .string(item.caseNo), "id": .string(item.sourceID), "day": .day(item.day),
            "why": .string(item.why.rawValue), "judged": .string(item.tone.word), "confidence": JSON(item.confidence),
            "groups": .array(KeywordGroups(rawValue: item.groups).words.map { .string($0) }), "text": JSON(item.text),
          ]
        })
    ]) { style in
      let table = Table(
        [
          style.column("case", "案件"), style.column("id", "编号"), style.column("day", "日期"), style.column("why", "缘由"),
          style.column("judged", "判定"), style.column("sure", "把握", .right), style.column("groups", "词组"), style.column("text", "文本"),
        ],
        rows: items.map { item in
          [
            item.caseNo, item.sourceID, item.day.description, style.say(word(item.why)),
            style.say(item.tone.word, Words.tone(item.tone).zh),
            "\(item.confidence) %", KeywordGroups(rawValue: item.groups).words.joined(separator: "|"),
            DisplayWidth.fit(item.text ?? style.say("(not kept)", "（未保留）"), 60),
          ]
        })
      return items.isEmpty ? style.say("nothing to review\n", "没有需要复核的沟通\n") : style.table(table)
    }
  }

  private static func word(_ why: ReviewItem.Why) -> Wording {
    switch why {
    case .disputed: Wording(why.rawValue, "判定有分歧")
    case .unsure: Wording(why.rawValue, "把握不足")
    case .sample: Wording(why.rawValue, "抽样")
    }
  }

  /// A file of conversations that waits for its labels.
  package static func written(_ sheet: ReviewSheet, to file: String) -> Answer {
    Answer(
      ["file": .string(file), "conversations": JSON(sheet.conversations)],
      Wording(
        "\(file): \(Text.count(sheet.conversations, "conversation")); fill in “label” and give it to: allot review label\n",
        "\(file)：\(Text.grouped(sheet.conversations)) 段沟通；请填写“label”列，再交给：allot review label\n"))
  }

  /// A file of labelled texts.
  package static func written(_ sheet: TrainingSheet, to file: String) -> Answer {
    let without = sheet.withoutText
    return Answer(
      ["file": .string(file), "texts": JSON(sheet.texts), "without_text": JSON(without)],
      Wording(
        "\(file): \(Text.count(sheet.texts, "labelled text"))\(without > 0 ? "; \(Text.grouped(without)) more have no text on record" : "")\n",
        "\(file)：\(Text.grouped(sheet.texts)) 段已标注文本\(without > 0 ? "；另有 \(Text.grouped(without)) 段没有留存文本" : "")\n"))
  }

  /// For each label, whether there was such a conversation.
  package static func labelled(_ found: [Bool]) -> Answer {
    let stored = found.count(where: \.self)
    return Answer(
      ["labelled": JSON(stored), "not_found": JSON(found.count - stored)],
      Wording("\(Text.count(stored, "label")) stored\n", "已保存 \(Text.grouped(stored)) 条标注\n"))
  }

  /// How often verdicts agree with people, by lot and otherwise, and how talk drifts from month to month.
  package static func accuracy(_ labelled: [LabelledConversation], _ months: [TalkMonth]) -> Answer {
    let sets = [true, false].map { isSample in labelled.filter { $0.isSample == isSample } }
    let boards = sets.map { set in ToneScoreboard(set.map { .init(gold: $0.label, judged: $0.judged) }) }
    let drift = zip(months, TalkDrift.of(months)).map { (month: $0, drift: $1) }
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
      var text = labelled.isEmpty ? style.say("no labels yet: allot review list\n", "尚无标注：allot review list\n") : ""
      let names = [Wording("chosen by lot", "随机抽取"), Wording("chosen as doubtful, or by hand", "因存疑或由人工选取")]
      for (name, board) in zip(names, boards) where !board.pairs.isEmpty {
        let labels = board.pairs.count
        text += style.say("\(name.en): \(Text.count(labels, "label"))\n", "\(name.zh)：\(Text.grouped(labels)) 条标注\n")
        text += ToneReport.text(board, style) + "\n"
      }
      let table = Table(
        [
          style.column("month", "月份"), style.column("conversations", "沟通", .right), style.column("PSI tones", "PSI 语气", .right),
          style.column("PSI groups", "PSI 词组", .right), .init(""),
        ],
        rows: drift.map { month, drift in
          [
            month.name, Text.grouped(month.conversations), drift.map { NumberText.ratio($0.tones) } ?? "",
            drift.map { NumberText.ratio($0.groups) } ?? "", style.say(word(drift?.flag ?? .none)),
          ]
        })
      return text + style.table(table)
    }
  }

  private static func word(_ flag: TalkDrift.Flag) -> Wording {
    switch flag {
    case .none: .none
    case .look: Wording(flag.rawValue, "关注")
    case .changed: Wording(flag.rawValue, "显著变化")
    }
  }
}
