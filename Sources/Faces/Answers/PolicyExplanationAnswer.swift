package import Comparisons
import Discretion
import Policy
import PolicyWords
package import Speech
import Wire

extension Answer {
  /// What a file says, in sentences.
  package static func explanation(_ side: PolicySide, _ language: Language) -> Answer {
    let sections =
      switch side.content {
      case .agency(let agency): AgencySaid.sections(agency)
      case .policy(let policy, let under): PolicySaid.sections(policy, Tongue(under?.currency))
      }
    return Answer([
      "kind": .string(side.kind.rawValue), "label": .string(side.label), "name": .string(side.name),
      "version": side.version.map { JSON($0) } ?? .null,
      "in_force": .bool(side.isInForce),
      "parts": .array(
        sections.map { section -> JSON in
          [
            "part": .string(section.key), "title": .string(section.title[language]),
            "sentences": .array(section.lines.map { .string($0.text[language]) }),
          ]
        }),
    ]) { style in
      sections.map { section in
        style.say(section.title) + "\n" + section.lines.map { "  \(Shown.printable(style.say($0.text)))\n" }.joined()
      }.joined(separator: "\n")
    }
  }
}
