import Desks
package import Inquiries
import Night
import Portfolio
import Schema
package import Speech
import Views
import Wire
import Words

extension Answer {
  /// Why somebody does not have a case, and the smallest change by which he would; sentences of the JSON are in `language`.
  package static func whyNot(_ story: WhyNotStory, _ language: Language) -> Answer {
    let told = ToldWhyNot(story: story)
    return Answer(told.json(language)) { style in
      let lines = told.lines.map { "  \($0[style.language])" }
      return ([style.say(told.head)] + lines).joined(separator: "\n") + "\n"
    }
  }
}

private struct ToldWhyNot: Sendable {
  let story: WhyNotStory
  private var whyNot: WhyNot { story.whyNot }

  var head: Wording {
    let who = story.holder.map { Wording("it lies with \($0)", "现由 \($0) 持有") } ?? Wording("it lies with nobody", "无人持有")
    return Wording(
      "\(story.caseNo) and \(story.collector) after \(story.run.title.en): \(who.en)",
      "\(story.caseNo) 与 \(story.collector)，\(story.run.title.zh)之后：\(who.zh)")
  }

  var lines: [Wording] { [ground] + outcome }

  private var ground: Wording {
    switch whyNot.ground {
    case .has: return Wording("He has it.", "此案就在该催收员手中。")
    case .notOffered(let reason?):
      let words = Words.reason(reason.code)
      return Wording("Nobody was looked for: \(words.en).", "未为此案寻找催收员：\(words.zh)。")
    case .notOffered(nil):
      return Wording("Nobody was looked for: it stays with its holder, and no rule takes it from him.", "未为此案寻找催收员：案件留在持有人处，没有规则将其收回。")
    case .refused(let reason):
      let words = Words.reason(reason.code)
      return Wording("Nobody could get it: \(words.en).", "任何人都不能分得此案：\(words.zh)。")
    case .placedBefore(let reason):
      let words = Words.reason(reason.code)
      return Wording("Its place was given before anything was weighed: \(words.en).", "此案在权衡之前即已确定去向：\(words.zh)。")
    case .filtered(let own, let others):
      let (mine, theirs) = (own.map(sentence).joined(by: Wording("; ", "；")), others.map(sentence).joined(by: Wording("; ", "；")))
      if own.isEmpty, others.isEmpty {
        return Wording("He may not take all of the debtor's cases that go together.", "该催收员不能一并承接该债务人的全部案件。")
      }
      if own.isEmpty {
        return Wording("Another case of the debtor goes with it, and for that one: \(theirs.en).", "该债务人的另一案件须一并分配，而就那件案件：\(theirs.zh)。")
      }
      return Wording("He was left out: \(mine.en).", "未列入人选：\(mine.zh)。")
    case .full(let got, let room):
      return Wording(
        "He might have had it, and had no place left: \(got) new case\(got == 1 ? "" : "s") of that night, room for \(room).",
        "该催收员本可承接，但已无名额：当晚新分 \(got) 件，可接 \(room) 件。")
    case .dearer(let there, let here):
      let (a, b) = (PlacementText.whole(there), PlacementText.whole(here))
      return there.total > here.total
        ? Wording(
          "He might have had it, and it would have cost more: with him \(a.en); where it lies \(b.en).",
          "该催收员本可承接，但成本更高：分给该催收员为\(a.zh)；现去向为\(b.zh)。")
        : Wording(
          "He might have had it; this case alone would not have cost more, the plan as a whole would: with him \(a.en); where it lies \(b.en).",
          "该催收员本可承接；单看此案成本并不更高，但整体方案更高：分给该催收员为\(a.zh)；现去向为\(b.zh)。")
    case .noRoomForAmount:
      return Wording(
        "He might have had it, and what he may still hold is less than its amount or that of its group.", "该催收员本可承接，但其剩余金额上限低于此案或其同组案件的金额。")
    }
  }

  private var outcome: [Wording] {
    var lines = zip(whyNot.insufficient, story.elsewhere).map { tried, holder -> Wording in
      let (what, who) = (
        change(tried.change), holder.map { Wording("\($0) would have got it", "会分给 \($0)") } ?? Wording("nobody would", "仍无人分得")
      )
      return Wording("Not enough by itself: \(what.en); then \(who.en).", "仅此一项不够：\(what.zh)；那样\(who.zh)。")
    }
    let times = Wording(
      "decided \(whyNot.decided) time\(whyNot.decided == 1 ? "" : "s"), all else as it was", "其余不变，共决策 \(whyNot.decided) 次")
    if let found = whyNot.change {
      let what = change(found)
      lines.append(Wording("It would have been his: \(what.en) (\(times.en)).", "若\(what.zh)，此案即归该催收员（\(times.zh)）。"))
    } else if whyNot.ground != .has {
      lines.append(
        whyNot.decided > 1
          ? Wording("No single change that was tried sends it to him (\(times.en)).", "所试的单项改变均不能使此案归该催收员（\(times.zh)）。")
          : Wording(
            "No change of people or places would: see allot move and allot pin for what a person may do.",
            "改变人员或名额均无济于事；人工处理请用 allot move 或 allot pin。"))
    }
    return lines
  }

