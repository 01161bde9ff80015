package import Desks
package import Figures
import Portfolio
import Runs
import Schema
package import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// How a case stands, and what each run did with it and why; sentences of the JSON are in `language`. Times are those of `clock`.
  package static func story(_ story: CaseStory, _ names: ReasonNames, _ language: Language, by clock: WallClock = .utc) -> Answer {
    let told = ToldCase(story: story, names: names, clock: clock)
    return Answer(told.json(language)) { told.text($0) }
  }

  /// The lines of the same text in their parts: how the case stands, what people did with it, what each run did. A line without a name begins an entry.
  package static func storyLines(_ story: CaseStory, _ names: ReasonNames, _ language: Language, by clock: WallClock) -> StoryLines {
    let (told, style) = (ToldCase(story: story, names: names, clock: clock), AnswerStyle(language))
    return StoryLines(standing: told.standing(style), byHand: told.byHand(style), runs: told.runs(style))
  }
}

/// What is told of a case, line by line.
package struct StoryLines: Sendable {
  /// A line, below the name of what it says where it has one.
  package typealias Line = (name: String?, value: String)
  package var standing: [Line]
  package var byHand: [Line]
  package var runs: [Line]
}

private struct ToldCase: Sendable {
  let story: CaseStory
  let names: ReasonNames
  let clock: WallClock
  private var found: CaseExplanation { story.found }

  func text(_ style: AnswerStyle) -> String {
    let indent = { (name: String) in "  \(name)\(String(repeating: " ", count: max(1, 13 - DisplayWidth.of(name))))" }
    return (standing(style) + byHand(style) + runs(style)).map { ($0.name.map(indent) ?? "") + $0.value }.joined(separator: "\n") + "\n"
  }

  typealias Line = StoryLines.Line

  func standing(_ style: AnswerStyle) -> [Line] {
    let shown = found.shown
    let status = style.say(Words.status(shown.status))
    var lines: [Line] = [
      (
        nil,
        style.say("case \(shown.caseNo) of \(shown.client)  (\(status))", "案件 \(shown.caseNo)，委托方 \(shown.client)（\(status)）")
      )
    ]
    func add(_ en: String, _ zh: String, _ value: String) { lines.append((style.say(en, zh), value)) }
    add("outstanding", "欠款", "\(Text.amount(shown.outstanding, digits: shown.currency.minorDigits)) \(shown.currency)")
    let place = [shown.batch.map { style.say("batch \($0)", "批次 \($0)") }, shown.product, shown.stage, shown.region].compactMap { $0 }
    if !place.isEmpty { add("portfolio", "资产", style.clauses(place)) }
    add(
      "entrusted", "委案",
      style.say(
        "\(shown.entrustedOn), overdue since \(shown.overdueOn), due back \(shown.dueBackOn)",
        "\(shown.entrustedOn)，自 \(shown.overdueOn) 起逾期，\(shown.dueBackOn) 退案"))
    add(
      "holder", "持有人",
      shown.holder.map {
        style.say("\($0) since \(shown.heldSince), hand \(shown.hand)", "\($0)，自 \(shown.heldSince) 起，第 \(shown.hand) 手")
      } ?? style.say("nobody (in the pool)", "无（在案件池）"))
    if !found.formerHolders.isEmpty {
      add(
        "before", "前手",
        style.list(found.formerHolders.map { style.say("\($0.collector) until \($0.until)", "\($0.collector)（至 \($0.until)）") }))
    }
    let since = shown.classSince.isKnown ? style.say(" since \(shown.classSince)", "，自 \(shown.classSince) 起") : ""
    add("class", "类别", style.say(Words.caseClass(shown.caseClass)) + since)
    if let reason = shown.classReason {
      // Kept as it was when the class changed: its days count from there, not from today.
      let day = shown.classSince.isKnown ? style.say("as counted for \(shown.classSince): ", "按 \(shown.classSince) 的情况：") : ""
      add("", "", day + ReasonText.sentence(reason, names, style.language))
    }
    for promise in found.promises { add("promise", "承诺", style.say(promise.told(in: shown.currency))) }
    if !shown.flags.isEmpty { add("flags", "标记", Words.flags(shown.flags, style.language)) }
    if shown.hold != .none {
      add(
        "hold", "停催", style.say("\(shown.hold.word) until \(shown.holdUntil)", "\(Words.hold(shown.hold).zh)，至 \(shown.holdUntil)"))
    }
    for stop in story.stops { add("STOP", "停办", style.say(Answer.told(stop, clock))) }
    if let pin = shown.pinnedTo {
      add("pinned", "指定", style.say("to \(pin) until \(shown.pinnedUntil)", "给 \(pin)，至 \(shown.pinnedUntil)"))
    }
    return lines
  }

