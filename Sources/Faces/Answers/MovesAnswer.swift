package import Desks
import Night
import Portfolio
import Runs
import Speech
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
      case .preview: Wording("nothing was changed\n", "未作任何改动\n")
      case .refused: Wording.none
      case .done(let order):
        Wording(
          "order \(order): done, \(Text.count(preview.lines.count, "case"))\n",
          "调案单 \(order)：已执行，共 \(Text.grouped(preview.lines.count)) 件\n")
      case .proposed(let order):
        Wording(
          "order \(order): waits for a second person: allot approve \(order)\n",
          "调案单 \(order)：待另一人复核：allot approve \(order)\n")
      }
    return Answer(preview.json(outcome), text)
  }
}

extension MovePreview {
  fileprivate func text(_ style: AnswerStyle) -> String {
    let most = 40
    let pool = style.say("pool", "案件池")
    let table = Table(
      [
        style.column("client", "委托方"), style.column("case", "案件"), style.column("from", "由"), style.column("to", "至"),
        style.column("also", "另外"), style.column("breaks", "违反规则"),
      ],
      rows: lines.prefix(most).map { line in
        [
          line.client, line.caseNo, line.from ?? pool, line.to ?? pool, style.clauses(also(line).map(style.say)),
          line.findings.map { style.say(MoveText.sentence($0, self)) }.joined(separator: style.say("; ", "；")),
        ]
      })
    var text = style.table(table)
    if lines.count > most {
      let more = lines.count - most
      text += style.say("… and \(Text.count(more, "case")) more\n", "……另有 \(Text.grouped(more)) 件\n")
    }
    if !effects.isEmpty { text += style.table(loads(style)) }
    let (cases, reason) = (lines.count, order.reason)
    text += style.say(
      "\(Text.count(cases, "case")), \(overridden) of them against a rule; reason: \(reason)\n",
      "共 \(Text.grouped(cases)) 件，其中突破规则 \(overridden) 件；原因：\(reason)\n")
    if let limit, needsSecondPerson, proposal == nil {
      text += style.say("more than \(Text.count(limit, "case")): a second person has to agree\n", "超过 \(limit) 件：须由另一人复核\n")
    }
    return text
  }

  private func loads(_ style: AnswerStyle) -> Table {
    Table(
      [
        style.column("collector", "催收员"), style.column("cases", "案件", .right), style.column("after", "调后", .right),
        style.column("amount", "金额", .right), style.column("after", "调后", .right), style.column("room before", "调前余量", .right),
      ],
      rows: effects.map { one in
        [
          one.collector, Text.grouped(one.effect.casesBefore), Text.grouped(one.effect.casesAfter),
          Text.amount(one.effect.amountBefore, digits: amountDigits),
          Text.amount(one.effect.amountAfter, digits: amountDigits), Text.grouped(one.effect.room),
        ]
      })
  }

  private func also(_ line: Line) -> [Wording] {
    var parts: [Wording] = []
    if let pinned = line.pinnedTo {
      parts.append(Wording("pinned to \(pinned) until \(line.pinnedUntil)", "指定给 \(pinned)，至 \(line.pinnedUntil)"))
    }
    if line.clearsPin { parts.append(Wording("pin lifted", "取消指定")) }
    if let other = line.other {
      parts.append(
        order.action == .include
          ? Wording("\(other) no longer excluded", "解除对 \(other) 的排除") : Wording("\(other) excluded", "排除 \(other)"))
    }
    return parts
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
                    "text": .string(MoveText.sentence(finding, self).en),
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
