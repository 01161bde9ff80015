package import Desks
import Digest
import Portfolio
package import Register
import Speech
package import Views
import Wire
import Words

extension Answer {
  /// A change, what is still to be done about it, and its steps; times are those of `clock`.
  package static func change(_ shown: PolicyDesk.Shown, by clock: WallClock = .utc) -> Answer {
    Answer(json(shown)) { text(shown, clock, $0) }
  }

  /// What became of proposing files; without a change everything is in force already.
  package static func submitted(_ submission: PolicyDoor.Submission, by clock: WallClock = .utc) -> Answer {
    guard let shown = submission.shown else {
      return Answer(
        ["change": .null, "new": false, "changed": false], Wording("this is what is in force: nothing to change\n", "与生效内容相同，无需变更\n"))
    }
    let json: JSON = ["change": Self.json(shown), "new": .bool(submission.isNew), "changed": .bool(shown.isNews)]
    return Answer(json) { style in
      let head =
        submission.isNew
        ? Wording.none
        : shown.isNews
          ? Wording("an edit of your own open change\n", "修改了您自己的待定变更\n")
          : Wording("proposed before; nothing was changed\n", "此前已提出；未作任何改动\n")
      return style.say(head) + text(shown, clock, style)
    }
  }

  /// The life of a file, or of everything: every change with its steps.
  package static func history(_ changes: [PolicyChange], by clock: WallClock = .utc) -> Answer {
    Answer(["changes": .array(changes.map(json))]) { style in
      if changes.isEmpty { return style.say("no changes yet\n", "还没有变更\n") }
      return changes.map { style.say(head($0)) + steps($0, clock, style) }.joined(separator: "\n")
    }
  }

  // MARK: JSON

  static func json(_ shown: PolicyDesk.Shown) -> JSON {
    [
      "change": json(shown.change), "needed": JSON(shown.need.people), "missing": JSON(shown.missing),
      "approvers": .array(shown.approvers.map { .string($0) }), "why": .array(shown.need.why.map { .string($0.en) }),
      "others": .array(shown.others.map { JSON($0.number) }),
    ]
  }

  static func json(_ change: PolicyChange) -> JSON {
    [
      "number": JSON(change.number), "kind": .string(change.kind.rawValue), "state": .string(change.state.rawValue),
      "round": JSON(change.round),
      "reason": .string(change.reason), "effective": change.effectiveOn.map { .day($0) } ?? .null,
      "files": .array(change.files.map(json)), "authors": .array(change.authors.map { .string($0) }),
      "agreed": .array(change.agreed.map { .string($0) }), "simulation": JSON(change.simulation),
      "moved": JSON(change.moved.map(Int64.init)),
      "voided": change.voided.map(json) ?? .null, "steps": .array(change.steps.map(json)),
    ]
  }

  private static func json(_ file: PolicyChange.File) -> JSON {
    [
      "kind": .string(file.kind.rawValue), "name": .string(file.name), "from": JSON(file.from.map(Int64.init)),
      "from_digest": JSON(file.fromDigest.map { Hex.encode($0) }), "to": JSON(file.to.map(Int64.init)),
      "to_digest": JSON(file.toDigest.map { Hex.encode($0) }),
    ]
  }

  private static func json(_ step: PolicyChange.Step) -> JSON {
    [
      "step": .string(step.step == .fellBack ? "fell_back" : step.step.rawValue), "round": JSON(step.round), "person": .string(step.person),
      "at": .string(Text.time(step.at) + "Z"), "why": .string(step.why),
      "cause": JSON(step.cause?.rawValue.split(separator: " ").joined(separator: "_")), "other": JSON(step.other.map(Int64.init)),
    ]
  }

  // MARK: Text

  private static func text(_ shown: PolicyDesk.Shown, _ clock: WallClock, _ style: AnswerStyle) -> String {
    var text = style.say(head(shown.change))
    for line in standing(shown) { text += "  " + style.say(line) + "\n" }
    return text + steps(shown.change, clock, style)
  }

  /// `change 3, open: policy cards version 2 → 3`
  static func head(_ change: PolicyChange) -> Wording {
    let files = change.files.map { file in
      let kind = Words.policyKind(file.kind)
      let versions =
        switch (file.from, file.to) {
        case (let from?, let to?): Wording("version \(from) → \(to)", "第 \(from) 版 → 第 \(to) 版")
        case (nil, let to?): Wording("new, version \(to)", "新增，第 \(to) 版")
        case (let from?, nil): Wording("version \(from) → out of force", "第 \(from) 版 → 停用")
        case (nil, nil): Wording("out of force", "停用")
        }
      return kind + Wording(same: " \(file.name) ") + versions
    }.joined(by: Wording(", ", "、"))
    let effective = change.effectiveOn.map { Wording(" from \($0)", "，自 \($0) 起") } ?? .none
    return Wording("change \(change.number), ", "变更 \(change.number)，") + state(change.state) + effective + Wording(": ", "：") + files
      + "\n"
  }

