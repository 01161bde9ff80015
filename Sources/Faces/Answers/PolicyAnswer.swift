package import Desks
import Digest
package import Policy
import Portfolio
package import Register
import Schema
import Terminal
import Wire
import YAML

extension Answer {
  /// What a check of files found. The findings themselves are for stderr; the text says what is right.
  package static func checked(_ check: PolicyCheck) -> Answer {
    Answer(
      [
        "files": .array(check.kinds.map { ["file": .string($0.name), "kind": .string($0.kind.rawValue)] }),
        "findings": .array(check.findings.map(json)),
      ],
      check.errors.isEmpty
        ? check.kinds.map { "\($0.name): \($0.kind.rawValue), right\n" }.joined() : "")
  }

  /// What became of files that were put in force.
  package static func applied(_ result: PolicyDoor.Result) -> Answer {
    Answer(
      [
        "agency": .string(result.agency.code), "agency_is_new": .bool(result.agencyIsNew),
        "applied": .array(
          result.applied.map {
            [
              "file": .string($0.file), "kind": .string($0.version.kind.rawValue), "name": .string($0.version.name),
              "version": JSON($0.version.version),
              "new": .bool($0.isNew), "in_force": .bool($0.isInForce),
            ]
          }),
      ], text(result))
  }

  /// What came of agreeing to a version.
  package static func approval(_ approval: PolicyDesk.Approval) -> Answer {
    let (version, missing, words) =
      switch approval {
      case .inForce(let version): (version, 0, "in force from the next run")
      case .inForceBefore(let version): (version, 0, "in force already; nothing was changed")
      case .noted(let version, let missing): (version, missing, "noted; \(Text.count(missing, "more person", "more people")) must agree")
      case .notedBefore(let version, let missing):
        (version, missing, "you have agreed before; nothing was changed; \(Text.count(missing, "more person", "more people")) must agree")
      }
    let isNew = if case .inForceBefore = approval { false } else if case .notedBefore = approval { false } else { true }
    let kind = version.kind.rawValue
    return Answer(
      [
        "kind": .string(kind), "name": .string(version.name), "version": JSON(version.version), "in_force": .bool(missing == 0),
        "missing": JSON(missing), "changed": .bool(isNew),
      ],
      "\(kind) \(version.name) version \(version.version): \(words)\n")
  }

  /// Stored versions, and for whom those wait that are not in force yet; `active` leaves out those that are not in force.
  package static func policies(_ all: [PolicyVersion], waiting: [PolicyDesk.Waiting], active: Bool) -> Answer {
    let versions = all.filter { !active || $0.isActive }
    func waits(_ version: PolicyVersion) -> PolicyDesk.Waiting? { waiting.first { $0.version == version } }
    let table = Table(
      [.init("kind"), .init("name"), .init("version", .right), .init("state"), .init("applied by"), .init("digest")],
      rows: versions.map {
        [
          $0.kind.rawValue, $0.name, String($0.version), $0.isActive ? "in force" : waits($0) == nil ? "" : "waits", $0.appliedBy,
          Hex.encode($0.digest.prefix(6)),
        ]
      })
    return Answer([
      "versions": .array(
        versions.map { version -> JSON in
          [
            "kind": .string(version.kind.rawValue), "name": .string(version.name), "version": JSON(version.version),
            "in_force": .bool(version.isActive), "applied_by": .string(version.appliedBy), "digest": .string(Hex.encode(version.digest)),
            "waits": waits(version).map(json) ?? .null,
          ]
        })
    ]) { $0.table(table) + waiting.filter { versions.contains($0.version) }.map(text).joined() }
  }

  private static func json(_ waiting: PolicyDesk.Waiting) -> JSON {
    [
      "missing": JSON(waiting.missing), "agreed": .array(waiting.agreed.map { .string($0) }),
      "approvers": .array(waiting.approvers.map { .string($0) }), "command": .string(command(waiting.version)),
    ]
  }

  private static func command(_ version: PolicyVersion) -> String {
    "allot policy approve \(version.name)" + (version.kind == .policy ? "" : " --kind \(version.kind.rawValue)")
  }

  private static func text(_ waiting: PolicyDesk.Waiting) -> String {
    let version = waiting.version
    let agreed = waiting.agreed.isEmpty ? "" : " (agreed: \(waiting.agreed.joined(separator: ", ")))"
    let who = waiting.approvers.isEmpty ? "anybody but \(version.appliedBy)" : waiting.approvers.joined(separator: " or ")
    return "\(version.kind.rawValue) \(version.name) version \(version.version) waits for "
      + "\(Text.count(waiting.missing, "more person", "more people"))\(agreed): \(who), with: \(command(version))\n"
  }

  /// The text of a version as it was applied.
  package static func policy(_ version: PolicyVersion, text: String) -> Answer {
    Answer(
      [
        "kind": .string(version.kind.rawValue), "name": .string(version.name), "version": JSON(version.version),
        "in_force": .bool(version.isActive),
        "text": .string(text),
      ],
      text.hasSuffix("\n") ? text : text + "\n")
  }

  private static func text(_ result: PolicyDoor.Result) -> String {
    var text = result.agencyIsNew ? "agency \(result.agency.code) (\(result.agency.name)) made\n" : ""
    for applied in result.applied {
      let name = "\(applied.version.kind.rawValue) \(applied.version.name) version \(applied.version.version)"
      if !applied.isInForce {
        text +=
          "\(name): stored; waits for a second person: allot policy approve \(applied.version.name) --kind \(applied.version.kind.rawValue)\n"
      } else {
        text += "\(name): \(applied.isNew ? "in force from the next run" : "unchanged, in force")\n"
      }
    }
    return text
  }

  private static func json(_ finding: Finding) -> JSON {
    [
      "severity": .string(finding.severity.rawValue), "file": .string(finding.problem.file), "line": JSON(finding.problem.line),
      "column": JSON(finding.problem.column), "message": .string(finding.problem.message), "expected": JSON(finding.problem.expectation),
      "hint": JSON(finding.problem.hint),
    ]
  }
}
