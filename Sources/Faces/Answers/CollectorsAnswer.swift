import Portfolio
package import Schema
import Terminal
package import Views
import Wire

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

  private static func state(_ person: ShownCollector) -> String {
    !person.isActive ? "inactive" : person.leavesOn.isKnown ? "leaves \(person.leavesOn)" : ""
  }
}