  private func sentence(_ finding: MoveFinding) -> Wording { MoveText.sentence(finding, skills: story.skills) { story.codes[$0] } }

  /// As what would have been, without capital and full stop.
  private func change(_ change: WhyNot.Change) -> Wording {
    func skill(_ bit: Int) -> String { bit < story.skills.count ? story.skills[bit] : "#\(bit)" }
    switch change {
    case .skill(let bit): return Wording("with the skill \(skill(bit))", "该催收员具备技能 \(skill(bit))")
    case .present: return Wording("there on \(story.run.key.slot)", "该催收员 \(story.run.key.slot) 在岗")
    case .route(let p, let r):
      let (policy, route) = (story.policies[p].name, story.policies[p].routes[r])
      return Wording("named by the route \(route) of \(policy)", "策略 \(policy) 的路由“\(route)”将其列入")
    case .never(let p, let rule):
      return Wording(
        "without rule \(rule + 1) of never in \(story.policies[p].name)", "策略 \(story.policies[p].name) 没有 never 第 \(rule + 1) 条")
    case .ramp: return Wording("past the ramp of new people", "该催收员已过新人爬坡期")
    case .notBefore: return Wording("not one of its former holders", "该催收员不是此案前手")
    case .places(let places): return Wording("\(places) more place\(places == 1 ? "" : "s") that night", "当晚多 \(places) 个名额")
    case .amount(let amount):
      let shown = NumberText.amount(amount, story.currency)
      return Wording("\(shown) \(story.currency) more room for amounts", "金额上限多 \(shown) \(story.currency)")
    case .hours(let seconds):
      let hours = seconds / 3600
      return Wording("\(hours) more hour\(hours == 1 ? "" : "s") of working time a week", "每周多 \(hours) 小时工时")
    case .monthCases(let cases):
      return Wording("\(cases) fewer new case\(cases == 1 ? "" : "s") of the month up to then", "本月此前少分 \(cases) 件新案")
    }
  }

  func json(_ language: Language) -> JSON {
    func member(_ change: WhyNot.Change) -> JSON {
      var (name, number): (String?, Int64?)
      switch change {
      case .skill(let bit): name = bit < story.skills.count ? story.skills[bit] : "#\(bit)"
      case .present: name = story.run.key.slot.description
      case .route(let p, let r): name = "\(story.policies[p].name)/\(story.policies[p].routes[r])"
      case .never(let p, let rule): (name, number) = (story.policies[p].name, Int64(rule + 1))
      case .ramp, .notBefore: break
      case .places(let places): number = Int64(places)
      case .amount(let amount): number = amount
      case .hours(let seconds): number = seconds / 3600
      case .monthCases(let cases): number = Int64(cases)
      }
      return [
        "kind": .string(change.word), "name": JSON(name), "number": number.map { .integer($0) } ?? .null,
        "text": .string(self.change(change)[language]),
      ]
    }
    func cost(_ cost: Explanations.Cost) -> JSON {
      [
        "load": .integer(cost.load), "new_cases": .integer(cost.number), "new_amount": .integer(cost.amount),
        "quotas": .integer(cost.quota), "total": .integer(cost.total),
      ]
    }
    var (filters, costs) = (JSON.array([]), (JSON.null, JSON.null))
    switch whyNot.ground {
    case .filtered(let own, let others):
      filters = .array((own + others).map { ["rule": .string($0.rule.word), "text": .string(sentence($0)[language])] })
    case .dearer(let there, let here): costs = (cost(there), cost(here))
    case .has, .notOffered, .refused, .placedBefore, .full, .noRoomForAmount: break
    }
    return .object(
      [("case_no", .string(story.caseNo)), ("collector", .string(story.collector)), ("holder", JSON(story.holder))] + story.run.members + [
        ("ground", .string(whyNot.ground.word)), ("filters", filters), ("cost_with", costs.0), ("cost_here", costs.1),
        ("change", whyNot.change.map(member) ?? .null),
        (
          "not_enough",
          .array(
            zip(whyNot.insufficient, story.elsewhere).map { tried, holder in
              ["change": member(tried.change), "holder": JSON(holder)]
            })
        ), ("decided", .integer(Int64(whyNot.decided))), ("text", .array(([head] + lines).map { .string($0[language]) })),
      ])
  }
}
