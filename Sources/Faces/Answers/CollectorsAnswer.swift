package import Figures
import Portfolio
package import Schema
import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// Collectors and what they hold, of whom `limit` were asked for at most.
  package static func collectors(_ people: [ShownCollector], of agency: Agency, limit: Int) -> Answer {
    Answer(
      [
        "collectors": .array(
          people.map { person in
            .object([
              ("code", .string(person.code)), ("team", JSON(person.team)), ("skills", .array(person.skills.map { .string($0) })),
              ("active", .bool(person.isActive)), ("leaves_on", .day(person.leavesOn)), ("open_cases", JSON(person.openCases)),
              ("open_amount", .integer(person.openAmount)),
            ])
          })
      ]
    ) { style in
      let table = Table(
        [
          style.column("code", "工号"), style.column("name", "姓名"), style.column("team", "小组"), style.column("cases", "案件", .right),
          style.column("amount (\(agency.currency))", "金额（\(agency.currency)）", .right), style.column("skills", "技能"),
          style.column("state", "状态"),
        ],
        rows: people.map { person in
          [
            person.code, person.name ?? "", person.team ?? "", Text.grouped(person.openCases),
            Text.amount(person.openAmount, digits: agency.currency.minorDigits), style.list(person.skills), state(person, style),
          ]
        })
      return style.table(table, of: Wording("collector", "催收员"), limit: limit)
    }
  }

  /// What a run gave everybody, or would give where it waits.
  package static func collectors(_ nights: [CollectorNight], of run: ShownRun, in agency: Agency, limit: Int) -> Answer {
    let shown: [JSON] = nights.map { night in
      [
        "code": .string(night.code), "before": .integer(night.before), "got": .integer(night.got), "got_amount": .integer(night.gotAmount),
        "moved_in": .integer(night.ofThemMoved), "taken": .integer(night.taken), "otherwise": .integer(night.otherwise),
        "after": .integer(night.after),
        "room": .integer(night.room), "closed_by": .string(night.closedBy.word), "load_permille": JSON(night.loadBeforePerMille),
      ]
    }
    return Answer(.object(run.members + [("collectors", .array(shown))])) { style in
      let table = Table(
        [
          style.column("code", "工号"), style.column("before", "分案前", .right), style.column("got", "新案", .right),
          style.column("of them moved", "其中换手", .right), style.column("taken", "离手", .right),
          style.column("otherwise", "其他变动", .right), style.column("after", "分案后", .right),
          style.column("got amount (\(agency.currency))", "新案金额（\(agency.currency)）", .right), style.column("places", "名额", .right),
          style.column("state", "状态"),
        ],
        rows: nights.map { night -> [String] in
          var cells = [night.code]
          for number in [night.before, night.got, night.ofThemMoved, night.taken, night.otherwise, night.after] {
            cells.append(Text.grouped(number))
          }
          cells.append(Text.amount(night.gotAmount, digits: agency.currency.minorDigits))
          cells.append(Text.grouped(night.room))
          cells.append(night.closedBy == .open ? "" : style.say(Words.closed(night.closedBy)))
          return cells
        })
      return style.say(run.title) + "\n" + style.table(table, of: Wording("collector", "催收员"), limit: limit)
        + (run.state == .waiting ? run.whyItWaits(style.language) : "")
    }
  }

  private static func state(_ person: ShownCollector, _ style: AnswerStyle) -> String {
    if !person.isActive { return style.say("inactive", "未启用") }
    return person.leavesOn.isKnown ? style.say("leaves \(person.leavesOn)", "\(person.leavesOn) 离职") : ""
  }
}