  func byHand(_ style: AnswerStyle) -> [Line] {
    var lines: [Line] = []
    for move in story.byHand {
      let order = style.say("order \(move.order.id), by hand", "人工调案单 \(move.order.id)")
      let time = Text.time(move.order.decidedAt ?? move.order.askedAt, by: clock)
      lines.append((nil, "\(time)\(style.say(" (\(clock.name))", "（\(clock.name)）"))  \(order)  \(style.say(move.what))"))
      let second = move.order.decidedBy.flatMap { $0 == move.order.askedBy ? nil : style.say(", agreed by \($0)", "，复核人 \($0)") } ?? ""
      lines.append((style.say("by", "依据"), move.order.askedBy + second))
      lines.append((style.say("because", "原因"), move.order.reason))
      if !move.broken.isEmpty {
        lines.append((style.say("overriding", "突破规则"), style.list(move.broken.map { style.say(Words.moveRule($0)) })))
      }
    }
    return lines
  }

  func runs(_ style: AnswerStyle) -> [Line] {
    var lines: [Line] = []
    func head(_ slot: Day, _ run: RunID, _ what: String) { lines.append((nil, "\(slot)  \(style.say("run", "运行")) \(run)  \(what)")) }
    func add(_ en: String, _ zh: String, _ value: String) { lines.append((style.say(en, zh), value)) }
    func sentence(_ reason: Reason) -> String { ReasonText.sentence(reason, names, style.language) }
    if let stayed = story.stayed {
      head(stayed.run.key.slot, stayed.run.id, style.say("stayed", "留任"))
      add("because", "原因", sentence(stayed.reason))
    }
    for stays in story.staysInPlans {
      let mark = WaitingPlanText.mark
      head(stays.run.key.slot, stays.run.id, style.say("would stay (\(mark.en))", "将留任（\(mark.zh)）"))
      add("because", "原因", sentence(stays.reason))
    }
    if found.decisions.isEmpty, story.stayed == nil, story.staysInPlans.isEmpty {
      let nothing =
        found.shown.classSince.isKnown
        ? Wording(
          "no decision on record: runs have given it its class and left it where it is", "无决定记录：运行已判定其类别，去向未变")
        : Wording("no run has looked at it yet", "尚无运行处理过此案")
      lines.append((nil, style.say(nothing)))
    }
    for (decision, numbers) in zip(found.decisions, story.numbers) {
      let undone = story.takenBack[decision.run].map { Wording(" — ", "——") + Words.takenBack(by: $0, whole: true) } ?? .none
      head(decision.slot, decision.run, style.say(decision.what + undone))
      if let policy = decision.policy {
        add("by", "依据", policy + (decision.route.map { style.say(", route \($0)", "，路由 \($0)") } ?? ""))
      }
      if let recall = decision.recallReason { add("taken back", "收回原因", sentence(recall)) }
      add("because", "原因", sentence(decision.reason))
      if case .offered(let place) = numbers {
        let text = PlacementText.lines(place, decision.reason, isPlaced: decision.to != nil, names, style.language)
        for line in text { add("", "", line) }
      }
    }
    if let fault = story.calendarFault { add("calendar", "日历", style.say(fault)) }
    for remark in story.calendar { add("calendar", "日历", style.say(Words.calendar(remark))) }
    return lines
  }

  func json(_ language: Language) -> JSON {
    let shown = found.shown
    return .object([
      ("case_no", .string(shown.caseNo)), ("client", .string(shown.client)), ("status", .string(shown.status.word)),
      ("outstanding", .integer(shown.outstanding)), ("currency", .string(shown.currency.description)), ("batch", JSON(shown.batch)),
      ("product", JSON(shown.product)), ("stage", JSON(shown.stage)), ("region", JSON(shown.region)), ("holder", JSON(shown.holder)),
      ("held_since", .day(shown.heldSince)), ("hand", JSON(shown.hand)), ("class", .string(shown.caseClass.word)),
      ("class_since", .day(shown.classSince)),
      ("class_reason", shown.classReason.map { .reason($0, names, language) } ?? .null),
      ("flags", .array(shown.flags.wordList.map { .string($0) })),
      ("hold", .string(shown.hold.word)), ("due_back", .day(shown.dueBackOn)), ("promises", .array(found.promises.map(\.json))),
      ("former_holders", .array(found.formerHolders.map { ["collector": .string($0.collector), "until": .day($0.until)] })),
      (
        "stayed",
        story.stayed.map { ["run": .integer($0.run.id), "slot": .day($0.run.key.slot), "reason": .reason($0.reason, names, language)] }
          ?? .null
      ),
      (
        "would_stay",
        .array(
          story.staysInPlans.map {
            ["run": .integer($0.run.id), "slot": .day($0.run.key.slot), "reason": .reason($0.reason, names, language)]
          })
      ),
      ("by_hand", .array(story.byHand.map(\.json))), ("calendar", .array(story.calendar.map(Answer.json))),
      (
        "decisions",
        .array(zip(found.decisions, story.numbers).map { .decision($0, names, language, $1, takenBackBy: story.takenBack[$0.run]) })
      ),
    ])
  }
}
