import Figures
import HTML
import Portfolio
import Speech
import Words

/// How far the reading of conversations and codes can be trusted.
enum TalkSection {
  /// The order of rows and columns.
  private static let tones: [Tone] = [.cooperative, .uncooperative, .neutral]

  static func html(_ figures: Figures, _ language: Language) -> HTML {
    let talk = figures.talk
    return HTML.div([.class("charts")]) {
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Verdicts against people", "判断与人工标注")[language])")
        agreement(talk, language)
      }
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Drift, month on month", "逐月变化")[language])")
        drift(talk.months, language)
      }
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Codes that nobody mapped", "未映射代码")[language])")
        codes(talk, language)
        blocked(talk.blocked, language)
      }
    }
  }

  private static func agreement(_ talk: TalkFigures, _ language: Language) -> HTML {
    let sets: [(Wording, Agreement)] = [
      (Wording("chosen by lot", "随机抽取"), talk.byLot), (Wording("chosen as doubtful or by hand", "存疑或人工选取"), talk.chosen),
    ].filter { $0.1.labels > 0 }
    guard !sets.isEmpty else {
      let upTo = talk.labelsUpTo.isEmpty ? Wording("", "") : Wording(" up to \(talk.labelsUpTo)", "截至\(talk.labelsUpTo)，")
      return OverviewSection.empty(
        Wording(
          "No labels\(upTo.en): allot review list gives conversations to read.",
          "\(upTo.zh)尚无人工标注：可用 allot review list 抽取待复核的沟通。")[language])
    }
    let note = Wording(
      "Labels of the \(TalkFigures.labelDays) days up to \(talk.labelsUpTo), with 95 % intervals; “--as-of” with that time says the same again. Only those chosen by lot say how often verdicts are right.",
      "统计截至\(talk.labelsUpTo)的近\(TalkFigures.labelDays)天标注（以该时刻作 --as-of 可重现），附95%置信区间；只有随机抽取的标注能代表整体准确率。")
    return HTML.p([.class("note")], "\(note[language])")
      + HTML(sets.flatMap { name, set in [accuracy(name, set, language), confusion(name, set, language)] })
  }

  private static func accuracy(_ name: Wording, _ set: Agreement, _ language: Language) -> HTML {
    var table = DataTable(
      "\(Wording("Accuracy", "准确率")[language]) · \(name[language]) (\(NumberText.count(set.labels)))",
      [
        .word(Wording("Tone", "语气")[language]), .number(Wording("By people", "人工")[language]), .number(Wording("Judged", "判断")[language]),
        .number(Wording("Precision", "精确率")[language]), .number(Wording("Recall", "召回率")[language]),
      ])
    for tone in tones {
      table.add(
        "\(Words.tone(tone)[language])", "\(NumberText.count(set.labelled(tone)))", "\(NumberText.count(set.judged(tone)))",
        "\(text(set.precision(tone)))", "\(text(set.recall(tone)))")
    }
    let sums = Wording(
      "Right: \(text(set.accuracy)). Falsely called uncooperative: \(text(set.falseAlarms)).",
      "判断正确：\(text(set.accuracy))；误判为非配合：\(text(set.falseAlarms))。")
    return table.html + HTML.p([.class("note")], "\(sums[language])")
  }

  private static func confusion(_ name: Wording, _ set: Agreement, _ language: Language) -> HTML {
    var table = DataTable(
      Wording("Rows: what people say; columns: what was judged", "行：人工标注；列：系统判断")[language],
      [.word(Wording("By people", "人工")[language])] + tones.map { .number(Words.tone($0)[language]) })
    for label in tones {
      table.rows.append(["\(Words.tone(label)[language])"] + tones.map { "\(NumberText.count(set.count(label: label, judged: $0)))" })
    }
    return table.folded("\(Wording("Confusion table", "混淆矩阵")[language]) · \(name[language])")
  }

  /// `81.2 % (74.5–86.4)`
  private static func text(_ share: SampleShare) -> String {
    guard let value = share.perMille else { return "–" }
    func bare(_ perMille: Int64) -> String { "\(perMille / 10).\(perMille % 10)" }
    return "\(NumberText.percent(value)) (\(bare(share.interval.lowerBound))–\(bare(share.interval.upperBound)))"
  }

  private static func drift(_ months: [TalkMonth], _ language: Language) -> HTML {
    guard !months.isEmpty else { return OverviewSection.empty(Wording("No conversations on record.", "无沟通记录。")[language]) }
    var table = DataTable(
      Wording("Conversations with the debtor; PSI against the month before", "本人沟通；PSI与上月比较")[language],
      [.word(Wording("Month", "月份")[language]), .number(Wording("Conversations", "沟通")[language])]
        + tones.map { .number(Words.tone($0)[language]) } + [
          .number(Wording("PSI tones", "PSI语气")[language]), .number(Wording("PSI groups", "PSI词组")[language]),
          .word(Wording("Drift", "变化")[language]),
        ])
    for (month, drift) in zip(months, TalkDrift.of(months)) {
      let shares: [HTML] = tones.map { tone in
        "\(NumberText.percent(PerMille.of(month.tones[Int(tone.rawValue)], month.conversations)))"
      }
      table.rows.append(
        ["\(month.name)", "\(NumberText.count(month.conversations))"] + shares + [
          "\(drift.map { NumberText.ratio($0.tones) } ?? "–")", "\(drift.map { NumberText.ratio($0.groups) } ?? "–")",
          badge(drift, language),
        ])
    }
    let note = Wording(
      "From 0.10 on worth a look, from 0.25 on something has changed: talk, transcripts, lexicon or clients. Months with fewer than \(TalkDrift.fewest) conversations are not compared.",
      "0.10以上值得关注，0.25以上说明话术、转写、词库或委托方已有变化；沟通少于\(TalkDrift.fewest)条的月份不比较。")
    return table.html + HTML.p([.class("note")], "\(note[language])")
  }

  private static func badge(_ drift: TalkDrift?, _ language: Language) -> HTML {
    guard let drift else { return "–" }
    let (style, text) =
      switch drift.flag {
      case .none: ("badge ok", Wording("steady", "平稳"))
      case .look: ("badge warn", Wording("look", "关注"))
      case .changed: ("badge bad", Wording("changed", "显著"))
      }
    return HTML.span([.class(style)], "\(text[language])")
  }

  private static func codes(_ talk: TalkFigures, _ language: Language) -> HTML {
    guard talk.unmapped > 0 else {
      return OverviewSection.empty(
        Wording(
          "All \(NumberText.count(talk.attempts)) attempts of the last \(TalkFigures.unmappedDays) days have a code that is understood.",
          "近\(TalkFigures.unmappedDays)天\(NumberText.count(talk.attempts))条联系记录的代码均已识别。")[language])
    }
    var table = DataTable(
      Wording(
        "\(NumberText.count(talk.unmapped)) of \(NumberText.count(talk.attempts)) attempts of the last \(TalkFigures.unmappedDays) days",
        "近\(TalkFigures.unmappedDays)天\(NumberText.count(talk.attempts))条联系记录中的\(NumberText.count(talk.unmapped))条")[language],
      [
        .word(Wording("Source", "来源")[language]), .text(Wording("Code", "代码")[language]), .number(Wording("Attempts", "次数")[language]),
      ])
    for code in talk.unmappedCodes { table.add("\(code.source)", "\(code.code)", "\(NumberText.count(code.attempts))") }
    let note = Wording(
      "They count for nothing until a mapping names them; then: allot classify --remap MAPPING.",
      "在映射文件补充之前不计入任何依据；补充后运行 allot classify --remap。")
    return table.html + HTML.p([.class("note")], "\(note[language])")
  }

  /// Calls that carriers refused for the number that calls; nothing without any.
  private static func blocked(_ sources: [BlockedCalls], _ language: Language) -> HTML {
    guard !sources.isEmpty else { return "" }
    var table = DataTable(
      Wording("Calls that carriers refused for the number that calls", "因主叫号码被运营商拦截的呼叫")[language],
      [.word(Wording("Source", "来源")[language]), .number(Wording("Calls", "次数")[language])])
    for source in sources { table.add("\(source.source)", "\(NumberText.count(source.calls))") }
    let note = Wording("They say nothing of the debtors; have that number looked at.", "与债务人无关；请检查该外显号码。")
    return table.html + HTML.p([.class("note")], "\(note[language])")
  }
}
