import Classification
import Portfolio
import Speech
import Terminal
import Wire
import Words

/// A scoreboard for people and for machines.
enum ToneReport {
  static func text(_ board: ToneScoreboard, _ style: AnswerStyle) -> String {
    func word(_ tone: Tone) -> String { style.say(tone.word, Words.tone(tone).zh) }
    let tones = ToneScoreboard.tones
    let figures = Table(
      [
        style.column("tone", "语气"), style.column("texts", "文本", .right), style.column("precision", "精确率", .right),
        style.column("recall", "召回率", .right), .init("F1", .right), .init("95 %"),
      ],
      rows: tones.map { tone in
        let f1 = board.f1(tone)
        return [
          word(tone), Text.grouped(board.pairs.count { $0.gold == tone }), share(board.precision(tone).value),
          share(board.recall(tone).value),
          share(f1.value), interval(f1),
        ]
      })
    var text = figures.render()
    let figuresOfAll = [
      (Wording("macro-F1", "宏平均 F1"), board.macroF1), (Wording("accuracy", "准确率"), board.accuracy),
      (Wording("false alarms", "误报率"), board.falseAlarms),
    ]
    for (name, figure) in figuresOfAll {
      let (value, range) = (share(figure.value), interval(figure))
      text += style.say("\(name.en) \(value) (\(range))\n", "\(name.zh) \(value)（\(range)）\n")
    }
    text += "\n"
    text += Table(
      [style.column("label \\ judged", "标注 \\ 判定")] + tones.map { .init(word($0), .right) },
      rows: tones.map { gold in [word(gold)] + tones.map { Text.grouped(board.confusion(gold, $0)) } }
    ).render()
    let groups = board.groups
    if groups.count > 1 {
      text += "\n"
      text += Table(
        [
          style.column("group", "分组"), style.column("texts", "文本", .right), style.column("right", "判对", .right),
          style.column("share", "占比", .right),
        ],
        rows: groups.map { [$0.name, Text.grouped($0.texts), Text.grouped($0.right), share(Double($0.right) / Double(max(1, $0.texts)))] }
      ).render()
    }
    return text
  }

  static func json(_ board: ToneScoreboard) -> JSON {
    func figure(_ figure: ToneScoreboard.Figure) -> JSON {
      .object([("value", .string(share(figure.value))), ("low", .string(share(figure.low))), ("high", .string(share(figure.high)))])
    }
    let tones = ToneScoreboard.tones
    return .object([
      ("texts", JSON(board.pairs.count)), ("macro_f1", figure(board.macroF1)), ("accuracy", figure(board.accuracy)),
      ("false_alarms", figure(board.falseAlarms)),
      (
        "tones",
        .object(
          tones.map { tone in
            (
              tone.word,
              .object([
                ("precision", figure(board.precision(tone))), ("recall", figure(board.recall(tone))), ("f1", figure(board.f1(tone))),
              ])
            )
          })
      ),
      ("confusion", .object(tones.map { gold in (gold.word, .object(tones.map { ($0.word, JSON(board.confusion(gold, $0))) })) })),
      (
        "groups",
        .array(board.groups.map { .object([("group", .string($0.name)), ("texts", JSON($0.texts)), ("right", JSON($0.right))]) })
      ),
    ])
  }

  /// `0.812`.
  static func share(_ value: Double) -> String {
    let thousandths = Int((value * 1_000).rounded())
    return "\(thousandths / 1_000).\(String(thousandths % 1_000 + 1_000).dropFirst())"
  }

  private static func interval(_ figure: ToneScoreboard.Figure) -> String { "\(share(figure.low))–\(share(figure.high))" }
}
