import Desks
import Digest
import Figures
import Portfolio
package import Simulations
import Speech
import Wire
import Words

extension SimulationReport {
  var json: JSON {
    .object([
      ("slot", .day(simulation.slot)), ("open_cases", JSON(simulation.plans.first?.openCases ?? 0)),
      ("collectors", JSON(simulation.collectors)),
      ("differ", JSON(simulation.differ)), ("noise", simulation.noise.map { JSON($0) } ?? .null),
      ("digest", .string(Hex.encode(simulation.digest))),
      ("inputs", .string(Hex.encode(simulation.inputs))), ("files", .array(simulation.files.map(\.json))),
      ("plans", .array(simulation.plans.map(\.json))), ("notes", .array(notes.map { .string($0.en) })),
      ("milliseconds", .object(timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })),
    ])
  }
}

extension Simulation.File {
  var json: JSON {
    ["scenario": .string(scenario), "file": .string(name), "kind": .string(kind), "digest": .string(Hex.encode(digest))]
  }
}

extension SimulatedPlan {
  var json: JSON {
    .object([
      ("name", .string(name)), ("open_cases", JSON(openCases)), ("stopped", JSON(count(.stopped))), ("recalled", JSON(count(.recalled))),
      ("moved", JSON(count(.moved))), ("dealt", JSON(count(.dealt))), ("unassigned", JSON(count(.unassigned))),
      ("class_changed", JSON(classChanged)), ("differ", JSON(differ)), ("other_holder", JSON(otherHolder)),
      ("other_class", JSON(otherClass)),
      (
        "first_contact",
        [
          "in_time": JSON(contacts.inTime), "late": JSON(contacts.late), "missed": JSON(contacts.missed), "waiting": JSON(contacts.waiting),
        ]
      ),
      ("brakes", .array(BrakeText.sentences(brakes, stored: [], .en).map { .string($0) })),
      ("tripped", .array(brakes.map { .brake($0, .en) })),
      (
        "odd_rules",
        .array(
          odd.map {
            ["policy": .string($0.policy), "rule": .string($0.rule), "matched": JSON($0.matched), "considered": JSON($0.considered)]
          })
      ),
      ("rules", .array(effects.map(\.json))), ("people", .array(people.map(\.json))),
      ("parts", .object(parts.map { ($0.name, .string(Hex.encode($0.digest))) })),
    ])
  }
}

extension RuleEffect {
  fileprivate var json: JSON {
    [
      "part": .string(part.rawValue), "policy": .string(policy), "route": .string(route), "reason": .string(ReasonText.word(code)),
      "number": JSON(number), "cases_in_force": JSON(before), "cases": JSON(after), "came": JSON(entered), "went": JSON(left),
      "amount_in_force": .integer(amountBefore), "amount": .integer(amountAfter),
    ]
  }
}

extension PersonEffect {
  fileprivate var json: JSON {
    ["collector": .string(code), "team": .string(team), "now": JSON(now), "in_force": before.json, "then": after.json]
  }
}

extension PersonEffect.Holding {
  fileprivate var json: JSON {
    [
      "cases": JSON(cases), "amount": .integer(amount), "effort_seconds": .integer(effort), "new": JSON(new),
      "month_1024ths": .integer(month),
      "share_1024ths": .integer(share),
    ]
  }
}
