package import Desks
package import Feeds
package import Intake
import Speech
import Wire

extension Answer {
  /// What judging conversations again came to.
  package static func rejudged(_ result: ToneDesk.Rejudged) -> Answer {
    let (judged, changed) = (Text.grouped(result.judged), Text.grouped(result.changed))
    var text = Wording(
      "judged again: \(Text.count(result.judged, "conversation")), \(changed) with another tone\n",
      "已重新判定 \(judged) 段沟通，其中 \(changed) 段语气有变\n")
    if result.withoutText > 0 {
      text =
        text
        + Wording(
          "kept as they were, because the text is not: \(Text.count(result.withoutText, "conversation"))\n",
          "因未保留文本而维持原判定：\(Text.grouped(result.withoutText)) 段沟通\n")
    }
    if !result.missing.isEmpty {
      text =
        text
        + Wording(
          "not in force, so without a say in it: \(result.missing.map(\.en).joined(separator: ", "))\n",
          "未生效，故未参与判定：\(result.missing.map(\.zh).joined(separator: "、"))\n")
    }
    return Answer(
      [
        "judged": JSON(result.judged), "changed": JSON(result.changed), "without_text": JSON(result.withoutText),
        "not_in_force": .array(result.missing.map { .string($0.en) }),
      ], text)
  }

  /// What reading the codes of a mapping's source anew changed or, when it `isDry`, would change.
  package static func remapped(_ report: RemapReport, _ mapping: Mapping, isDry: Bool) -> Answer {
    let source = mapping.source ?? mapping.name
    return Answer(
      [
        "source": .string(source), "readings": JSON(report.readings),
        "changed_readings": JSON(report.changedReadings),
        "attempts": JSON(report.attempts), "cases": JSON(report.cases), "dry_run": .bool(isDry),
      ],
      Wording(
        "\(source): \(Text.grouped(report.changedReadings)) of \(Text.count(report.readings, "reading")) (code and talk time) "
          + "\(isDry ? "would change" : "changed"), \(Text.count(report.attempts, "attempt"))"
          + "\(isDry ? "" : " of \(Text.count(report.cases, "case"))")\n",
        "\(source)：\(Text.grouped(report.readings)) 种读法（代码与通话时长）中\(isDry ? "将有" : "有") "
          + "\(Text.grouped(report.changedReadings)) 种改变，涉及"
          + "\(isDry ? "" : " \(Text.grouped(report.cases)) 件案件的") \(Text.grouped(report.attempts)) 条联系记录\n"))
  }

  /// How counters and verdicts stand after counting and judging anew. `repaired`: counters that differed were replaced.
  package static func counted(_ result: ToneDesk.Check, repaired: Bool) -> Answer {
    let counters = result.counters
    let (differences, differing) = (Text.grouped(counters.differences), Text.grouped(counters.differing.count))
    let isMended = repaired && counters.differences > 0
    var text = Wording(
      "counters: \(Text.count(counters.cases, "case")), \(Text.count(counters.attempts, "attempt")) counted anew, "
        + "\(differences) differ\(isMended ? "; \(differing) mended" : "")\n",
      "计数：重新统计 \(Text.grouped(counters.cases)) 件案件、\(Text.grouped(counters.attempts)) 条联系记录，"
        + "\(differences) 件不符\(isMended ? "；已修正 \(differing) 件" : "")\n")
    if !counters.differing.isEmpty, !repaired {
      let ids = counters.differing.prefix(10).map(String.init)
      text =
        text
        + Wording(
          "  first case ids: \(ids.joined(separator: ", ")); mend them with --repair\n",
          "  前几件的案件 ID：\(ids.joined(separator: "、"))；请用 --repair 修正\n")
    }
    let tones = result.tones ?? ToneCensus()
    if result.tones != nil {
      let (current, outdated) = (Text.grouped(tones.current), Text.grouped(tones.outdated))
      let (without, unstable) = (Text.grouped(tones.outdatedWithoutText), Text.grouped(result.unstable))
      text =
        text
        + Wording(
          "verdicts: \(current) current, \(outdated) out of date with text, \(without) without; \(unstable) come out otherwise\n",
          "判定：\(current) 条为最新，过时且有文本 \(outdated) 条、无文本 \(without) 条；重新判定结果不同 \(unstable) 条\n")
    }
    return Answer(
      [
        "cases": JSON(counters.cases), "attempts": JSON(counters.attempts), "differences": JSON(counters.differences),
        "verdicts_current": JSON(tones.current), "verdicts_outdated": JSON(tones.outdated),
        "verdicts_without_text": JSON(tones.outdatedWithoutText), "verdicts_unstable": JSON(result.unstable),
      ], text)
  }
}
