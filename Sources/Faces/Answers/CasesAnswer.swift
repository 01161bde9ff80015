import Portfolio
import Terminal
package import Views
import Wire

extension Answer {
  /// Cases as they stand, of which `limit` were asked for at most.
  package static func cases(_ cases: [ShownCase], limit: Int) -> Answer {
    Answer(["cases": .array(cases.map(\.json))]) { style in
      let table = Table(
        [
          .init("client"), .init("case"), .init("stage"), .init("outstanding", .right), .init("currency"), .init("class"), .init("since"),
          .init("holder"), .init("held since"), .init("remarks"),
        ],
        rows: cases.map { shown in
          [
            shown.client, shown.caseNo, shown.stage ?? "", Text.amount(shown.outstanding, digits: shown.currency.minorDigits),
            shown.currency.description, shown.caseClass.word, shown.classSince.description, shown.holder ?? "-",
            shown.heldSince.description,
            shown.remarks,
          ]
        })
      return style.table(table, of: "case", limit: limit)
    }
  }
}

extension ShownCase {
  fileprivate var remarks: String {
    var remarks = flags.wordList
    if hold != .none { remarks.append("hold: \(hold.word)") }
    if status != .open { remarks.append(status.word) }
    return remarks.joined(separator: ", ")
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
