package import Desks
import Digest
package import Policy
import Portfolio
package import Register
import Schema
package import Speech
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

  /// That files in force have warnings, too, which say nothing of those that were checked; nil where none has.
  package static func warnedInForce(_ check: PolicyCheck) -> Wording? {
    let files = check.warnedInForce
    if files.isEmpty { return nil }
    return Wording(
      "not shown: warnings in \(Text.count(files.count, "other file")): \(files.joined(separator: ", "))",
      "未列出：另外 \(files.count) 个文件中的警告：\(files.joined(separator: "、"))")
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
              "new": .bool($0.isNew), "in_force": .bool($0.isInForce), "change": JSON(($0.change?.number).map(Int64.init)),
              "missing": JSON($0.missing),
            ]
          }),
      ], text(result))
  }

  /// What came of agreeing to a change.
  package static func approval(_ agreement: PolicyDesk.Agreement) -> Answer {
    func agree(_ missing: Int) -> Wording {
      Wording("\(Text.count(missing, "more person", "more people")) must agree", "还须 \(Text.grouped(missing)) 人同意")
    }
    let isOver = if case .inForceBefore = agreement.outcome { true } else { false }
    let isInForce = if case .inForce = agreement.outcome { true } else { isOver }
    let words =
      switch agreement.outcome {
      case .inForce: inForce
      case .inForceBefore: Wording("in force already; nothing was changed", "已生效；未作任何改动")
      case .scheduled: scheduled(agreement.change)
      case .noted: Wording("noted; ", "已记录；") + agree(agreement.missing)
      case .notedBefore:
        Wording("you have agreed before; nothing was changed; ", "您此前已同意；未作任何改动；") + agree(agreement.missing)
      }
    let isNew = if case .notedBefore = agreement.outcome { false } else { !isOver }
    let voided =
      agreement.voided.flatMap { step in
        agreement.change.map { Wording("you had agreed before: ", "您此前同意过：") + void(step, $0) + Wording("; agreed anew\n", "；现重新同意\n") }
      } ?? .none
    return Answer(
      [
        "kind": .string(agreement.kind.rawValue), "name": .string(agreement.name), "version": JSON(agreement.version.map(Int64.init)),
        "change": JSON((agreement.change?.number).map(Int64.init)), "state": JSON(agreement.change?.state.rawValue),
        "in_force": .bool(isInForce),
        "missing": JSON(agreement.missing), "changed": .bool(isNew), "void_before": .bool(agreement.voided != nil),
      ],
      voided + files(agreement) + Wording(": ", "：") + words + "\n")
  }

  private static func files(_ agreement: PolicyDesk.Agreement) -> Wording {
    let files = agreement.change?.files.map { name($0.kind, $0.name, $0.to) } ?? [name(agreement.kind, agreement.name, agreement.version)]
    return files.joined(by: Wording(", ", "、"))
  }

  private static func scheduled(_ change: PolicyChange?) -> Wording {
    let day = change?.effectiveOn.map(\.description) ?? ""
    return Wording("agreed; in force from \(day)", "已同意；自 \(day) 起生效")
  }

  private static func chinese(_ kind: PolicyFileKind) -> String {
    PolicyKind(rawValue: kind.rawValue).map { Words.policyKind($0).zh } ?? (kind == .calendar ? "日历" : kind.rawValue)
  }

  private static let inForce = Wording("in force from the next run", "自下次运行起生效")

  /// `policy cards version 3`
  private static func name(_ version: PolicyVersion) -> Wording { name(version.kind, version.name, version.version) }

  private static func name(_ kind: PolicyKind, _ name: String, _ version: Int?) -> Wording {
    guard let version else { return Wording("\(kind.rawValue) \(name) out of force", "\(Words.policyKind(kind).zh) \(name) 停用") }
    return Wording("\(kind.rawValue) \(name) version \(version)", "\(Words.policyKind(kind).zh) \(name) 第 \(version) 版")
  }

  /// Stored versions, and for whom those wait that are not in force yet; `active` leaves out those that are not in force.
  package static func policies(
    _ all: [PolicyVersion], waiting: [PolicyDesk.Waiting], open: [PolicyDesk.Shown] = [], active: Bool
  ) -> Answer {
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
        }),
      "changes": .array(active ? [] : open.map(json)),
    ]) { style in
      let table = Table(
        [
          style.column("kind", "类型"), style.column("name", "名称"), style.column("version", "版本", .right), style.column("state", "状态"),
          style.column("applied by", "提交人"), style.column("digest", "摘要"),
        ],
        rows: versions.map { version in
          let wait = waiting.first { $0.version == version }
          let state =
            version.isActive
            ? style.say("in force", "生效")
            : wait.map { $0.change.state == .scheduled ? style.say("scheduled", "已排期") : style.say("waits", "待复核") } ?? ""
          return [
            style.say(version.kind.rawValue, Words.policyKind(version.kind).zh), version.name, String(version.version), state,
            version.appliedBy, Hex.encode(version.digest.prefix(6)),
          ]
        })
      let waits = waiting.filter { versions.contains($0.version) }.map { style.say(text($0)) }.joined()
      return style.table(table) + waits + (active ? "" : open.map { style.say(notes($0)) }.joined())
    }
  }

  private static func json(_ waiting: PolicyDesk.Waiting) -> JSON {
    [
      "missing": JSON(waiting.missing), "agreed": .array(waiting.agreed.map { .string($0) }),
      "approvers": .array(waiting.approvers.map { .string($0) }), "command": .string(command(waiting)),
      "change": JSON(waiting.change.number),
    ]
  }

  /// What people should know of a change that waits: why it opened again, who else is at the same file, why so many must agree.
  private static func notes(_ shown: PolicyDesk.Shown) -> Wording {
    var notes: [Wording] = []
    if let step = shown.change.voided { notes.append(void(step, shown.change)) }
    if !shown.others.isEmpty {
      let numbers = shown.others.map { String($0.number) }
      notes.append(
        Wording("touches the same file as change \(numbers.joined(separator: ", "))", "与变更 \(numbers.joined(separator: "、")) 涉及同一文件"))
    }
    return notes.map { Wording("change \(shown.change.number): ", "变更 \(shown.change.number)：") + $0 + "\n" }.joined(by: .none)
  }

  private static func command(_ waiting: PolicyDesk.Waiting) -> String {
    let (version, change) = (waiting.version, waiting.change)
    guard change.files.count == 1 else { return "allot policy approve \(change.number)" }
    return "allot policy approve \(version.name)" + (version.kind == .policy ? "" : " --kind \(version.kind.rawValue)")
  }

  private static func text(_ waiting: PolicyDesk.Waiting) -> Wording {
    let name = name(waiting.version)
    if waiting.change.state == .scheduled { return name + Wording(": ", "：") + scheduled(waiting.change) + "\n" }
    if waiting.missing == 0 {
      let command = "allot policy activate \(waiting.change.number)"
      return name + Wording(" waits for its author: \(command)\n", "待作者执行：\(command)\n")
    }
    let agreed =
      waiting.agreed.isEmpty
      ? Wording.none
      : Wording(" (agreed: \(waiting.agreed.joined(separator: ", ")))", "（已同意：\(waiting.agreed.joined(separator: "、"))）")
    let who =
      waiting.approvers.isEmpty
      ? Wording("anybody but \(waiting.change.authors.joined(separator: ", "))", "除 \(waiting.change.authors.joined(separator: "、")) 外任何人")
      : Wording(waiting.approvers.joined(separator: " or "), waiting.approvers.joined(separator: " 或 "))
    return Wording(
      "\(name.en) waits for \(Text.count(waiting.missing, "more person", "more people"))\(agreed.en): \(who.en), with: \(command(waiting))\n",
      "\(name.zh)还须 \(Text.grouped(waiting.missing)) 人同意\(agreed.zh)：\(who.zh)，执行：\(command(waiting))\n")
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
        if let change = applied.change, change.state == .scheduled {
          scheduled(change)
        } else if !applied.isInForce {
          Wording(
            "stored as change \(applied.change?.number ?? 0); waits for a second person: allot policy approve \(applied.change?.number ?? 0)",
            "已保存为变更 \(applied.change?.number ?? 0)；待另一人复核：allot policy approve \(applied.change?.number ?? 0)")
        } else if applied.isNew || applied.change != nil {
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
