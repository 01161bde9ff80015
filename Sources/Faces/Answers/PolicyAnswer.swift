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

  /// A version that its second person has put in force.
  package static func approved(_ version: PolicyVersion) -> Answer {
    let kind = version.kind.rawValue
    return Answer(
      ["kind": .string(kind), "name": .string(version.name), "version": JSON(version.version), "in_force": true],
      "\(kind) \(version.name) version \(version.version): in force from the next run\n")
  }

  /// Stored versions; `active` leaves out those that are not in force.
  package static func policies(_ all: [PolicyVersion], active: Bool) -> Answer {
    let versions = all.filter { !active || $0.isActive }
    let table = Table(
      [.init("kind"), .init("name"), .init("version", .right), .init("state"), .init("applied by"), .init("digest")],
      rows: versions.map {
        [
          $0.kind.rawValue, $0.name, String($0.version), $0.isActive ? "in force" : "", $0.appliedBy,
          Hex.encode($0.digest.prefix(6)),
        ]
      })
    return Answer([
      "versions": .array(
        versions.map {
          [
            "kind": .string($0.kind.rawValue), "name": .string($0.name), "version": JSON($0.version), "in_force": .bool($0.isActive),
            "applied_by": .string($0.appliedBy), "digest": .string(Hex.encode($0.digest)),
          ]
        })
    ]) { $0.table(table) }
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
