package import Desks
package import Figures
import Portfolio
import Runs
import Schema
import Views
import Wire
package import Words
package import Speech

extension Answer {
  /// A run decided again from its frozen inputs, and whether the same came out.
  package static func replay(_ report: ReplayReport, _ names: ReasonNames, _ language: Language) -> Answer {
    let told = ToldReplay(report: report, names: names, language: language)
    return Answer(told.json()) { _ in told.text() }
  }
}

private struct ToldReplay: Sendable {
  let report: ReplayReport
  let names: ReasonNames
  let language: Language

  func text() -> String {
    let counts = "\(Text.count(report.openCases, "open case")), \(Text.count(report.collectors, "collector"))"
    var lines = [
      "run \(report.run.id), \(report.run.key.kind.rawValue) of \(report.run.key.slot): \(counts); decided again from its frozen inputs"
    ]
    func add(_ name: String, _ value: String) { lines.append("  \(name)\(String(repeating: " ", count: max(1, 14 - name.count)))\(value)") }
    add("made by", report.input.software)
    add("this is", report.software + (report.isSameSoftware ? "" : ": another program"))
    if report.input.rules != report.rules {
      add("rules", "\(report.input.rules) of the method, as then; runs are decided by \(report.rules) now")
    }
    add(
      "inputs",
      "\(Text.grouped(report.input.bytes)) bytes, \(Text.grouped(report.input.storedBytes)) as stored; their digest is the one the run wrote"
    )
    for part in report.parts { add(part.name, part.isIdentical.map { $0 ? "identical" : "DIFFERENT" } ?? "the run noted none") }
    if let published = report.published {
      let differing = published.differing == 0 ? "identical" : "\(Text.grouped(published.differing)) DIFFERENT"
      add("published", "\(Text.count(published.compared, "decision")): \(differing)")
      for difference in published.first {
        lines.append("    case \(difference.caseNo)")
        lines.append("      published: \(side(difference.published))")
        lines.append("      replayed:  \(side(difference.replayed))")
      }
    }
    lines.append("  " + report.timings.map { "\($0.phase) \(Text.seconds($0.duration))" }.joined(separator: ", "))
    lines.append(verdict())
    return lines.joined(separator: "\n") + "\n"
  }

  private func verdict() -> String {
    if report.isIdentical { return "identical, bit for bit" }
    return report.isSameSoftware
      ? "NOT identical although the program is the same: this is a fault of allot, please report it"
      : "not identical; another program made the run, so the difference may be the program's: replay it with \(report.input.software)"
  }

  private func side(_ decision: StoredDecision?) -> String {
    guard let decision else { return "nothing" }
    let people = [decision.from.map { "from \($0)" }, decision.to.map { "to \($0)" }].compactMap { $0 }.joined(separator: " ")
    let why = [decision.recallReason, decision.reason].compactMap { $0 }.map { ReasonText.sentence($0, names, language) }
    return ([decision.kind.word + (people.isEmpty ? "" : " " + people), decision.caseClass.word] + why).joined(separator: "; ")
  }

  func json() -> JSON {
    .object([
      ("run", .integer(report.run.id)), ("slot", .day(report.run.key.slot)), ("kind", .string(report.run.key.kind.rawValue)),
      ("identical", .bool(report.isIdentical)), ("made_by", .string(report.input.software)), ("software", .string(report.software)),
      ("same_software", .bool(report.isSameSoftware)), ("rules", JSON(report.input.rules)), ("open_cases", JSON(report.openCases)),
      ("collectors", JSON(report.collectors)),
      ("input_bytes", .integer(report.input.bytes)), ("stored_bytes", .integer(report.input.storedBytes)),
      ("parts", .object(report.parts.map { ($0.name, $0.isIdentical.map { .bool($0) } ?? .null) })),
      ("published_decisions", report.published.map { JSON($0.compared) } ?? .null),
      ("differing", report.published.map { JSON($0.differing) } ?? .null),
      (
        "differences",
        .array(
          (report.published?.first ?? []).map {
            ["case_no": .string($0.caseNo), "published": .string(side($0.published)), "replayed": .string(side($0.replayed))]
          })
      ),
      ("milliseconds", .object(report.timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })),
    ])
  }
}
