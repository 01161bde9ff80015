package import Desks
package import Feeds
package import Intake
import Wire

extension Answer {
  /// What judging conversations again came to.
  package static func rejudged(_ result: ToneDesk.Rejudged) -> Answer {
    var text = "judged again: \(Text.count(result.judged, "conversation")), \(Text.grouped(result.changed)) with another tone\n"
    if result.withoutText > 0 {
      text += "kept as they were, because the text is not: \(Text.count(result.withoutText, "conversation"))\n"
    }
    if !result.missing.isEmpty { text += "not in force, so without a say in it: \(result.missing.joined(separator: ", "))\n" }
    return Answer(
      [
        "judged": JSON(result.judged), "changed": JSON(result.changed), "without_text": JSON(result.withoutText),
        "not_in_force": .array(result.missing.map { .string($0) }),
      ], text)
  }

  /// What reading the codes of a mapping's source anew changed or, when it `isDry`, would change.
  package static func remapped(_ report: RemapReport, _ mapping: Mapping, isDry: Bool) -> Answer {
    let verb = isDry ? "would change" : "changed"
    let source = mapping.source ?? mapping.name
    return Answer(
      [
        "source": .string(source), "readings": JSON(report.readings),
        "changed_readings": JSON(report.changedReadings),
        "attempts": JSON(report.attempts), "cases": JSON(report.cases), "dry_run": .bool(isDry),
      ],
      "\(source): \(Text.grouped(report.changedReadings)) of \(Text.count(report.readings, "reading")) (code and talk time) "
        + "\(verb), \(Text.count(report.attempts, "attempt"))\(isDry ? "" : " of \(Text.count(report.cases, "case"))")\n")
  }

  /// How counters and verdicts stand after counting and judging anew. `repaired`: counters that differed were replaced.
  package static func counted(_ result: ToneDesk.Check, repaired: Bool) -> Answer {
    let counters = result.counters
    var text =
      "counters: \(Text.count(counters.cases, "case")), \(Text.count(counters.attempts, "attempt")) counted anew, "
      + "\(Text.grouped(counters.differences)) differ\(repaired && counters.differences > 0 ? "; \(Text.grouped(counters.differing.count)) mended" : "")\n"
    if !counters.differing.isEmpty, !repaired {
      text += "  first case ids: \(counters.differing.prefix(10).map(String.init).joined(separator: ", ")); mend them with --repair\n"
    }
    let tones = result.tones ?? ToneCensus()
    if result.tones != nil {
      text +=
        "verdicts: \(Text.grouped(tones.current)) current, \(Text.grouped(tones.outdated)) out of date with text, "
        + "\(Text.grouped(tones.outdatedWithoutText)) without; \(Text.grouped(result.unstable)) come out otherwise\n"
    }
    return Answer(
      [
        "cases": JSON(counters.cases), "attempts": JSON(counters.attempts), "differences": JSON(counters.differences),
        "verdicts_current": JSON(tones.current), "verdicts_outdated": JSON(tones.outdated),
        "verdicts_without_text": JSON(tones.outdatedWithoutText), "verdicts_unstable": JSON(result.unstable),
      ], text)
  }
}
