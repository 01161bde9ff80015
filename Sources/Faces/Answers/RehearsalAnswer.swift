import Discretion
package import Imports
import Portfolio
import Schema
import Speech
import Terminal
import Wire

extension Answer {
  /// What would become of files, for nothing was changed; `names`: what they would bring into being, and what somebody would be asked about.
  /// `lists`: how many lists that came back would be noted.
  package static func rehearsed(_ rehearsed: Rehearsed, _ names: NewNames, lists: Int = 0) -> Answer {
    Answer(
      [
        "files": .array(rehearsed.files.map(\.json)), "new_names": names.json,
        "dry_run": [
          "new": [
            "clients": strings(rehearsed.new(.client)), "collectors": strings(rehearsed.newCollectors),
            "teams": strings(rehearsed.new(.team)),
            "skills": strings(rehearsed.new(.skill)), "products": strings(rehearsed.new(.product)),
          ],
          "amounts": .array(
            rehearsed.amounts.map {
              [
                "client": .string($0.client), "currency": .string($0.currency.description), "open_cases_now": JSON($0.cases.now),
                "open_cases_after": JSON($0.cases.after), "outstanding_now": .integer($0.outstanding.now),
                "outstanding_after": .integer($0.outstanding.after),
              ]
            }),
        ],
      ]
    ) { style in
      rehearsed.files.map { $0.text(style) }.joined() + rehearsed.news(style) + rehearsed.sums(style) + names.questions(style)
        + (lists == 0 ? "" : style.say("lists that came back: \(lists)\n", "交回的清单：\(lists) 份\n"))
        + style.say("nothing was changed\n", "未作任何更改\n")
    }
  }

  /// Names that came into being with files that were loaded, nothing when there are none; `lists` as for `imported`.
  package static func named(_ names: NewNames, lists: (noted: Int, of: Int)? = nil) -> Answer {
    Answer(["new_names": names.json]) { style in
      NewNames.kinds.map { kind in
        let some = names.taken.filter { $0.kind == kind }.map { Shown.written($0.name) }
        return some.isEmpty ? "" : style.say("new \(kind.rawValue)s: ", "新增\(NewNames.noun(kind))：") + style.list(some) + "\n"
      }.joined() + (lists.map { Answer.acknowledged($0.noted, of: $0.of).text(style) } ?? "")
    }
  }

  private static func strings(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
}

extension NewNames {
  /// Every name with its place, and whether it was taken.
  var json: JSON {
    .array(
      (taken.map { ($0, true) } + asked.map { ($0, false) }).map { new, isTaken in
        [
          "kind": .string(new.kind.rawValue), "name": .string(new.name), "file": .string(new.position.file),
          "line": JSON(new.position.line),
          "meant": JSON(new.meant), "taken": .bool(isTaken),
        ]
      })
  }

  fileprivate func questions(_ style: AnswerStyle) -> String {
    if asked.isEmpty { return "" }
    return style.say("would not be loaded before somebody says that these are new:\n", "须先确认以下名称确为新增，才会导入：\n") + style.say(question)
  }
}

extension Rehearsed {
  fileprivate func news(_ style: AnswerStyle) -> String {
    let kinds = [
      (Wording("new clients", "新增委托方"), new(.client)), (Wording("new collectors", "新增催收员"), newCollectors),
      (Wording("new teams", "新增小组"), new(.team)),
      (Wording("new skills", "新增技能"), new(.skill)), (Wording("new products", "新增产品"), new(.product)),
    ]
    return kinds.map { title, names in
      if names.isEmpty { return "" }
      let (some, more) = (names.prefix(20).map { Shown.written($0, limit: 40) }, names.count - 20)
      let rest = more > 0 ? style.say(" … and \(Text.grouped(more)) more", "……另有 \(Text.grouped(more)) 个") : ""
      return style.say(title) + style.say(": ", "：") + style.list(some) + rest + "\n"
    }.joined()
  }

  /// Open cases and what is owed, of clients for whom either would change.
  fileprivate func sums(_ style: AnswerStyle) -> String {
    let rows = amounts.filter { $0.cases.now != $0.cases.after || $0.outstanding.now != $0.outstanding.after }.map { one in
      let digits = one.currency.minorDigits
      return [
        Shown.written(one.client, limit: 40), one.currency.description, Text.grouped(one.cases.now), Text.grouped(one.cases.after),
        Text.amount(one.outstanding.now, digits: digits), Text.amount(one.outstanding.after, digits: digits),
      ]
    }
    if rows.isEmpty { return style.say("no open case and no amount would change\n", "在案案件和金额都不会变化\n") }
    return style.table(
      Table(
        [
          style.column("client", "委托方"), style.column("currency", "币种"), style.column("open now", "现在案", .right),
          style.column("open after", "导入后在案", .right), style.column("owed now", "现欠款", .right),
          style.column("owed after", "导入后欠款", .right),
        ], rows: rows))
  }
}
