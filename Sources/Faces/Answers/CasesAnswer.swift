import Portfolio
import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// Cases as they stand, of which `limit` were asked for at most.
  package static func cases(_ cases: [ShownCase], limit: Int) -> Answer {
    Answer(["cases": .array(cases.map(\.json))]) { style in
      let table = Table(
        [
          style.column("client", "委托方"), style.column("case", "案件"), style.column("stage", "阶段"),
          style.column("outstanding", "欠款", .right), style.column("currency", "币种"), style.column("class", "类别"),
          style.column("since", "类别自"), style.column("holder", "持有人"), style.column("held since", "持有自"),
          style.column("remarks", "备注"),
        ],
        rows: cases.map { shown in
          [
            shown.client, shown.caseNo, shown.stage ?? "", Text.amount(shown.outstanding, digits: shown.currency.minorDigits),
            shown.currency.description, style.say(shown.caseClass.word, Words.caseClass(shown.caseClass).zh),
            shown.classSince.description, shown.holder ?? "-", shown.heldSince.description, shown.remarks(style),
          ]
        })
      return style.table(table, of: Wording("case", "案件"), limit: limit)
    }
  }
}

extension Answer {
  /// A page of cases, for whoever turns pages.
  package static func cases(_ page: CasePage) -> Answer {
    let list = cases(page.cases, limit: .max)
    return Answer(
      .object([
        ("cases", list.json["cases"] ?? []), ("count", JSON(min(page.count, CasePage.most))), ("more", .bool(page.isMore)),
        ("next", JSON(page.next?.text)),
      ])
    ) { list.text($0) }
  }
}

extension ShownCase {
  fileprivate func remarks(_ style: AnswerStyle) -> String {
    var remarks = style.language == .en ? flags.wordList : flags.wordList.isEmpty ? [] : [Words.flags(flags, style.language)]
    if hold != .none { remarks.append(style.say("hold: \(hold.word)", "停催：\(Words.hold(hold).zh)")) }
    if status != .open { remarks.append(style.say(status.word, Words.status(status).zh)) }
    return style.clauses(remarks)
  }

  fileprivate var json: JSON {
    .object([
      ("client", .string(client)), ("case_no", .string(caseNo)), ("batch", JSON(batch)), ("stage", JSON(stage)),
      ("outstanding", .integer(outstanding)), ("currency", .string(currency.description)), ("status", .string(status.word)),
      ("class", .string(caseClass.word)), ("class_since", .day(classSince)), ("holder", JSON(holder)), ("held_since", .day(heldSince)),
      ("flags", .array(flags.wordList.map { .string($0) })), ("hold", .string(hold.word)),
    ])
  }
}
