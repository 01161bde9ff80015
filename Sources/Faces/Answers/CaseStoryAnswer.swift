package import Desks
package import Figures
import Portfolio
import Runs
import Schema
import Terminal
import Views
import Wire
package import Words
package import Speech

extension Answer {
  /// How a case stands, and what each run did with it and why.
  package static func story(_ story: CaseStory, _ names: ReasonNames, _ language: Language) -> Answer {
    let told = ToldCase(story: story, names: names)
    return Answer(told.json(language)) { _ in told.text(language) }
  }
}

private struct ToldCase: Sendable {
  let story: CaseStory
  let names: ReasonNames
  private var found: CaseExplanation { story.found }

  func text(_ language: Language) -> String {
    let shown = found.shown
    func word(_ en: String, _ zh: String) -> String { Wording(en, zh)[language] }
    let status = Words.status(shown.status)[language]
    var lines = [word("case \(shown.caseNo) of \(shown.client)  (\(status))", "案件\(shown.caseNo)，委托方\(shown.client)（\(status)）")]
    func add(_ name: String, _ value: String) {
      lines.append("  \(name)\(String(repeating: " ", count: max(1, 13 - DisplayWidth.of(name))))\(value)")
    }
    add(word("outstanding", "欠款"), "\(Text.amount(shown.outstanding, digits: shown.currency.minorDigits)) \(shown.currency)")
    let place = [shown.batch.map { word("batch \($0)", "批次\($0)") }, shown.product, shown.stage, shown.region].compactMap { $0 }
    if !place.isEmpty { add(word("portfolio", "资产"), place.joined(separator: word(", ", "，"))) }
    add(
      word("entrusted", "委案"),
      word(
        "\(shown.entrustedOn), overdue since \(shown.overdueOn), due back \(shown.dueBackOn)",
        "\(shown.entrustedOn)，逾期自\(shown.overdueOn)，退案\(shown.dueBackOn)"))
    add(
      word("holder", "持有人"),
      shown.holder.map { word("\($0) since \(shown.heldSince), hand \(shown.hand)", "\($0)，自\(shown.heldSince)起，第\(shown.hand)手") }
        ?? word("nobody (in the pool)", "无（案件池）"))
    if !found.formerHolders.isEmpty {
      add(
        word("before", "前手"),
        found.formerHolders.map { word("\($0.collector) until \($0.until)", "\($0.collector)（至\($0.until)）") }.joined(
          separator: word(", ", "、")))
    }
    let caseClass = Words.caseClass(shown.caseClass)[language]
    add(word("class", "类别"), caseClass + (shown.classSince.isKnown ? word(" since \(shown.classSince)", "，自\(shown.classSince)起") : ""))
    if let reason = shown.classReason { add("", ReasonText.sentence(reason, names, language)) }
    if !shown.flags.isEmpty { add(word("flags", "标识"), Words.flags(shown.flags, language)) }
    if shown.hold != .none {
      add(word("hold", "停催"), word("\(shown.hold.word) until \(shown.holdUntil)", "\(Words.hold(shown.hold).zh)，至\(shown.holdUntil)"))
    }
    if let pin = shown.pinnedTo { add(word("pinned", "指定"), word("to \(pin) until \(shown.pinnedUntil)", "\(pin)，至\(shown.pinnedUntil)")) }
    for move in story.byHand {
      let order = word("order \(move.order.id), by hand", "人工指令\(move.order.id)")
      lines.append("\(Text.time(move.order.decidedAt ?? move.order.askedAt))  \(order)  \(move.what(language))")
      let second = move.order.decidedBy.flatMap { $0 == move.order.askedBy ? nil : word(", agreed by \($0)", "，复核\($0)") } ?? ""
      add(word("by", "依据"), move.order.askedBy + second)
      add(word("because", "原因"), move.order.reason)
      if !move.broken.isEmpty {
        add(word("overriding", "突破规则"), move.broken.map { Words.moveRule($0)[language] }.joined(separator: word(", ", "、")))
      }
    }
    if let stayed = story.stayed {
      lines.append("\(stayed.run.key.slot)  \(word("run", "批处理"))\(word(" ", ""))\(stayed.run.id)  \(word("stayed", "留任"))")
      add(word("because", "原因"), ReasonText.sentence(stayed.reason, names, language))
    }
    for stays in story.staysInPlans {
      let mark = WaitingPlanText.mark[language]
      lines.append(
        "\(stays.run.key.slot)  \(word("run", "批处理"))\(word(" ", ""))\(stays.run.id)  \(word("would stay (\(mark))", "将留任（\(mark)）"))")
      add(word("because", "原因"), ReasonText.sentence(stays.reason, names, language))
    }
    if found.decisions.isEmpty, story.stayed == nil, story.staysInPlans.isEmpty {
      lines.append(word("no run has decided anything about it yet", "尚无批处理对其作出决定"))
    }
    for (decision, numbers) in zip(found.decisions, story.numbers) {
      lines.append("\(decision.slot)  \(word("run", "批处理"))\(word(" ", ""))\(decision.run)  \(decision.what(language))")
      if let policy = decision.policy {
        add(word("by", "依据"), policy + (decision.route.map { word(", route \($0)", "，路由\($0)") } ?? ""))
      }
      if let recall = decision.recallReason { add(word("taken back", "收回原因"), ReasonText.sentence(recall, names, language)) }
      add(word("because", "原因"), ReasonText.sentence(decision.reason, names, language))
      if case .offered(let place) = numbers {
        for line in PlacementText.lines(place, decision.reason, isPlaced: decision.to != nil, names, language) { add("", line) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
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
      ("hold", .string(shown.hold.word)), ("due_back", .day(shown.dueBackOn)),
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
      ("by_hand", .array(story.byHand.map(\.json))),
      ("decisions", .array(zip(found.decisions, story.numbers).map { .decision($0, names, language, $1) })),
    ])
  }
}
