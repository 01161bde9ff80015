package import Figures
import Portfolio
package import Schema
import Terminal
package import Views
import Wire
package import Words
package import Speech

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
          .init("code"), .init("name"), .init("team"), .init("cases", .right), .init("amount (\(agency.currency))", .right),
          .init("skills"), .init("state"),
        ],
        rows: people.map { person in
          [
            person.code, person.name ?? "", person.team ?? "", Text.grouped(person.openCases),
            Text.amount(person.openAmount, digits: agency.currency.minorDigits), person.skills.joined(separator: ", "), state(person),
          ]
        })
      return style.table(table, of: "collector", limit: limit)
    }
  }

  /// What a run gave everybody, or would give where it waits.
  package static func collectors(_ nights: [CollectorNight], of run: ShownRun, in agency: Agency, _ language: Language, limit: Int)
    -> Answer
  {
    let shown: [JSON] = nights.map { night in
      [
        "code": .string(night.code), "before": .integer(night.before), "got": .integer(night.got), "got_amount": .integer(night.gotAmount),
        "moved_in": .integer(night.ofThemMoved), "taken": .integer(night.taken), "after": .integer(night.after),
        "room": .integer(night.room), "closed_by": .string(night.closedBy.word), "load_permille": JSON(night.loadBeforePerMille),
      ]
    }
    return Answer(.object(run.members + [("collectors", .array(shown))])) { style in
      let table = Table(
        [
          .init("code"), .init("before", .right), .init("got", .right), .init("of them moved", .right), .init("taken", .right),
          .init("after", .right), .init("got amount (\(agency.currency))", .right), .init("places", .right), .init("state"),
        ],
        rows: nights.map { night -> [String] in
          var cells = [night.code]
          for number in [night.before, night.got, night.ofThemMoved, night.taken, night.after] { cells.append(Text.grouped(number)) }
          cells.append(Text.amount(night.gotAmount, digits: agency.currency.minorDigits))
          cells.append(Text.grouped(night.room))
          cells.append(night.closedBy == .open ? "" : Words.closed(night.closedBy)[language])
          return cells
        })
      return "run \(run.id), \(run.key.kind.rawValue) of \(run.key.slot)\(run.mark(language))\n"
        + style.table(table, of: "collector", limit: limit) + (run.state == .waiting ? run.whyItWaits(language) : "")
    }
  }

  private static func state(_ person: ShownCollector) -> String {
    !person.isActive ? "inactive" : person.leavesOn.isKnown ? "leaves \(person.leavesOn)" : ""
  }
}
