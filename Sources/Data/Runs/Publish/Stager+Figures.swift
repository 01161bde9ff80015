import Portfolio
import Postgres
import Schema

// The figures of a run that its report needs and no table keeps otherwise. Written again by every attempt.
extension Stager {
  func copyCollectors() throws {
    try connection.execute("DELETE FROM allot.run_collector WHERE agency_id = \(agency) AND run_id = \(plan.run)")
    let loads = plan.outcome.loads
    let classes = CaseClass.allCases.count
    let columns = [
      "agency_id", "run_id", "collector_id", "used_seconds", "scheduled_seconds", "saturation", "capacity_seconds", "effort_seconds",
      "score",
      "room", "amount_room", "closed_by", "next_present", "cases_before", "amount_before", "class_cases",
    ]
    try connection.copyRows(into: "allot.run_collector", columns: columns) { writer in
      for c in snapshot.collectors.indices {
        try writer.row { r in
          r.int64(agency)
          r.int64(plan.run)
          r.int64(snapshot.collectors.id[c])
          r.int64(loads.usedSeconds[c])
          r.int64(loads.scheduledSeconds[c])
          r.int32(loads.saturation[c])
          r.int64(loads.capacitySeconds[c])
          r.int64(loads.effortSeconds[c])
          r.int64(loads.score[c])
          r.int32(loads.room[c])
          r.int64(loads.amountRoom[c])
          r.int16(Int16(loads.closedBy[c].rawValue))
          r.date(loads.nextPresent[c].copied)
          r.int32(loads.openCases[c])
          r.int64(loads.openAmount[c])
          r.int32Array(Array(loads.casesByClass[c * classes..<(c + 1) * classes]))
        }
      }
    }
  }

  func copyTransitions() throws {
    try connection.execute("DELETE FROM allot.run_transition WHERE agency_id = \(agency) AND run_id = \(plan.run)")
    let classes = CaseClass.allCases.count
    // One row more than there are classes: cases that no run classified before.
    let froms = classes + 1
    let width = (snapshot.stages.count + 1) * froms * classes
    // One table per currency, of which there are few, one after the other.
    var currencies: [Currency] = []
    var table = 0
    var cases: [Int32] = []
    var amounts: [Int64] = []
    for i in snapshot.cases.indices {
      let currency = snapshot.cases.currency[i]
      if table >= currencies.count || currencies[table] != currency {
        table = currencies.firstIndex(of: currency) ?? currencies.count
        if table == currencies.count {
          currencies.append(currency)
          cases += [Int32](repeating: 0, count: width)
          amounts += [Int64](repeating: 0, count: width)
        }
      }
      let from = snapshot.cases.isClassified(i) ? Int(snapshot.cases.previousClass[i].rawValue) : classes
      let to = Int(plan.outcome.verdicts[i].caseClass.rawValue)
      let cell = table * width + (Int(snapshot.cases.stage[i] + 1) * froms + from) * classes + to
      cases[cell] += 1
      amounts[cell] += snapshot.cases.outstanding[i]
    }
    let columns = ["agency_id", "run_id", "stage_id", "currency", "from_class", "to_class", "cases", "amount"]
    try connection.copyRows(into: "allot.run_transition", columns: columns) { writer in
      for (table, currency) in currencies.enumerated() {
        for cell in 0..<width where cases[table * width + cell] > 0 {
          let stage = cell / (froms * classes)
          let from = cell / classes % froms
          try writer.row { r in
            r.int64(agency)
            r.int64(plan.run)
            r.int32(stage == 0 ? -1 : plan.frozen.stageIDs[stage - 1])
            r.text(currency.description)
            // −1: none before.
            r.int16(from == classes ? -1 : Int16(from))
            r.int16(Int16(cell % classes))
            r.int32(cases[table * width + cell])
            r.int64(amounts[table * width + cell])
          }
        }
      }
    }
  }

  func copyRules() throws {
    try connection.execute("DELETE FROM allot.run_rule WHERE agency_id = \(agency) AND run_id = \(plan.run)")
    let rules = plan.outcome.rules
    try connection.execute(
      """
      INSERT INTO allot.run_rule (agency_id, run_id, policy, rule, matched, considered)
      SELECT \(agency), \(plan.run), * FROM unnest(\(rules.map(\.policy)), \(rules.map(\.rule)), \(rules.map { Int32(clamping: $0.matched) }),
        \(rules.map { Int32(clamping: $0.considered) }))
      ON CONFLICT (agency_id, run_id, policy, rule) DO NOTHING
      """)
  }

  /// What had come before a run by day, as a part of its figures; empty where it is not known.
  static func json(_ earlier: EarlierCases?) -> String {
    guard let earlier else { return "{}" }
    return "{\"earlier\":{\"assigned\":\(earlier.assigned),\"held\":\(earlier.held),\"unassigned\":\(earlier.unassigned)}}"
  }

  /// As a part of the run's figures.
  static func json(_ fairness: FairnessRecord) -> String {
    let misses = fairness.misses.map { miss in
      """
      {"policy":\(jsonString(miss.policy)),"rule":\(jsonString(miss.rule)),"measure":"\(miss.measure.rawValue)","wished":\(miss.wished),\
      "reached":\(miss.reached),"below":\(miss.isBelow),"collector":\(miss.collector),"cause":"\(miss.cause.rawValue)"}
      """
    }
    let quotas = fairness.quotas.map { miss in
      """
      {"policy":\(jsonString(miss.policy)),"team":\(jsonString(miss.team)),"measure":"\(miss.measure.rawValue)","wanted":\(miss.wantedPPM),\
      "got":\(miss.gotPPM),"cause":"\(miss.cause.rawValue)"}
      """
    }
    return """
      {"fairness":{"people":\(fairness.people),"by_contract":\(fairness.byContract),"without_roster":\(fairness.withoutRoster),\
      "misses":[\(misses.joined(separator: ","))],\
      "quotas":[\(quotas.joined(separator: ","))]}}
      """
  }
}
