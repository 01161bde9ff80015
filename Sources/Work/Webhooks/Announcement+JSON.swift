import Portfolio
package import Views
package import Wire

extension Announcement {
  /// As `/v1/changes`, its stream and webhooks say it: what happened, of which run or order, and how many cases. Nothing of a person.
  package var json: JSON {
    let said = (try? JSON(reading: Array(payload.utf8))) ?? .null
    let cases: JSON =
      switch said["cases"] {
      case .array(let cases): JSON(cases.count)
      case .integer(let number): .integer(number)
      default: .integer(["assigned", "moved", "recalled"].reduce(0) { $0 + (said[$1]?.integer ?? 0) })
      }
    return .object([
      ("position", .integer(position)), ("at", .string(at.text + "Z")), ("topic", .string(topic)), ("run", said["run"] ?? .null),
      ("order", said["order"] ?? .null), ("cases", cases),
    ])
  }
}