  private static func state(_ state: PolicyChange.State) -> Wording {
    switch state {
    case .checked: Wording("open", "待定")
    case .simulated: Wording("open, simulated", "待定，已模拟")
    case .scheduled: Wording("scheduled", "已排期")
    case .active: Wording("in force", "生效")
    case .retired: Wording("no longer in force", "已不再生效")
    case .rejected: Wording("rejected", "已驳回")
    }
  }

  /// What is still to be done, and what people should know before they do it.
  private static func standing(_ shown: PolicyDesk.Shown) -> [Wording] {
    let change = shown.change
    guard change.state.isOpen else { return [] }
    var lines: [Wording] = []
    if let voided = change.voided { lines.append(void(voided, change)) }
    for other in shown.others {
      lines.append(
        Wording(
          "change \(other.number) by \(other.authors.joined(separator: ", ")) is open too and touches the same file",
          "变更 \(other.number)（\(other.authors.joined(separator: "、"))）也待定，且涉及同一文件"))
    }
    if let moved = change.moved {
      lines.append(Wording("by the simulation the holder of \(Text.count(moved, "case")) differs", "按模拟结果，\(Text.grouped(moved)) 件的持有人不同"))
    }
    lines += shown.need.why
    if change.state == .scheduled { return lines }
    if shown.missing == 0 {
      lines.append(
        Wording("one person is enough: allot policy activate \(change.number)", "一人即可：allot policy activate \(change.number)"))
    } else {
      let agreed =
        change.agreed.isEmpty
        ? Wording.none
        : Wording(" (agreed: \(change.agreed.joined(separator: ", ")))", "（已同意：\(change.agreed.joined(separator: "、"))）")
      let who =
        shown.approvers.isEmpty
        ? Wording("anybody but \(change.authors.joined(separator: ", "))", "除 \(change.authors.joined(separator: "、")) 外任何人")
        : Wording(shown.approvers.joined(separator: " or "), shown.approvers.joined(separator: " 或 "))
      lines.append(
        Wording(
          "waits for \(Text.count(shown.missing, "more person", "more people"))\(agreed.en): \(who.en), with: allot policy approve \(change.number)",
          "还须 \(Text.grouped(shown.missing)) 人同意\(agreed.zh)：\(who.zh)，执行：allot policy approve \(change.number)"))
    }
    return lines
  }

  /// Why agreements do not count any more, or a schedule does not.
  static func void(_ step: PolicyChange.Step, _ change: PolicyChange) -> Wording {
    let what =
      step.step == .fellBack
      ? Wording("open again, nothing came in force", "重新待定，未生效") : Wording("earlier agreements are void", "此前的同意已失效")
    return what + Wording(": ", "：") + cause(step)
  }

  /// Why the program did a step.
  private static func cause(_ step: PolicyChange.Step) -> Wording {
    let other = step.other.map { Wording(" by change \($0)", "（由变更 \($0)）") } ?? .none
    return switch step.cause {
    case .edited: Wording("\(step.person) edited it", "\(step.person) 修改了内容")
    case .baseMoved: Wording("what is in force under these names is another text now", "同名的生效内容已变") + other
    case .simulation: Wording("another simulation was shown", "已给出另一次模拟结果")
    case .refused: Wording("it could not come in force: \(step.why)", "无法生效：\(step.why)")
    case .replaced: Wording("replaced", "已被取代") + other
    case .inForce: Wording("the same is in force already", "相同内容已生效") + other
    case .due: Wording("its day had come", "生效日期已到")
    case nil: step.why.isEmpty ? .none : Wording(same: step.why)
    }
  }

  private static func steps(_ change: PolicyChange, _ clock: WallClock, _ style: AnswerStyle) -> String {
    change.steps.filter { $0.step != .checked }.map { step in
      let why = cause(step)
      let word = style.say(self.word(step.step))
      return "  \(Text.time(step.at, by: clock)) \(step.person) \(word)"
        + (style.say(why).isEmpty ? "" : style.say(": ", "：") + style.say(why)) + "\n"
    }.joined()
  }

  private static func word(_ step: PolicyChange.StepKind) -> Wording {
    switch step {
    case .submitted: Wording("submitted", "提交")
    case .edited: Wording("edited", "修改")
    case .checked: Wording("checked", "检查")
    case .simulated: Wording("simulated", "模拟")
    case .approved: Wording("agreed", "同意")
    case .voided: Wording("made agreements void", "使同意失效")
    case .rejected: Wording("rejected", "驳回")
    case .scheduled: Wording("scheduled", "排期")
    case .fellBack: Wording("opened again", "重新待定")
    case .activated: Wording("put in force", "使其生效")
    case .retired: Wording("closed", "终止")
    case .commented: Wording("said", "备注")
    }
  }
}
