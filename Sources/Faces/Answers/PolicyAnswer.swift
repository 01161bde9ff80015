package import Desks
import Digest
package import Policy
import Portfolio
package import Register
import Schema
import Speech
import Terminal
import Wire
import Words
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
        ? check.kinds.map { Wording("\($0.name): \($0.kind.rawValue), right\n", "\($0.name)：\(chinese($0.kind))，无误\n") }
          .joined(by: .none) : .none)
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
    func agree(_ missing: Int) -> Wording {
      Wording("\(Text.count(missing, "more person", "more people")) must agree", "还须 \(Text.grouped(missing)) 人同意")
    }
    let (version, missing, words) =
      switch approval {
      case .inForce(let version): (version, 0, inForce)
      case .inForceBefore(let version): (version, 0, Wording("in force already; nothing was changed", "已生效；未作任何改动"))
      case .noted(let version, let missing): (version, missing, Wording("noted; ", "已记录；") + agree(missing))
      case .notedBefore(let version, let missing):
        (version, missing, Wording("you have agreed before; nothing was changed; ", "您此前已同意；未作任何改动；") + agree(missing))
      }
    let isNew = if case .inForceBefore = approval { false } else if case .notedBefore = approval { false } else { true }
    let kind = version.kind.rawValue
    return Answer(
      [
        "kind": .string(kind), "name": .string(version.name), "version": JSON(version.version), "in_force": .bool(missing == 0),
        "missing": JSON(missing), "changed": .bool(isNew),
      ],
      name(version) + Wording(": ", "：") + words + "\n")
  }

  private static func chinese(_ kind: PolicyFileKind) -> String {
    PolicyKind(rawValue: kind.rawValue).map { Words.policyKind($0).zh } ?? (kind == .calendar ? "日历" : kind.rawValue)
  }

  private static let inForce = Wording("in force from the next run", "自下次运行起生效")

  /// `policy cards version 3`
  private static func name(_ version: PolicyVersion) -> Wording {
    Wording(
      "\(version.kind.rawValue) \(version.name) version \(version.version)",
      "\(Words.policyKind(version.kind).zh) \(version.name) 第 \(version.version) 版")
  }

  /// Stored versions, and for whom those wait that are not in force yet; `active` leaves out those that are not in force.
  package static func policies(_ all: [PolicyVersion], waiting: [PolicyDesk.Waiting], active: Bool) -> Answer {
    let versions = all.filter { !active || $0.isActive }
    func waits(_ version: PolicyVersion) -> PolicyDesk.Waiting? { waiting.first { $0.version == version } }
    return Answer([
      "versions": .array(
        versions.map { version -> JSON in
          [
            "kind": .string(version.kind.rawValue), "name": .string(version.name), "version": JSON(version.version),
            "in_force": .bool(version.isActive), "applied_by": .string(version.appliedBy), "digest": .string(Hex.encode(version.digest)),
            "waits": waits(version).map(json) ?? .null,
          ]
        })
    ]) { style in
      let table = Table(
        [
          style.column("kind", "类型"), style.column("name", "名称"), style.column("version", "版本", .right), style.column("state", "状态"),
          style.column("applied by", "提交人"), style.column("digest", "摘要"),
        ],
        rows: versions.map { version in
          let isWaiting = waiting.contains { $0.version == version }
          let state = version.isActive ? style.say("in force", "生效") : isWaiting ? style.say("waits", "待复核") : ""
          return [
            style.say(version.kind.rawValue, Words.policyKind(version.kind).zh), version.name, String(version.version), state,
            version.appliedBy, Hex.encode(version.digest.prefix(6)),
          ]
        })
      return style.table(table) + waiting.filter { versions.contains($0.version) }.map { style.say(text($0)) }.joined()
    }
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

  private static func text(_ waiting: PolicyDesk.Waiting) -> Wording {
    let (version, name) = (waiting.version, name(waiting.version))
    let agreed =
      waiting.agreed.isEmpty
      ? Wording.none
      : Wording(" (agreed: \(waiting.agreed.joined(separator: ", ")))", "（已同意：\(waiting.agreed.joined(separator: "、"))）")
    let who =
      waiting.approvers.isEmpty
      ? Wording("anybody but \(version.appliedBy)", "除 \(version.appliedBy) 外任何人")
      : Wording(waiting.approvers.joined(separator: " or "), waiting.approvers.joined(separator: " 或 "))
    return Wording(
      "\(name.en) waits for \(Text.count(waiting.missing, "more person", "more people"))\(agreed.en): \(who.en), with: \(command(version))\n",
      "\(name.zh)还须 \(Text.grouped(waiting.missing)) 人同意\(agreed.zh)：\(who.zh)，执行：\(command(version))\n")
  }

  /// The text of a version as it was applied.
  package static func policy(_ version: PolicyVersion, text: String) -> Answer {
    Answer(
      [
        "kind": .string(version.kind.rawValue), "name": .string(version.name), "version": JSON(version.version),
        "in_force": .bool(version.isActive),
        "text": .string(text),
      ],
      Wording(same: text.hasSuffix("\n") ? text : text + "\n"))
  }

  private static func text(_ result: PolicyDoor.Result) -> Wording {
    var text: [Wording] = []
    if result.agencyIsNew {
      let agency = result.agency
      text.append(Wording("agency \(agency.code) (\(agency.name)) made\n", "已新建机构 \(agency.code)（\(agency.name)）\n"))
    }
    for applied in result.applied {
      let state =
        if !applied.isInForce {
          Wording(
            "stored; waits for a second person: allot policy approve \(applied.version.name) --kind \(applied.version.kind.rawValue)",
            "已保存；待另一人复核：allot policy approve \(applied.version.name) --kind \(applied.version.kind.rawValue)")
        } else if applied.isNew {
          inForce
        } else {
          Wording("unchanged, in force", "未变，生效中")
        }
      text.append(name(applied.version) + Wording(": ", "：") + state + "\n")
    }
    return text.joined(by: .none)
  }

  static func json(_ finding: Finding) -> JSON {
    [
      "severity": .string(finding.severity.rawValue), "file": .string(finding.problem.file), "line": JSON(finding.problem.line),
      "column": JSON(finding.problem.column), "message": .string(finding.problem.message.en),
      "expected": JSON(finding.problem.expectation?.en),
      "hint": JSON(finding.problem.hint?.en),
    ]
  }
}
