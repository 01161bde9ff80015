import Figures
import Portfolio
import Schema
package import Speech
package import Views
import Wire
import Words

extension JSON {
  /// Why a plan waits, what drove it, and what can be done; null for a run that does not wait.
  static func plan(_ plan: WaitingPlan?, of run: ShownRun, _ language: Language) -> JSON {
    guard let plan else { return .null }
    let text = WaitingPlanText(run: run.id, slot: run.key.slot, plan: plan)
    func actions(_ actions: [WaitingPlanText.Action]) -> JSON {
      .array(actions.map { ["action": .string($0.word), "command": .string($0.command), "text": .string($0.effect[language])] })
    }
    func shares(_ shares: [BrakeDrivers.Share]) -> JSON { .array(shares.map { ["name": .string($0.name), "cases": .integer($0.cases)] }) }
    let drivers: [JSON] = plan.drivers.map { driver in
      let rules: [JSON] = driver.rules.map { rule in
        [
          "code": .string(ReasonText.word(rule.code)), "text": .string(ReasonText.title(rule.code, language)),
          "cases": .integer(rule.cases),
        ]
      }
      return [
        "brake": .string(driver.kind.rawValue), "policies": shares(driver.policies), "rules": .array(rules),
        "collectors": shares(driver.collectors),
      ]
    }
    return [
      "text": .string(text.headline[language]), "brakes": .array(text.brakes(language).map { .string($0) }),
      "tripped": .array(plan.brakes.map { .brake($0, language) }),
      "drivers": .array(drivers), "look": actions(text.looks), "actions": actions(text.actions),
    ]
  }

  /// One brake with its figure and limit. `limit_that_passes` is a line of the agency file, below `brakes:`.
  static func brake(_ brake: TrippedBrake, _ language: Language) -> JSON {
    var members: [(String, JSON)] = [("brake", .string(brake.kind.rawValue)), ("figure", .integer(brake.figure))]
    if brake.kind == .inputs {
      members += [("input", .string(brake.input)), ("low", .integer(brake.low)), ("high", .integer(brake.high))]
    } else if brake.kind == .contract {
      members += [("clause", .string(brake.input)), ("agreed", .integer(brake.low))]
    } else {
      members += [("of", .integer(brake.of)), ("permille", JSON(brake.permille))]
    }
    if brake.kind != .firstNight, brake.kind != .contract { members.append(("limit_permille", JSON(brake.limitPermille))) }
    members += [
      ("limit_that_passes", JSON(BrakeText.limitThatPasses(brake))), ("text", .string(BrakeText.sentence(brake)[language])),
    ]
    return .object(members)
  }
}

extension ShownRun {
  /// Whether what is shown of the run is in force: only what was published, and not taken back, is.
  var isInForce: Bool { state == .published && !isTakenBack }

  /// How far the run has got and what became of it since: `published`, `taken back by run 13`.
  package var standing: Wording {
    if state == .published, let run = takenBackBy { return Words.takenBack(by: run, whole: isTakenBack) }
    let word = Wording(state.rawValue, Words.runState(state).zh)
    guard let run = undoes else { return word }
    return Wording("\(word.en), takes run \(run) back", "\(word.zh)，撤销运行 \(run)")
  }

  /// `run 12, night of 2026-11-18`
  var name: Wording {
    Wording("run \(id), \(key.kind.rawValue) of \(key.slot)", "运行 \(id)（\(key.slot) \(Words.runKind(key.kind).zh)）")
  }

  /// When it got that far, and, of one that was taken back, when that was: `published 2026-11-18 02:30:07, taken back 2026-11-18 09:12:40`.
  package func times(by clock: WallClock) -> Wording? {
    guard let publishedAt else { return nil }
    let published = Wording("published \(Text.time(publishedAt, by: clock))", "发布于 \(Text.time(publishedAt, by: clock))")
    let back = takenBackAt.map { Wording(", taken back \(Text.time($0, by: clock))", "，撤销于 \(Text.time($0, by: clock))") } ?? .none
    return published + back + Wording(" (\(clock.name))", "（\(clock.name)）")
  }

  /// The name with the mark behind it.
  package var title: Wording { name + mark }

  /// ` — WAITING, not in force` behind a run's name, or how else it ended; empty for a published run.
  var mark: Wording {
    switch state {
    case .published:
      takenBackBy == nil
        ? passedOver
        : Wording(" — \(standing.en)\(isTakenBack ? ", not in force" : "")", "——\(standing.zh)\(isTakenBack ? "，未生效" : "")") + passedOver
    case .waiting: Wording(" — WAITING, not in force", "——待放行，未生效")
    default: Wording(" — \(state.rawValue); no plan of it is kept", "——\(Words.runState(state).zh)，未保留方案")
    }
  }

  /// That later runs were taken back, where the latest one was asked for: ` — the latest in force: run 13 after it was taken back`.
  private var passedOver: Wording {
    guard !takenBackSince.isEmpty else { return .none }
    let (one, runs) = (takenBackSince.count == 1, takenBackSince.map(String.init))
    return Wording(
      " — the latest in force: \(one ? "run" : "runs") \(runs.joined(separator: ", ")) after it \(one ? "was" : "were") taken back",
      "——最近一次有效的运行：其后的运行 \(runs.joined(separator: "、")) 已撤销")
  }

  /// Which run it is and what of it is in force, for machines.
  var members: [(String, JSON)] {
    [("run", .integer(id)), ("slot", .day(key.slot)), ("state", .string(state.rawValue)), ("in_force", .bool(isInForce))] + since
  }

  /// Later runs that were taken back, where there are any and the latest was asked for.
  var since: [(String, JSON)] { takenBackSince.isEmpty ? [] : [("taken_back_since", .array(takenBackSince.map { .integer($0) }))] }
}
