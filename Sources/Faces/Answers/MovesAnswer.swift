package import Desks
import Night
import Portfolio
import Runs
import Terminal
import Wire

/// How a dialogue about moves by hand ended.
package enum MoveOutcome: Sendable {
  /// Nobody said yes, or nobody was asked.
  case preview
  /// It breaks what nobody can override.
  case refused
  case done(order: Int64)
  /// A second person has to agree.
  case proposed(order: Int64)

  fileprivate var state: String {
    switch self {
    case .preview: "preview"
    case .refused: "refused"
    case .done: "done"
    case .proposed: "proposed"
    }
  }

  fileprivate var order: Int64? {
    switch self {
    case .preview, .refused: nil
    case .done(let order), .proposed(let order): order
    }
  }
}

extension Answer {
  /// What an order would do, and what it would break: what a person is asked about.
  package static func preview(_ preview: MovePreview) -> Answer {
    Answer(preview.json(.preview)) { preview.text($0) }
  }

  /// What became of an order; the text leaves out what the preview has said.
  package static func moved(_ preview: MovePreview, _ outcome: MoveOutcome) -> Answer {
    let text =
      switch outcome {
      case .preview: "nothing was changed\n"
      case .refused: ""
      case .done(let order): "order \(order): done, \(Text.count(preview.lines.count, "case"))\n"
      case .proposed(let order): "order \(order): waits for a second person: allot approve \(order)\n"
      }
    return Answer(preview.json(outcome), text)
  }
}

extension MovePreview {
  fileprivate func text(_ style: AnswerStyle) -> String {
    let most = 40
    let table = Table(
      [.init("client"), .init("case"), .init("from"), .init("to"), .init("also"), .init("breaks")],
      rows: lines.prefix(most).map { line in
        [
          line.client, line.caseNo, line.from ?? "pool", line.to ?? "pool", also(line),
          line.findings.map { MoveText.sentence($0, self) }.joined(separator: "; "),
        ]
      })
    var text = style.table(table)
    if lines.count > most { text += "… and \(Text.count(lines.count - most, "case")) more\n" }
    if !effects.isEmpty {
      text += style.table(
        Table(
          [
            .init("collector"), .init("cases", .right), .init("after", .right), .init("amount", .right), .init("after", .right),
            .init("room before", .right),
          ],
          rows: effects.map { one in
            [
              one.collector, Text.grouped(one.effect.casesBefore), Text.grouped(one.effect.casesAfter),
              Text.amount(one.effect.amountBefore, digits: amountDigits),
              Text.amount(one.effect.amountAfter, digits: amountDigits), Text.grouped(one.effect.room),
            ]
          }))
    }
    text += "\(Text.count(lines.count, "case")), \(overridden) of them against a rule; reason: \(order.reason)\n"
    if let limit, needsSecondPerson, proposal == nil { text += "more than \(limit) cases: a second person has to agree\n" }
    return text
  }

  private func also(_ line: Line) -> String {
    var parts: [String] = []
    if let pinned = line.pinnedTo { parts.append("pinned to \(pinned) until \(line.pinnedUntil)") }
    if line.clearsPin { parts.append("pin lifted") }
    if let other = line.other { parts.append(order.action == .include ? "\(other) no longer excluded" : "\(other) excluded") }
    return parts.joined(separator: ", ")
  }

  fileprivate func json(_ outcome: MoveOutcome) -> JSON {
    .object([
      ("state", .string(outcome.state)), ("order", JSON(outcome.order ?? proposal?.id)), ("action", .string(order.action.rawValue)),
      ("reason", .string(order.reason)), ("cases", JSON(lines.count)), ("overriding", JSON(overridden)),
      ("needs_second_person", .bool(needsSecondPerson)),
      (
        "moves",
        .array(
          lines.map { line in
            [
              "case_no": .string(line.caseNo), "client": .string(line.client), "from": JSON(line.from), "to": JSON(line.to),
              "pinned_to": JSON(line.pinnedTo), "pinned_until": .day(line.pinnedUntil), "pin_lifted": .bool(line.clearsPin),
              "collector": JSON(line.other),
              "breaks": .array(
                line.findings.map { finding in
                  [
                    "rule": .string(finding.rule.word), "override": .bool(!finding.rule.isLaw),
                    "text": .string(MoveText.sentence(finding, self)),
                  ]
                }),
            ]
          })
      ),
      (
        "loads",
        .array(
          effects.map { one in
            [
              "collector": .string(one.collector), "cases_before": JSON(Int(one.effect.casesBefore)),
              "cases_after": JSON(Int(one.effect.casesAfter)),
              "amount_before": .integer(one.effect.amountBefore), "amount_after": .integer(one.effect.amountAfter),
              "room_before": JSON(Int(one.effect.room)),
            ]
          })
      ),
    ])
  }
}
